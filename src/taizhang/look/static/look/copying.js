/* Buttons that copy: what stands in data-copy, or in the field that data-copy-from names. Without https there is only the old way. */
(() => {
  "use strict";
  const copy = async (text, button) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const box = button.parentElement.appendChild(document.createElement("textarea"));
    box.value = text;
    box.select();
    document.execCommand("copy");
    box.remove();
    button.focus();
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copied]");
    if (!button) return;
    const from = document.getElementById(button.dataset.copyFrom);
    await copy(from ? from.value : button.dataset.copy, button);
    document.dispatchEvent(new CustomEvent("say", { detail: { text: button.dataset.copied } }));
  });
})();
