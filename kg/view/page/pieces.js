/* Pieces that panels share. */

import { refresh, select } from "./acts.js";
import { data, nodes } from "./data.js";
import { el, name } from "./dom.js";
import { clear } from "./filters.js";
import { shape } from "./signs.js";
import { state } from "./state.js";
import { plural } from "./words.js";

export function eyebrow(...children) {
  const close = state.selected && el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => select(null) }, "✕");
  return el("div", { class: "eyebrow" }, el("span", {}, ...children), close);
}

export const party = (id) => el("button", { type: "button", onclick: () => select({ type: "node", id }, { reveal: true }) }, name(nodes.get(id).label));

export const nameRow = (id, ...figures) => el("button", { type: "button", class: "row", onclick: () => select({ type: "node", id }, { reveal: true }) },
  shape(nodes.get(id).kind), el("span", {}, name(nodes.get(id).label)), el("span", { class: "muted number" }, ...figures));

/** The way to what has a page of its own, where this page is part of a site. */
export const own = (id, text) => data.home && el("a", { href: data.home + "id/" + id.toWellFormed().split("/").map(encodeURIComponent).join("/") }, text);

/** How many statements the filters hide here, and the way to read them. */
export function unfiltered(hidden) {
  const show = () => {
    clear();
    refresh();
  };
  return hidden ? el("p", { class: "lead" }, `${plural(hidden, "statement")} hidden by the filters. `, el("button", { type: "button", class: "link", onclick: show }, "Show")) : null;
}
