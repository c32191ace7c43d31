// The newsroom's keys: N begins a story from any screen, and a figure or letter chooses its section.
// They do nothing while somebody types, while a dialogue is open, and for those who switched off
// keyboard shortcuts in their account.
(() => {
  const script = document.currentScript;
  const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";
  const DIALOGUES = "[role='dialog'], [role='alertdialog'], dialog[open], .modal";

  const isShown = (element) => element.getClientRects().length > 0;

  function areOn() {
    const config = document.getElementById("wagtail-config");
    return config ? JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED !== false : false;
  }

  function letterOf(event) {
    // With another alphabet on the keyboard the key in the same place counts.
    if (event.key.length === 1 && event.key.charCodeAt(0) < 128) return event.key.toLowerCase();
    return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const target = event.target;
    if (target instanceof Element && target.closest(TYPING)) return;
    const letter = letterOf(event);
    const choice = letter && document.querySelector(`a[data-key="${CSS.escape(letter)}"]`);
    // The sidebar is there on screens of somebody who has signed in.
    const begins = letter === "n" && document.getElementById("wagtail-sidebar");
    if (!choice && !begins) return;
    if (!areOn() || [...document.querySelectorAll(DIALOGUES)].some(isShown)) return;
    event.preventDefault();
    window.location.assign(choice ? choice.href : script.dataset.newStory);
  });

  // Who begins a story can type its headline at once. The tabs hide the form until they are ready.
  window.addEventListener("load", () => {
    const headline = document.querySelector("#id_title");
    if (!headline || !document.querySelector(".new-story-section")) return;
    let tries = 50;
    const focus = () => {
      if (document.activeElement !== document.body) return;
      headline.focus({ preventScroll: true });
      if (document.activeElement !== headline && (tries -= 1)) window.setTimeout(focus, 50);
    };
    focus();
  });
})();
