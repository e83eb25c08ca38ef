/* Deciding by one key: a agrees, r sends back; what was ticked as seen stays ticked on this machine until it is decided. */
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
    if (event.target.matches("input, select, textarea") || document.querySelector("dialog[open]")) return;
    const button = { a: "[data-agree]", r: "[data-return]" }[event.key];
    if (button) document.querySelector(button)?.click();
  });
  const seen = new Set(JSON.parse(sessionStorage.getItem("seen") || "[]"));
  const settle = () => document.querySelectorAll("[data-tick]").forEach((box) => (box.checked = seen.has(box.dataset.tick)));
  document.addEventListener("change", (event) => {
    const { tick } = event.target.dataset;
    if (!tick) return;
    if (event.target.checked) seen.add(tick);
    else seen.delete(tick);
    sessionStorage.setItem("seen", JSON.stringify([...seen]));
  });
  document.addEventListener("htmx:afterSettle", settle);
  settle();
})();
