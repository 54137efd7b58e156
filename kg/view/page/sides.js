/* Who takes sides on what, and whom a picture of so many names shows. */

import { data, edges, nodes } from "./data.js";
import { small } from "./screen.js";
import { KINDS } from "./signs.js";
import { words } from "./words.js";

export const BADGE = 12; // neighbours that a name unfolds at once
const MIXED = 1 / 3; // share of the smaller side from which on a line is of neither
const CENTRE = small ? 2 : 4; // contested names between the camps
const MUCH = 1 / 8; // of what is said of the most contested: from there on others stand beside it

/** For and against of every ordered pair that the kept edges leave, in statements, and of every target, in holders. */
export function sidesOf(kept) {
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

/** Whom a picture of so many names shows: contested names, members of the camps, and their neighbours, by how much they say.
    `wanted` are shown in any case. */
export function cast(sides, many, wanted = []) {
  const able = [...new Set([...sides.given.keys(), ...sides.judged.keys()])].filter((id) => eligible(id, sides));
  const inside = new Set(able);
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

/** How many of ``sizes`` find a place when there are ``room``: as even as the sizes allow. */
export function shared(sizes, room) {
  const seats = sizes.map(() => 0);
  for (let left = Math.min(room, sizes.reduce((sum, size) => sum + size, 0)); left > 0; left--) {
    const open = sizes.map((size, i) => [seats[i] / Math.sqrt(size), i]).filter(([, i]) => seats[i] < sizes[i]);
    seats[open.sort(([a], [b]) => a - b)[0][1]] += 1;
  }
  return seats;
}

/** The lines among ``ids``: one an ordered pair, heaviest last, so that it lies on top. */
export function linesAmong(ids, { pairs }) {
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
export function expected({ from, to, polarity }) {
  const camp = data.camps[nodes.get(from).camp];
  const at = camp?.targets.indexOf(to) ?? -1;
  return at >= 0 && camp.about[at][1] === polarity;
}

/** How many names that take sides towards or are judged by a shown one are not shown. */
export function hiddenNeighbours(ids, sides) {
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
