/* A paper's text and what was recognised in it light each other up: by pointer, by arrow keys, by click. */
(() => {
  "use strict";
  const root = document.querySelector("[data-beside]");
  if (!root) return;
  const all = (selector) => [...root.querySelectorAll(selector)];
  const quoted = (key) => CSS.escape(key);
  const item = (key) => root.querySelector(`[data-item="${quoted(key)}"]`);
  const pieces = (key) => all(`[data-in~="${quoted(key)}"]`);

  // The innermost thing a piece of text belongs to that the tree has an item for.
  const keyOf = (piece) => piece.dataset.in.split(" ").reverse().find((key) => !key.startsWith("o") && item(key)) || piece.dataset.in.split(" ").pop();

  const clear = (name) => all(`.${name}`).forEach((element) => element.classList.remove(name));
  const light = (key, name) => {
    clear(name);
    if (!key) return;
    pieces(key).forEach((piece) => piece.classList.add(name));
    item(key)?.classList.add(name);
  };
  const under = (target) => {
    const link = target.closest?.("[data-item]");
    if (link) return link.dataset.item;
    const piece = target.closest?.("[data-in]");
    return piece ? keyOf(piece) : null;
  };
  root.addEventListener("pointerover", (event) => event.pointerType === "mouse" && light(under(event.target), "lit"));
  root.addEventListener("pointerleave", () => light(null, "lit"));

  // On a narrow screen one side shows at a time.
  const show = (side) => {
    root.dataset.tab = side;
    all("[data-tab-of]").forEach((tab) => {
      const chosen = tab.dataset.tabOf === side;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    });
  };
  const narrow = () => getComputedStyle(root.querySelector(".tabs")).display !== "none";
  const opened = (element) => {
    for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    return element;
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const reveal = (element, block) => element?.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
  const keep = (key) => {
    light(key, "kept");
    root.dispatchEvent(new CustomEvent("kept", { detail: { key } }));
  };
  const showText = (key) => {
    keep(key);
    reveal(pieces(key)[0], "center");
  };
  const showItem = (key) => {
    keep(key);
    if (narrow()) show("tree");
    const link = item(key);
    if (!link) return;
    opened(link).focus({ preventScroll: true });
    reveal(link, "center");
  };

  root.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tab-of]");
    if (tab) return show(tab.dataset.tabOf);
    const link = event.target.closest("[data-item]");
    if (link) {
      event.preventDefault();
      // On a narrow screen the bar under the item comes first; from there the text is one step away.
      if (narrow() && !link.closest(".outline, .told, .leftover") && root.querySelector("[data-mender]")) return keep(link.dataset.item);
      if (narrow()) show("text");
      return showText(link.dataset.item);
    }
    if (event.target.closest("[data-to-text]")) {
      show("text");
      return showText(root.querySelector("[data-item].kept").dataset.item);
    }
    const piece = event.target.closest("[data-in]");
    if (piece && getSelection().isCollapsed) showItem(keyOf(piece));
  });
  root.addEventListener("focusin", (event) => {
    const link = event.target.closest("[data-item]");
    if (link && link.matches(":focus-visible") && !narrow()) showText(link.dataset.item);
  });
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.target.matches("[data-tab-of]")) {
      if (!/^Arrow(Left|Right)$/.test(event.key)) return;
      show(root.dataset.tab === "tree" ? "text" : "tree");
      root.querySelector(`[data-tab-of="${root.dataset.tab}"]`).focus();
    } else if (step && event.target.matches("[data-item]")) {
      event.preventDefault();
      const links = all("[data-item]").filter((link) => link.offsetParent !== null);
      links[links.indexOf(event.target) + step]?.focus();
    }
  });
  // After a mend both sides are new: go on at the same item.
  root.addEventListener("choose", (event) => {
    show(root.dataset.tab);
    const link = event.detail.key && item(event.detail.key);
    if (!link) return;
    keep(event.detail.key);
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "nearest" });
  });
  show("tree");

  // Another page may name a place in the text: #s120 is where its character 120 stands.
  const place = Number(/^#s(\d+)$/.exec(location.hash)?.[1] ?? -1);
  const line = all("[data-start]").filter((paragraph) => Number(paragraph.dataset.start) <= place).pop();
  if (line) {
    let left = place - Number(line.dataset.start);
    const piece = [...line.childNodes].find((node) => (left -= node.textContent.length) < 0);
    if (narrow()) show("text");
    if (piece?.matches?.("[data-in]")) showText(keyOf(piece));
    else reveal(line, "center");
  }
})();
