/* What is selected, and what is near it. */

import { cells, data, edges, incident, nodes } from "./data.js";
import { ASSERTION, admit } from "./filters.js";
import { plan, state } from "./state.js";

/** Is a community selected, or a line between two? */
export const bundled = ({ id }) => Boolean(nodes.get(id)?.members || edges.get(id)?.lines);

/** The edges of what is selected: of a node all that touch it. */
export const touched = ({ type, id }) => (type === "edge" ? [edges.get(id)] : type === "cell" ? cells.get(id) : incident.get(id));

/** The line that carries an edge in the present picture. */
export const lineOf = (edge) => (plan.on && edge ? `c:${edge.from},${edge.to}` : edge.id);

/** The selected node, edge or cell with what touches it; `null` when nothing is selected. */
export function focus() {
  const { selected } = state;
  if (!selected) return null;
  const touching = touched(selected).filter((edge) => !plan.on || edges.has(lineOf(edge)));
  const own = selected.type === "node" ? [selected.id] : [];
  return { nodes: new Set([...own, ...touching.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(touching.map(lineOf)) };
}

/** Is the picture held to the neighbourhood of what is selected? */
export const within = () => Boolean(state.depth && state.selected && !bundled(state.selected));

/** Of the kept edges those between what is at most `state.depth` steps from what is selected; all where nothing is held. */
export function nearby(kept) {
  if (!within()) return kept;
  const { type, id } = state.selected;
  const reached = new Set(type === "node" ? [id] : touched(state.selected).flatMap(({ from, to }) => [from, to]));
  for (let step = 0; step < state.depth; step++) {
    for (const from of [...reached]) {
      for (const edge of incident.get(from)) if (kept.has(edge.id)) reached.add(edge.from).add(edge.to);
    }
  }
  return new Map([...kept].filter(([edge]) => reached.has(edges.get(edge).from) && reached.has(edges.get(edge).to)));
}

/** Switches assertions on where nothing else leads to what is selected. */
export function disclose(selected) {
  const lines = touched(selected);
  if (lines.length && lines.every(({ kind }) => kind === ASSERTION)) admit("kind", ASSERTION);
}

/** The nodes that kept statements lead to, each with how many, most first; then those that no edge touches. */
export function ranked(kept) {
  const found = new Map(data.nodes.map(({ id }) => [id, 0]));
  for (const [id, { length }] of kept) {
    const { from, to } = edges.get(id);
    for (const end of new Set([from, to])) found.set(end, found.get(end) + length);
  }
  return [...found].filter(([id, count]) => count || (!incident.get(id).length && !within())).sort(([, a], [, b]) => b - a);
}
