/* Room for names: none covers another, and few cover a node. */

export const EDGE = 4; // pixels between a name and the end of the canvas

export const overlap = (a, b) => a.x < b.x + b.width + 4 && b.x < a.x + a.width + 4 && a.y < b.y + b.height && b.y < a.y + a.height;

/** Of the boxes where a name may stand, best first, one on the canvas that is off all that is `written` and covers no disc; if the
    name is `eminent` it may cover some, as few as can be. */
export function vacant(boxes, { written, covered, eminent, canvas: { clientWidth, clientHeight } }) {
  const inside = ({ x, y, width, height }) => x >= EDGE && y >= EDGE && x + width <= clientWidth - EDGE && y + height <= clientHeight - EDGE;
  const legible = boxes.filter((box) => inside(box) && !written.some((other) => overlap(box, other)));
  const covers = legible.map((box) => covered.filter((disc) => overlap(box, disc)).length);
  const best = covers.indexOf(Math.min(...covers));
  return covers[best] === 0 || eminent ? legible[best] : undefined;
}
