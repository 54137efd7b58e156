/* What the filters leave, as data: CSV, GEXF 1.3 and JSON. */

import { cell } from "./csv.js";
import { data, edges, evidence, nodes } from "./data.js";
import { filtered } from "./filters.js";
import { nearby, ranked } from "./selection.js";
import { words } from "./words.js";
import { GEXF, serialized, xml } from "./xml.js";

/** What passes the filters and, where the picture is held to a neighbourhood, lies in it. */
function taken() {
  const kept = nearby(filtered().edges);
  const carriers = new Map();
  for (const [id, statements] of kept) for (const key of statements) if (!carriers.has(key)) carriers.set(key, id);
  return { kept, carriers, found: ranked(kept).map(([id]) => nodes.get(id)) };
}

const sentence = (record) => record.parts.map(([text]) => text).join("");

/* The columns of the table: what they are called, and what a statement, its edge and the edge's ends have for them. */
const COLUMNS = {
  statement: ({ record }) => record.key, from: ({ from }) => from.label, relation: ({ edge }) => edge.relation, to: ({ to }) => to.label,
  polarity: ({ edge }) => edge.polarity, kind: ({ edge }) => edge.kind, date: ({ record }) => record.date, confidence: ({ record }) => record.confidence,
  certainty: ({ record }) => record.certainty, negated: ({ record }) => record.negated, temporality: ({ record }) => record.temporality,
  speech_act: ({ record }) => record.speech_act, attributed_to: ({ record }) => record.attributed_to.join("; "), sentence: ({ record }) => sentence(record),
  title: ({ record }) => record.title, publisher: ({ record }) => record.publisher, link: ({ record }) => record.link, rule: ({ record }) => record.rule,
  holder: ({ record }) => record.holder, stated_relation: ({ record }) => record.relation, target: ({ record }) => record.target,
  from_id: ({ edge }) => edge.from, to_id: ({ edge }) => edge.to,
};

/** One row a statement, after a byte order mark by which spreadsheets know UTF-8. */
export function csv() {
  const rows = [...taken().carriers].map(([key, id]) => {
    const edge = edges.get(id);
    const about = { record: evidence.get(key), edge, from: nodes.get(edge.from), to: nodes.get(edge.to) };
    return Object.values(COLUMNS).map((column) => cell(column(about)));
  });
  return "\uFEFF" + [Object.keys(COLUMNS), ...rows].map((row) => row.join(",") + "\r\n").join("");
}

export function gexf() {
  const { kept, found } = taken();
  const make = (tag, attributes, ...children) => xml(GEXF, tag, attributes, ...children);
  const viz = (tag, attributes) => xml(`${GEXF}/viz`, `viz:${tag}`, attributes);
  const declared = (owner, types) => make("attributes", { class: owner }, ...Object.entries(types).map(([id, type]) => make("attribute", { id, title: id, type })));
  const values = (own) => make("attvalues", {}, ...Object.entries(own).filter(([, value]) => value).map(([key, value]) => make("attvalue", { for: key, value })));
  const vertices = found.map((node) => make("node", { id: node.id, label: node.label },
    values({ kind: node.kind, community: String(node.community), statements: String(node.degree) }),
    viz("position", { x: node.x, y: -node.y, z: 0 }), viz("size", { value: node.size })));
  const ties = [...kept].map(([id, keys]) => {
    const edge = edges.get(id);
    const days = keys.map((key) => evidence.get(key).date).filter(Boolean).sort();
    const kind = `${edge.relation}|${edge.polarity}`; // parallel edges of one kind Gephi would make one
    return make("edge", { id, source: edge.from, target: edge.to, weight: keys.length, label: words(edge.relation), kind },
      values({ relation: edge.relation, polarity: String(edge.polarity), form: edge.kind, first: days[0], last: days.at(-1) }));
  });
  return serialized(make("gexf", { version: "1.3" }, make("meta", {}, make("creator", {}, "stancegraph"), make("description", {}, data.title)),
    make("graph", { defaultedgetype: "directed", mode: "static" },
      declared("node", { kind: "string", community: "integer", statements: "integer" }),
      declared("edge", { relation: "string", polarity: "integer", form: "string", first: "string", last: "string" }),
      make("nodes", {}, ...vertices), make("edges", {}, ...ties))));
}

export function json() {
  const { kept, carriers, found } = taken();
  const statements = [...carriers.keys()].map((key) => {
    const record = evidence.get(key).whole();
    const told = { ...record, sentence: sentence(record) };
    for (const name of ["parts", "before", "after"]) delete told[name];
    return told;
  });
  const links = [...kept].map(([id, keys]) => {
    const { from, to, relation, kind, polarity } = edges.get(id);
    return { id, from, to, relation, kind, polarity, weight: keys.length, statements: keys };
  });
  const parties = found.map(({ id, label, kind, aliases, community, degree, x, y }) => ({ id, label, kind, aliases, community, degree, x, y }));
  return JSON.stringify({ title: data.title, nodes: parties, edges: links, statements }, null, 1);
}
