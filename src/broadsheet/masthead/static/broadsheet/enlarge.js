// A picture of a story opens over the page; without this file its link leads to the picture.
const words = document.querySelector("script[data-enlarge]").dataset;
const links = [...document.querySelectorAll("a.enlarge")];
let dialog;
let place = 0;

const button = (label, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
};

const make = () => {
  dialog = document.createElement("dialog");
  dialog.className = "enlarged";
  dialog.append(document.createElement("figure"));
  const tools = document.createElement("div");
  tools.className = "enlarged-tools";
  if (links.length > 1) {
    tools.append(button(words.previous, () => show(place - 1)), button(words.next, () => show(place + 1)));
  }
  tools.append(button(words.close, () => dialog.close()));
  dialog.append(tools);
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) show(place + (document.dir === "rtl" ? -step : step));
  });
  dialog.addEventListener("close", () => links[place].focus());
  document.body.append(dialog);
};

const show = (wanted) => {
  place = (wanted + links.length) % links.length;
  const link = links[place];
  const picture = document.createElement("img");
  picture.src = link.href;
  picture.alt = link.querySelector("img").alt;
  const caption = link.closest("figure")?.querySelector("figcaption")?.cloneNode(true);
  dialog.querySelector("figure").replaceChildren(picture, ...(caption ? [caption] : []));
  dialog.setAttribute("aria-label", picture.alt || words.name);
};

for (const [number, link] of links.entries()) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!dialog) make();
    show(number);
    dialog.showModal();
  });
}
