/* The matrix of who speaks or acts towards whom: a row for each actor, a column for each target, a sign in each cell. */

import { select } from "./acts.js";
import { campBadge, standsFor } from "./camps.js";
import { cells, data, edges, nodes } from "./data.js";
import { byId, el, focused, name } from "./dom.js";
import { POLARITY, shape } from "./signs.js";
import { state } from "./state.js";
import { plural } from "./words.js";

const BLOCK = { rows: 60, columns: 40 }; // shown at first, and more at each click on "Show more"
const LEVELS = [1, 2, 4, 8]; // statements from which on a cell is deeper in colour
const BOTH = { name: "Both", sign: "±", style: "both" };
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const grid = { blocks: 1, places: new Map() };

/** What stands between an actor and a target: the sides taken, and how many statements there are. */
function meeting(id, kept) {
  const found = cells.get(id).filter((edge) => kept.has(edge.id));
  const sides = new Set(found.map(({ polarity }) => polarity));
  const stance = sides.has(1) && sides.has(-1) ? BOTH : POLARITY[sides.has(1) ? 1 : sides.has(-1) ? -1 : 0];
  return { ...stance, count: new Set(found.flatMap((edge) => kept.get(edge.id))).size };
}

/** Rows by camp and then by statements, columns by how often they are judged; of too many those that meet most. */
function arranged(kept) {
  const judged = new Map();
  const ids = new Set();
  for (const [key, statements] of kept) {
    const { from, to, polarity } = edges.get(key);
    if (from === to) continue;
    ids.add(`${from},${to}`);
    const [sided, all] = judged.get(to) ?? [0, 0];
    judged.set(to, [sided + (polarity ? statements.length : 0), all + statements.length]);
  }
  const all = [...judged].sort(([, a], [, b]) => b[0] - a[0] || b[1] - a[1]).map(([id]) => id);
  const columns = all.slice(0, BLOCK.columns * grid.blocks);
  const inside = new Set(columns);
  const camp = (id) => nodes.get(id).camp ?? data.camps.length;
  const speakers = Map.groupBy(ids, (id) => cells.get(id)[0].from);
  const told = [...speakers].map(([id, own]) => {
    /** @type {[string, any][]} */
    const met = own.filter((one) => inside.has(cells.get(one)[0].to)).map((one) => [cells.get(one)[0].to, { id: one, ...meeting(one, kept) }]);
    return { id, camp: camp(id), cells: new Map(met), count: met.reduce((sum, [, { count }]) => sum + count, 0) };
  });
  const most = told.filter(({ count }) => count).sort((a, b) => b.count - a.count).slice(0, BLOCK.rows * grid.blocks);
  const rows = most.sort((a, b) => a.camp - b.camp);
  return { rows, columns, left: { rows: speakers.size - rows.length, columns: all.length - columns.length } };
}

function cellButton({ id, name: stance, sign, style, count }, row, column) {
  const [{ from, to }] = cells.get(id);
  const level = LEVELS.findLastIndex((least) => count >= least);
  grid.places.set(`${row},${column}`, id);
  return el("button", {
    type: "button", class: `cell ${style} level-${level}`, "data-cell": id, "data-at": `${row},${column}`, tabindex: -1,
    "aria-current": String(state.selected?.id === id), title: `${nodes.get(from).label} → ${nodes.get(to).label}`,
    "aria-label": `${nodes.get(from).label} → ${nodes.get(to).label}: ${stance === BOTH.name ? "supports and opposes" : stance.toLowerCase()}, ${plural(count, "statement")}`,
    onclick: () => select({ type: "cell", id }),
  }, sign + (count > 1 ? count : ""));
}

const headCell = (id, scope, ...before) => el("th", { scope, title: nodes.get(id).label },
  el("button", { type: "button", "data-head": `${scope} ${id}`, tabindex: -1, onclick: () => select({ type: "node", id }) }, ...before, name(nodes.get(id).short)));

