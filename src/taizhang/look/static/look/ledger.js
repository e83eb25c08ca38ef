/* The ledger's table: folding, the drawer, moving among cells, picking rows, copying the count line. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const drawer = document.getElementById("drawer");
  const wide = matchMedia("(min-width: 768px)");
  const keysOn = () => localStorage.getItem("keys") !== "off";

  // ---- groups fold; which are folded is remembered in this browser ----
  const store = `folded:${location.pathname}`;
  const folded = new Set(JSON.parse(localStorage.getItem(store) || "[]"));
  const fold = (button) => {
    const shut = folded.has(button.dataset.fold);
    button.setAttribute("aria-expanded", String(!shut));
    for (let part = button.closest("tbody").nextElementSibling; part?.matches(".part"); part = part.nextElementSibling) part.hidden = shut;
  };
  const foldAll = () => all("[data-fold]").forEach(fold);
  const turnFold = (button) => {
    const { fold: key } = button.dataset;
    if (!folded.delete(key)) folded.add(key);
    localStorage.setItem(store, JSON.stringify([...folded]));
    fold(button);
  };

  // ---- measures open under their finding ----
  const twistOf = (row) => row.querySelector("[data-twist]");
  const isOpen = (twist) => twist.getAttribute("aria-expanded") === "true";
  const twist = (button) => {
    const row = button.closest("[data-row]");
    const focused = row.contains(document.activeElement) && row.dataset.key;
    const { pathname } = location;
    htmx.ajax("GET", `${pathname}${row.dataset.key}/rows/?open=${isOpen(button) ? "" : "1"}`, { target: row.closest("tbody"), swap: "outerHTML" })
      .then(() => focused && document.querySelector(`[data-key="${focused}"] [data-open]`)?.focus());
  };

  // ---- the drawer follows the row that has the focus ----
  let shown = null;
  const show = (link) => {
    shown = link.closest("[data-row]").dataset.key;
    drawer.hidden = false;
    document.body.classList.add("with-drawer");
    htmx.ajax("GET", link.getAttribute("href").split("#")[0], { target: drawer, swap: "innerHTML" });
  };
  const shut = () => {
    drawer.hidden = true;
    document.body.classList.remove("with-drawer");
    document.querySelector(`[data-key="${shown}"] [data-open]`)?.focus();
    shown = null;
  };
  let follow = 0;
  document.addEventListener("focusin", (event) => {
    if (drawer.hidden || !event.target.matches(".tree [data-open]")) return;
    if (event.target.closest("[data-row]").dataset.key === shown) return;
    clearTimeout(follow);
    follow = setTimeout(() => show(event.target), 150);
  });

  // ---- arrows: → opens, then walks into the cells; ← walks back, then closes ----
  const arrow = (event) => {
    const row = event.target.closest(".tree [data-row]");
    if (!row || !event.target.matches("[data-open], .cell")) return;
    const stops = [row.querySelector("[data-open]"), ...all(".cell", row)];
    const at = stops.indexOf(event.target);
    const step = event.key === "ArrowRight" ? 1 : -1;
    const button = at === 0 && twistOf(row);
    event.preventDefault();
    if (button && isOpen(button) === (step < 0)) twist(button);
    else stops[at + step]?.focus();
  };

  // ---- picking rows ----
  const count = () => {
    const bar = document.querySelector("[data-batch]");
    if (!bar) return;
    const picked = all(".pick:checked").length;
    bar.hidden = picked === 0;
    const words = bar.querySelector("[data-batch-count]");
    words.textContent = words.dataset.words.replace("#", picked);
  };

  // ---- the count line, for the telephone ----
  const copy = async (button) => {
    const text = button.dataset.copy;
    await copyText(text);
    document.dispatchEvent(new CustomEvent("say", { detail: { text: `${button.dataset.copied}：${text}` } }));
  };

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    const link = on(".tree a[data-open]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (link && plain && wide.matches) {
      event.preventDefault();
      show(link);
    } else if (on("[data-fold]")) turnFold(on("[data-fold]"));
    else if (on("[data-twist]")) twist(on("[data-twist]"));
    else if (on("[data-close-drawer]")) shut();
    else if (on("[data-copy]")) copy(on("[data-copy]"));
    else if (on("[data-unselect]")) {
      all(".pick:checked, [data-select-all]").forEach((pick) => (pick.checked = false));
      count();
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) all(".pick").forEach((pick) => (pick.checked = event.target.checked));
    if (event.target.matches(".pick, [data-select-all]")) count();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && !drawer.hidden && !document.querySelector("dialog[open]")) return shut();
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") return arrow(event);
    if (event.key === "c" && keysOn() && !event.target.closest("input:not([type=checkbox]), select, textarea, dialog")) document.querySelector("[data-copy]").click();
    return undefined;
  });

  // ---- the filter: words are sent when they are words, not while they are being composed; empty fields stay out of the address ----
  const filters = document.querySelector(".filters");
  const typed = (event) => event.target.matches("[data-search]") && !event.isComposing && htmx.trigger(filters, "typed");
  filters.addEventListener("input", typed);
  filters.addEventListener("compositionend", typed);
  filters.addEventListener("htmx:configRequest", (event) => {
    const { parameters } = event.detail;
    for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.closest?.("#tree, .tree") || document.getElementById("tree") === event.detail.elt) foldAll();
    count();
  });
  foldAll();
  count();
})();
