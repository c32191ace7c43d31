// A button of the editor waits for the autosave that is under way. Sent beside it, the two would
// each save the page: a new page twice, and an old one as a rival of its own writer.
(() => {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.matches("[data-edit-form]")) return;
      const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
      if (!autosave?.submitPromise) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // What was typed since goes with the button; another autosave is not begun.
      autosave.activeValue = false;
      const pressed = event.submitter;
      autosave.submitPromise.finally(() => {
        // The autosave may have drawn the buttons anew, so the pressed one is sent by its name.
        if (pressed?.name) {
          const choice = Object.assign(document.createElement("input"), {
            type: "hidden",
            name: pressed.name,
            value: pressed.value,
          });
          form.append(choice);
        }
        form.requestSubmit();
      });
    },
    { capture: true },
  );
})();
