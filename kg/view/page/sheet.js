/* What lies over the page: a sheet with a title, and the one of the keys. */

import { byId, el } from "./dom.js";

/** @type {[string[], string][]} */
const KEYS = [
  [["/"], "find a name"],
  [["←", "↑", "↓", "→"], "in the graph, walk from name to name; in the matrix, from cell to cell; in filters, from one to the next"],
  [["Enter"], "in the graph, go to the evidence of what is selected"],
  [["+", "−"], "in the graph, zoom"],
  [["o"], "in the graph, open or close the selected community"],
  [["Space"], "on the strip of time, play or pause"],
  [["Esc"], "close, select nothing"],
  [["Ctrl", "Z"], "undo a correction"],
  [["Ctrl", "Shift", "Z"], "redo it"],
  [["?"], "these keys"],
];

export function openSheet(title, ...children) {
  const sheet = byId("sheet");
  const close = el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => sheet.close() }, "✕");
  const head = el("div", { class: "head" }, el("h2", { id: "sheet-title", tabindex: -1 }, title), close);
  sheet.replaceChildren(el("div", { class: "inside" }, head, ...children));
  if (!sheet.open) sheet.showModal();
  byId("sheet-title").focus();
}

export const openKeys = () => openSheet("Keys", el("dl", { class: "keys" }, ...KEYS.flatMap(([keys, text]) => [
  el("dt", {}, ...keys.map((key) => el("kbd", {}, key))), el("dd", {}, text)])));
