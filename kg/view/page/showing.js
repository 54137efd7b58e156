/* Which nodes and lines are drawn. */

import { data, incident } from "./data.js";
import { OPENING, gathered } from "./groups.js";
import { sided, sidesOn } from "./opening.js";
import { ranked, within } from "./selection.js";
import { plan, state } from "./state.js";

/** Which nodes and edges are drawn: what the filters leave, among the most central nodes or whatever is in focus. */
export function shown(kept, near) {
  sidesOn(state.sides && !state.gathered && !within());
  if (plan.on) return sided(kept);
  const linked = ranked(kept).map(([id]) => id);
  if (state.gathered && !within()) return gathered(linked, kept, near);
  const central = new Set(state.all ? linked : linked.slice(0, OPENING));
  const open = (id) => central.has(id) || near?.nodes.has(id);
  const isShown = (edge) => kept.has(edge.id) && open(edge.from) && open(edge.to);
  const edgesShown = new Set(data.edges.filter(isShown).map((edge) => edge.id));
  const nodesShown = new Set(data.nodes.filter(({ id }) => {
    if (!open(id)) return false;
    return !incident.get(id).length || id === state.selected?.id || incident.get(id).some((edge) => edgesShown.has(edge.id));
  }).map((node) => node.id));
  return { nodes: nodesShown, edges: edgesShown, linked: linked.length };
}
