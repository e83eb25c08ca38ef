// A part of a manuscript: a number of the snapshot is put where the cursor stands.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const text = document.querySelector(".amend textarea");
  if (!button || !text) return;
  text.setRangeText(`{${button.dataset.insert}}`, text.selectionStart, text.selectionEnd, "end");
  text.focus();
});
