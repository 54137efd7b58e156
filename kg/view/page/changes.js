/* Filters by kind of change and by holder, and the colours. Without it the page shows everything. */

import { byId } from "./dom.js";
import { buildTheme } from "./theme.js";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const holders = all('input[data-facet="holder"]').map(({ parentElement }) => parentElement.textContent);
const every = byId("every");

function refresh() {
  const kinds = new Set(all('input[data-facet="change"]:checked').map(({ value }) => value));
  const chosen = document.querySelector('input[data-facet="holder"]:checked');
  const holder = chosen && holders[chosen.value];
  let shown = 0;
  for (const section of all("section[data-change]")) {
    const open = kinds.has(section.dataset.change);
    let here = 0;
    for (const card of all(".card", section)) {
      card.hidden = !open || (holder !== null && (card.dataset.holder || "the document itself") !== holder);
      here += Number(!card.hidden);
    }
    section.hidden = here === 0;
    shown += here;
  }
  const cards = all(".card").length;
  byId("left").textContent = shown < cards ? `${shown.toLocaleString("en")} shown by the filters` : "";
  if (every) every.hidden = !chosen;
}

for (const input of all("input[data-facet]")) input.addEventListener("change", refresh);
every?.addEventListener("click", () => {
  document.querySelector('input[data-facet="holder"]:checked').checked = false;
  refresh();
});

buildTheme();
