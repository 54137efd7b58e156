/* Points in the plane, placed and pushed apart. */

/** Steps between each two names; between strangers a little more than the longest. */
export function distances(ids, lines, at) {
  const next = ids.map(() => new Set());
  for (const { from, to } of lines) {
    next[at.get(from)].add(at.get(to));
    next[at.get(to)].add(at.get(from));
  }
  const found = ids.map((_, start) => {
    const steps = Array(ids.length).fill(Infinity);
    steps[start] = 0;
    for (const queue = [start]; queue.length; ) {
      const here = queue.shift();
      for (const other of next[here]) if (steps[other] === Infinity) queue.push(other) && (steps[other] = steps[here] + 1);
    }
    return steps;
  });
  const longest = Math.max(1, ...found.flat().filter(Number.isFinite));
  return found.map((steps) => steps.map((step) => (step === Infinity ? longest + 1 : step)));
}

/** Points as far from each other as `steps` says, as nearly as can be: majorized stress (Gansner, Koren and North 2004,
    doi:10.1007/978-3-540-31843-9_25). */
export function relaxed(steps) {
  const points = steps.map((_, i) => ({ x: Math.cos(2.4 * i) * Math.sqrt(i + 1), y: Math.sin(2.4 * i) * Math.sqrt(i + 1) }));
  for (let round = 0; round < 150; round++) {
    for (let i = 0; i < steps.length; i++) {
      let [x, y, all] = [0, 0, 0];
      for (let j = 0; j < steps.length; j++) {
        if (i === j) continue;
        const [dx, dy, d] = [points[i].x - points[j].x, points[i].y - points[j].y, steps[i][j]];
        const length = Math.hypot(dx, dy) || 1e-6;
        const weight = d ** -2;
        x += weight * (points[j].x + (d * dx) / length);
        y += weight * (points[j].y + (d * dy) / length);
        all += weight;
      }
      if (all) points[i] = { x: x / all, y: y / all };
    }
  }
  return points;
}

/** Points stretched over the canvas, their boxes pushed apart and kept inside. */
export function spread(points, boxes, { width, height }) {
  const range = (of) => [Math.min(...points.map(of)), Math.max(...points.map(of))];
  const [[x0, x1], [y0, y1]] = [range(({ x }) => x), range(({ y }) => y)];
  const spots = points.map(({ x, y }, i) => ({
    x: boxes[i].width / 2 + ((x - x0) / (x1 - x0 || 1)) * (width - boxes[i].width), y: boxes[i].height / 2 + ((y - y0) / (y1 - y0 || 1)) * (height - boxes[i].height),
  }));
  let moved = true;
  for (let round = 0; moved && round < 400; round++) {
    moved = false;
    for (let i = 0; i < spots.length; i++) {
      for (let j = i + 1; j < spots.length; j++) {
        const [dx, dy] = [spots[j].x - spots[i].x, spots[j].y - spots[i].y];
        const [ox, oy] = [(boxes[i].width + boxes[j].width) / 2 + 8 - Math.abs(dx), (boxes[i].height + boxes[j].height) / 2 + 6 - Math.abs(dy)];
        if (ox <= 0 || oy <= 0) continue;
        moved = true;
        const [along, push] = oy < ox ? ["y", (oy / 2 + 0.5) * (dy < 0 ? -1 : 1)] : ["x", (ox / 2 + 0.5) * (dx < 0 ? -1 : 1)];
        spots[i][along] -= push;
        spots[j][along] += push;
      }
    }
    spots.forEach((spot, i) => {
      spot.x = Math.max(boxes[i].width / 2, Math.min(width - boxes[i].width / 2, spot.x));
      spot.y = Math.max(boxes[i].height / 2, Math.min(height - boxes[i].height / 2, spot.y));
    });
  }
  return moved ? gridded(spots, boxes, { width, height }) : spots;
}

/** Where boxes could not be pushed apart: rows and columns in the order of the points. */
export function gridded(points, boxes, { width, height }) {
  const columns = Math.max(1, Math.floor(width / (8 + Math.max(...boxes.map((box) => box.width)))));
  const rows = Math.ceil(points.length / columns);
  const tall = 6 + Math.max(...boxes.map((box) => box.height));
  const order = points.map((_, i) => i).sort((a, b) => points[a].y - points[b].y);
  const spots = [];
  for (let row = 0; row < rows; row++) {
    const mine = order.slice(row * columns, (row + 1) * columns).sort((a, b) => points[a].x - points[b].x);
    for (const i of mine) boxes[i].width = width / mine.length - 8; // a name may fill its cell
    mine.forEach((i, n) => (spots[i] = { x: ((n + 0.5) * width) / mine.length, y: ((row + 0.5) * Math.max(height, rows * tall)) / rows }));
  }
  return spots;
}
