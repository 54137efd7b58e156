/* What is written on the canvas: names of one size at every zoom, of which none covers another. */

import { TINTS, campLetter, standsFor } from "./camps.js";
import { data, edges } from "./data.js";
import { REACH, shades } from "./hulls.js";
import { LEAST, cut, nameBox, textBox } from "./measure.js";
import { middle, visibleNodes } from "./onscreen.js";
import { GAP, LINE, titleOf } from "./placing.js";
import { LETTERS } from "./screen.js";
import { focus } from "./selection.js";
import { BADGE } from "./sides.js";
import { KINDS, POLARITY } from "./signs.js";
import { drawn, plan, state } from "./state.js";
import { EDGE, vacant } from "./vacant.js";
import { words } from "./words.js";

const CANDIDATES = 300; // names tried in one picture
const EMINENT = 12; // names that may cover a node, though never another name
const SEVERAL = 3; // hidden neighbours from which on a name offers them

/** What is written beside a node, and the letters of it, in the opening picture: cut to the room that its place has. */
function spotBox(node, scale) {
  const { side, room } = plan.spots.get(node.id);
  const bold = side === "above";
  const letters = bold ? 15 : 13;
  const figures = plan.figures.get(node.id);
  const extra = figures ? [[`+${figures.for.size}`, "support"], [`−${figures.against.size}`, "oppose"]].map(([text, style]) => ({ text, style, ...textBox(text, LEAST, true) })) : [];
  const beside = extra.reduce((sum, { width }) => sum + width + 6, 0);
  const text = cut(node.short, Math.max(30, room * scale - beside), letters, bold);
  return { text, side, extra, beside, ...textBox(text, letters, bold) };
}

/** Where a name may stand, best first: below, right, left or above its node, then at its corners (screen pixels). */
function places({ node, x, y, r }, scale) {
  if (plan.on) {
    const { text, side, extra, beside, width, height, font } = spotBox(node, scale);
    const [left, top] = { left: [x - r - 6 - width, y - height / 2], right: [x + r + 6, y - height / 2], above: [x - (width + beside) / 2, y - r - 4 - height], below: [x - (width + beside) / 2, y + r + 3] }[side];
    return [{ x: left, y: top, width: width + beside, height, font, text, extra, name: width }];
  }
  const { width, height, font } = nameBox(node);
  const [left, centre, right] = [x - r - 5 - width, x - width / 2, x + r + 5];
  const [above, beside, below] = [y - r - 3 - height, y - height / 2, y + r + 3];
  const corners = [[right, below], [left, below], [right, above], [left, above]].map(([a, b]) => [a + (a < x ? r : -r), b]);
  return [[centre, below], [right, beside], [left, beside], [centre, above], ...corners].map(([a, b]) => ({ x: a, y: b, width, height, font }));
}

/** Nodes in sight as discs on the screen, most important first. */
function discs(scale, near) {
  const canvas = drawn.network.canvas.frame.canvas;
  const centre = drawn.network.getViewPosition();
  const [halfWidth, halfHeight] = [canvas.clientWidth / 2, canvas.clientHeight / 2];
  const found = [];
  for (const node of visibleNodes()) {
    const [x, y] = [(node.x - centre.x) * scale + halfWidth, (node.y - centre.y) * scale + halfHeight];
    if (x < -80 || y < -40 || x > 2 * halfWidth + 80 || y > 2 * halfHeight + 40) continue;
    found.push({ node, x, y, r: node.size * scale, rank: node.id === state.selected?.id ? 0 : near?.nodes.has(node.id) ? 1 : 2 });
  }
  return found.sort((a, b) => a.rank - b.rank || b.r - a.r).slice(0, CANDIDATES);
}

function halo(context, text, font, x, y, colour, alpha) {
  context.font = font;
  context.globalAlpha = alpha;
  context.strokeStyle = drawn.colours.paper;
  context.fillStyle = colour;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
  context.globalAlpha = 1;
}

/** The lines of the title over a camp's column, and of what stands over those in no camp. */
function campTitles() {
  const text = (lines, { x, y }, side, colour, bold) => lines.map((text, i) => {
    const box = textBox(text, bold ? LETTERS[0][1] : LEAST, bold);
    const at = drawn.network.canvasToDOM({ x, y });
    return { text, spots: [{ ...box, x: side === "left" ? at.x : at.x - box.width, y: at.y - LINE * (lines.length - i) - 4 }], colour };
  });
  const titles = plan.camps.flatMap(({ camp, side, x, y, width }) =>
    text(titleOf(camp, plan.width / 2 - GAP), { x: side === "left" ? x : x + width, y }, side, drawn.colours[`camp-ink-${camp % TINTS}`], true));
  return plan.caption ? [...titles, ...text(["In no camp"], { x: plan.caption.x, y: plan.caption.y + LINE }, "left", drawn.colours.muted, false)] : titles;
}

