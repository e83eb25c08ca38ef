/* Cells of the ledger's table as in a spreadsheet: choose some (drag, or Shift with arrows or a click), copy them, paste into them.
   What is pasted is never written at once: the server shows what it would change. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (text, kind) => document.dispatchEvent(new CustomEvent("say", { detail: { text, kind } }));
  const COLUMNS = ["what", "unit", "leader", "due", "state", "proof"];
  const FIELD = { what: "what", unit: "unit", leader: "leader", due: "deadline" };
  const tree = () => document.getElementById("tree");
  const cellOf = (element) => element?.closest?.(".tree tr[data-row] > :is(td, th):not(.no)");
  const columnOf = (cell) => COLUMNS.findIndex((name) => cell.classList.contains(name));
  const rowOf = (cell) => cell.closest("[data-row]");
  // A column goes on through rows of the same kind: measures below measures, findings below findings.
  const alike = (row) => all(`.tree tr.${row.classList.contains("finding") ? "finding" : "measure"}[data-row]`).filter((other) => other.offsetParent !== null);
  const cellAt = (row, column) => row?.querySelector(`:scope > .${COLUMNS[column]}`);

  // ---- what is chosen: from one cell to another ----
  let first = null;
  let last = null;
  const chosen = () => {
    if (!first || !last || !first.isConnected || !last.isConnected) return null;
    const rows = alike(rowOf(first));
    const [a, b] = [rows.indexOf(rowOf(first)), rows.indexOf(rowOf(last))].sort((x, y) => x - y);
    const [left, right] = [columnOf(first), columnOf(last)].sort((x, y) => x - y);
    return a < 0 ? null : { rows: rows.slice(a, b + 1), columns: COLUMNS.slice(left, right + 1), left };
  };
  const draw = () => {
    all(".tree .chosen").forEach((cell) => cell.classList.remove("chosen"));
    const some = chosen();
    some?.rows.forEach((row) => some.columns.forEach((name) => row.querySelector(`:scope > .${name}`)?.classList.add("chosen")));
  };
  const choose = (from, to) => {
    const same = from && to && rowOf(from).className === rowOf(to).className;
    if (from && to && !same) return;
    [first, last] = [from, to];
    draw();
  };

  let pressed = null;
  let dragged = false;
  document.addEventListener("mousedown", (event) => {
    const cell = !event.button && cellOf(event.target);
    if (!cell || event.target.closest("#editor")) return;
    dragged = event.shiftKey;
    if (event.shiftKey) {
      event.preventDefault();
      choose(first || cellOf(document.activeElement) || cell, cell);
    } else {
      pressed = cell;
      choose(null, null);
    }
  });
  document.addEventListener("mouseover", (event) => {
    const cell = pressed && cellOf(event.target);
    if (!cell || (cell === pressed && !dragged)) return;
    dragged = true;
    getSelection().removeAllRanges();
    choose(pressed, cell);
  });
  document.addEventListener("mouseup", () => {
    pressed = null;
  });
  document.addEventListener("dragstart", (event) => {
    if (pressed) event.preventDefault(); // a link in a cell is chosen over, not carried off
  });
  document.addEventListener("click", (event) => {
    if (!dragged || !cellOf(event.target)) return;
    dragged = false;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && first) return choose(null, null);
    const here = cellOf(event.target);
    if (!event.shiftKey || !STEPS[event.key] || !here || event.target.closest("#editor")) return undefined;
    event.preventDefault();
    event.stopPropagation();
    const from = first || here;
    const to = last || from;
    const [down, right] = STEPS[event.key];
    const rows = alike(rowOf(to));
    choose(from, cellAt(rows[rows.indexOf(rowOf(to)) + down], columnOf(to) + right) || to);
    return undefined;
  }, true);
  document.addEventListener("htmx:afterSettle", draw);

  // ---- copying: what people read, days as a spreadsheet takes them ----
  const words = (cell) => {
    const day = cell?.querySelector("time");
    const said = day ? day.dateTime : (cell?.querySelector("[data-open], .mark, .cell") || cell)?.textContent.trim() || "";
    return said === "–" ? "" : said;
  };
  const quoted = (text) => {
    const kept = /^[=+@-]/.test(text) ? `'${text}` : text; // words, not a formula
    return /[\t\n"]/.test(kept) ? `"${kept.replaceAll('"', '""')}"` : kept;
  };
  const busy = (event) => event.target.closest?.("input:not([type=checkbox]), select, textarea, dialog");
  document.addEventListener("copy", (event) => {
    const single = cellOf(document.activeElement);
    const some = chosen() || (single && { rows: [rowOf(single)], columns: [COLUMNS[columnOf(single)]] });
    if (!some || busy(event) || (!chosen() && String(getSelection()))) return;
    event.preventDefault();
    const lines = some.rows.map((row) => some.columns.map((name) => quoted(words(row.querySelector(`:scope > .${name}`)))).join("\t"));
    event.clipboardData.setData("text/plain", lines.join("\n"));
    say(tree().dataset.copied.replace("#", lines.length * some.columns.length));
  });

  // ---- the whole list, with its ids ----
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy-list]");
    if (!button) return;
    const answer = await fetch(button.dataset.copyList, { headers: { "X-Requested-With": "fetch" } });
    const text = await answer.text();
    if (!answer.ok) return say(text, "error");
    await copyText(text);
    button.closest("details").open = false;
    return say(tree().dataset.copiedList);
  });

  // ---- pasting: from the chosen cell on, or a whole table by its headings ----
  const target = () => {
    const some = chosen();
    const single = cellOf(document.activeElement);
    const cell = some ? cellAt(some.rows[0], some.left) : single;
    if (!cell) return {};
    const many = some && some.rows.length * some.columns.length > 1;
    const below = alike(rowOf(cell));
    const rows = many ? some.rows : below.slice(below.indexOf(rowOf(cell)));
    const names = many ? some.columns : COLUMNS.slice(columnOf(cell));
    return {
      keys: rows.map((row) => row.dataset.key.replace("measures/", "M").replace("findings/", "F")).join(" "),
      fields: names.map((name) => FIELD[name]).filter(Boolean).join(" "),
      chosen: some ? "1" : "",
    };
  };
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!tree()?.dataset.cells || busy(event) || !text) return;
    event.preventDefault();
    htmx.ajax("POST", tree().dataset.cells, { source: document.body, swap: "none", values: { text, stamp: tree().dataset.stamp, ...target() } });
  });
})();
