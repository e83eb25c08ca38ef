/* Buttons that copy: what stands in data-copy, or in the field that data-copy-from names. */
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copied]");
    if (!button) return;
    const from = document.getElementById(button.dataset.copyFrom);
    await copyText(from ? from.value : button.dataset.copy);
    document.dispatchEvent(new CustomEvent("say", { detail: { text: button.dataset.copied } }));
  });
})();
