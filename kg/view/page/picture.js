/* The picture as it is on the screen, of lines and text. */

import { TINTS } from "./camps.js";
import { data } from "./data.js";
import { byId, el } from "./dom.js";
import { REACH, hull, shades } from "./hulls.js";
import { LEAST, family, textBox } from "./measure.js";
import { visibleNodes } from "./onscreen.js";
import { KINDS, POLARITY } from "./signs.js";
import { drawn, plan } from "./state.js";
import { SVG, serialized, xml } from "./xml.js";

const FOOT = 28; // pixels of the legend under a picture
const HEAD = 40; // and of the title over it
const FINE = 256; // pieces by which an edge is followed to the border of a node
const CURVE = 16; // of these that make one piece of the drawn curve

/** The outline of a node of radius `r` (at its place on the screen). */
function outlineOf(kind, x, y, r, look) {
  const corners = { square: [45, 4, 1.41], hexagon: [0, 6, 1], diamond: [90, 4, 1], triangle: [-90, 3, 1.15], triangleDown: [90, 3, 1.15] }[kind];
  if (!corners) return xml(SVG, "circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: r.toFixed(1), ...look });
  const [first, count, reach] = corners;
  const points = Array.from({ length: count }, (_, i) => {
    const angle = ((first + (360 * i) / count) * Math.PI) / 180;
    return `${(x + reach * r * Math.cos(angle)).toFixed(1)},${(y + reach * r * Math.sin(angle)).toFixed(1)}`;
  });
  return xml(SVG, "polygon", { points: points.join(" "), ...look });
}

/** An edge as it is on the canvas: its line between the borders of its ends, and its arrowhead. */
function edgePicture(edge, place, scale, colour) {
  const { options, edgeType, from, to } = edge;
  const look = { fill: "none", stroke: colour, "stroke-width": (options.width * scale).toFixed(2), "stroke-opacity": options.color.opacity };
  if (Array.isArray(options.dashes)) look["stroke-dasharray"] = options.dashes.map((length) => (length * scale).toFixed(1)).join(" ");
  if (from === to) {
    const { size, angle } = options.selfReference;
    const reach = from.options.size + size * 0.7;
    const centre = place({ x: from.x + reach * Math.cos(angle), y: from.y - reach * Math.sin(angle) });
    return [xml(SVG, "circle", { cx: centre.x.toFixed(1), cy: centre.y.toFixed(1), r: (size * scale).toFixed(1), ...look })];
  }
  const outside = (point, node) => Math.hypot(point.x - node.x, point.y - node.y) > node.options.size;
  const points = Array.from({ length: FINE + 1 }, (_, i) => edgeType.getPoint(i / FINE)).filter((point) => outside(point, from) && outside(point, to)).map(place);
  if (points.length < 2) return [];
  const bends = points.filter((_, i) => i === 0 || i === points.length - 1 || (options.smooth.enabled && i % CURVE === 0));
  const line = xml(SVG, "polyline", { points: bends.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "), ...look });
  if (!options.arrows?.to?.enabled) return [line];
  const [tip, before] = [points.at(-1), points.at(-2)];
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const wing = (turn) => `${(tip.x - 7 * Math.cos(angle + turn)).toFixed(1)},${(tip.y - 7 * Math.sin(angle + turn)).toFixed(1)}`;
  return [line, xml(SVG, "polygon", { points: `${tip.x.toFixed(1)},${tip.y.toFixed(1)} ${wing(0.45)} ${wing(-0.45)}`, fill: colour, "fill-opacity": options.color.opacity })];
}

/** What the signs mean, in one line. */
function legendPicture(y) {
  const { colours: c } = drawn;
  let x = 16;
  const parts = [];
  const say = (text) => {
    parts.push(xml(SVG, "text", { x, y: y + 4, "font-size": 12, fill: c.muted }, text));
    x += textBox(text).width + 16;
  };
  for (const polarity of [1, -1, 0]) {
    const { name: stance, sign, style, css } = POLARITY[polarity];
    parts.push(xml(SVG, "path", { d: `M${x} ${y}h28`, stroke: c[style], "stroke-width": 2, "stroke-dasharray": css || null }));
    x += 36;
    say(`${stance} ${sign}`);
  }
  for (const kind of new Set(visibleNodes().map((node) => node.kind))) {
    const { name: label, shape: outline, hollow } = KINDS[kind];
    parts.push(outlineOf(outline, x + 5, y, 5, { fill: hollow ? "none" : c.node, stroke: hollow ? c.muted : c.node }));
    x += 16;
    say(label);
  }
  return { parts, width: x };
}

/** What is on the screen as a picture of lines and text, with title and legend, in the colours that are drawn. */
export function picture() {
  const { network, colours: c } = drawn;
  const { clientWidth: screen, clientHeight: height } = byId("canvas");
  const scale = network.getScale();
  const place = (point) => network.canvasToDOM(point);
  const legend = legendPicture(HEAD + height + FOOT / 2);
  const width = Math.max(screen, Math.ceil(legend.width));
  const scene = xml(SVG, "g", { transform: `translate(${(width - screen) / 2} ${HEAD})` });
  for (const { camp, x, y, width: wide, height: high } of plan.camps) {
    const at = place({ x, y });
    scene.append(xml(SVG, "rect", { x: at.x.toFixed(1), y: at.y.toFixed(1), width: (wide * scale).toFixed(1), height: (high * scale).toFixed(1), rx: 12, fill: c[`camp-${camp % TINTS}`] }));
  }
  for (const { members, camp } of shades()) {
    const colour = camp == null ? c.hull : c[`camp-${camp % TINTS}`] ?? c.hull;
    const points = hull(members).map(place).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    scene.append(xml(SVG, "polygon", { points, fill: colour, stroke: colour, "stroke-width": (2 * REACH * scale).toFixed(1), "stroke-linejoin": "round" }));
  }
  const bodies = (all) => Object.values(all).filter(({ options }) => !options.hidden);
  for (const edge of bodies(network.body.edges)) if (edge.connected && !edge.from.options.hidden && !edge.to.options.hidden) scene.append(...edgePicture(edge, place, scale, edge.options.color.color));
  for (const node of bodies(network.body.nodes)) {
    const { x, y } = place(node);
    const { color, opacity, borderWidth, shape: outline, size } = node.options;
    scene.append(outlineOf(outline, x, y, size * scale, { fill: color.background, stroke: color.border, "stroke-width": (borderWidth * scale).toFixed(2), opacity }));
  }
  for (const { text, x, y, font, colour, alpha } of drawn.names) {
    const [, weight, size] = /^(\d+) (\d+)px/.exec(font) ?? [null, 400, LEAST];
    scene.append(xml(SVG, "text", { x: x.toFixed(1), y: (y + Number(size)).toFixed(1), "font-size": size, "font-weight": weight, fill: colour, opacity: alpha, stroke: c.paper, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" }, text));
  }
  const whole = { width, height: HEAD + height + FOOT };
  const frame = xml(SVG, "clipPath", { id: "frame" }, xml(SVG, "rect", { y: HEAD, width, height }));
  return xml(SVG, "svg", { ...whole, viewBox: `0 0 ${whole.width} ${whole.height}`, "font-family": family() },
    xml(SVG, "title", {}, data.title), xml(SVG, "rect", { ...whole, fill: c.paper }), frame, xml(SVG, "g", { "clip-path": "url(#frame)" }, scene),
    xml(SVG, "text", { x: 16, y: 26, "font-size": 15, "font-weight": 600, fill: c.ink }, data.title), ...legend.parts);
}

/** The picture in pixels, two for each of the screen's. */
export async function png() {
  const drawing = picture();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(serialized(drawing))}`;
  await image.decode();
  const ratio = 2 * devicePixelRatio;
  const [width, height] = ["width", "height"].map((side) => ratio * Number(drawing.getAttribute(side)));
  const paper = el("canvas", { width, height });
  paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
  return new Promise((done) => paper.toBlob(done, "image/png"));
}
