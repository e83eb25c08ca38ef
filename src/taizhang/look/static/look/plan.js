/* The plan's lists: all of a list picked at once, and printing. */
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-pick-all]")) return;
    document.querySelectorAll(".pick").forEach((pick) => (pick.checked = event.target.checked));
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
})();
