/* `window.kgView`, the one name that the page gives to scripts outside, such as tests: what is on the canvas, to be read only. */

import { data, edges, nodes } from "./data.js";
import { byId } from "./dom.js";
import { middle } from "./onscreen.js";
import { drawn, plan, state } from "./state.js";

export function offerHooks() {
  window.kgView = Object.freeze({
    /** Where on the canvas names are written. */
    names: () => drawn.names,
    /** Ids of the nodes that are drawn. */
    shown: () => [...drawn.shown.nodes],
    /** Ids of the lines that are drawn. */
    lines: () => [...drawn.shown.edges],
    /** Radius of a node, in pixels of the screen. */
    radius: (id) => nodes.get(id).size * drawn.network.getScale(),
    /** What is selected, by the id under which it is drawn. */
    selected: () => state.selected && (plan.on && state.selected.type === "cell" ? `c:${state.selected.id}` : state.selected.id),
    /** Sizes of all nodes, at zoom 1. */
    get size() {
      return Object.fromEntries(data.nodes.map(({ id, size }) => [id, size]));
    },
    /** Where on the page a node or the middle of a line is drawn. */
    point(id) {
      const frame = byId("canvas").getBoundingClientRect();
      const at = edges.has(id) ? middle(id, (point) => drawn.network.canvasToDOM(point)) : drawn.network.canvasToDOM(nodes.get(id));
      return { x: at.x + frame.left, y: at.y + frame.top };
    },
  });
}
