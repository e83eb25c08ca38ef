/* How many of the differences are chosen stands on the button; a whole section is chosen at once; a new finding's measures go
   with it. */
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
  const together = (box) => {
    if (box.dataset.new && !box.checked) boxes.filter((one) => one.dataset.under === box.dataset.new).forEach((one) => (one.checked = false));
    if (box.dataset.under && box.checked) boxes.filter((one) => one.dataset.new === box.dataset.under).forEach((one) => (one.checked = true));
  };
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) {
      event.target.closest("section").querySelectorAll("[name=take]").forEach((box) => (box.checked = event.target.checked));
    }
    together(event.target);
    count();
  });
  count();
})();
