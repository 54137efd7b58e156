/* What follows on the page from what is decided, undo, and what the browser keeps. */

import { cells, data, edges, evidence, incident, nodes, readings, valuesOf } from "./data.js";
import { ABOUT_STATEMENT, VERDICTS, aboutOf, renamed, verdictOn } from "./decisions.js";
import { enlist, standsOn } from "./filters.js";
import { boxes } from "./measure.js";
import { decided, stale } from "./state.js";
import { oneLine } from "./words.js";

const LONGEST = 36; // letters of a name on the canvas

/** Under which name the browser keeps what is decided. */
const keptAs = () => `stancegraph corrections ${data.digest}`;

/* Statements: which lines they stand on. `read` of a line are those that it was read to have. */

export const byDay = (a, b) => (evidence.get(a).date ?? "9999").localeCompare(evidence.get(b).date ?? "9999") || (a < b ? -1 : 1);
export const readOn = ({ read, statements }) => read ?? statements;

/** The lines that a statement was read on; looked up for all when first asked for. */
export function homes(key) {
  if (!readings.size) for (const edge of data.edges) for (const one of readOn(edge)) readings.set(one, [...(readings.get(one) ?? []), edge]);
  return readings.get(key);
}

/** What is to be read of a line: what passes the filters, and what is decided away from it. */
export const readable = (edge, passing) => [...passing, ...readOn(edge).filter((key) => !edge.statements.includes(key))].sort(byDay);

/** Can the sign of a statement be turned? It needs one, and not to have been turned before the page was made. */
export const turnable = (key) => homes(key).every(({ polarity }) => polarity) && !evidence.get(key).rule.endsWith("/flipped");

/** The statements about a statement, on whatever line they were read. */
const aboutIt = (key) => (incident.get(ABOUT_STATEMENT + key) ?? []).filter(({ to }) => to === ABOUT_STATEMENT + key).flatMap(readOn);

/** Is a statement wrong, or about one that is? */
export function gone(key) {
  if (verdictOn(key)?.action === "reject") return true;
  const others = homes(key).filter(({ to }) => to.startsWith(ABOUT_STATEMENT)).map(({ to }) => to.slice(ABOUT_STATEMENT.length));
  return others.some((other) => evidence.has(other) && gone(other));
}

/** The line on the other side of one, drawn anew where there is none. */
export function opposite(edge) {
  const { from, to, bend, polarity } = edge;
  const [relation, kind] = data.opposites[`${edge.relation}|${polarity}`];
  const between = cells.get(`${from},${to}`);
  const there = between.find((other) => other.relation === relation && other.polarity === -polarity);
  return there ?? enter({ id: `f:${edge.id}`, from, to, relation, kind, polarity: -polarity, weight: 0, bend: bend + (bend < 0 ? -0.3 : 0.3), statements: [], read: [] });
}

/** Makes a new line one of all. */
function enter(edge) {
  data.edges.push(edge);
  edges.set(edge.id, edge);
  for (const end of new Set([edge.from, edge.to])) incident.get(end).push(edge);
  cells.get(`${edge.from},${edge.to}`).push(edge);
  enlist(edge);
  const values = { polarity: String(edge.polarity), kind: edge.kind, relation: edge.relation };
  const unlisted = Object.entries(values).filter(([facet, value]) => !valuesOf(facet).includes(value));
  data.counts.push(...unlisted.map(([facet, value]) => [facet, value, 0]));
  if (unlisted.length) stale.rail = true;
  return edge;
}

/** Gives a line other statements; its weight and that of its ends follow. */
function carry(edge, statements) {
  const more = statements.length - edge.statements.length;
  edge.read ??= edge.statements;
  edge.statements = statements;
  edge.weight += more;
  for (const end of [edge.from, edge.to]) nodes.get(end).degree += more;
}

/** Puts a statement on the lines where the decisions have it. */
function place(key) {
  const there = gone(key) ? [] : verdictOn(key)?.action === "flip" ? homes(key).map(opposite) : homes(key);
  const maybe = new Set(homes(key).flatMap(({ from, to }) => cells.get(`${from},${to}`)));
  for (const edge of maybe) if (edge.statements.includes(key)) carry(edge, edge.statements.filter((other) => other !== key));
  for (const edge of there) carry(edge, [...edge.statements, key].sort(byDay));
  standsOn(key, there);
}

