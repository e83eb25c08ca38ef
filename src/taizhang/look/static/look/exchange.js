/* How many of the differences are chosen stands on the button; a whole section is chosen at once. */
(() => {
  "use strict";
  const form = document.querySelector("[data-merge]");
  const button = document.querySelector("[data-count]");
  if (!form || !button) return;
  const boxes = [...form.querySelectorAll("[name=take]")];
  const unseen = Number(form.dataset.unseen) - boxes.filter((box) => box.defaultChecked).length;
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length + unseen;
    button.textContent = button.dataset.count.replace("{n}", chosen);
    button.disabled = !chosen;
    form.querySelectorAll("[data-all]").forEach((all) => {
      const own = [...all.closest("section").querySelectorAll("[name=take]")];
      all.checked = own.every((box) => box.checked);
      all.indeterminate = !all.checked && own.some((box) => box.checked);
    });
  };
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) {
      event.target.closest("section").querySelectorAll("[name=take]").forEach((box) => (box.checked = event.target.checked));
    }
    count();
  });
  count();
})();
