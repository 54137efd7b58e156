/* How lines bend, so that each can be told and clicked. */

/** The middle of a line that bends: what vis-network draws for `curvedCW` and `curvedCCW`. */
export function midway(from, to, bend) {
  const [dx, dy] = [to.x - from.x, from.y - to.y];
  const factor = Math.abs(bend);
  const angle = Math.atan2(dy, dx) + (bend > 0 ? factor * 0.5 + 0.5 : -factor * 0.5 + 0.5) * Math.PI;
  const reach = (factor * 0.5 + 0.5) * Math.hypot(dx, dy);
  const via = bend ? { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) } : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return { x: (from.x + 2 * via.x + to.x) / 4, y: (from.y + 2 * via.y + to.y) / 4 };
}

const BENDS = [0.1, -0.1, 0.16, -0.16, 0.22, -0.22, 0.28, -0.28, 0.36, -0.36, 0.44, -0.44, 0.52, -0.52];
export const [AIM, CLEAR] = [8, 18]; // pixels around the middle of a line that are its own; from one middle to the next

/** Bends every line so that its middle, where a reader clicks, lies on no node and on no other line's middle. */
export function bendLines(lines, spots, { width, height }) {
  const circles = [...spots.values()];
  const middles = [];
  for (const line of [...lines].reverse()) {
    const [from, to] = [spots.get(line.from), spots.get(line.to)];
    const upright = Math.abs(from.x - to.x) < 40;
    const tried = (upright ? BENDS.slice(6) : BENDS).map((bend) => ({ bend, at: midway(from, to, bend) }));
    const lacking = (at, { x, y, size = 0 }) => Math.max(0, size + CLEAR - Math.hypot(x - at.x, y - at.y));
    const outside = ({ x, y }) => Math.max(0, AIM - x, AIM - y, x + AIM - width, y + AIM - height);
    const fault = ({ at }) => 9 * outside(at) + circles.reduce((sum, spot) => sum + 4 * lacking(at, spot), 0) + middles.reduce((sum, other) => sum + lacking(at, other), 0);
    const found = tried.find((one) => !fault(one)) ?? tried.reduce((best, one) => (fault(one) < fault(best) ? one : best));
    line.bend = found.bend;
    middles.push(found.at);
  }
}
