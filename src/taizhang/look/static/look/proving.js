/* Evidence: files dropped on a slot are sent at once; a file's name opens a look at it beside the page. */
(() => {
  "use strict";
  const csrf = () => document.body.dataset.csrf || JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
  const say = (text, kind) => document.dispatchEvent(new CustomEvent("say", { detail: { text, kind } }));
  // A slot on a finding's page, or a measure's row in the ledger's table: there the file's name tells which slot it is for.
  const boxAt = (event) => event.target.closest?.("[data-drop], .tree tr.measure");
  const placeOf = (box) => {
    if (box.dataset.drop) return box.dataset;
    return { drop: `${location.pathname}measures/do/add_evidence/`, measure: box.dataset.key.split("/")[1], slot: "" };
  };

  const send = async (box, files) => {
    const form = new FormData();
    [...files].forEach((file) => form.append("given", file));
    const place = placeOf(box);
    form.append("measure", place.measure);
    form.append("slot", place.slot);
    box.classList.add("working");
    try {
      const answer = await fetch(place.drop, { method: "POST", body: form, headers: { "X-CSRFToken": csrf(), "HX-Request": "true" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (page.querySelector("[data-acted]")) {
        say(page.querySelector(".toast p").textContent, "success");
        document.body.dispatchEvent(new Event("refresh"));
        return;
      }
      say(page.querySelector(".wrong")?.textContent.trim() || document.body.dataset.failed, "error");
    } catch {
      say(document.body.dataset.unsent, "error");
    }
    box.classList.remove("working");
  };

  const over = (event) => {
    document.querySelectorAll("[data-drop].over, .tree .over").forEach((box) => box.classList.remove("over"));
    boxAt(event)?.classList.add("over");
    event.preventDefault(); // a file dropped beside a box must not replace the page
  };
  addEventListener("dragover", over);
  addEventListener("dragleave", (event) => boxAt(event)?.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    const box = boxAt(event);
    box?.classList.remove("over");
    if (box && event.dataTransfer.files.length) send(box, event.dataTransfer.files);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-preview]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      htmx.ajax("GET", link.dataset.preview, { target: document.body, swap: "beforeend" });
    }
    if (event.target.closest("#preview [data-close]")) document.getElementById("preview").close();
  });
  document.addEventListener("htmx:load", ({ detail: { elt } }) => {
    if (elt.id !== "preview") return;
    elt.showModal();
    elt.addEventListener("close", () => elt.remove());
  });
})();
