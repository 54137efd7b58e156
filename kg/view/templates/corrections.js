/* What a reader decides about statements and names: what follows on the page, undo, what the browser keeps, and the file
   that `kg correct` reads. A decision is {action, one, other, why}, as in kg.resolve.corrections; `one` is here the key of a
   statement or the id of a name. */

const VERDICTS = ["reject", "flip", "right"];
const COLUMNS_OF_CORRECTIONS = ["correction", "subject", "value", "why", "who"];
const ABOUT_STATEMENT = "stance/"; // begins the ids of statements
const LONGEST = 36; // letters of a name on the canvas
const KEPT = `stancegraph corrections ${data.digest}`;
const decided = { now: new Map(), past: [], future: [], kept: true };

/** What a decision is about: of those about one thing one stands. */
function aboutOf({ action, one, other }) {
  if (action === "same") return JSON.stringify([action, ...[one, other].sort()]);
  return JSON.stringify([VERDICTS.includes(action) ? "verdict" : action, one]);
}

const verdictOn = (key) => decided.now.get(aboutOf({ action: "reject", one: key }));
const renamed = (id) => decided.now.get(aboutOf({ action: "rename", one: id }));
const sameAs = (id) => [...decided.now.values()].filter(({ action, one, other }) => action === "same" && (one === id || other === id));

/* Statements: which lines they stand on. `read` of a line are those that it was read to have. */

const byDay = (a, b) => (evidence.get(a).date ?? "9999").localeCompare(evidence.get(b).date ?? "9999") || (a < b ? -1 : 1);
const readOn = ({ read, statements }) => read ?? statements;

/** The lines that a statement was read on; looked up for all when first asked for. */
function homes(key) {
  if (!homes.found) {
    homes.found = new Map();
    for (const edge of data.edges) for (const one of readOn(edge)) homes.found.set(one, [...(homes.found.get(one) ?? []), edge]);
  }
  return homes.found.get(key);
}

/** What is to be read of a line: what passes the filters, and what is decided away from it. */
const readable = (edge, passing) => [...passing, ...readOn(edge).filter((key) => !edge.statements.includes(key))].sort(byDay);

/** Can the sign of a statement be turned? It needs one, and not to have been turned before the page was made. */
const turnable = (key) => homes(key).every(({ polarity }) => polarity) && !evidence.get(key).rule.endsWith("/flipped");

/** The statements about a statement, on whatever line they were read. */
const aboutIt = (key) => (incident.get(ABOUT_STATEMENT + key) ?? []).filter(({ to }) => to === ABOUT_STATEMENT + key).flatMap(readOn);

/** Is a statement wrong, or about one that is? */
function gone(key) {
  if (verdictOn(key)?.action === "reject") return true;
  const others = homes(key).filter(({ to }) => to.startsWith(ABOUT_STATEMENT)).map(({ to }) => to.slice(ABOUT_STATEMENT.length));
  return others.some((other) => evidence.has(other) && gone(other));
}

/** The line on the other side of one, drawn anew where there is none. */
function opposite(edge) {
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
  if (unlisted.length && rail.options.length) buildRail();
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

const readName = (id) => nodes.get(id).read?.label ?? nodes.get(id).label;
const shortName = (label) => (label.length <= LONGEST ? label : `${label.slice(0, LONGEST - 1).replace(/\s+\S*$/, "").trimEnd()}…`);

/** What camps stand for is told by names, in the legend, too. */
function callCamps(id) {
  const told = data.camps.map(({ about, targets }) => about[targets.indexOf(id)]).filter(Boolean);
  for (const one of told) one[0] = nodes.get(id).label;
  if (told.length && rail.options.length) buildRail();
}

/** Calls a name as the decisions have it. */
function callName(id) {
  const node = nodes.get(id);
  node.read ??= { label: node.label, short: node.short, aliases: node.aliases };
  const { read } = node;
  const label = renamed(id)?.other;
  Object.assign(node, label ? { label, short: shortName(label), aliases: [...new Set([...read.aliases, read.label])] } : read);
  callCamps(id);
  node.nameless = undefined;
  plan.key = ""; // places go with the length of names
  boxes.clear();
  searchable(node);
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
function decideAll(next) {
  decided.past.push(decided.now);
  decided.future = [];
  settle(next);
}

const decide = (decision) => decideAll(new Map(decided.now).set(aboutOf(decision), decision));
const takeBack = (decision) => decideAll(new Map([...decided.now].filter(([about]) => about !== aboutOf(decision))));

/** One step back or, from `future`, forth again; says whether there was one. */
function walkHistory(from, to) {
  if (!from.length) return false;
  to.push(decided.now);
  settle(from.pop());
  return true;
}

/** Notes why something was decided; no step of its own to undo. */
function explain(decision, why) {
  decided.now = new Map(decided.now).set(aboutOf(decision), { ...decision, why });
  keep();
}

/* What the browser keeps. Other pages may write there, too: only what holds here is taken. */

function keep() {
  try {
    if (decided.now.size) localStorage.setItem(KEPT, JSON.stringify([...decided.now.values()]));
    else localStorage.removeItem(KEPT);
    decided.kept = true;
  } catch { // a sandboxed frame and some browsers have no store, or it is full
    decided.kept = false;
  }
}

/** Is it a decision about what is here? */
function holds({ action, one, other, why }) {
  if (![action, one, other, why].every((text) => typeof text === "string")) return false;
  if (VERDICTS.includes(action)) return evidence.has(one) && !other && (action !== "flip" || turnable(one));
  const isName = (id) => nodes.get(id)?.entity === true;
  return isName(one) && (action === "same" ? isName(other) && one !== other : action === "rename" && oneLine(other) !== "");
}

/** Takes up what the browser has kept of this page. */
function recall() {
  let found = [];
  try {
    found = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    decided.kept = false;
  }
  const usable = Array.isArray(found) ? found.filter((one) => one && holds(one)) : [];
  if (usable.length) settle(new Map(usable.map((decision) => [aboutOf(decision), decision])));
}

/* The file, as kg.resolve.corrections.dumps writes it. */

/** Text as a cell may have it: on one line, without control characters. */
const oneLine = (text) => text.toWellFormed().replace(/[\s\p{Cc}]+/gu, " ").trim();

/** The cells of a decision. Where no reason is given it is how the names were called, as `kg correct` notes it. */
function cellsOf({ action, one, other, why }) {
  const [subject, value] = VERDICTS.includes(action) ? [ABOUT_STATEMENT + one, ""] : [one, other];
  const called = VERDICTS.includes(action) ? [] : [one, ...(action === "same" ? [other] : [])].map((id) => `"${readName(id)}"`);
  return [action, subject, value, why || called.join(", "), ""].map(oneLine).map(cell);
}

const correctionsFile = () => [COLUMNS_OF_CORRECTIONS, ...[...decided.now.values()].map(cellsOf)].map((row) => `${row.join(",")}\n`).join("");
