/* What every part of the page shares: the data, their indexes, the state, and how text reaches the page. */

const byId = (id) => document.getElementById(id);

/** Text from gzip in base64. */
function unpacked(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

/** Values of a column by their places; see encoding.py. */
const column = (found) => (Array.isArray(found) ? (i) => found[i] : (i) => found.of[found.at[i]]);

/** Objects with all that `columns` hold. */
function objects(columns) {
  const [first = []] = Object.values(columns);
  const rows = (Array.isArray(first) ? first : first.at).map(() => ({}));
  for (const [name, found] of Object.entries(columns)) {
    const value = column(found);
    rows.forEach((row, i) => (row[name] = value(i)));
  }
  return rows;
}

/** Likewise, but each looks its fields up when they are asked for: of 100,000 records few ever are. */
function records(columns) {
  const values = Object.entries(columns).map(([name, found]) => [name, column(found)]);
  class Record {
    constructor(at) {
      this.at = at;
    }
    whole() {
      return Object.fromEntries(values.map(([name, value]) => [name, value(this.at)]));
    }
  }
  for (const [name, value] of values) Object.defineProperty(Record.prototype, name, { get() { return value(this.at); } });
  return (columns.key ?? []).map((_, at) => new Record(at)); // no two statements have one key: it is a list
}

const stored = byId("data");
const data = JSON.parse("packed" in stored.dataset ? await unpacked(stored.textContent) : stored.textContent);
Object.assign(data, { nodes: objects(data.nodes), edges: objects(data.edges), evidence: records(data.evidence) });
for (const node of data.nodes) Object.assign(node, { short: node.short ?? node.label, full: node.size });
for (const edge of data.edges) {
  Object.assign(edge, { from: data.nodes[edge.from].id, to: data.nodes[edge.to].id, statements: edge.statements.map((i) => data.evidence[i].key) });
}
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const evidence = new Map(data.evidence.map((record) => [record.key, record]));
const incident = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  incident.get(edge.from).push(edge);
  if (edge.to !== edge.from) incident.get(edge.to).push(edge);
}
const cells = Map.groupBy(data.edges, ({ from, to }) => `${from},${to}`); // all that one says of another

const OPENING = 150; // nodes shown at first, the most central of those that the filters leave
const ASSERTION = "assertion"; // somebody says something: no side taken, nothing done
const ROWS = 400; // of the list before "Show more", and more at each click
const HEAVY = 1200; // edges above which arrows, curves and dashes are dropped

let sidesFirst = false; // does the page open with who takes sides?
const state = {
  selected: null, // {type: "node" | "edge" | "cell", id, statement?}
  view: "graph",
  rows: ROWS,
  all: false,
  depth: 0, // steps from what is selected that are shown; 0: all
  size: "statements", // by which nodes are sized
};

/** Is a community selected, or a line between two? */
const bundled = ({ id }) => Boolean(nodes.get(id)?.members || edges.get(id)?.lines);

/** The edges of what is selected: of a node all that touch it. */
const touched = ({ type, id }) => (type === "edge" ? [edges.get(id)] : type === "cell" ? cells.get(id) : incident.get(id));

/** An element; every string among `children` becomes a text node, never markup. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return element;
}

function svg(width, className, ...shapes) {
  const make = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const picture = make("svg", { viewBox: `0 0 ${width} 16`, class: className, "aria-hidden": "true" });
  picture.append(...shapes.map(([tag, attributes]) => make(tag, attributes)));
  return picture;
}

/** A name from a document: kept apart from its surroundings, so that its writing direction cannot reorder them. */
const name = (text, attributes = {}) => el("bdi", attributes, text);

const POLARITY = {
  1: { name: "Supports", sign: "+", style: "support", dash: false, css: "" },
  "-1": { name: "Opposes", sign: "−", style: "oppose", dash: [7, 5], css: "6 4" },
  0: { name: "Neutral", sign: "○", style: "neutral", dash: [1.5, 4], css: "1 4" },
};

/** The line that stands for a polarity, as on the canvas. */
function line(polarity) {
  const { css, style } = POLARITY[polarity];
  const dots = css.startsWith("1") ? { "stroke-linecap": "round" } : {};
  return svg(28, `sample ${style}`, ["path", { d: "M1 8h26", "stroke-width": 2, "stroke-dasharray": css, ...dots }]);
}

/* Camps have a letter and a tint each; the tints come again after the last. */
const TINTS = 4;
const campColours = Array.from({ length: TINTS }, (_, i) => [`camp-${i}`, `camp-ink-${i}`]).flat();
const campLetter = (camp) => (camp < 26 ? String.fromCharCode(65 + camp) : String(camp + 1));

/** What a camp stands for, as text: "For the accord, against the tax". */
function standsFor({ about, more }) {
  const text = about.map(([target, side]) => `${side > 0 ? "for" : "against"} ${target}`).join(", ") + (more ? " and more" : "");
  return text[0].toUpperCase() + text.slice(1);
}

/** The letter of a camp in its tint. */
const campBadge = (camp) => el("span", { class: `camp camp-${camp % TINTS}`, title: `Camp ${campLetter(camp)}: ${standsFor(data.camps[camp])}` }, campLetter(camp));

/* Kinds differ by shape; who acts is filled, what is acted upon is hollow. */
const KINDS = {
  Community: { name: "Community", shape: "dot" },
  Person: { name: "Person", shape: "dot" },
  Organization: { name: "Organization", shape: "square" },
  GovernmentBody: { name: "Government body", shape: "hexagon" },
  State: { name: "State", shape: "diamond" },
  Group: { name: "Group", shape: "triangle" },
  Place: { name: "Place", shape: "triangleDown" },
  Event: { name: "Event", shape: "hexagon", hollow: true },
  Topic: { name: "Topic", shape: "dot", hollow: true },
  Proposition: { name: "Proposition", shape: "square", hollow: true },
  Statement: { name: "Statement", shape: "diamond", hollow: true },
};
const OUTLINES = {
  dot: "M8 3a5 5 0 1 1-.01 0z",
  square: "M3.5 3.5h9v9h-9z",
  hexagon: "m5 3h6l3 5-3 5H5L2 8z",
  diamond: "m8 2 6 6-6 6-6-6z",
  triangle: "m8 3 6 10H2z",
  triangleDown: "m8 13 6-10H2z",
};

function shape(kind) {
  const { shape: outline, hollow } = KINDS[kind];
  return svg(16, "shape", ["path", { d: OUTLINES[outline], fill: hollow ? "none" : "currentColor" }]);
}

const STATEMENT_KINDS = { stance: "Stance", action: "Action", relation: "Relation", assertion: "Assertion" };

/** `withdrawsFrom` → "withdraws from". */
const words = (relation) => relation.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]/g, " ").toLowerCase();
const plural = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

/** "2025-01-03" → "3 Jan 2025"; a year or a year and month stay as coarse as they are. */
function day(date) {
  if (!date) return "undated";
  const [year, month, dayOfMonth] = date.split("-");
  const named = month && new Date(Date.UTC(2000, month - 1)).toLocaleString("en", { month: "short", timeZone: "UTC" });
  return [dayOfMonth && Number(dayOfMonth), named, year].filter(Boolean).join(" ");
}

/** Lower case without accents, for comparing names. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
