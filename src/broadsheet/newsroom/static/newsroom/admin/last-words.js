// The editor of running text hands its words to the form a quarter of a second late. Whoever saves
// right after the last letter, by a key or a quick hand, would lose it: so the click waits for it.
(() => {
  const LATE = 400;
  let typed = -LATE;
  const note = (event) => {
    if (event.target.closest?.("[contenteditable=true]")) typed = performance.now();
  };
  for (const kind of ["keydown", "input", "paste", "drop", "cut"]) {
    document.addEventListener(kind, note, true);
  }
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("button, input[type=submit]");
      const wait = typed + LATE - performance.now();
      if (wait <= 0 || !button || button.closest(".Draftail-Editor")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setTimeout(() => button.click(), wait);
    },
    true,
  );
})();
