/* The opening picture of a graph with many names: who takes sides on what. Camps stand as columns, what is contested between
   them, who is in no camp below; one line tells all that one says for and against another. It is laid out for the room that the
   canvas has, so that every name is written and none covers another. */

const FEW = 60; // names up to which all are shown, as the data place them
const FIRST = innerWidth < 820 ? 16 : 34; // names at first
const MORE = 30; // and more at each click
const BADGE = 12; // neighbours that a name unfolds at once
const MIXED = 1 / 3; // share of the smaller side from which on a line is of neither
const CENTRE = innerWidth < 820 ? 2 : 4; // contested names between the camps, beside those that the camps are about
const MUCH = 1 / 8; // of what is said of the most contested: from there on others stand beside it
const ROW = [34, 24]; // height of a row of names: at best, at least (pixels)
const [HEADROOM, FOOTROOM] = innerWidth < 820 ? [72, 52] : [52, 16]; // pixels above the picture, for the notice, and below
const [LINE, GAP] = [20, 18]; // pixels for a line of a camp's title, and between parts of the picture
const FULLNESS = 0.4; // share of the picture that names and nodes may take where no columns order them
const NARROW = 560; // width below which what is contested stands over the camps

Object.assign(state, { sides: false, many: FIRST, added: new Set() });
const plan = { on: false, key: "", spots: new Map(), camps: [], home: null, left: new Map(), candidates: 0 };

/** The line that carries an edge in the present picture. */
const lineOf = (edge) => (plan.on && edge ? `c:${edge.from},${edge.to}` : edge.id);

/** For and against of every ordered pair that the kept edges leave, and of every target. */
function sidesOf(kept) {
  const [pairs, judged, told] = [new Map(), new Map(), new Map()];
  for (const [id, { length }] of kept) {
    const { from, to, polarity, relation } = edges.get(id);
    if (!polarity || from === to) continue;
    const key = `${from},${to}`;
    if (!pairs.has(key)) pairs.set(key, { from, to, for: 0, against: 0, relations: new Set() });
    pairs.get(key).relations.add(relation);
    if (!judged.has(to)) judged.set(to, { for: 0, against: 0, holders: new Set() });
    for (const found of [pairs.get(key), judged.get(to)]) found[polarity > 0 ? "for" : "against"] += length;
    judged.get(to).holders.add(from);
    told.set(from, (told.get(from) ?? 0) + length);
  }
  return { pairs, judged, told };
}

/** Nobody in particular: "police", "dozens of voters". They come after those who have a name. */
const nameless = (id) => !KINDS[nodes.get(id).kind].hollow && nodes.get(id).label === nodes.get(id).label.toLowerCase();

/** May a name stand in the picture? Not a proposition, and not what one holder alone judges. */
function eligible(id, { judged, told }) {
  const { kind } = nodes.get(id);
  if (kind === "Proposition" || kind === "Statement") return false;
  return told.has(id) || judged.get(id).holders.size > 1;
}

const weightOf = (id, { judged, told }) => (told.get(id) ?? 0) + (judged.has(id) ? judged.get(id).for + judged.get(id).against : 0);

