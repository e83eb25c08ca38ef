/* Editing cells in place (e, Enter, Tab, Esc), handing measures down, and the messages that carry an undo.
   A cell is a button[data-edit] in a row that has an address: data-url, or data-key below the page's own. */
(() => {
  "use strict";
  const page = document.getElementById("finding") ? "page" : "row";
  const rowOf = (element) => element.closest("[data-row]");
  const addressOf = (row) => row.dataset.url || `${location.pathname}${row.dataset.key}/`;
  const editor = () => document.getElementById("editor");
  const fields = (form) => [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const refresh = () => htmx.trigger(document.body, "refresh");
  let wanted = null; // where to go once the page is redrawn

  const cells = () => [...document.querySelectorAll("[data-edit]")].filter((cell) => cell.offsetParent !== null && rowOf(cell));
  const placeOf = (cell) => cell && { address: addressOf(rowOf(cell)), name: cell.dataset.edit };
  const cellAt = (place) => cells().find((cell) => addressOf(rowOf(cell)) === place.address && cell.dataset.edit === place.name);
  const neighbour = (cell, step) => cells()[cells().indexOf(cell) + step];

  const close = () => {
    const form = editor();
    if (!form) return;
    const holder = form.parentElement;
    form.remove();
    holder.classList.remove("editing");
    holder.querySelector("[data-edit]")?.focus();
  };
  const open = (cell) => {
    close();
    cell.parentElement.classList.add("editing");
    htmx.ajax("GET", `${addressOf(rowOf(cell))}edit/${cell.dataset.edit}/?place=${page}`, { target: cell.parentElement, swap: "beforeend" });
  };
  const settle = (form) => {
    wanted = null;
    const box = form.getBoundingClientRect();
    form.classList.toggle("leftwards", box.right > innerWidth - 8);
    const first = form.querySelector("[aria-invalid]") || fields(form)[0];
    first?.focus();
    if (first?.type === "text" || first?.type === "search") first.select();
  };
  const untouched = (form) =>
    !form.querySelector("[role=alert]") &&
    fields(form).every((field) => (field.options ? [...field.options].every((o) => o.selected === o.defaultSelected) || field.value === initial(field) : field.value === field.defaultValue));
  const initial = (select) => ([...select.options].find((option) => option.defaultSelected) || select.options[0]).value;
  const leave = (form, next) => {
    const cell = form.parentElement.querySelector("[data-edit]");
    const target = next ? neighbour(cell, next) : cell;
    if (untouched(form)) {
      close();
      if (next && target) open(target);
      return;
    }
    wanted = target && { ...placeOf(target), open: Boolean(next) };
    form.requestSubmit();
  };

  document.addEventListener("click", (event) => {
    const cell = event.target.closest("button[data-edit]");
    if (cell && rowOf(cell)) return open(cell);
    const cancel = event.target.closest("#editor [data-cancel]");
    if (cancel) {
      close();
      if (cancel.dataset.cancel === "reload") refresh();
    } else if (editor() && !event.target.closest("#editor") && untouched(editor())) close();
    const dropped = event.target.closest("[data-drop]");
    if (dropped) document.getElementById(dropped.dataset.drop).replaceChildren();
    return undefined;
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest("#editor");
    if (!form || event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && event.target.matches("input, select")) {
      event.preventDefault();
      leave(form, 0);
    } else if (event.key === "Tab" && !form.querySelector("[role=alert]")) {
      const edge = event.shiftKey ? fields(form)[0] : fields(form).at(-1);
      if (event.target !== edge) return;
      event.preventDefault();
      leave(form, event.shiftKey ? -1 : 1);
    }
  }, true);

  // What goes with every change in the table: whether the measures are open, and what is selected.
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters, verb } = event.detail;
    if (verb !== "post" || !elt.matches("#editor, [data-undo]")) return;
    const part = elt.closest("tbody") || document.getElementById(elt.dataset.undo);
    parameters.opened = part?.dataset.opened || "";
    new URLSearchParams(location.search).forEach((value, name) => (parameters[name] ??= value));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("#editor, [data-undo]")) {
      event.preventDefault(); // these are htmx's, even before it has seen them:
      htmx.process(event.target); // who is quicker than it must not find his Enter lost
    }
    if (event.target.id === "editor" && !wanted) wanted = placeOf(event.target.parentElement.querySelector("[data-edit]"));
  }, true);
  document.addEventListener("htmx:afterSettle", () => {
    if (!wanted || editor()) return;
    const cell = cellAt(wanted);
    const { open: again } = wanted;
    wanted = null;
    if (cell && again) open(cell);
    else cell?.focus();
  });

  // An act: a dialog says what would be done; when it is done, the page is drawn anew.
  const ask = (address) => htmx.ajax("GET", address, { target: document.body, swap: "beforeend" });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "p" || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
    const row = event.target.closest(".tree tr.measure");
    if (!row || event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    ask(`${location.pathname}measures/do/report_progress/?measure=${row.dataset.key.split("/")[1]}`);
  });
  document.addEventListener("click", (event) => {
    const one = event.target.closest("[data-act]");
    if (one) ask(one.dataset.act);
    const many = event.target.closest("[data-act-many]");
    if (many) ask(`${many.dataset.actMany}?${new URLSearchParams([...document.querySelectorAll(".pick:checked")].map((pick) => [pick.name, pick.value]))}`);
    if (event.target.closest("#act [data-close]")) document.getElementById("act").close();
    const stock = event.target.closest("[data-fill]");
    if (stock) {
      const box = document.getElementById(stock.dataset.fill);
      box.value = [box.value.trim(), stock.textContent.trim()].filter(Boolean).join("；");
      box.focus();
    }
    if (event.target.closest("[data-close-toast]")) event.target.closest(".toast").remove();
  });

  document.addEventListener("htmx:load", ({ detail: { elt } }) => {
    if (elt.id === "editor") settle(elt);
    if (elt.id === "act" && elt.showModal) {
      elt.showModal();
      elt.addEventListener("close", () => elt.remove());
    }
    if (elt.id === "act" && "acted" in elt.dataset) {
      elt.remove();
      refresh();
    }
    if (elt.matches(".toast:not(.error)")) {
      const leaveSoon = () => (elt.matches(":hover, :focus-within") ? setTimeout(leaveSoon, 3000) : elt.remove());
      setTimeout(leaveSoon, 10000);
    }
    if (elt.matches(".toast")) elt.querySelector("[data-undo]")?.addEventListener("htmx:afterRequest", () => elt.remove());
  });
})();
