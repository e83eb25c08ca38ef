// A part of a manuscript: a number of the snapshot is put where the cursor stood, or at the end where it stood nowhere yet.
let written = false;
document.addEventListener("focusin", (event) => { written ||= event.target.matches(".amend textarea"); });
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const text = document.querySelector(".amend textarea");
  if (!button || !text) return;
  const [start, end] = written ? [text.selectionStart, text.selectionEnd] : [text.value.length, text.value.length];
  text.setRangeText(`{${button.dataset.insert}}`, start, end, "end");
  text.focus();
});
