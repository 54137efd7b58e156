/* A statement as a card: its sentence, where it stands, how sure it is, and what a reader decides about it. */

import { gone } from "./corrections.js";
import { data, evidence } from "./data.js";
import { verdicts } from "./deciding.js";
import { readName } from "./decisions.js";
import { el, name } from "./dom.js";
import { own } from "./pieces.js";
import { day, words } from "./words.js";

/** Words of the sentence in their roles; where roles overlap, the cue shows over the parties. */
const part = ([text, roles]) => (roles ? el("mark", { class: roles, title: roles.replaceAll(" ", ", ") }, text) : text);

function badges(record) {
  const badge = (text, strong) => text ? el("li", { class: strong ? "strong" : "" }, text) : null;
  return el("ul", { class: "badges", "aria-label": "Assessment" },
    badge(record.negated && "negated", true),
    badge(record.certainty, record.certainty !== "certain"),
    badge(record.temporality === "future" && "future", true),
    badge(`confidence ${Math.round(100 * record.confidence)}%`),
    badge(record.speech_act && `act: ${record.speech_act}`),
    badge(record.attributed_to.length > 0 && `according to ${record.attributed_to.join(", according to ")}`),
    badge(`rule: ${record.rule}`));
}

/** The statement itself where it is not what its edge says: opposing a withdrawal is an edge to who withdraws, too. */
function origin(record, edge) {
  const said = [record.holder || "the document", words(record.relation), record.target];
  const drawnAs = [readName(edge.from), words(edge.relation), readName(edge.to)];
  return said.join() === drawnAs.join() ? null : el("p", { class: "source" }, "Stated: ", name(said[0]), ` ${said[1]} `, name(said[2]));
}

export function card(key, edge) {
  const record = evidence.get(key);
  const headline = record.title || record.link || "no title";
  const source = record.link ? el("a", { href: record.link, target: "_blank", rel: "noopener noreferrer" }, name(headline)) : name(headline);
  return el("article", { class: gone(key) ? "card gone" : "card", id: `s-${key}`, tabindex: "-1" },
    el("blockquote", { dir: "auto" },
      record.before && el("span", { class: "context" }, record.before),
      el("q", {}, ...record.parts.map(part)),
      record.after && el("span", { class: "context" }, record.after)),
    el("p", { class: "source" }, record.publisher && el("b", {}, name(record.publisher)), record.publisher && " · ", day(record.date), " · ", source, data.home && " · ", own(`stance/${key}`, "statement")),
    origin(record, edge),
    badges(record),
    verdicts(key));
}

export const markKey = () => el("p", { class: "marks", "aria-label": "Marks in the quotations" }, el("mark", { class: "holder" }, "who"), el("mark", { class: "cue" }, "the wording"), el("mark", { class: "target" }, "towards whom or what"));
