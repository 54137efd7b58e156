/* Where on the screen what is drawn lies. */

import { AIM } from "./bends.js";
import { nodes } from "./data.js";
import { drawn, plan } from "./state.js";

export const visibleNodes = () => [...drawn.shown.nodes].map((id) => nodes.get(id));

/** The middle of a drawn edge on the screen. */
export function middle(id, toScreen) {
  const { edgeType, from, to } = drawn.network.body.edges[id];
  return toScreen(from === to ? { x: from.x, y: from.y } : edgeType.getPoint(0.5));
}

/** The line whose middle is at a point of the canvas, if any. */
export function aimedAt({ x, y }) {
  if (!plan.on) return undefined;
  const away = (id) => {
    const at = middle(id, (point) => drawn.network.canvasToDOM(point));
    return Math.hypot(at.x - x, at.y - y);
  };
  return [...drawn.shown.edges].map((id) => [id, away(id)]).filter(([, length]) => length <= AIM).sort(([, a], [, b]) => a - b)[0]?.[0];
}
