/* The opening picture of a graph with many names: who takes sides on what. Camps stand as columns, what is contested between
   them, who is in no camp below; one line tells all that one says for and against another. It is laid out for the room that the
   canvas has, so that every name is written and none covers another. */

import { refresh } from "./acts.js";
import { bendLines } from "./bends.js";
import { fit } from "./camera.js";
import { data, edges, nodes } from "./data.js";
import { byId } from "./dom.js";
import { filtered } from "./filters.js";
import { boxes } from "./measure.js";
import { arrangeFreely, arrangeSides } from "./placing.js";
import { FIRST, FOOTROOM, MARGIN, headroom } from "./screen.js";
import { ranked, touched } from "./selection.js";
import { BADGE, cast, hiddenNeighbours, linesAmong, sidesOf } from "./sides.js";
import { sizeBy } from "./sizes.js";
import { plan, stale, state } from "./state.js";

const FEW = 60; // names up to which all are shown, as the data place them, if there are no camps
const LEAST_SIDES = 8; // names that take sides, from which on there is a picture of them
const FEWEST = 12; // where the canvas is small
export const MORE = 30; // and more at each click

/** What the reader looked at or unfolded stays in the picture, the latest of it. */
function keptInSight() {
  const { selected } = state;
  const ends = !selected ? [] : selected.type === "node" ? [selected.id] : touched(selected).flatMap(({ from, to }) => [from, to]);
  for (const id of ends) if (!plan.spots.has(id)) state.added.add(id);
  for (const id of state.added) if (state.added.size > 2 * BADGE) state.added.delete(id);
  return [...state.added];
}

/** How high the columns of a picture are at least. */
const heightOf = (found, room) => (found.camps.some(({ length }) => length) ? Math.max(...[...arrangeSides(found, room).spots.values()].map(({ y, size }) => y + size)) : 0);

/** What the opening picture draws of the kept edges; lays it out where it is another than before. */
export function sided(kept) {
  const sides = sidesOf(kept);
  const { clientWidth, clientHeight } = byId("canvas");
  const room = { width: Math.max(300, clientWidth - 2 * MARGIN), height: Math.max(320, clientHeight - headroom() - FOOTROOM) };
  const wanted = keptInSight();
  let found = cast(sides, state.many, wanted);
  for (let many = FIRST; state.many === FIRST && many > FEWEST && heightOf(found, room) > room.height; ) found = cast(sides, (many -= 2), wanted);
  const ids = [...found.centre, ...found.camps.flat(), ...found.others];
  const lines = linesAmong(new Set(ids), found.sides);
  const key = JSON.stringify([ids, found.camps.map(({ length }) => length), lines.map(({ id, weight }) => [id, weight]), room, state.size]);
  if (stale.picture || key !== plan.key) {
    stale.picture = false;
    plan.key = key;
    plan.figures = new Map(found.centre.map((id) => [id, found.sides.judged.get(id)]));
    const free = () => ({ spots: arrangeFreely(ids, lines, room, plan.figures), camps: [], caption: null });
    Object.assign(plan, found.camps.some(({ length }) => length) ? arrangeSides(found, room) : free());
    plan.width = room.width;
    plan.height = Math.max(room.height, ...[...plan.spots.values()].map(({ y, size, side }) => y + size + (side === "below" ? 28 : 8)));
    bendLines(lines, plan.spots, plan);
    plan.left = hiddenNeighbours(new Set(ids), found.sides);
    for (const [id, { x, y, size }] of plan.spots) Object.assign(nodes.get(id), { x, y, size });
    boxes.clear();
    for (const [id, { cell }] of edges) if (cell) edges.delete(id);
    for (const line of lines) edges.set(line.id, line);
  }
  return { nodes: new Set(ids), edges: new Set(lines.map(({ id }) => id)), linked: found.candidates };
}

/** Shows up to `BADGE` more of those whom a name is tied to. */
export function unfoldNeighbours(id) {
  const found = [...(plan.left.get(id) ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, BADGE);
  for (const [other] of found) state.added.add(other);
  refresh();
  fit();
}

/** Takes up the opening picture or puts every node back where the data place it. */
export function sidesOn(on) {
  if (plan.on === on) return;
  plan.on = on;
  plan.key = "";
  if (on) plan.home = data.nodes.map(({ x, y, size }) => ({ x, y, size }));
  else {
    data.nodes.forEach((node, i) => Object.assign(node, { x: plan.home[i].x, y: plan.home[i].y }));
    sizeBy(state.size);
    for (const [id, { cell }] of edges) if (cell) edges.delete(id);
    plan.camps = [];
  }
  boxes.clear();
}

/** Opens the page with this picture where there are camps or too many names to show them all, and enough that take sides. */
export function sidesBegin() {
  const { edges: kept } = filtered();
  const found = cast(sidesOf(kept), FIRST);
  plan.first = state.sides = found.candidates >= LEAST_SIDES && (data.camps.length > 1 || ranked(kept).length > FEW);
}
