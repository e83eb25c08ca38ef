/* Bringing a paper in: drop it or choose it, and it is sent at once, with how far it is and how long it takes. */
(() => {
  "use strict";
  // Cells copied from Excel come as text too; only their HTML tells which are merged. It goes along until the text is edited.
  const pasted = document.querySelector("[data-cells]");
  pasted?.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    const whole = !pasted.value || (pasted.selectionStart === 0 && pasted.selectionEnd === pasted.value.length);
    setTimeout(() => {
      document.getElementById(pasted.dataset.cells).value = whole && /<table[\s>]/i.test(html) ? html : "";
    });
  });
  pasted?.addEventListener("input", (event) => {
    if (event.inputType !== "insertFromPaste") document.getElementById(pasted.dataset.cells).value = "";
  });
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const sending = form.querySelector(".sending");
  const bar = sending.querySelector("progress");
  const line = sending.querySelector("p");
  const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
  const say = (text, kind) => document.dispatchEvent(new CustomEvent("say", { detail: { text, kind } }));

  const send = () => {
    if (!input.files.length) return;
    if (input.files[0].size > Number(form.dataset.limit)) {
      input.value = "";
      return say(form.dataset.tooLarge, "error");
    }
    const began = Date.now();
    const request = new XMLHttpRequest();
    const done = () => {
      form.classList.remove("working");
      sending.hidden = true;
      input.value = "";
    };
    request.open("POST", form.action || location.href);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      const rate = event.loaded / Math.max((Date.now() - began) / 1000, 0.1);
      bar.value = (100 * event.loaded) / event.total;
      const words = { done: `${size(event.loaded)} / ${size(event.total)}`, rate: size(rate), left: Math.ceil((event.total - event.loaded) / rate) };
      line.textContent = form.dataset.words.replace(/\{(\w+)\}/g, (_, name) => words[name]);
    });
    request.addEventListener("load", () => {
      const target = request.getResponseHeader("HX-Redirect");
      if (target) return location.assign(target);
      done();
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const wrong = page.querySelector("[role=alert], .prose p");
      say(wrong ? wrong.textContent.trim() : document.body.dataset.failed, "error");
    });
    request.addEventListener("error", () => {
      done();
      say(document.body.dataset.unsent, "error");
    });
    form.classList.add("working");
    sending.hidden = false;
    request.send(new FormData(form));
  };

  input.addEventListener("change", send);
  const over = (on) => (event) => {
    event.preventDefault();
    form.classList.toggle("over", on);
  };
  ["dragenter", "dragover"].forEach((name) => form.addEventListener(name, over(true)));
  ["dragleave", "dragend"].forEach((name) => form.addEventListener(name, over(false)));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    input.files = event.dataTransfer.files;
    send();
  });
  // A file dropped beside the field must not replace the page.
  ["dragover", "drop"].forEach((name) => addEventListener(name, (event) => event.preventDefault()));
})();
