/* Large graphs may be shown as their communities: each is one node, what its members say of one another's is one line. Both
   stand among `nodes` and `edges` like any other, so that selecting, walking and labelling know no difference. */

import { select } from "./acts.js";
import { frame } from "./camera.js";
import { data, edges, incident, nodes } from "./data.js";
import { drawn, state } from "./state.js";

export const OPENING = 150; // nodes shown at first, the most central of those that the filters leave
const GATHERED = 2000; // nodes above which a page offers communities
const TIES = 400; // lines between communities at most, the heaviest
const SEEN = 5; // radius of the smallest community when all are in sight, pixels
export const ROOMY = 5000; // nodes up to which all may be shown one by one
export const communities = new Map();

/** The middle of places and how far they reach up and down. */
function reachOf(members) {
  const mean = (of) => members.reduce((sum, node) => sum + of(node), 0) / members.length;
  const [x, y] = [mean((node) => node.x), mean((node) => node.y)];
  return { x, y, reach: Math.sqrt(mean((node) => (node.y - y) ** 2)) };
}

export function buildGroups() {
  if (data.nodes.length <= GATHERED) return;
  const found = Map.groupBy(data.nodes, ({ community }) => community);
  const [left, right] = [data.nodes.reduce((most, { x }) => Math.min(most, x), 0), data.nodes.reduce((most, { x }) => Math.max(most, x), 0)];
  for (const [number, members] of found) {
    if (members.length < 2) continue;
    const { x, y, reach } = reachOf(members);
    const label = members.slice(0, 2).map((node) => node.label).join(", "); // data.nodes begins with who is in most statements
    const group = { id: `g:${number}`, label: `${label} and ${(members.length - 2).toLocaleString("en")} more`, short: `${members[0].short} +${(members.length - 1).toLocaleString("en")}`,
      kind: "Community", aliases: [], x, y, size: Math.max(1.2 * reach, SEEN * (right - left) / 900), community: number, degree: members.length, members };
    if (members.length === 2) group.label = label;
    communities.set(number, group);
    nodes.set(group.id, group);
    incident.set(group.id, []);
  }
}

/** What is drawn of what the filters leave: communities, the members of those that are open, and what is in focus. */
export function gathered(linked, kept, near) {
  const passing = new Map();
  for (const id of linked) passing.set(nodes.get(id).community, (passing.get(nodes.get(id).community) ?? 0) + 1);
  const closed = [...communities.values()].filter(({ community }) => passing.has(community) && !state.opened.has(community));
  const largest = closed.sort((a, b) => passing.get(b.community) - passing.get(a.community)).slice(0, OPENING);
  const shown = new Set(largest.map(({ id }) => id));
  for (const id of linked) if (state.opened.has(nodes.get(id).community) || near?.nodes.has(id)) shown.add(id);
  const place = new Map(linked.map((id) => [id, shown.has(id) ? id : `g:${nodes.get(id).community}`]));
  const lines = new Set();
  const ties = new Map();
  for (const [id, { length }] of kept) {
    const { from, to, polarity } = edges.get(id);
    const [one, other] = [place.get(from), place.get(to)].sort();
    if (one === from && other === to || one === to && other === from) lines.add(id);
    else if (one !== other && shown.has(one) && shown.has(other)) {
      const key = `t:${one} ${other} ${polarity}`;
      if (!ties.has(key)) ties.set(key, { id: key, from: one, to: other, polarity, weight: 0, bend: 0, relation: "", statements: [], lines: [] });
      ties.get(key).weight += length;
      ties.get(key).lines.push(id);
    }
  }
  register([...ties.values()].sort((a, b) => b.weight - a.weight).slice(0, TIES), lines);
  return { nodes: shown, edges: lines, linked: linked.length };
}

/** Puts the ties in the place of those before; the one that is selected stays, though empty. */
function register(ties, lines) {
  for (const [id, { lines: old }] of edges) if (old && id !== state.selected?.id) edges.delete(id);
  for (const group of communities.values()) incident.set(group.id, []);
  for (const tie of ties) {
    edges.set(tie.id, tie);
    lines.add(tie.id);
    for (const end of [tie.from, tie.to]) if (nodes.get(end).members) incident.get(end).push(tie);
  }
}

/** Opens or closes a community, or what is selected when none is named, and brings it into sight. */
export function unfold(group, open = true) {
  if (open) state.opened.add(group.community);
  else state.opened.delete(group.community);
  select(open ? null : { type: "node", id: group.id });
  if (open) frame(group.members.map(({ id }) => id).filter((id) => drawn.shown.nodes.has(id)));
}

/** Shows communities, or names one by one. */
export function gather(together) {
  state.gathered = together;
  if (together) state.sides = false;
  state.opened.clear();
  if (nodes.get(state.selected?.id)?.members || edges.get(state.selected?.id)?.lines) state.selected = null;
}