/** Whom the picture shows: contested names, members of the camps, and their neighbours, by how much they say. */
function cast(kept) {
  const sides = sidesOf(kept);
  const able = [...new Set([...sides.told.keys(), ...sides.judged.keys()])].filter((id) => eligible(id, sides));
  const inside = new Set(able);
  const wanted = keptInSight();
  const weight = new Map([...able, ...wanted].map((id) => [id, weightOf(id, sides)]));
  const first = (a, b) => nameless(a) - nameless(b) || weight.get(b) - weight.get(a) || (a < b ? -1 : 1);
  const heaviest = (ids) => ids.sort(first);
  const smaller = (id) => Math.min(sides.judged.get(id).for, sides.judged.get(id).against);
  const total = (id) => sides.judged.get(id).for + sides.judged.get(id).against;
  const topics = new Set(data.camps.flatMap(({ targets }) => targets));
  const disputed = able.filter((id) => sides.judged.get(id)?.holders.size > 1 && (smaller(id) || topics.has(id)));
  disputed.sort((a, b) => smaller(b) - smaller(a) || total(b) - total(a) || (a < b ? -1 : 1));
  const centre = disputed.filter((id) => total(id) >= MUCH * total(disputed[0])).slice(0, CENTRE);
  const free = (id) => !centre.includes(id);
  const room = Math.max(0, state.many - centre.length);
  const campOf = (id) => nodes.get(id).camp;
  const members = data.camps.map((_, camp) => heaviest(able.filter((id) => campOf(id) === camp && free(id))));
  const seats = shared(members.map(({ length }) => length), Math.ceil(room * 0.7));
  const camps = members.map((ids, camp) => [...new Set([...ids.slice(0, seats[camp]), ...wanted.filter((id) => campOf(id) === camp && free(id))])]);
  const [chosen, core] = [new Set([...centre, ...camps.flat()]), new Set([...centre, ...members.flat()])];
  const near = new Map();
  for (const { from, to, for: pro, against } of sides.pairs.values()) {
    for (const [one, other] of [[from, to], [to, from]]) if (core.has(one) && inside.has(other) && !core.has(other) && campOf(other) == null) near.set(other, (near.get(other) ?? 0) + pro + against);
  }
  const others = [...near.keys()].sort((a, b) => nameless(a) - nameless(b) || near.get(b) - near.get(a) || first(a, b));
  const rest = heaviest(able.filter((id) => !chosen.has(id) && !near.has(id) && campOf(id) == null));
  const more = [...others, ...rest].slice(0, Math.max(0, state.many - chosen.size));
  const seen = new Set([...chosen, ...more]);
  return { sides, centre, camps, others: [...more, ...wanted.filter((id) => !seen.has(id))], candidates: able.length };
}

/** What the reader looked at or unfolded stays in the picture, the latest of it. */
function keptInSight() {
  const { selected } = state;
  const ends = !selected ? [] : selected.type === "node" ? [selected.id] : touched(selected).flatMap(({ from, to }) => [from, to]);
  for (const id of ends) if (!plan.spots.has(id)) state.added.add(id);
  for (const id of state.added) if (state.added.size > 2 * BADGE) state.added.delete(id);
  return [...state.added];
}

/** How many of ``sizes`` find a place when there are ``room``: as even as the sizes allow. */
function shared(sizes, room) {
  const seats = sizes.map(() => 0);
  for (let left = Math.min(room, sizes.reduce((sum, size) => sum + size, 0)); left > 0; left--) {
    const open = sizes.map((size, i) => [seats[i] / Math.sqrt(size), i]).filter(([, i]) => seats[i] < sizes[i]);
    seats[open.sort(([a], [b]) => a - b)[0][1]] += 1;
  }
  return seats;
}

/** The lines among ``ids``: one an ordered pair, heaviest last, so that it lies on top. */
function linesAmong(ids, { pairs }) {
  const found = [];
  for (const [cell, { from, to, for: pro, against, relations }] of pairs) {
    if (!ids.has(from) || !ids.has(to)) continue;
    const weight = pro + against;
    const polarity = Math.min(pro, against) >= MIXED * weight ? 0 : pro > against ? 1 : -1;
    found.push({ id: `c:${cell}`, cell, from, to, pro, against, polarity, weight, bend: 0, relation: told(relations, pro, against), statements: [] });
  }
  return found.sort((a, b) => a.weight - b.weight || (a.id < b.id ? -1 : 1));
}

/** What a line says in a few letters: its one relation, or how many statements are for and against. */
const told = ([relation, ...others], pro, against) => (others.length ? [pro && `+${pro}`, against && `−${against}`].filter(Boolean).join(" ") : words(relation));

/** Does the title of its camp already say what a line says? */
function expected({ from, to, polarity }) {
  const camp = data.camps[nodes.get(from).camp];
  const at = camp?.targets.indexOf(to) ?? -1;
  return at >= 0 && camp.about[at][1] === polarity;
}

