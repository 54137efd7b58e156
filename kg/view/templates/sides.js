/* The opening picture of a graph with many names: who takes sides on what. Camps stand as columns, what is contested between
   them, who is in no camp below; one line tells all that one says for and against another. It is laid out for the room that the
   canvas has, so that every name is written and none covers another. */

const FEW = 60; // names up to which all are shown, as the data place them, if there are no camps
const LEAST_SIDES = 8; // names that take sides, from which on there is a picture of them
const FIRST = innerWidth < 820 ? 16 : 34; // names at first
const FEWEST = 12; // where the canvas is small
const MORE = 30; // and more at each click
const BADGE = 12; // neighbours that a name unfolds at once
const MIXED = 1 / 3; // share of the smaller side from which on a line is of neither
const CENTRE = innerWidth < 820 ? 2 : 4; // contested names between the camps
const MUCH = 1 / 8; // of what is said of the most contested: from there on others stand beside it
const FOOTROOM = innerWidth < 820 ? 52 : 16; // pixels below the picture
/** Pixels above the picture, for the notice, and where the canvas is narrow for the buttons below it. */
const headroom = () => (innerWidth < 820 ? 72 : byId("canvas").clientWidth < 640 ? 96 : 52);

Object.assign(state, { sides: false, many: FIRST, added: new Set() });
const plan = { on: false, key: "", spots: new Map(), camps: [], home: null, left: new Map(), figures: new Map() };

/** The line that carries an edge in the present picture. */
const lineOf = (edge) => (plan.on && edge ? `c:${edge.from},${edge.to}` : edge.id);

/** For and against of every ordered pair that the kept edges leave, in statements, and of every target, in holders. */
function sidesOf(kept) {
  const [pairs, judged, given] = [new Map(), new Map(), new Map()];
  for (const [id, { length }] of kept) {
    const { from, to, polarity, relation } = edges.get(id);
    if (!polarity || from === to) continue;
    const key = `${from},${to}`;
    if (!pairs.has(key)) pairs.set(key, { from, to, for: 0, against: 0, relations: new Set() });
    pairs.get(key).relations.add(relation);
    pairs.get(key)[polarity > 0 ? "for" : "against"] += length;
    if (!judged.has(to)) judged.set(to, { for: new Set(), against: new Set(), statements: 0 });
    judged.get(to)[polarity > 0 ? "for" : "against"].add(from);
    judged.get(to).statements += length;
    given.set(from, (given.get(from) ?? 0) + length);
  }
  return { pairs, judged, given };
}

/** Nobody in particular: "police", "dozens of voters". They come after those who have a name. */
function nameless(id) {
  const node = nodes.get(id);
  return (node.nameless ??= !KINDS[node.kind].hollow && node.label === node.label.toLowerCase());
}

/** May a name stand in the picture? Not a proposition, not what one holder alone judges, and no crowd told but once. */
function eligible(id, { judged, given }) {
  const { kind } = nodes.get(id);
  if (kind === "Proposition" || kind === "Statement") return false;
  if ((kind === "Group" || nameless(id)) && weightOf(id, { judged, given }) < 2) return false;
  return given.has(id) || holdersOf(judged.get(id)) > 1;
}

const holdersOf = ({ for: pro, against }) => new Set([...pro, ...against]).size;
const weightOf = (id, { judged, given }) => (given.get(id) ?? 0) + (judged.get(id)?.statements ?? 0);

