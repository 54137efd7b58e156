/* What is shaded on the canvas: communities and camps. */

import { TINTS } from "./camps.js";
import { visibleNodes } from "./onscreen.js";
import { drawn, plan } from "./state.js";

export const REACH = 44; // how far a shade reaches beyond its nodes, pixels at zoom 1

/** The corners of the smallest convex outline around `points` (Andrew's monotone chain). */
export function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (ordered) => {
    const chain = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

const shaded = { shown: null, groups: [] }; // as of what is shown

/** Visible nodes that are shaded together: every camp, and every other community of three or more. */
export function shades() {
  if (plan.on) return [];
  if (shaded.shown === drawn.shown) return shaded.groups;
  const visible = visibleNodes().filter(({ members }) => !members);
  const taken = new Set(visible.filter(({ camp }) => camp != null).map(({ community }) => community));
  const camps = Map.groupBy(visible.filter(({ camp }) => camp != null), ({ camp }) => camp);
  const others = Map.groupBy(visible.filter(({ community }) => !taken.has(community)), ({ community }) => community);
  shaded.shown = drawn.shown;
  shaded.groups = [...[...others.values()].filter(({ length }) => length > 2).map((members) => ({ members })),
    ...[...camps].map(([camp, members]) => ({ members, camp }))];
  return shaded.groups;
}

/** A quiet shade behind every community, a tint with an outline behind every camp. */
export function drawHulls(context) {
  const { colours: c } = drawn;
  context.save();
  context.lineJoin = context.lineCap = "round";
  for (const { camp, x, y, width, height } of plan.camps) {
    context.beginPath();
    context.roundRect(x, y, width, height, 12);
    context.fillStyle = c[`camp-${camp % TINTS}`];
    context.fill();
  }
  for (const { members, camp } of shades()) {
    const corners = hull(members);
    context.beginPath();
    for (const { x, y } of corners.length ? corners : members) context.lineTo(x, y);
    if (corners.length < 2) context.lineTo(members[0].x + 0.1, members[0].y); // a line without length is not drawn
    else context.closePath();
    const paint = (colour, width) => {
      context.fillStyle = context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    };
    if (camp != null) paint(c[`camp-ink-${camp % TINTS}`], 2 * (REACH + 1 / drawn.network.getScale()));
    paint(camp == null ? c.hull : c[`camp-${camp % TINTS}`], 2 * REACH);
    context.fill();
  }
  context.restore();
}
