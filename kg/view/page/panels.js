/* What the right panel holds: the sentences behind an edge or a cell, the edges of a node, or where to begin. */

import { select } from "./acts.js";
import { campBadge, standsFor } from "./camps.js";
import { card, markKey } from "./cards.js";
import { byDay, gone, readOn, readable } from "./corrections.js";
import { cells, data, edges, evidence, incident, nodes } from "./data.js";
import { nameChoices } from "./deciding.js";
import { el, name } from "./dom.js";
import { eyebrow, nameRow, own, party, unfiltered } from "./pieces.js";
import { ranked } from "./selection.js";
import { KINDS, POLARITY, line, shape } from "./signs.js";
import { day, plural, words } from "./words.js";

const MAIN = 5; // members of a camp that the opening names

export function edgePanel(edge, kept) {
  const { name: stance, style, sign } = POLARITY[edge.polarity];
  const passing = kept.get(edge.id) ?? [];
  const hidden = edge.statements.length - passing.length;
  return [
    eyebrow(line(edge.polarity), `${stance} ${sign} · ${plural(edge.statements.length, "statement")}`),
    el("h2", {}, party(edge.from), " ", el("span", { class: `verb ${style}` }, words(edge.relation)), " ", party(edge.to)),
    markKey(),
    ...readable(edge, passing).map((key) => card(key, edge)),
    unfiltered(hidden),
  ];
}

/** All that one actor says of, or does to, one target, by what it says. */
export function cellPanel(id, kept) {
  const [{ from, to }] = cells.get(id);
  const wrong = (edge) => readOn(edge).filter(gone);
  const passing = cells.get(id).filter((edge) => kept.has(edge.id) || wrong(edge).length);
  const read = new Set(passing.flatMap((edge) => kept.get(edge.id) ?? []));
  const all = new Set(cells.get(id).flatMap((edge) => edge.statements));
  return [
    eyebrow(plural(all.size, "statement")),
    el("h2", {}, party(from), " ", el("span", { class: "verb muted" }, "towards"), " ", party(to)),
    markKey(),
    ...passing.flatMap((edge) => [
      el("h3", { class: "stance" }, line(edge.polarity), `${words(edge.relation)} ${POLARITY[edge.polarity].sign}`),
      ...[...(kept.get(edge.id) ?? []), ...wrong(edge)].sort(byDay).map((key) => card(key, edge)),
    ]),
    unfiltered(all.size - read.size),
  ];
}

function row(edge, other, kept) {
  const record = evidence.get(kept.get(edge.id)[0]);
  return el("button", { type: "button", class: "row", onclick: () => select({ type: "edge", id: edge.id }) },
    line(edge.polarity), el("span", {}, name(nodes.get(other).label)), el("span", { class: "muted small number" }, edge.weight > 1 ? `× ${edge.weight}` : day(record.date)),
    el("span", { class: "quote" }, name(record.parts.map(([text]) => text).join(""))));
}

export function nodePanel(node, kept) {
  const groups = (heading, chosen, end) => {
    const byRelation = new Map();
    for (const edge of chosen) byRelation.set(edge.relation, [...(byRelation.get(edge.relation) ?? []), edge]);
    return [...byRelation].sort().flatMap(([relation, found]) => [el("h3", {}, heading(words(relation))), ...found.map((edge) => row(edge, edge[end], kept))]);
  };
  const touching = incident.get(node.id).filter((edge) => kept.has(edge.id));
  const hidden = incident.get(node.id).flatMap((edge) => edge.statements).length - touching.flatMap((edge) => kept.get(edge.id)).length;
  const aliases = node.aliases.filter((alias) => alias !== node.label);
  const out = groups((relation) => `${relation} →`, touching.filter((edge) => edge.from === node.id), "to");
  const into = groups((relation) => `→ ${relation} this`, touching.filter((edge) => edge.to === node.id && edge.from !== node.id), "from");
  return [
    eyebrow(shape(node.kind), `${KINDS[node.kind].name} · in ${plural(node.degree, "statement")}`),
    el("h2", {}, name(node.label)),
    ...(node.camp == null ? [] : belonging(node)),
    ...nameChoices(node),
    aliases.length ? el("p", { class: "lead" }, "Also ", ...aliases.flatMap((alias, i) => [i ? ", " : "", name(alias)])) : null,
    data.home ? el("p", { class: "lead" }, own(node.id, "All that is said here, as a page")) : null,
    ...out, ...into,
    unfiltered(hidden),
  ];
}