/** The rows of one camp, or of those in none, under a row that says which. */
function campRows(camp, rows, columns, first) {
  const known = data.camps[camp];
  const title = known ? [campBadge(camp), el("span", {}, standsFor(known))] : ["In no camp"];
  const top = data.camps.length ? [el("tr", { class: "group" }, el("th", { scope: "rowgroup", colspan: columns.length + 1 }, el("div", {}, ...title)))] : [];
  return el("tbody", {}, ...top, ...rows.map(({ id, cells: met }, i) => el("tr", {},
    headCell(id, "row", shape(nodes.get(id).kind)),
    ...columns.map((to, j) => el("td", {}, met.has(to) && cellButton(met.get(to), first + i, j))))));
}

export function paintMatrix(kept) {
  const { rows, columns, left } = arranged(kept);
  const { cell, head } = focused()?.dataset ?? {};
  grid.places.clear();
  const camps = Map.groupBy(rows, ({ camp }) => camp);
  let first = 0;
  const bodies = [...camps].map(([camp, found]) => campRows(camp, found, columns, (first += found.length) - found.length));
  const more = left.rows || left.columns ? el("button", { type: "button", class: "link", onclick: () => {
    grid.blocks += 1;
    paintMatrix(kept);
  } }, `Show more of ${plural(left.rows + rows.length, "actor")} and ${plural(left.columns + columns.length, "target")}`) : null;
  const signs = [POLARITY[1], POLARITY[-1], BOTH, POLARITY[0]].map(({ name: stance, sign, style }) => el("span", { class: "sign" }, el("i", { class: `cell level-1 ${style}`, "aria-hidden": "true" }, sign), stance));
  const room = byId("matrix");
  room.replaceChildren(
    el("p", { class: "signs" }, ...signs, el("span", { class: "muted" }, "Numbers count statements. Arrow keys move, Enter opens the sentences.")),
    el("table", {},
      el("caption", { class: "unseen" }, "Actors in rows, targets in columns; a cell holds the statements of the one towards the other"),
      el("thead", {}, el("tr", {}, el("td", { class: "corner" }, "towards →"), ...columns.map((id) => headCell(id, "col")))), ...bodies),
    el("p", { class: "more" }, more));
  const found = (data) => [...room.querySelectorAll("button")].find((one) => data && (one.dataset.cell === data || one.dataset.head === data));
  const start = found(cell) ?? found(state.selected?.id) ?? room.querySelector(".cell[data-cell]");
  if (start) start.tabIndex = 0;
  found(cell ?? head)?.focus({ preventScroll: true });
}

/** The next cell in the direction of an arrow key; Home and End go to the ends of a row. */
function stepped({ dataset: { at } }, key) {
  let [row, column] = at.split(",").map(Number);
  const ends = [...grid.places.keys()].map((place) => place.split(",").map(Number)).filter(([r]) => r === row).map(([, c]) => c);
  if (key === "Home") return grid.places.get(`${row},${Math.min(...ends)}`);
  if (key === "End") return grid.places.get(`${row},${Math.max(...ends)}`);
  const [down, right] = STEPS[key];
  const beyond = BLOCK.rows * grid.blocks + BLOCK.columns * grid.blocks;
  for (let i = 0; i < beyond; i++) {
    [row, column] = [row + down, column + right];
    if (grid.places.has(`${row},${column}`)) return grid.places.get(`${row},${column}`);
  }
  return null;
}

export function buildMatrix() {
  byId("matrix").addEventListener("keydown", (event) => {
    if (!event.target.dataset.cell || !(event.key in STEPS || event.key === "Home" || event.key === "End")) return;
    event.preventDefault();
    const id = stepped(event.target, event.key);
    const next = [...byId("matrix").querySelectorAll(".cell[data-cell]")].find(({ dataset }) => dataset.cell === id);
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
