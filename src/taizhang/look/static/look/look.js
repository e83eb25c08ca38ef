/* What every page can do: menus that close, messages that leave, one-key commands. No page needs it to be read. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const template = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

  // Menus: a click elsewhere or Esc closes them.
  document.addEventListener("click", (event) => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Messages: those that only confirm leave by themselves; errors and warnings wait to be closed.
  const settle = (toast) => {
    toast.querySelector("button").addEventListener("click", () => toast.remove());
    if (!toast.matches(".error, .warning")) setTimeout(() => toast.remove(), 6000);
  };
  const say = (text, kind) => {
    const toast = template("toast");
    toast.classList.add(kind);
    toast.querySelector("p").textContent = text;
    document.querySelector(".toasts").append(toast);
    settle(toast);
  };
  const words = document.body.dataset;
  all(".toast").forEach(settle);
  document.addEventListener("say", (event) => say(event.detail.text, event.detail.kind || "success"));
  document.addEventListener("htmx:sendError", () => say(words.unsent, "error"));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    say(status === 403 || status === 413 ? words.refused : words.failed, "error");
  });
  // Signed out meanwhile: the sign-in page is no part of this page, but where the whole page leads.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL, location).pathname !== words.door) return;
    event.detail.shouldSwap = false;
    location.reload();
  });

  // Copying: without https there is no clipboard but the old way, within the dialog that is open.
  window.copyText = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const focused = document.activeElement;
    const box = (focused.closest("dialog") || document.body).appendChild(document.createElement("textarea"));
    box.value = text;
    box.select();
    document.execCommand("copy");
    box.remove();
    return focused.focus();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });

  // A form that takes a while is sent once.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.defaultPrevented) return;
    setTimeout(() => all("button[type=submit]", event.target).forEach((button) => (button.disabled = true)));
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) all("form button[type=submit]").forEach((button) => (button.disabled = false));
  });

  // One-key commands over rows marked data-row: / j k Enter e x ?
  const help = document.getElementById("keys");
  if (!help) return;
  const choice = help.querySelector("[data-keys-on]");
  choice.checked = localStorage.getItem("keys") !== "off";
  choice.addEventListener("change", () => localStorage.setItem("keys", choice.checked ? "on" : "off"));
  all("[data-help]").forEach((button) => button.addEventListener("click", () => help.showModal()));
  help.querySelector("[data-close]").addEventListener("click", () => help.close());

  const rows = () => all("[data-row]").filter((row) => row.offsetParent !== null);
  const current = () => document.activeElement.closest("[data-row]");
  const press = (selector) => {
    const target = current()?.querySelector(selector);
    if (target) target.click();
    return Boolean(target);
  };
  const move = (step) => {
    const list = rows();
    const at = list.indexOf(current());
    const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + step, 0), list.length - 1)];
    next?.querySelector("[data-open]")?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return Boolean(next);
  };
  const search = () => {
    const box = document.querySelector("[data-search]");
    box?.focus();
    box?.select();
    return Boolean(box);
  };
  const commands = {
    "/": search,
    j: () => move(1),
    k: () => move(-1),
    e: () => press("[data-edit]"),
    x: () => press("[data-select]"),
    "?": () => (help.showModal(), true),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !choice.checked) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog")) return;
    if (commands[event.key]?.()) event.preventDefault();
  });
})();
