// The link above the menu is called what it shows, the newspaper's name: Wagtail calls it otherwise.
(() => {
  function nameTheLink() {
    const link = document.querySelector(".sidebar-custom-branding");
    const name = link?.querySelector(".broadsheet-brand__name");
    if (name) link.setAttribute("aria-label", name.textContent.trim());
    return Boolean(name);
  }

  window.addEventListener("DOMContentLoaded", () => {
    const sidebar = document.getElementById("wagtail-sidebar");
    if (!sidebar || nameTheLink()) return;
    const observer = new MutationObserver(() => nameTheLink() && observer.disconnect());
    observer.observe(sidebar, { childList: true, subtree: true });
  });
})();
