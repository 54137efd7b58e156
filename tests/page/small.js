/* A small graph for the tests, and a screen that knows how wide letters are. */

import { fill } from "../../kg/view/page/data.js";
import { buildFilters } from "../../kg/view/page/filters.js";
import { decided, plan, state } from "../../kg/view/page/state.js";

export const LETTER = 7; // pixels of a letter

globalThis.document = { body: {}, createElement: () => ({ getContext: () => ({ measureText: (text) => ({ width: LETTER * text.length }) }) }) };
Map.groupBy ??= (all, keyOf) => { // Node.js 20 has none yet
  const found = new Map();
  let i = 0;
  for (const one of all) {
    const key = keyOf(one, i++);
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
};
globalThis.getComputedStyle = () => ({ fontFamily: "sans-serif" });

const columns = (rows) => Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name])]));

/** Takes up a graph. `lines`: from, relation, to, polarity and the statements, each a day and a confidence. `camps` as in kg.view.camps. */
export function graph(lines, { camps = [], kinds = {}, least = 0 } = {}) {
  const ids = [...new Set(lines.flatMap(([from, , to]) => [from, to]))];
  const told = lines.flatMap(([from, relation, to, polarity, ...statements], line) => statements.map(([date, confidence = 1, source = "a.md"], i) => ({
    key: `s${line}.${i}`, line, polarity, date, confidence, source, holder: from, relation, target: to, rule: "rule", parts: [[`${from} ${relation} ${to}.`, ""]],
  })));
  const campOf = (id) => camps.findIndex(({ members }) => members.some((member) => member.id === id));
  const counts = [["polarity", "1"], ["polarity", "0"], ["polarity", "-1"], ["kind", "stance"], ["kind", "assertion"]];
  fill({
    title: "Small", digest: "0", least, read: told.length, documents: 1, published: [], sizes: {}, camps, counts: counts.map((one) => [...one, 0]),
    opposites: { "supports|1": ["opposes", "stance"], "opposes|-1": ["supports", "stance"] },
    nodes: columns(ids.map((id, i) => ({ id, label: id, short: null, kind: kinds[id] ?? "Person", aliases: [], x: 10 * i, y: 0, size: 8, community: 0, degree: 1, camp: campOf(id) < 0 ? null : campOf(id), entity: true }))),
    edges: columns(lines.map(([from, relation, to, polarity], line) => ({
      id: `e${line}`, from: ids.indexOf(from), to: ids.indexOf(to), relation, kind: relation === "says" ? "assertion" : "stance", polarity,
      weight: told.filter((one) => one.line === line).length, bend: 0, statements: told.flatMap((one, i) => (one.line === line ? [i] : [])),
    }))),
    evidence: columns(told),
  });
  Object.assign(decided, { now: new Map(), past: [], future: [] });
  Object.assign(state, { selected: null, depth: 0, added: new Set() });
  Object.assign(plan, { on: false, spots: new Map() });
  buildFilters();
}
