/* Camps have a letter and a tint each; the tints come again after the last. */

import { data } from "./data.js";
import { el } from "./dom.js";

export const TINTS = 4;
export const campColours = Array.from({ length: TINTS }, (_, i) => [`camp-${i}`, `camp-ink-${i}`]).flat();
export const campLetter = (camp) => (camp < 26 ? String.fromCharCode(65 + camp) : String(camp + 1));

/** What a camp stands for, as text: "For the accord, against the tax". */
export function standsFor({ about, more }) {
  const text = about.map(([target, side]) => `${side > 0 ? "for" : "against"} ${target}`).join(", ") + (more ? " and more" : "");
  return text[0].toUpperCase() + text.slice(1);
}

/** The letter of a camp in its tint. */
export const campBadge = (camp) => el("span", { class: `camp camp-${camp % TINTS}`, title: `Camp ${campLetter(camp)}: ${standsFor(data.camps[camp])}` }, campLetter(camp));
