// Nothing typed is lost: what the server did not take stays in this browser and is offered again.
// Brought back, it goes through the same door as any save, and is merged with what is newer.
(() => {
  const words = document.currentScript.dataset;
  const OLD = 14 * 24 * 3600 * 1000;
  const PREFIX = "broadsheet:unsaved:";
  // Kept by nobody but this page: tokens, and choices that belong to one moment.
  const LEFT_OUT = /^(csrfmiddlewaretoken|next|action-.*|workflow-action-.*|choice-.*)$/;

  const begin = (form) => {
    const whose = document.querySelector("[data-broadsheet-user]")?.dataset.broadsheetUser || "";
    const key = () => `${PREFIX}${whose}:${new URL(form.action, location).pathname}`;

    const copy = () => {
      const entries = [...new FormData(form)].filter(
        ([name, value]) => typeof value === "string" && !LEFT_OUT.test(name),
      );
      try {
        localStorage.setItem(key(), JSON.stringify({ at: Date.now(), entries }));
      } catch {
        // A full or forbidden store: the screen says as before that nothing was saved.
      }
    };
    const forget = () => localStorage.removeItem(key());

    const box = document.createElement("div");
    box.className = "help-block help-warning unsaved-words";
    box.setAttribute("role", "status");
    box.hidden = true;
    form.before(box);
    const say = (sentence, buttons = []) => {
      box.replaceChildren(document.createTextNode(`${sentence} `));
      for (const [label, act] of buttons) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary";
        button.textContent = label;
        button.addEventListener("click", act);
        box.append(button, " ");
      }
      box.hidden = false;
    };

    const bringBack = (kept) => {
      const sender = document.createElement("form");
      sender.method = "post";
      sender.action = form.action;
      const token = form.elements.namedItem("csrfmiddlewaretoken").value;
      for (const [name, value] of [["csrfmiddlewaretoken", token], ...kept.entries]) {
        const field = document.createElement("textarea");
        field.name = name;
        // A textarea sends line ends in its own way; only running texts have any.
        field.value = value;
        field.hidden = true;
        sender.append(field);
      }
      document.body.append(sender);
      sender.submit();
    };

    const offer = () => {
      let kept = null;
      try {
        kept = JSON.parse(localStorage.getItem(key()));
      } catch {
        forget();
      }
      if (!kept || Date.now() - kept.at > OLD) return forget();
      const at = new Date(kept.at).toLocaleString(document.documentElement.lang || undefined);
      say(`${words.kept} ${at}.`, [
        [words.bringBack, () => { forget(); bringBack(kept); }],
        [words.forget, () => { forget(); box.hidden = true; }],
      ]);
      return undefined;
    };

    // Wagtail compares with the form as it stands two seconds after it was shown: what somebody quick
    // has typed by then counts as nothing new, and is neither saved nor kept until they go on.
    const SNAPSHOT = 2500;
    let isQuick = false;
    const note = ({ type, key, ctrlKey, metaKey }) => {
      const writes = key && (key.length === 1 || ["Backspace", "Delete", "Enter"].includes(key));
      isQuick ||= type !== "keydown" || (writes && !ctrlKey && !metaKey);
    };
    const kinds = ["input", "keydown", "paste"];
    for (const kind of kinds) form.addEventListener(kind, note, true);
    setTimeout(() => {
      for (const kind of kinds) form.removeEventListener(kind, note, true);
      if (!isQuick) return;
      const detail = { type: "edits" };
      form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, detail }));
    }, SNAPSHOT);

    form.addEventListener("w-unsaved:add", copy);
    form.addEventListener("w-autosave:save", copy);
    form.addEventListener("w-autosave:success", (event) => {
      forget();
      const answer = event.detail.response || {};
      if (answer.editor_base) {
        const field = form.elements.namedItem("editor_base");
        if (field) field.value = answer.editor_base;
        else form.insertAdjacentHTML("beforeend", `<input type="hidden" name="editor_base" value="${answer.editor_base}">`);
      }
      if (answer.from_others) {
        say(answer.from_others, [[words.show, () => location.reload()]]);
      } else {
        box.hidden = true;
      }
    });
    form.addEventListener("w-autosave:error", (event) => {
      const { type, text, response } = event.detail;
      copy();
      if (response?.conflicts) {
        say(text, [[words.choose, () => form.requestSubmit(form.querySelector("[type=submit]:not([name])") || undefined)]]);
      } else if (type === "network_error") {
        say(words.notSaved);
      } else if (type === "server_error") {
        say(words.signedOut);
      }
    });
    // A save by hand leaves the page: its copy goes when the server has shown the story anew.
    if (document.querySelector(".messages .success, .w-messages .success")) forget();
    offer();
  };

  const start = () => {
    const form = document.querySelector("form#page-edit-form, form[data-edit-form]");
    if (form && location.pathname.startsWith("/admin/pages/")) begin(form);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
