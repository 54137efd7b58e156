/* The search box: a name or an alias, arrow keys and Enter. */

import { look, select } from "./acts.js";
import { data } from "./data.js";
import { byId, el, focused, name } from "./dom.js";
import { shape } from "./signs.js";
import { folded } from "./words.js";

const FOUND = 8;
const search = { hits: [], at: 0 };

/** What a node may be found by; forgotten when its name changes. */
const textsOf = (node) => (node.texts ??= [node.label, ...node.aliases].map(folded));

/** Nodes whose name or alias holds `query`: those beginning with it first, then at a word, then anywhere. */
export function find(query) {
  const wanted = folded(query.trim());
  if (!wanted) return [];
  const rank = (text) => (text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3);
  return data.nodes.map((node) => ({ node, rank: Math.min(...textsOf(node).map(rank)) })).filter((hit) => hit.rank < 3)
    .sort((a, b) => a.rank - b.rank).slice(0, FOUND).map((hit) => hit.node);
}

function paintFound() {
  const box = byId("search");
  const open = focused() === box && box.value.trim() !== "";
  byId("found").hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  box.setAttribute("aria-activedescendant", open && search.hits.length ? `hit-${search.at}` : "");
  byId("found").replaceChildren(...(search.hits.length ? search.hits.map((node, i) =>
    el("li", { id: `hit-${i}`, role: "option", "aria-selected": String(i === search.at), onmousedown: (event) => { event.preventDefault(); land(node); } },
      shape(node.kind), el("span", {}, name(node.label)), el("small", { class: "muted number" }, String(node.degree))))
    : [el("li", { class: "muted", role: "option", "aria-disabled": "true" }, "No such name")]));
}

function land(node) {
  byId("search").value = node.label;
  byId("search").blur();
  look("graph");
  select({ type: "node", id: node.id }, { reveal: true });
  byId("canvas").focus({ preventScroll: true });
}

export function buildSearch() {
  const box = byId("search");
  box.addEventListener("input", () => {
    Object.assign(search, { hits: find(box.value), at: 0 });
    paintFound();
  });
  box.addEventListener("focus", () => box.select());
  box.addEventListener("blur", paintFound);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && search.hits.length) {
      event.preventDefault();
      search.at = (search.at + step + search.hits.length) % search.hits.length;
      paintFound();
    } else if (event.key === "Enter" && search.hits.length) land(search.hits[search.at]);
  });
}
