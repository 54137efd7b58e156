/* Filters by kind of change and by holder, and the colours. Without it the page shows everything. */

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const holders = all('input[data-facet="holder"]').map(({ parentElement }) => parentElement.textContent);
const every = document.getElementById("every");

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
      here += !card.hidden;
    }
    section.hidden = here === 0;
    shown += here;
  }
  const cards = all(".card").length;
  document.getElementById("left").textContent = shown < cards ? `${shown.toLocaleString("en")} shown by the filters` : "";
  if (every) every.hidden = !chosen;
}

for (const input of all("input[data-facet]")) input.addEventListener("change", refresh);
every?.addEventListener("click", () => {
  document.querySelector('input[data-facet="holder"]:checked').checked = false;
  refresh();
});

const theme = document.getElementById("theme");
const dark = (on) => {
  document.documentElement.dataset.theme = on ? "dark" : "light";
  theme.setAttribute("aria-pressed", String(on));
};
theme.setAttribute("aria-pressed", String(matchMedia("(prefers-color-scheme: dark)").matches));
theme.addEventListener("click", () => dark(theme.getAttribute("aria-pressed") !== "true"));