/** Whom a picture of so many names shows: contested names, members of the camps, and their neighbours, by how much they say. */
function cast(sides, many) {
  const able = [...new Set([...sides.given.keys(), ...sides.judged.keys()])].filter((id) => eligible(id, sides));
  const inside = new Set(able);
  const wanted = keptInSight();
  const weight = new Map([...able, ...wanted].map((id) => [id, weightOf(id, sides)]));
  const first = (a, b) => nameless(a) - nameless(b) || weight.get(b) - weight.get(a) || (a < b ? -1 : 1);
  const heaviest = (ids) => ids.sort(first);
  const smaller = (id) => Math.min(sides.judged.get(id).for.size, sides.judged.get(id).against.size);
  const total = (id) => sides.judged.get(id).for.size + sides.judged.get(id).against.size;
  const topics = new Set(data.camps.flatMap(({ targets }) => targets));
  const disputed = able.filter((id) => sides.judged.has(id) && holdersOf(sides.judged.get(id)) > 1 && (smaller(id) || topics.has(id)));
  disputed.sort((a, b) => smaller(b) - smaller(a) || total(b) - total(a) || (a < b ? -1 : 1));
  const centre = disputed.filter((id) => total(id) >= MUCH * total(disputed[0])).slice(0, CENTRE);
  const free = (id) => !centre.includes(id);
  const room = Math.max(0, many - centre.length);
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
  const more = [...others, ...rest].slice(0, Math.max(0, many - chosen.size));
  const seen = new Set([...chosen, ...more]);
  return { sides, centre, camps, others: [...more, ...wanted.filter((id) => !seen.has(id))], candidates: new Set([...able, ...wanted]).size };
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
    found.push({ id: `c:${cell}`, cell, from, to, pro, against, polarity, weight, bend: 0, relation: inShort(relations, pro, against), statements: [] });
  }
  return found.sort((a, b) => a.weight - b.weight || (a.id < b.id ? -1 : 1));
}

/** What a line says in a few letters: its one relation, or how many statements are for and against. */
const inShort = ([relation, ...others], pro, against) => (others.length ? [pro && `+${pro}`, against && `−${against}`].filter(Boolean).join(" ") : words(relation));

/** Does the title of its camp already say what a line says? */
function expected({ from, to, polarity }) {
  const camp = data.camps[nodes.get(from).camp];
  const at = camp?.targets.indexOf(to) ?? -1;
  return at >= 0 && camp.about[at][1] === polarity;
}

/** How high the columns of a picture are at least. */
const heightOf = (found, room) => (found.camps.some(({ length }) => length) ? Math.max(...[...arrangeSides(found, room).spots.values()].map(({ y, size }) => y + size)) : 0);

/** What the opening picture draws of the kept edges; lays it out where it is another than before. */
function sided(kept) {
  const sides = sidesOf(kept);
  const { clientWidth, clientHeight } = byId("canvas");
  const room = { width: Math.max(300, clientWidth - 2 * MARGIN), height: Math.max(320, clientHeight - headroom() - FOOTROOM) };
  let found = cast(sides, state.many);
  for (let many = FIRST; state.many === FIRST && many > FEWEST && heightOf(found, room) > room.height; ) found = cast(sides, (many -= 2));
  const ids = [...found.centre, ...found.camps.flat(), ...found.others];
  const lines = linesAmong(new Set(ids), found.sides);
  const key = JSON.stringify([ids, found.camps.map(({ length }) => length), lines.map(({ id, weight }) => [id, weight]), room, state.size]);
  if (key !== plan.key) {
    plan.key = key;
    plan.figures = new Map(found.centre.map((id) => [id, found.sides.judged.get(id)]));
    const free = () => ({ spots: arrangeFreely(ids, lines, room, plan.figures), camps: [], caption: null });
    Object.assign(plan, found.camps.some(({ length }) => length) ? arrangeSides(found, room) : free());
    plan.width = room.width;
    plan.height = Math.max(room.height, ...[...plan.spots.values()].map(({ y, size, side }) => y + size + (side === "below" ? 28 : 8)));
    bendLines(lines, plan.spots, plan);
    plan.left = hiddenNeighbours(new Set(ids), found.sides);
    for (const [id, { x, y, size }] of plan.spots) Object.assign(nodes.get(id), { x, y, size });
    boxes.clear();
    for (const [id, { cell }] of edges) if (cell) edges.delete(id);
    for (const line of lines) edges.set(line.id, line);
  }
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
  const scale = Math.min(1, (clientHeight - headroom() - FOOTROOM) / plan.height);
  const position = { x: plan.width / 2, y: (clientHeight / 2 - headroom()) / scale };
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

/** Does the page open with this picture? Where there are camps or too many names to show them all, and enough that take sides. */
function sidesBegin() {
  const { edges: kept } = filtered();
  const found = cast(sidesOf(kept), FIRST);
  return found.candidates >= LEAST_SIDES && (data.camps.length > 1 || ranked(kept).length > FEW);
}