/** What a place in a camp rests on: its sentences on what the camp is about, and how much they carry together. */
function basis(id, { targets }) {
  const lines = incident.get(id).filter(({ from, to, polarity }) => from === id && polarity && targets.includes(to));
  const records = [...new Set(lines.flatMap(({ statements }) => statements))].map((key) => evidence.get(key));
  if (!records.length) return "";
  const articles = new Set(records.map(({ source }) => source)).size;
  const right = records.reduce((sum, { confidence }) => sum + confidence, 0); // sentences read rightly, to be expected
  const strength = right >= 3 && articles > 1 ? "strong" : right >= 1.2 ? "fair" : "weak";
  return ` · ${strength}: ${plural(records.length, "sentence")} in ${plural(articles, "article")}`;
}

/** In which camp a name is, what that rests on, and since when. */
function belonging({ id, camp }) {
  const { turns } = data.camps[camp].members.find((member) => member.id === id);
  return [
    el("p", { class: "lead belonging" }, campBadge(camp), el("span", {}, name(standsFor(data.camps[camp])), basis(id, data.camps[camp]))),
    ...turns.map(({ who, side, target, since, firm }) => el("p", { class: "lead" }, name(who), ` was ${firm ? "" : "perhaps "}${side > 0 ? "for" : "against"} `, name(target), ` before ${day(since)}.`)),
  ];
}

/** A camp in two lines: what it stands for, and its main members. */
function campLines(camp, i) {
  const rest = camp.members.length - MAIN;
  return el("div", { class: "stand" }, campBadge(i), el("div", {},
    el("p", {}, el("b", {}, name(standsFor(camp)))),
    el("p", { class: "members" }, ...camp.members.slice(0, MAIN).map(({ id }) => el("button", { type: "button", class: "link", onclick: () => select({ type: "node", id }, { reveal: true }) }, name(nodes.get(id).label))),
      rest > 0 && el("span", {}, `and ${rest} more`))));
}

/** What at least two judge, some for and others against, most on the smaller side first, then most in all: as
    kg.network.contested orders it. Who is on each side counts once. */
export function contested(kept) {
  const sides = new Map();
  for (const id of kept.keys()) {
    const { from, to, polarity } = edges.get(id);
    if (!sides.has(to)) sides.set(to, { "1": new Set(), "-1": new Set(), "0": new Set() });
    sides.get(to)[polarity].add(from);
  }
  const smaller = ([, found]) => Math.min(found[1].size, found[-1].size);
  const all = ([, found]) => found[1].size + found[-1].size;
  return [...sides].filter((one) => smaller(one) && new Set([...one[1][1], ...one[1][-1]]).size > 1).sort((a, b) => smaller(b) - smaller(a) || all(b) - all(a)
    || nodes.get(a[0]).label.localeCompare(nodes.get(b[0]).label));
}

export function openingPanel(kept) {
  const disputed = contested(kept).slice(0, 3);
  return [
    eyebrow("Start here"),
    el("h2", {}, "Every line leads to its sentence"),
    el("p", { class: "lead" }, "Choose a line to read who said what, in the words of the source. Choose a name to see all its statements."),
    data.camps.length > 0 && el("h3", {}, "Camps"),
    ...data.camps.slice(0, 4).map(campLines),
    el("h3", {}, "In most statements"),
    ...ranked(kept).slice(0, data.camps.length ? 5 : 8).map(([id, count]) => nameRow(id, String(count))),
    disputed.length > 0 && el("h3", {}, "Most contested"),
    ...disputed.map(([id, found]) => nameRow(id, el("span", { class: "support" }, `+${found[1].size}`), " ", el("span", { class: "oppose" }, `−${found[-1].size}`))),
  ];
}
