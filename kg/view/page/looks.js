/* How nodes and lines look on the canvas. */

import { campLetter, standsFor } from "./camps.js";
import { data, edges, nodes } from "./data.js";
import { expected } from "./sides.js";
import { KINDS, POLARITY } from "./signs.js";
import { drawn, state } from "./state.js";
import { plural, words } from "./words.js";

const FARTHEST = 0.3; // zoom below which lines grow thinner after all

/** What the tooltip tells of a name: what it is, how much is said, and in which camp it is. */
function hint({ label, kind, members, degree, camp }) {
  const told = members ? plural(members.length, "name") : `in ${plural(degree, "statement")}`;
  return [label, `${KINDS[kind].name} · ${told}`, camp != null && `Camp ${campLetter(camp)}: ${standsFor(data.camps[camp])}`].filter(Boolean).join("\n");
}

function title(edge) {
  return `${nodes.get(edge.from).label} ${edge.cell ? "→" : words(edge.relation)} ${nodes.get(edge.to).label} · ${plural(edge.weight, "statement")}`;
}

export function nodeLook(node, near) {
  const { colours: c } = drawn;
  const { shape: outline, hollow } = KINDS[node.kind];
  const chosen = state.selected?.id === node.id;
  const fill = { background: node.members ? c.hull : hollow ? c.paper : c.node, border: chosen ? c.ink : hollow || node.members ? c.muted : c.node };
  return {
    id: node.id, x: node.x, y: node.y, size: node.size, title: hint(node), shape: outline, opacity: !near || near.nodes.has(node.id) ? 1 : 0.2,
    color: { ...fill, highlight: fill, hover: { ...fill, border: c.ink } }, borderWidth: chosen ? 4 : 1.5, borderWidthSelected: chosen ? 4 : 2,
  };
}

export function edgeLook(edge, near) {
  const { colours: c, heavy } = drawn;
  const { style } = POLARITY[edge.polarity];
  const calm = edge.cell ? (expected(edge) ? 0.4 : 0.85) : edge.polarity ? 0.95 : 0.6;
  const opacity = near ? (near.edges.has(edge.id) ? 1 : 0.12) : calm;
  const { bend } = edge;
  return {
    id: edge.id, from: edge.from, to: edge.to, title: title(edge), arrows: { to: { enabled: !heavy && !edge.lines } },
    smooth: heavy || !bend ? false : { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) },
    selfReference: { size: 18 + 60 * Math.abs(bend), angle: bend < 0 ? 0 : Math.PI / 2 },
    color: { color: c[style], highlight: c[style], hover: c[style], opacity },
  };
}

/** vis-network's lines, dashes and arrowheads grow with the zoom; these keep their size on the screen. */
export function steady() {
  const unit = 1 / Math.max(FARTHEST, drawn.network.getScale());
  for (const { id, options } of Object.values(drawn.network.body.edges)) {
    const { polarity, weight, cell } = edges.get(id);
    const dash = cell && !polarity ? false : POLARITY[polarity].dash;
    const chosen = state.selected && id === (state.selected.type === "cell" ? `c:${state.selected.id}` : state.selected.id);
    options.width = unit * (Math.min(cell ? 5 : 7, (cell || !polarity ? 1.25 : 2) + Math.log2(weight)) + (chosen ? 1.5 : 0));
    if (drawn.heavy) continue;
    options.dashes = dash && dash.map((length) => length * unit);
    options.arrows.to.scaleFactor = 0.35 * unit;
  }
}