/** Text cut to a width on the screen. */
function cut(text, width, letters, bold = false) {
  if (textBox(text, letters, bold).width <= width) return text;
  let end = text.length;
  while (end > 1 && textBox(`${text.slice(0, end)}…`, letters, bold).width > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

const radius = (id, row) => Math.max(5, Math.min(nodes.get(id).full * 0.8, row / 2 - 4));

/** Places for all that is shown, in pixels of a canvas that is `width` wide and `height` high or, for many names, higher. */
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
  plan.camps = [];
  for (const [side, column] of [["left", left], ["right", right]]) {
    let y = above;
    column.forEach(({ ids, camp }, i) => {
      const last = i === column.length - 1;
      const box = { camp, side, x: side === "left" ? 0 : width - wide, y: y + TITLE, width: wide, height: last ? bottom - y - TITLE : ids.length * row + GAP / 2 };
      const begin = box.y + GAP / 4 + (last && column.length === 1 ? Math.max(0, (box.height - ids.length * row) / 2 - GAP / 4) : 0);
      ids.forEach((id, n) => spots.set(id, {
        x: side === "left" ? wide - 22 : width - wide + 22, y: begin + (n + 0.5) * row, side, size: radius(id, row), room: wide - 22 - radius(id, row) - 12,
      }));
      plan.camps.push(box);
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
  plan.caption = rows && blocks.length ? { x: 0, y: bottom + GAP } : null;
  return spots;
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

/** What the opening picture draws of the kept edges; lays it out where it is another than before. */
function sided(kept) {
  const found = cast(kept);
  const ids = [...found.centre, ...found.camps.flat(), ...found.others];
  const lines = linesAmong(new Set(ids), found.sides);
  const { clientWidth, clientHeight } = byId("canvas");
  const room = { width: Math.max(300, clientWidth - 2 * MARGIN), height: Math.max(320, clientHeight - HEADROOM - FOOTROOM) };
  const key = JSON.stringify([ids, found.camps.map(({ length }) => length), lines.map(({ id, weight }) => [id, weight]), room, state.size]);
  if (key !== plan.key) {
    plan.key = key;
    plan.figures = new Map(found.centre.map((id) => [id, found.sides.judged.get(id)]));
    plan.spots = found.camps.some(({ length }) => length) ? arrangeSides(found, room) : arrangeFreely(ids, lines, room, plan.figures);
    if (!found.camps.some(({ length }) => length)) Object.assign(plan, { camps: [], caption: null });
    plan.width = room.width;
    plan.height = Math.max(room.height, ...[...plan.spots.values()].map(({ y, size }) => y + size + 8));
    bendLines(lines, plan.spots, plan);
    plan.left = hiddenNeighbours(new Set(ids), found.sides);
    for (const [id, { x, y, size }] of plan.spots) Object.assign(nodes.get(id), { x, y, size });
    boxes.clear();
    for (const [id, { cell }] of edges) if (cell) edges.delete(id);
    for (const line of lines) edges.set(line.id, line);
  }
  plan.candidates = found.candidates;
  return { nodes: new Set(ids), edges: new Set(lines.map(({ id }) => id)), linked: found.candidates };
}

/** How many names that take sides towards or are judged by a shown one are not shown. */
function hiddenNeighbours(ids, sides) {
  const left = new Map();
  for (const { from, to } of sides.pairs.values()) {
    for (const [one, other] of [[from, to], [to, from]]) {
      if (!ids.has(one) || ids.has(other) || !eligible(other, sides)) continue;
      if (!left.has(one)) left.set(one, new Map());
      left.get(one).set(other, weightOf(other, sides));
    }
  }
  return left;
}

/** Shows up to `BADGE` more of those whom a name is tied to. */
function unfoldNeighbours(id) {
  const found = [...(plan.left.get(id) ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, BADGE);
  for (const [other] of found) state.added.add(other);
  refresh();
  fit();
}

/** Brings the whole opening picture into sight, at its own size if it fits. */
function frameSides(animated) {
  const { clientWidth, clientHeight } = byId("canvas");
  const scale = Math.min(1, (clientHeight - HEADROOM - FOOTROOM) / plan.height);
  const position = { x: plan.width / 2, y: (clientHeight / 2 - HEADROOM) / scale };
  if (scale === 1) position.x = clientWidth / 2 - MARGIN;
  drawn.network.moveTo({ position, scale, animation: animated && !calm.matches ? { duration: 300 } : false });
}

/** Takes up the opening picture or puts every node back where the data place it. */
function sidesOn(on) {
  if (plan.on === on) return;
  plan.on = on;
  plan.key = "";
  if (on) plan.home = data.nodes.map(({ x, y, size }) => ({ x, y, size }));
  else {
    data.nodes.forEach((node, i) => Object.assign(node, { x: plan.home[i].x, y: plan.home[i].y }));
    sizeBy(state.size);
    for (const [id, { cell }] of edges) if (cell) edges.delete(id);
    plan.camps = [];
  }
  boxes.clear();
}

/** Does the page open with this picture? Only where there are too many names to show them all, and enough that take sides. */
function sidesBegin() {
  const { edges: kept } = filtered();
  const found = cast(kept);
  return ranked(kept).length > FEW && found.candidates >= 8;
}
