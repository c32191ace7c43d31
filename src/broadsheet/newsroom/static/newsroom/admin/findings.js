// After each autosave the newspaper's own checks are asked again of what was saved; and a few times
// more, ever later, while they wait for what other sites answer.
(() => {
  const DELAYS = [1, 2, 3, 4, 6, 9, 14, 21];
  const place = () => document.querySelector("[data-findings]");
  let tries = 0;
  let timer = 0;

  const lookLater = () => {
    clearTimeout(timer);
    if (tries < DELAYS.length && place()?.querySelector("[data-awaited]")) {
      timer = setTimeout(look, DELAYS[tries++] * 1000);
    }
  };

  const look = async () => {
    const asked = place();
    if (!asked) return;
    try {
      const answer = await fetch(asked.dataset.findings, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      const found = answer.ok ? await answer.text() : null;
      // What has not changed is not read aloud again.
      if (found !== null && found !== asked.dataset.shown) {
        asked.innerHTML = found;
        asked.dataset.shown = found;
      }
    } catch {
      // The network is away for a moment: the next look may find it again.
    }
    lookLater();
  };

  document.addEventListener("w-autosave:success", () => {
    tries = 0;
    look();
  });
  document.addEventListener("DOMContentLoaded", lookLater);
  if (document.readyState !== "loading") lookLater();
})();
