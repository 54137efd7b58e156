/* Files that the page makes. */

import { data } from "./data.js";
import { el } from "./dom.js";

/** The title as the name of a file. */
const fileName = () => data.title.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^a-zA-Z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60).toLowerCase() || "graph";

export function save(content, ending, type, name = fileName()) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  el("a", { href: url, download: `${name}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
