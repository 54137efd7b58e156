/* Which statements are shown: what the filters ask is looked up once, so that filtering 100,000 statements is one pass over numbers. */

import { buildCalendar, calendar } from "./calendar.js";
import { data, evidence, nodes } from "./data.js";
import { excluded, limits } from "./state.js";

export const FACETS = ["polarity", "kind", "actor", "relation", "source"];
export const ASSERTION = "assertion"; // somebody says something: no side taken, nothing done
const [SOURCE, TIME] = [1 << FACETS.indexOf("source"), 1 << FACETS.length]; // what hangs on the statement, not on its edge

const counts = Object.fromEntries([...FACETS, "time"].map((facet) => [facet, new Map()]));
const carried = new Map(); // the lines that carry each statement
const lines = new Map(); // what the filters ask of each edge
const claims = []; // and of each statement

/** What the page lets pass when it opens: all but these `kinds` of statement, from this `confidence` on. */
export const atFirst = { kinds: new Set(), confidence: 0 };

/** How many statements a value of a facet has; `last` is the latest counted, `out` says that the value is excluded. */
function tallyOf(facet, value) {
  if (!counts[facet].has(value)) counts[facet].set(value, { size: 0, last: null, out: false });
  return counts[facet].get(value);
}

/** Notes what the filters ask of an edge. */
export function enlist(edge) {
  const actor = [...new Set([nodes.get(edge.from).kind, nodes.get(edge.to).kind])].map((kind) => tallyOf("actor", kind));
  const tallies = [[tallyOf("polarity", String(edge.polarity))], [tallyOf("kind", edge.kind)], actor, [tallyOf("relation", edge.relation)]];
  const line = { tallies, polarity: edge.polarity, refused: 0 };
  lines.set(edge.id, line);
  return line;
}

/** From now on a statement stands on other edges. */
export function standsOn(key, those) {
  const on = carried.get(key);
  on.splice(0, on.length, ...those.map(({ id }) => lines.get(id)));
}

/** Notes what the filters ask of all edges and statements, and what the page opens with. */
export function buildFilters() {
  buildCalendar([...evidence.keys()].map((key) => evidence.get(key).date));
  for (const index of [carried, lines, ...Object.values(counts)]) index.clear();
  for (const key of evidence.keys()) carried.set(key, []);
  for (const edge of data.edges) {
    const line = enlist(edge);
    for (const key of edge.statements) carried.get(key).push(line);
  }
  claims.splice(0, claims.length, ...Array.from(carried, claimOf));
  // who takes a side or does something, unless all that is known is what was said; what is sure enough, unless nothing is
  atFirst.kinds = new Set(data.edges.some(({ kind }) => kind !== ASSERTION) ? [ASSERTION] : []);
  atFirst.confidence = [...evidence.values()].some(({ confidence }) => confidence >= data.least) ? data.least : 0;
  begin();
}

function claimOf([key, on]) {
  const { confidence, date, source } = evidence.get(key);
  const period = (date && calendar.at.get(date.slice(0, calendar.unit))) ?? -1;
  const times = period < 0 ? null : new Map([1, 0, -1].map((polarity) => [polarity, tallyOf("time", `${period} ${polarity}`)]));
  return { key, on, confidence, period, times, source: [tallyOf("source", source)] };
}

/** All statements with the place of their period, −1 where they have none. */
export const datedClaims = () => claims;

/** How many statements there are, but for those that are wrong. */
export const countable = () => claims.reduce((sum, { on }) => sum + Math.min(on.length, 1), 0);

/** The span of all periods. */
export const allTime = () => ({ from: 0, to: Math.max(0, calendar.periods.length - 1) });

/** Does a span hold all periods? The undated pass then, too. */
export const wholeTime = ({ from, to } = limits) => from === 0 && to >= calendar.periods.length - 1;

/** Counts `claim` once, though it stands on several edges. */
function count(tally, claim) {
  if (tally.last === claim) return;
  tally.last = claim;
  tally.size += 1;
}

/** Sets all counts to nothing, and notes which values are excluded and which facets refuse an edge, one bit each. */
function prepare() {
  for (const [facet, found] of Object.entries(counts)) {
    for (const [value, tally] of found) Object.assign(tally, { size: 0, last: null, out: excluded[facet]?.has(value) ?? false });
  }
  for (const line of lines.values()) {
    line.refused = 0;
    for (let i = 0; i < line.tallies.length; i++) if (line.tallies[i].some(({ out }) => out)) line.refused |= 1 << i;
  }
}

/**
 * What the filters leave: edges with their statements, and for each facet, and for `time` by period and polarity,
 * the counts it would have if left open. `span` is looked at in place of the one that is chosen.
 */
export function filtered(span = limits) {
  prepare();
  const open = wholeTime(span);
  const passing = new Set();
  for (const claim of claims) {
    if (claim.confidence < limits.confidence) continue;
    const inTime = open || (claim.period >= span.from && claim.period <= span.to);
    const own = (inTime ? 0 : TIME) | (claim.source[0].out ? SOURCE : 0);
    if (!own) passing.add(claim.key);
    for (const { tallies, polarity, refused } of claim.on) {
      const bits = own | refused;
      if (bits & (bits - 1)) continue; // two facets refuse it: opening one would not show it
      for (let i = 0; i < FACETS.length; i++) {
        if (!(bits & ~(1 << i))) for (const tally of tallies[i] ?? claim.source) count(tally, claim);
      }
      if (claim.times && !(bits & ~TIME)) count(claim.times.get(polarity), claim);
    }
  }
  const [kept, statements] = [new Map(), new Set()];
  for (const edge of data.edges) {
    const left = lines.get(edge.id).refused ? [] : edge.statements.filter((key) => passing.has(key));
    if (!left.length) continue;
    kept.set(edge.id, left);
    for (const key of left) statements.add(key);
  }
  return { edges: kept, statements, counts };
}

/** Lets everything pass but statements of some kinds and those that are less sure. */
export function clear(kinds = new Set(), confidence = 0) {
  for (const facet of FACETS) excluded[facet] = new Set(facet === "kind" ? kinds : []);
  Object.assign(limits, { confidence, ...allTime() });
}

/** Lets a value of a facet pass, or no more. */
export function admit(facet, value, pass = true) {
  if (pass) excluded[facet].delete(value);
  else excluded[facet].add(value);
}

/** Keeps these values of a facet out, and no others. */
export const keepOut = (facet, values) => (excluded[facet] = new Set(values));

/** Lets pass what is as sure as this. */
export const setConfidence = (confidence) => (limits.confidence = confidence);

/** Lets the periods between two places pass, which may come in either order. */
export const setSpan = (one, other) => Object.assign(limits, { from: Math.min(one, other), to: Math.max(one, other) });

/** Lets pass what passes when the page opens. */
export const begin = () => clear(atFirst.kinds, atFirst.confidence);

export const atOpening = () => limits.confidence === atFirst.confidence && wholeTime()
  && FACETS.every((facet) => excluded[facet].size === (facet === "kind" ? atFirst.kinds.size : 0)) && [...atFirst.kinds].every((kind) => excluded.kind.has(kind));
