/* Where the names of the opening picture stand, in pixels of the canvas: camps as columns, or freely where there are none; how its
   lines bend. */

const ROW = [34, 24]; // height of a row of names: at best, at least (pixels)
const FULLNESS = 0.4; // share of the picture that names and nodes may take where no columns order them
const NARROW = 560; // width below which what is contested stands over the camps
const [LINE, GAP] = [20, 18]; // pixels for a line of a camp's title, and between parts of the picture

/** Text cut to a width on the screen. */
function cut(text, width, letters, bold = false) {
  if (textBox(text, letters, bold).width <= width) return text;
  let end = text.length;
  while (end > 1 && textBox(`${text.slice(0, end)}…`, letters, bold).width > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

const radius = (id, row) => Math.max(5, Math.min(nodes.get(id).full * 0.8, row / 2 - 4));

/** Places for all that is shown and boxes of camps, in pixels of a canvas that is `width` wide and `height` high or, for many names, higher. */
function arrangeSides({ centre, camps, others }, { width, height }) {
  const spots = new Map();
  const blocks = camps.map((ids, camp) => ({ ids, camp })).filter(({ ids }) => ids.length);
  const [left, right] = [blocks.filter((_, i) => i % 2 === 0), blocks.filter((_, i) => i % 2 === 1)];
  const small = width < NARROW;
  const wide = small ? width * 0.42 : Math.min(240, width * 0.31);
  const perRow = Math.max(1, Math.min(4, Math.floor(width / (small ? 150 : 190))));
  const rows = Math.ceil(others.length / perRow);
  const below = rows ? GAP + LINE + rows * ROW[1] : 0;
  const above = small ? centre.length * 2 * ROW[1] : 0;
  const TITLE = 10 + LINE * Math.max(0, ...blocks.map(({ camp }) => (titleOf(camp, width / 2 - GAP).length)));
  const tall = (column) => column.reduce((sum, { ids }) => sum + ids.length, 0);
  const fixed = (column) => column.length * (TITLE + GAP);
  const count = Math.max(1, tall(left), tall(right));
  const room = height - below - above - Math.max(fixed(left), fixed(right));
  const row = Math.max(ROW[1], Math.min(ROW[0], room / count));
  const bottom = Math.max(height - below, ...[left, right].map((column) => above + fixed(column) + tall(column) * row));
  const boxed = [];
  for (const [side, column] of [["left", left], ["right", right]]) {
    let y = above;
    column.forEach(({ ids, camp }, i) => {
      const last = i === column.length - 1;
      const box = { camp, side, x: side === "left" ? 0 : width - wide, y: y + TITLE, width: wide, height: last ? bottom - y - TITLE : ids.length * row + GAP / 2 };
      const begin = box.y + GAP / 4 + (last && column.length === 1 ? Math.max(0, (box.height - ids.length * row) / 2 - GAP / 4) : 0);
      ids.forEach((id, n) => spots.set(id, {
        x: side === "left" ? wide - 22 : width - wide + 22, y: begin + (n + 0.5) * row, side, size: radius(id, row), room: wide - 22 - radius(id, row) - 12,
      }));
      boxed.push(box);
      y = box.y + box.height + GAP / 2;
    });
  }
  const middle = width - 2 * wide;
  centre.forEach((id, n) => {
    const aside = centre.length > 1 ? (n % 2 ? 1 : -1) * Math.min(middle * 0.1, 30) : 0;
    const y = small ? (n + 0.5) * 2 * ROW[1] + 12 : TITLE + (bottom - TITLE) * ((n + 1) / (centre.length + 1));
    spots.set(id, { x: width / 2 + aside, y, side: "above", size: small ? 10 : Math.max(12, nodes.get(id).full), room: small ? width * 0.8 : middle - 2 * Math.abs(aside) });
  });
  others.forEach((id, n) => {
    const cell = width / perRow;
    spots.set(id, { x: (n % perRow) * cell + 16, y: bottom + GAP + LINE + (Math.floor(n / perRow) + 0.5) * ROW[1], side: "right", size: radius(id, ROW[1]), room: cell - 16 - radius(id, ROW[1]) - 18 });
  });
  return { spots, camps: boxed, caption: rows && blocks.length ? { x: 0, y: bottom + GAP } : null };
}

/** What a camp stands for, with its letter, in at most two lines of a width. */
function titleOf(camp, width) {
  const letters = LETTERS[0][1];
  const [lines, wordsLeft] = [[], `${campLetter(camp)} · ${standsFor(data.camps[camp])}`.split(" ")];
  while (wordsLeft.length && lines.length < 2) {
    let count = 1;
    while (count < wordsLeft.length && textBox(wordsLeft.slice(0, count + 1).join(" "), letters, true).width <= width) count++;
    lines.push(lines.length ? cut(wordsLeft.join(" "), width, letters, true) : cut(wordsLeft.slice(0, count).join(" "), width, letters, true));
    wordsLeft.splice(0, count);
  }
  return lines;
}

/** Places without camps: majorized stress (Gansner, Koren and North 2004, doi:10.1007/978-3-540-31843-9_25) on the steps between names,
 * then boxes of nodes with their names pushed apart. */
function arrangeFreely(ids, lines, { width, height }, figures) {
  const at = new Map(ids.map((id, i) => [id, i]));
  const steps = distances(ids, lines, at);
  const points = ids.map((_, i) => ({ x: Math.cos(2.4 * i) * Math.sqrt(i + 1), y: Math.sin(2.4 * i) * Math.sqrt(i + 1) }));
  for (let round = 0; round < 150; round++) {
    for (let i = 0; i < ids.length; i++) {
      let [x, y, all] = [0, 0, 0];
      for (let j = 0; j < ids.length; j++) {
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
  const most = Math.max(70, Math.min(180, (FULLNESS * width * height) / (50 * ids.length))); // pixels of a name
  const boxes = ids.map((id) => ({ width: Math.min(textBox(nodes.get(id).short, 15, true).width + (figures.has(id) ? 70 : 0), most) + 12, height: 2 * radius(id, 36) + 30 }));
  const spots = spread(points, boxes, { width, height });
  return new Map(ids.map((id, i) => [id, { ...spots[i], y: spots[i].y - 11, side: "below", size: radius(id, 36), room: boxes[i].width - 12 }]));
}

/** Steps between each two names; between strangers a little more than the longest. */
function distances(ids, lines, at) {
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

/** Points stretched over the canvas, their boxes pushed apart and kept inside. */
function spread(points, boxes, { width, height }) {
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
function gridded(points, boxes, { width, height }) {
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

/** The middle of a line that bends: what vis-network draws for `curvedCW` and `curvedCCW`. */
function midway(from, to, bend) {
  const [dx, dy] = [to.x - from.x, from.y - to.y];
  const factor = Math.abs(bend);
  const angle = Math.atan2(dy, dx) + (bend > 0 ? factor * 0.5 + 0.5 : -factor * 0.5 + 0.5) * Math.PI;
  const reach = (factor * 0.5 + 0.5) * Math.hypot(dx, dy);
  const via = bend ? { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) } : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return { x: (from.x + 2 * via.x + to.x) / 4, y: (from.y + 2 * via.y + to.y) / 4 };
}

const BENDS = [0.1, -0.1, 0.16, -0.16, 0.22, -0.22, 0.28, -0.28, 0.36, -0.36, 0.44, -0.44, 0.52, -0.52];
const [AIM, CLEAR] = [8, 18]; // pixels around the middle of a line that are its own; from one middle to the next

/** Bends every line so that its middle, where a reader clicks, lies on no node and on no other line's middle. */
function bendLines(lines, spots, { width, height }) {
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

/** The line whose middle is at a point of the canvas, if any. */
function aimedAt({ x, y }) {
  if (!plan.on) return undefined;
  const away = (id) => {
    const at = middle(id, (point) => drawn.network.canvasToDOM(point));
    return Math.hypot(at.x - x, at.y - y);
  };
  return [...drawn.shown.edges].map((id) => [id, away(id)]).filter(([, length]) => length <= AIM).sort(([, a], [, b]) => a - b)[0]?.[0];
}
