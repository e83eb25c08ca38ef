/* What reading was not sure of, one place after the other: n and Shift+n, or the two buttons. */
(() => {
  "use strict";
  const root = document.querySelector("[data-beside]");
  if (!root) return;
  const places = () => [...root.querySelectorAll("[data-unsure]")];
  let last = null; // the place shown last: focus may have gone into the text since

  const show = (link, at, all) => {
    for (let box = link.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    root.dispatchEvent(new CustomEvent("choose", { detail: { key: link.dataset.item } }));
    root.querySelector(`#at-${CSS.escape(link.dataset.item)}`)?.scrollIntoView({ block: "center" });
    const said = root.querySelector("[data-step-said]");
    if (said) said.textContent = said.dataset.of.replace("0", at + 1).replace(/1(?=\D*$)/, all);
  };
  const step = (by) => {
    const links = places();
    if (!links.length) return false;
    const at = links.findIndex((link) => link.dataset.item === last);
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : (at + by + links.length) % links.length;
    last = links[next].dataset.item;
    show(links[next], next, links.length);
    return true;
  };

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
  });
  document.addEventListener("keydown", (event) => {
    const by = { n: 1, N: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("input, textarea, select, [contenteditable]") || localStorage.getItem("keys") === "off") return;
    if (document.querySelector("dialog[open]")) return;
    if (step(by)) event.preventDefault();
  });
})();
