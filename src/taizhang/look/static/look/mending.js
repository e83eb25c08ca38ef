/* Mending what was read: a bar under the chosen item, keys on it, and words marked in the text that become an item. */
(() => {
  "use strict";
  const root = document.querySelector("[data-beside]");
  const find = (selector) => root.querySelector(selector);
  const tree = () => find("#tree");
  const lineOf = (link) => Number(link.dataset.item.slice(1)) - 1;
  const chosen = () => find(".items > .item a.kept, .items .item a.kept");

  const send = (address, values) => {
    const scrolls = ["#tree", "#text"].map((pane) => [pane, find(pane).scrollTop]);
    return htmx
      .ajax("POST", address, { target: root, swap: "innerHTML", values: { version: tree().dataset.version, ...values } })
      .then(() => {
        scrolls.forEach(([pane, top]) => (find(pane).scrollTop = top));
        const key = tree().dataset.focus;
        root.dispatchEvent(new CustomEvent("choose", { detail: { key } }));
      });
  };
  const mend = (name, values = {}) => {
    const link = chosen();
    if (link) send(tree().dataset.mendAt, { name, line: lineOf(link), ...values });
  };

  // The box for words: saving them, or splitting them where the cursor stands.
  const box = (name) => {
    const link = chosen();
    if (!link) return;
    find(".mend-box")?.remove();
    const form = document.getElementById("mend-box").content.firstElementChild.cloneNode(true);
    const area = form.querySelector("textarea");
    const words = find("[data-words]").dataset;
    const splitting = name === "split";
    const text = link.dataset.text || "";
    area.value = splitting ? text + (link.dataset.more || "") : text;
    area.readOnly = splitting;
    area.setAttribute("aria-label", words.label);
    form.querySelector("[data-do]").textContent = splitting ? words.split : words.save;
    form.querySelector("[data-hint]").textContent = splitting ? words.splitHint : words.saveHint;
    const close = () => {
      form.remove();
      link.focus();
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      // The server counts characters, a textarea counts UTF-16 units.
      if (splitting) mend("split", { offset: [...area.value.slice(0, area.selectionStart)].length });
      else if (area.value.trim() === text.trim()) close();
      else mend("retitle", { text: area.value });
    });
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") close();
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.querySelector("[data-cancel]").addEventListener("click", close);
    link.closest(".item").querySelector("[data-mender]").after(form);
    area.focus();
    area.setSelectionRange(splitting ? 0 : text.length, splitting ? 0 : text.length);
  };
  const act = (name) => (name === "retitle" || name === "split" ? box(name) : mend(name));

  // The bar stands under the item that is chosen.
  root.addEventListener("kept", (event) => {
    const link = find(`#tree .items [data-item="${CSS.escape(event.detail.key)}"]`);
    const bar = find("[data-mender]");
    if (!link || !bar || link.dataset.item.startsWith("o")) return;
    if (bar.previousElementSibling === link) return;
    find(".mend-box")?.remove();
    link.after(bar);
    bar.hidden = false;
    bar.scrollIntoView({ block: "nearest" });
  });

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mend], [data-undo], [data-add]");
    if (!button) return;
    event.stopPropagation();
    if (button.dataset.mend) return act(button.dataset.mend);
    if ("undo" in button.dataset) return send(tree().dataset.undoAt, {});
    const place = button.closest("[data-end]")?.dataset || marked;
    if (place) send(tree().dataset.mendAt, { name: "add", kind: button.dataset.add, start: place.start, end: place.end });
  });
  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-mend-kind]") && event.target.value) mend("turn_into", { kind: event.target.value });
  });

  const keys = { Enter: "split", Backspace: "merge", Delete: "leave_out", "<": "move_out", ">": "move_in" };
  root.addEventListener("keydown", (event) => {
    if (!event.target.matches(".items [data-item]") || event.isComposing || !tree().contains(event.target)) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "z") {
      event.preventDefault();
      if (find("[data-undo]")) send(tree().dataset.undoAt, {});
      return;
    }
    if (event.ctrlKey || event.metaKey || event.target.dataset.item.startsWith("o")) return;
    const name = event.altKey ? { ArrowUp: "move_up", ArrowDown: "move_down" }[event.key] : keys[event.key];
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    root.dispatchEvent(new CustomEvent("choose", { detail: { key: event.target.dataset.item } }));
    act(name);
  }, true);

  // Words marked in the text can become an item.
  let marked = null;
  const within = (node, offset) => {
    const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("#text p[data-start]");
    if (!paragraph) return null;
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, offset);
    return Number(paragraph.dataset.start) + [...range.toString()].length;
  };
  document.addEventListener("selectionchange", () => {
    const adder = find(".adder");
    const selection = getSelection();
    marked = null;
    if (!adder) return;
    if (selection.rangeCount && !selection.isCollapsed && selection.toString().trim()) {
      const range = selection.getRangeAt(0);
      const [start, end] = [within(range.startContainer, range.startOffset), within(range.endContainer, range.endOffset)];
      if (start !== null && end !== null && start < end) marked = { start, end };
    }
    adder.hidden = !marked;
  });
})();
