/* The address: all that a reader has set, as far as it differs from the opening, readable and short. */

import { calendar } from "./calendar.js";
import { cells, edges, nodes, valuesOf } from "./data.js";
import { byId, el, focused } from "./dom.js";
import { FACETS, allTime, atFirst, begin, keepOut, setConfidence, setSpan, wholeTime } from "./filters.js";
import { disclose } from "./selection.js";
import { measures, sizeBy } from "./sizes.js";
import { excluded, limits, plan, state } from "./state.js";

const QUIET = 200; // milliseconds after which a changed filter is in the address
let address = ""; // the fragment that the page shows
let writing = null;

const encoded = (text) => encodeURIComponent(text.toWellFormed());
const same = (one, other) => one.size === other.size && [...one].every((value) => other.has(value));

/** A facet in the address: what it excludes, or all that it lets pass where that is shorter. */
function facetPart(facet) {
  const without = excluded[facet];
  if (same(without, facet === "kind" ? atFirst.kinds : new Set())) return [];
  const only = valuesOf(facet).filter((value) => !without.has(value));
  const [key, values] = only.length && only.length < without.size ? [facet, only] : [`no-${facet}`, [...without].sort()];
  return [`${key}=${values.map(encoded).join(",")}`];
}

/** The fragment that stands for the state, empty at the opening. */
function fragment() {
  const { selected, view, depth, size, all, sides } = state;
  const parts = [
    selected && `${selected.type[0]}=${encoded(selected.id)}`,
    selected?.statement && `s=${encoded(selected.statement)}`,
    view !== "graph" && `view=${view}`,
    depth && `depth=${depth}`,
    all && "all=1",
    plan.first && !sides && "names=1",
    size !== "statements" && `size=${size}`,
    !wholeTime() && `from=${calendar.periods[limits.from]}&to=${calendar.periods[limits.to]}`,
    limits.confidence !== atFirst.confidence && `sure=${limits.confidence}`,
    ...FACETS.flatMap(facetPart),
  ].filter(Boolean);
  return parts.length ? `#${parts.join("&")}` : "";
}

/** What stands in the address, by key; what is mangled is left out. */
export function partsOf(text) {
  const found = new Map();
  for (const part of text.slice(1).split("&")) {
    const [, key, values] = /^([a-z-]+)=(.*)$/.exec(part) ?? [];
    try {
      if (key) found.set(key, values.split(",").filter(Boolean).map(decodeURIComponent));
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
  }
  return found;
}

/** Sets the state to what the address says, and to the opening where it says nothing that this page knows. */
export function restore() {
  const parts = partsOf(location.hash);
  const one = (key) => parts.get(key)?.[0];
  begin();
  for (const facet of FACETS) {
    const known = valuesOf(facet);
    const [only, without] = [parts.get(facet), parts.get(`no-${facet}`)].map((values) => values?.filter((value) => known.includes(value)));
    if (only?.length) keepOut(facet, known.filter((value) => !only.includes(value)));
    else if (without && (without.length || parts.get(`no-${facet}`).length === 0)) keepOut(facet, without);
  }
  const [from, to] = [calendar.at.get(one("from")) ?? 0, calendar.at.get(one("to")) ?? allTime().to];
  if (from <= to) setSpan(from, to);
  const sure = Number(one("sure") || NaN);
  if (sure >= 0 && sure <= 1) setConfidence(sure);
  state.depth = [1, 2].find((depth) => String(depth) === one("depth")) ?? 0;
  state.all = one("all") === "1";
  state.sides = plan.first && one("names") !== "1";
  state.view = /^[a-z]+$/.test(one("view") ?? "") && byId(`as-${one("view")}`) ? one("view") : "graph";
  const size = measures(one("size") ?? "") ? one("size") : "statements";
  if (size !== state.size) sizeBy(size);
  const named = [["edge", edges, one("e")], ["node", nodes, one("n")], ["cell", cells, parts.get("c")?.join(",")]];
  const [type, , id] = named.find(([, known, id]) => known.has(id)) ?? [];
  state.selected = type ? { type, id } : null;
  if (edges.get(id)?.statements.includes(one("s"))) state.selected.statement = one("s");
  if (nodes.get(id)?.members) Object.assign(state, { gathered: true, sides: false }); // an address may lead to a community
  if (type) disclose(state.selected);
  address = location.hash;
}

/** A new selection is a new entry of the history. */
export function pushAddress() {
  clearTimeout(writing);
  address = fragment();
  if (location.hash !== address && (location.hash || address)) location.hash = address;
}

/** A changed filter is none: it rewrites the address in place, once the reader pauses. */
export function keepAddress() {
  clearTimeout(writing);
  if (!state.playing) writing = setTimeout(() => {
    if (fragment() === address) return;
    try {
      history.replaceState(null, "", fragment() || location.pathname + location.search);
      address = fragment();
    } catch { /* a sandboxed frame has no address of its own */ }
  }, QUIET);
}

/** Copies the link; where the clipboard is closed, shows it to be copied by hand. */
export async function copyLink() {
  const link = location.href.split("#")[0] + fragment();
  const said = byId("copied");
  const field = el("input", { type: "text", readonly: true, "aria-label": "Link", value: link });
  try {
    await navigator.clipboard.writeText(link);
    said.replaceChildren("Link copied");
  } catch {
    said.replaceChildren(field);
    field.select();
  }
  said.hidden = false;
  setTimeout(() => (said.hidden = said.firstChild !== field || focused() !== field), 2500);
  field.addEventListener("blur", () => (said.hidden = true));
}

/** Does the browser show the address that the page has given itself? */
export const atAddress = () => location.hash === address;
