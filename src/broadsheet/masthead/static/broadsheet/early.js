// Runs before the page is painted, so that neither a colour scheme nor a bar which a reader has
// chosen away flashes up. A browser that keeps nothing shows the page as if nothing was chosen.
const kept = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
const keep = (key, value) => {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {}
};

const page = document.documentElement;
if (["light", "dark"].includes(kept("scheme"))) page.dataset.scheme = kept("scheme");

customElements.define("scheme-switch", class extends HTMLElement {
  connectedCallback() {
    const device = matchMedia("(prefers-color-scheme: dark)");
    const shown = () => page.dataset.scheme || (device.matches ? "dark" : "light");
    const say = () =>
      this.querySelector("button")?.setAttribute("aria-pressed", String(shown() === "dark"));
    this.addEventListener("click", () => {
      const wanted = shown() === "dark" ? "light" : "dark";
      // Back at the device's own choice, the page follows the device again.
      if (wanted === (device.matches ? "dark" : "light")) delete page.dataset.scheme;
      else page.dataset.scheme = wanted;
      keep("scheme", page.dataset.scheme);
      say();
    });
    device.addEventListener("change", say);
    document.addEventListener("DOMContentLoaded", say);
  }
});

customElements.define("promo-bar", class extends HTMLElement {
  connectedCallback() {
    this.hidden = kept("promo-bar") === this.dataset.key;
    this.addEventListener("click", (event) => {
      if (!event.target.closest("button")) return;
      keep("promo-bar", this.dataset.key);
      this.hidden = true;
      // The button is gone: the keyboard goes on with what comes next.
      document.querySelector("header a, header summary")?.focus();
    });
  }
});
