/* A draft with its remarks: from the list to the card in the margin, 知道了 by key, a feedback paper dropped on its field. */
(() => {
  "use strict";
  const checked = () => document.getElementById("checked");
  const card = (number) => document.getElementById(`n${number}`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const go = (number) => {
    const note = card(number);
    if (!note) return;
    note.querySelector("[data-open]").focus({ preventScroll: true });
    note.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };

  // The reason is asked for where the button was; Esc puts the question away.
  const ask = (answering) => {
    answering.open = true;
    const reason = answering.querySelector("input[name=reason]");
    reason.focus({ preventScroll: true });
    reason.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };
  document.addEventListener("click", (event) => {
    const asked = event.target.closest(".answering > summary");
    if (asked) return event.preventDefault(), ask(asked.parentElement);
    const link = event.target.closest("[data-card], [data-answer]");
    if (!link || !checked()?.contains(link)) return;
    event.preventDefault();
    const number = link.dataset.card || link.dataset.answer;
    history.replaceState(null, "", `#n${number}`);
    go(number);
    if (link.dataset.answer) ask(card(number).querySelector(".answering"));
  });
  document.addEventListener("keydown", (event) => {
    const asked = event.key === "Escape" && event.target.closest?.(".answering[open]");
    if (!asked) return;
    asked.open = false;
    asked.querySelector("summary").focus();
  });

  // After an answer the next open remark is at hand.
  document.addEventListener("htmx:afterSwap", () => {
    const wrong = checked()?.querySelector("[aria-invalid]");
    if (wrong) return wrong.focus();
    if (checked()?.dataset.next) go(checked().dataset.next);
  });

  document.querySelectorAll("[data-drop]").forEach((field) => {
    const input = field.querySelector("input[type=file]");
    const over = (on) => (event) => (event.preventDefault(), field.classList.toggle("over", on));
    ["dragenter", "dragover"].forEach((name) => field.addEventListener(name, over(true)));
    ["dragleave", "dragend"].forEach((name) => field.addEventListener(name, over(false)));
    field.addEventListener("drop", (event) => {
      over(false)(event);
      input.files = event.dataTransfer.files;
    });
  });
})();
