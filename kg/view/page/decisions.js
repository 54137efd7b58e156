/* What a reader has decided about statements and names, and the file that `kg correct` reads. A decision is
   {action, one, other, why}, as in kg.resolve.corrections; `one` is here the key of a statement or the id of a name. */

import { cell } from "./csv.js";
import { nodes } from "./data.js";
import { decided } from "./state.js";
import { oneLine } from "./words.js";

export const VERDICTS = ["reject", "flip", "right"];
const COLUMNS_OF_CORRECTIONS = ["correction", "subject", "value", "why", "who"];
export const ABOUT_STATEMENT = "stance/"; // begins the ids of statements

/** What a decision is about: of those about one thing one stands. */
export function aboutOf({ action, one, other = "" }) {
  if (action === "same") return JSON.stringify([action, ...[one, other].sort()]);
  return JSON.stringify([VERDICTS.includes(action) ? "verdict" : action, one]);
}

export const verdictOn = (key) => decided.now.get(aboutOf({ action: "reject", one: key }));
export const renamed = (id) => decided.now.get(aboutOf({ action: "rename", one: id }));
export const sameAs = (id) => [...decided.now.values()].filter(({ action, one, other }) => action === "same" && (one === id || other === id));

/** What the documents call a name. */
export const readName = (id) => nodes.get(id).read?.label ?? nodes.get(id).label;

/** The cells of a decision. Where no reason is given it is how the names were called, as `kg correct` notes it. */
function cellsOf({ action, one, other, why }) {
  const [subject, value] = VERDICTS.includes(action) ? [ABOUT_STATEMENT + one, ""] : [one, other];
  const called = VERDICTS.includes(action) ? [] : [one, ...(action === "same" ? [other] : [])].map((id) => `"${readName(id)}"`);
  return [action, subject, value, why || called.join(", "), ""].map(oneLine).map(cell);
}

/** The file, as kg.resolve.corrections.dumps writes it. */
export const correctionsFile = () => [COLUMNS_OF_CORRECTIONS, ...[...decided.now.values()].map(cellsOf)].map((row) => `${row.join(",")}\n`).join("");