/** A statement and all that are about it, near or far. */
const withAbout = (key) => [key, ...aboutIt(key).flatMap(withAbout)];

/* Names: what they are called. */

const shortName = (label) => (label.length <= LONGEST ? label : `${label.slice(0, LONGEST - 1).replace(/\s+\S*$/, "").trimEnd()}…`);

/** What camps stand for is told by names, in the legend, too. */
function callCamps(id) {
  const told = data.camps.map(({ about, targets }) => about[targets.indexOf(id)]).filter(Boolean);
  for (const one of told) one[0] = nodes.get(id).label;
  if (told.length) stale.rail = true;
}

/** Calls a name as the decisions have it. */
function callName(id) {
  const node = nodes.get(id);
  node.read ??= { label: node.label, short: node.short, aliases: node.aliases };
  const { read } = node;
  const label = renamed(id)?.other;
  Object.assign(node, label ? { label, short: shortName(label), aliases: [...new Set([...read.aliases, read.label])] } : read);
  callCamps(id);
  Object.assign(node, { nameless: undefined, texts: undefined }); // these follow the name
  stale.picture = true; // places go with the length of names
  boxes.clear();
}

/* Deciding, and taking back. */

/** Makes what is decided hold on the page. */
function settle(next) {
  const before = decided.now;
  decided.now = next;
  const differs = (about) => ["action", "other"].some((part) => before.get(about)?.[part] !== next.get(about)?.[part]);
  const changed = [...new Set([...before.keys(), ...next.keys()])].filter(differs).map((about) => next.get(about) ?? before.get(about));
  const judged = changed.filter(({ action }) => VERDICTS.includes(action)).flatMap(({ one }) => withAbout(one));
  for (const key of new Set(judged)) place(key);
  for (const { action, one } of changed) if (action === "rename") callName(one);
  keep();
}

/** What is decided from now on; what was before can be had back. */
export function decideAll(next) {
  decided.past.push(decided.now);
  decided.future = [];
  settle(next);
}

export const decide = (decision) => decideAll(new Map(decided.now).set(aboutOf(decision), decision));
export const takeBack = (decision) => decideAll(new Map([...decided.now].filter(([about]) => about !== aboutOf(decision))));

/** One step back or, from `future`, forth again; says whether there was one. */
export function walkHistory(from, to) {
  if (!from.length) return false;
  to.push(decided.now);
  settle(from.pop());
  return true;
}

/** Notes why something was decided; no step of its own to undo. */
export function explain(decision, why) {
  decided.now = new Map(decided.now).set(aboutOf(decision), { ...decision, why });
  keep();
}

/* What the browser keeps. Other pages may write there, too: only what holds here is taken. */

function keep() {
  try {
    if (decided.now.size) localStorage.setItem(keptAs(), JSON.stringify([...decided.now.values()]));
    else localStorage.removeItem(keptAs());
    decided.kept = true;
  } catch { // a sandboxed frame and some browsers have no store, or it is full
    decided.kept = false;
  }
}

/** Is it a decision about what is here? */
export function holds({ action, one, other, why }) {
  if (![action, one, other, why].every((text) => typeof text === "string")) return false;
  if (VERDICTS.includes(action)) return evidence.has(one) && !other && (action !== "flip" || turnable(one));
  const isName = (id) => nodes.get(id)?.entity === true;
  return isName(one) && (action === "same" ? isName(other) && one !== other : action === "rename" && oneLine(other) !== "");
}

/** Takes up what the browser has kept of this page. */
export function recall() {
  let found = [];
  try {
    found = JSON.parse(localStorage.getItem(keptAs()) ?? "[]");
  } catch {
    decided.kept = false;
  }
  const usable = Array.isArray(found) ? found.filter((one) => one && holds(one)) : [];
  if (usable.length) settle(new Map(usable.map((decision) => [aboutOf(decision), decision])));
}
