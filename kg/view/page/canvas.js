/* The graph on the canvas: vis-network draws, clicks and zooms; positions come with the data. */

import { select } from "./acts.js";
import { fit, suit, zoom } from "./camera.js";
import { colours } from "./colours.js";
import { edges, incident, nodes } from "./data.js";
import { byId } from "./dom.js";
import { ASSERTION, filtered } from "./filters.js";
import { unfold } from "./groups.js";
import { drawHulls } from "./hulls.js";
import { drawLabels } from "./labels.js";
import { edgeLook, nodeLook, steady } from "./looks.js";
import { paintNotice } from "./notice.js";
import { aimedAt, visibleNodes } from "./onscreen.js";
import { unfoldNeighbours } from "./opening.js";
import { narrow } from "./screen.js";
import { focus, lineOf, touched } from "./selection.js";
import { shown } from "./showing.js";
import { drawn, excluded, plan, state } from "./state.js";
import { plural } from "./words.js";

const HEAVY = 1200; // edges above which arrows, curves and dashes are dropped

/** Hands vis-network what is new or looks different, and takes back what is no longer shown. */
function change(set, lost, looks) {
  for (const id of lost) drawn.looks.delete(id);
  if (lost.length) set.remove(lost);
  const changed = looks.filter((look) => {
    const text = JSON.stringify(look);
    return drawn.looks.get(look.id) !== text && drawn.looks.set(look.id, text);
  });
  if (changed.length) set.update(changed);
}

/** Lets vis-network draw what is `shown`. */
function hand(shown, near) {
  drawn.shown = shown;
  drawn.heavy = shown.edges.size > HEAVY;
  const lost = drawn.edges.getIds().filter((id) => !drawn.shown.edges.has(id));
  change(drawn.edges, lost, []); // before the nodes at their ends
  change(drawn.nodes, drawn.nodes.getIds().filter((id) => !drawn.shown.nodes.has(id)), visibleNodes().map((node) => nodeLook(node, near)));
  change(drawn.edges, [], [...drawn.shown.edges].map((id) => edgeLook(edges.get(id), near)));
}

export function paintCanvas({ edges: kept, counts }) {
  const now = shown(kept, focus());
  hand(now, focus());
  quiet();
  const { selected } = state;
  drawn.network.unselectAll();
  if (selected?.type === "node") drawn.network.selectNodes([selected.id], false);
  const lines = selected && selected.type !== "node" ? [...new Set(touched(selected).map(lineOf))].filter((id) => drawn.shown.edges.has(id)) : [];
  if (lines.length === 1) drawn.network.selectEdges(lines);
  paintNotice(excluded.kind.has(ASSERTION) ? counts.kind.get(ASSERTION)?.size ?? 0 : 0, () => paintCanvas(filtered()));
}

/** The neighbour that lies best in the direction of an arrow key. */
function neighbour(id, [dx, dy]) {
  const here = nodes.get(id);
  let best = null;
  for (const edge of incident.get(id)) {
    const other = nodes.get(edge.from === id ? edge.to : edge.from);
    if (!drawn.shown.edges.has(lineOf(edge)) || other === here) continue;
    const [x, y] = [other.x - here.x, other.y - here.y];
    const along = (x * dx + y * dy) / Math.hypot(x, y);
    if (along > 0.2 && (!best || along > best.along)) best = { along, id: other.id };
  }
  return best?.id;
}

function walk(event) {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (direction) {
    event.preventDefault();
    const { selected } = state;
    const from = selected && (selected.type === "node" ? selected.id : touched(selected)[0].from);
    const next = from ? neighbour(from, direction) : [...drawn.shown.nodes][0];
    if (next) select({ type: "node", id: next });
  } else if (event.key === "Enter" && state.selected) byId("panel").focus();
  else if (event.key === "o" && nodes.get(state.selected?.id)?.members) unfold(nodes.get(state.selected.id));
  else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.3 : 1 / 1.3);
}

/** Keeps the tooltip away from what is selected: the panel tells more, and the tooltip would cover it. */
function quiet(hovered = drawn.hovered) {
  drawn.hovered = hovered;
  byId("canvas").classList.toggle("quiet", hovered !== undefined && hovered === state.selected?.id);
}

export function buildCanvas() {
  const first = shown(filtered().edges, focus());
  suit([...first.nodes]);
  drawn.nodes = new vis.DataSet();
  drawn.edges = new vis.DataSet();
  drawn.colours = colours();
  hand(first, focus()); // a network that is given all at once draws it sooner than one that grows
  const stage = byId("canvas");
  drawn.network = new vis.Network(stage, { nodes: drawn.nodes, edges: drawn.edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 250, zoomSpeed: 0.6 },
    edges: { hoverWidth: 1, selectionWidth: 0, arrowStrikethrough: false },
  });
  drawn.network.on("click", ({ nodes: [node], edges: [edge], pointer: { DOM } }) => {
    const reveal = narrow(); // the sheet would cover it
    const aimed = aimedAt(DOM);
    const badge = drawn.badges.find(({ box }) => DOM.x >= box.x && DOM.x <= box.x + box.width && DOM.y >= box.y && DOM.y <= box.y + box.height);
    if (badge && (node ?? aimed) === undefined) return unfoldNeighbours(badge.id);
    const line = aimed ?? edge;
    if (node !== undefined) select({ type: "node", id: node }, { reveal });
    else if (line !== undefined) select(edges.get(line).cell ? { type: "cell", id: edges.get(line).cell } : { type: "edge", id: line }, { reveal });
    else select(null);
  });
  drawn.network.on("doubleClick", ({ nodes: [id] }) => nodes.get(id)?.members && unfold(nodes.get(id)));
  const hover = ({ node, edge }) => quiet(node ?? edge);
  for (const event of ["hoverNode", "hoverEdge"]) drawn.network.on(event, hover);
  for (const gesture of ["dragStart", "zoom"]) drawn.network.on(gesture, () => (drawn.moved = true));
  drawn.network.on("dragEnd", ({ nodes: [id] }) => id !== undefined && Object.assign(nodes.get(id), drawn.network.getPosition(id)));
  drawn.network.on("beforeDrawing", steady);
  drawn.network.on("beforeDrawing", drawHulls);
  drawn.network.on("afterDrawing", drawLabels);
  stage.querySelector(".vis-network").tabIndex = -1; // the container below takes the keys
  Object.assign(stage, { tabIndex: 0 });
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", `Graph of ${plural(nodes.size, "name")}. Arrow keys walk between neighbours, Enter goes to the evidence, Escape clears. The list holds the same statements.`);
  stage.addEventListener("keydown", walk);
  new ResizeObserver(() => {
    if (plan.on) paintCanvas(filtered());
    if (!drawn.moved) fit(false);
  }).observe(stage);
}