/** For each camp in sight its letter and what it stands for, above its shade (screen pixels). */
function campNames() {
  const scale = drawn.network.getScale();
  const { clientWidth, clientHeight } = drawn.network.canvas.frame.canvas;
  if (plan.on) return campTitles();
  return shades().filter(({ camp }) => camp != null).flatMap(({ camp, members }) => {
    const points = members.map(({ x, y }) => drawn.network.canvasToDOM({ x, y }));
    const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
    const [top, bottom] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
    if (right < 0 || left > clientWidth || bottom < 0 || top > clientHeight) return [];
    const text = `${campLetter(camp)} · ${standsFor(data.camps[camp])}`;
    const box = textBox(text, LETTERS[0][1], true);
    const x = Math.max(EDGE, Math.min((left + right - box.width) / 2, clientWidth - EDGE - box.width));
    const spots = [top - REACH * scale - box.height - 2, bottom + REACH * scale + 2].map((y) => ({ ...box, x, y }));
    return [{ text, spots, colour: drawn.colours[`camp-ink-${camp % TINTS}`] }];
  });
}

export function drawLabels(context) {
  const near = focus();
  const scale = drawn.network.getScale();
  const ratio = context.canvas.width / context.canvas.clientWidth;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = "top";
  context.lineWidth = 4;
  context.lineJoin = "round";
  const found = discs(scale, near);
  const covered = found.map(({ x, y, r }) => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r }));
  const written = [];
  const put = (text, boxes, colour, alpha, { always = false, eminent = false } = {}) => {
    const free = vacant(boxes, { written, covered, eminent, canvas: context.canvas }) ?? (always ? boxes[0] : null);
    if (!free) return null;
    const { extra = [], name = free.width, ...box } = free;
    written.push({ ...box, width: name, text: free.text ?? text, colour, alpha });
    halo(context, free.text ?? text, free.font, free.x, free.y + 2, colour, alpha);
    let x = free.x + name + 6;
    for (const { text: figure, style, width, height, font } of extra) {
      written.push({ x, y: free.y + 1, width, height, font, text: figure, colour: drawn.colours[style], alpha });
      halo(context, figure, font, x, free.y + 3, drawn.colours[style], alpha);
      x += width + 6;
    }
    return free;
  };
  for (const { text, spots, colour } of campNames()) put(text, spots, colour, 1, { eminent: true });
  const eminent = new Set(found.slice(0, EMINENT));
  const unfolding = [];
  const names = (some) => some.forEach((disc) => {
    const faint = near && disc.rank === 2;
    const quiet = faint || (KINDS[disc.node.kind].hollow && !(plan.on && plan.figures.has(disc.node.id)));
    const colour = quiet ? drawn.colours.muted : drawn.colours.ink;
    const free = put(disc.node.short, places(disc, scale), colour, faint ? 0.35 : 1, { always: disc.rank === 0, eminent: eminent.has(disc) && !faint });
    if (free && plan.on) unfolding.push([disc.node, free]);
  });
  names(found.filter((disc) => disc.rank < 2));
  for (const id of near?.edges ?? []) {
    if (!drawn.network.body.edges[id]) continue; // filtered away, or about to come
    const edge = edges.get(id);
    const { x, y } = middle(id, (point) => drawn.network.canvasToDOM(point));
    const text = edge.cell ? edge.relation : words(edge.relation);
    const box = textBox(text);
    put(text, [{ ...box, x: x - box.width / 2, y: y - box.height / 2 }], drawn.colours[POLARITY[edge.polarity].style], 1, { always: state.selected.type !== "node" });
  }
  names(found.filter((disc) => disc.rank === 2));
  drawn.badges = [];
  for (const [node, box] of unfolding) {
    const more = plan.left.get(node.id)?.size ?? 0;
    if (more < SEVERAL) continue;
    const text = `+${Math.min(more, BADGE)}`;
    const own = textBox(text, 11);
    const spot = { ...own, x: plan.spots.get(node.id).side === "left" ? box.x - own.width - 6 : box.x + box.width + 6, y: box.y + 1 };
    if (put(text, [spot], drawn.colours.muted, near ? 0.35 : 0.9)) drawn.badges.push({ id: node.id, box: spot });
  }
  drawn.names = written;
  context.restore();
}
