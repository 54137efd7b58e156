/* Which part of the picture is in sight, and how near. */

import { data, nodes } from "./data.js";
import { byId } from "./dom.js";
import { nameBox } from "./measure.js";
import { FOOTROOM, MARGIN, calm, headroom, narrow } from "./screen.js";
import { focus } from "./selection.js";
import { drawn, plan } from "./state.js";

const LOWEST = 0.01; // zoom

/** Pixels above a picture, for the notice and the name of a camp. */
const headOf = () => (data.camps.length ? 68 : 44);

/** The room that a picture has on the canvas. */
function free(sheet = 0) {
  const { clientWidth, clientHeight } = byId("canvas");
  return { width: clientWidth - 2 * MARGIN, height: clientHeight - sheet - headOf() - 2 * MARGIN };
}

/** The box around the nodes `ids` and their names, none taken for more than `widest`, at a zoom of `scale` (screen pixels). */
function outline(ids, scale, widest) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const node of ids.map((id) => nodes.get(id))) {
    const [x, y, r] = [node.x, node.y, node.size].map((length) => length * scale);
    const { width, height } = nameBox(node);
    const aside = Math.max(r, Math.min(width, widest) / 2);
    [left, right, top, bottom] = [Math.min(left, x - aside), Math.max(right, x + aside), Math.min(top, y - r), Math.max(bottom, y + r + 3 + height)];
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The largest scale, up to `most`, at which the nodes `ids` with their names fit into a room, and their box then. */
function fitting(ids, room, most) {
  const box = (scale) => outline(ids, scale, room.width / 2); // else a long name alone might fill a phone
  const fits = ({ width, height }) => width <= room.width && height <= room.height;
  if (fits(box(most))) return { scale: most, box: box(most) };
  let [low, high] = [LOWEST, most];
  for (let i = 0; i < 16; i++) {
    const between = (low + high) / 2;
    if (fits(box(between))) low = between;
    else high = between;
  }
  return { scale: low, box: box(low) };
}

/** Moves the view so that the nodes `ids` fill it, with room for their names and clear of an open bottom sheet. */
export function frame(ids, { animated = true, most = 1.4 } = {}) {
  const panel = byId("panel");
  const sheet = panel.classList.contains("open") && getComputedStyle(panel).position === "absolute" ? panel.offsetHeight : 0;
  const { width, height } = free(sheet);
  if (!ids.length || width <= 0 || height <= 0) return;
  if (plan.on && !sheet && ids.length === drawn.shown.nodes.size) return frameSides(animated);
  const { scale, box } = fitting(ids, { width, height }, most);
  const position = { x: (box.x + box.width / 2) / scale, y: (box.y + (box.height + sheet - headOf()) / 2) / scale };
  drawn.network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 300 } : false });
}

/** Brings the whole opening picture into sight, at its own size if it fits. */
function frameSides(animated) {
  const { clientWidth, clientHeight } = byId("canvas");
  const scale = Math.min(1, (clientHeight - headroom() - FOOTROOM) / plan.height);
  const position = { x: plan.width / 2, y: (clientHeight / 2 - headroom()) / scale };
  if (scale === 1) position.x = clientWidth / 2 - MARGIN;
  drawn.network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 300 } : false });
}

/** Draws out the side of the picture that has room to spare on this screen; never brings nodes closer. Says whether any moved. */
export function suit(ids) {
  const room = free();
  if (plan.on || !ids.length || room.width <= 0 || room.height <= 0) return false;
  const { box } = fitting(ids, room, 4);
  const [wider, higher] = [room.width / box.width, room.height / box.height].map((spare) => Math.min(2.5, Math.max(1, spare)));
  for (const node of nodes.values()) Object.assign(node, { x: node.x * wider, y: node.y * higher });
  return true;
}

export function fit(animated = true) {
  drawn.moved = false;
  const near = plan.on && narrow() && focus(); // above the sheet there is room for little
  frame([...(near || drawn.shown).nodes], { animated, most: plan.on ? 1 : 1.4 });
}

export function zoom(factor) {
  drawn.moved = true;
  drawn.network.moveTo({ scale: drawn.network.getScale() * factor, animation: calm() ? false : { duration: 150 } });
}

/** Brings what is selected into sight, with its neighbourhood if that fits. */
export function reveal() {
  const near = focus();
  if (!near || (plan.on && !narrow())) return; // all of that picture is in sight
  drawn.moved = true;
  frame([...near.nodes].filter((id) => drawn.shown.nodes.has(id)), { most: 0.9 });
}
