/* A unit's link: each row is kept as it is filled in, photographs are sent as they are taken. Without this, the buttons do it. */
(() => {
  "use strict";
  const words = document.getElementById("fill-words").dataset;
  const at = (root, selector) => root.querySelector(selector);
  const asked = { headers: { Accept: "application/json" }, method: "POST" };

  const complain = (form, text) => {
    const line = at(form, "[data-wrong]");
    line.hidden = !text;
    at(line, "span").textContent = text || "";
  };

  const keep = (form, told) => {
    const card = form.closest(".fill-card");
    if (told.version) at(card, "[name=version]").value = told.version;
    if (told.count) document.querySelector("[data-count]").textContent = told.count;
    if ("told" in told) card.toggleAttribute("data-told", told.told);
    if (told.evidence) at(card, "[data-evidence]").textContent = told.evidence.join("、");
  };

  const send = async (form, body) => {
    const said = at(form.closest(".fill-card"), "[data-said]");
    said.textContent = body ? words.attached : words.saving;
    try {
      const answer = await fetch(form.action, { ...asked, body: body || new FormData(form), keepalive: !body });
      const told = await answer.json();
      keep(form, told);
      complain(form, told.wrong);
      said.textContent = told.said || "";
      const now = at(form, "[data-now]");
      if (now) {
        now.hidden = !told.now;
        now.textContent = told.now ? words.now + told.now : "";
      }
      return answer.ok;
    } catch {
      complain(form, words.unsent);
      said.textContent = "";
      return false;
    }
  };

  // One after the other: the second carries the version that the first left.
  let last = Promise.resolve();
  const inTurn = (job) => (last = last.then(job, job));

  const state = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "version"));
  document.querySelectorAll("[data-fill]").forEach((form) => {
    let kept = state(form);
    const save = (always) =>
      inTurn(async () => {
        const now = state(form);
        if ((!always && now === kept) || (!always && !form.elements.text.value.trim())) return;
        if (await send(form)) kept = now;
      });
    form.addEventListener("change", () => save(false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save(true);
    });
    // Put away in the middle of a sentence: what is there is kept.
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save(false));
  });

  document.querySelectorAll("[data-attach]").forEach((form) => {
    const input = at(form, "input[type=file]");
    input.addEventListener("change", () => {
      if (!input.files.length) return;
      const body = new FormData(form);
      inTurn(() => send(form, body)).then(() => (input.value = ""));
    });
  });
})();
