/* Large graphs may be shown as their communities: each is one node, what its members say of one another's is one line. Both
   stand among `nodes` and `edges` like any other, so that selecting, walking and labelling know no difference. */

const GATHERED = 2000; // nodes above which a page offers communities
const TIES = 400; // lines between communities at most, the heaviest
const SEEN = 5; // radius of the smallest community when all are in sight, pixels
const ROOMY = 5000; // nodes up to which all may be shown one by one

state.gathered = false;
state.opened = new Set(); // communities whose members stand one by one
const communities = new Map();

/** The middle of places and how far they reach up and down. */
function reachOf(members) {
  const mean = (of) => members.reduce((sum, node) => sum + of(node), 0) / members.length;
  const [x, y] = [mean((node) => node.x), mean((node) => node.y)];
  return { x, y, reach: Math.sqrt(mean((node) => (node.y - y) ** 2)) };
}

function buildGroups() {
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
function gathered(linked, kept, near) {
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
function unfold(group, open = true) {
  if (open) state.opened.add(group.community);
  else state.opened.delete(group.community);
  select(open ? null : { type: "node", id: group.id });
  if (open) frame(group.members.map(({ id }) => id).filter((id) => drawn.shown.nodes.has(id)));
}

/** Shows communities, or names one by one. */
function gather(together) {
  state.gathered = together;
  if (together) state.sides = false;
  state.opened.clear();
  if (nodes.get(state.selected?.id)?.members || edges.get(state.selected?.id)?.lines) state.selected = null;
}

function groupPanel(group, kept) {
  const passing = group.members.map((node) => node.id);
  const open = state.opened.has(group.community);
  const ties = [...incident.get(group.id)].sort((a, b) => b.weight - a.weight).slice(0, 12);
  const other = (tie) => nodes.get(tie.from === group.id ? tie.to : tie.from);
  return [
    eyebrow(shape(group.kind), `Community · ${plural(group.members.length, "name")}`),
    el("h2", {}, name(group.label)),
    el("p", { class: "lead" }, el("button", { type: "button", class: "link", onclick: () => unfold(group, !open) }, open ? "Close this community" : "Show its members one by one")),
    el("h3", {}, "In most statements"),
    ...passing.slice(0, 12).map((id) => el("button", { type: "button", class: "row", onclick: () => select({ type: "node", id }, { reveal: true }) },
      shape(nodes.get(id).kind), el("span", {}, name(nodes.get(id).label)), el("span", { class: "muted number" }, String(nodes.get(id).degree)))),
    ties.length ? el("h3", {}, "Strongest ties") : null,
    ...ties.map((tie) => el("button", { type: "button", class: "row", onclick: () => select({ type: "edge", id: tie.id }) },
      line(tie.polarity), el("span", {}, name(other(tie).short)), el("span", { class: "muted number" }, `× ${tie.weight.toLocaleString("en")}`))),
  ];
}

function tiePanel(tie, kept) {
  const { name: stance, sign } = POLARITY[tie.polarity];
  const lines = tie.lines.filter((id) => kept.has(id)).sort((a, b) => edges.get(b).weight - edges.get(a).weight);
  return [
    eyebrow(line(tie.polarity), `${stance} ${sign} · ${plural(tie.weight, "statement")} between communities`),
    el("h2", {}, party(tie.from), " – ", party(tie.to)),
    ...lines.slice(0, 100).map((id) => {
      const { from, to, relation, weight } = edges.get(id);
      return el("button", { type: "button", class: "row", onclick: () => select({ type: "edge", id }, { reveal: true }) },
        line(tie.polarity), el("span", {}, name(nodes.get(from).label), ` ${words(relation)} `, name(nodes.get(to).label)), el("span", { class: "muted number" }, weight > 1 ? `× ${weight}` : ""));
    }),
    lines.length > 100 ? el("p", { class: "lead" }, `and ${(lines.length - 100).toLocaleString("en")} more lines`) : null,
  ];
}

buildGroups();
