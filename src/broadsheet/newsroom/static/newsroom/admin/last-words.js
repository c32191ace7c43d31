// The editor of running text hands its words to the form a quarter of a second late, and later where
// a machine has much to do. Whoever saves right after the last letter, by a key or a quick hand,
// would lose it: so the click waits until the form holds what the editor shows.
(() => {
  const LATE = 400;
  // What an editor shows beside its words must not keep anybody waiting for ever.
  const LATEST = 5000;
  const AGAIN = 50;
  const editors = new Set();
  let typed = -LATEST;
  let waiting = null;

  const note = (event) => {
    const editor = event.target.closest?.("[contenteditable=true]");
    if (!editor) return;
    typed = performance.now();
    editors.add(editor);
  };
  for (const kind of ["keydown", "input", "paste", "drop", "cut"]) {
    document.addEventListener(kind, note, true);
  }

  const bare = (words) => words.join("").replace(/[\s\u200b\ufeff]+/g, "");

  const isHandedOver = (editor) => {
    const wrapper = editor.closest("[data-draftail-editor-wrapper]");
    const field = wrapper?.parentNode.querySelector("input[type=hidden]");
    if (!field || !editor.isConnected) return true;
    let held;
    try {
      held = JSON.parse(field.value || "null");
    } catch {
      return true;
    }
    // Pictures and the like are blocks that nobody types in.
    const shown = [...editor.querySelectorAll("[data-block=true]")].filter((block) => block.isContentEditable);
    return bare((held?.blocks ?? []).map((block) => block.text)) === bare(shown.map((block) => block.textContent));
  };

  const isReady = () => {
    const since = performance.now() - typed;
    return since >= LATEST || (since >= LATE && [...editors].every(isHandedOver));
  };

  const clickWhenReady = (button) => {
    if (isReady()) {
      waiting = null;
      editors.clear();
      button.click();
    } else {
      setTimeout(clickWhenReady, AGAIN, button);
    }
  };

  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("button, input[type=submit]");
      if (!button || button.closest(".Draftail-Editor") || isReady()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (waiting === button) return;
      waiting = button;
      clickWhenReady(button);
    },
    true,
  );
})();
