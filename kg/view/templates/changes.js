"use strict";
(() => {
  // dom.js
  var byId = (id) => document.getElementById(id);

  // theme.js
  var query = () => matchMedia("(prefers-color-scheme: dark)");
  function setDark(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    byId("theme").setAttribute("aria-pressed", String(dark));
  }
  function buildTheme() {
    const button = byId("theme");
    button.setAttribute("aria-pressed", String(query().matches));
    button.addEventListener("click", () => setDark(button.getAttribute("aria-pressed") !== "true"));
  }

  // changes.js
  var all = (selector, within = document) => [...within.querySelectorAll(selector)];
  var holders = all('input[data-facet="holder"]').map(({ parentElement }) => parentElement.textContent);
  var every = byId("every");
  function refresh() {
    const kinds = new Set(all('input[data-facet="change"]:checked').map(({ value }) => value));
    const chosen = document.querySelector('input[data-facet="holder"]:checked');
    const holder = chosen && holders[chosen.value];
    let shown = 0;
    for (const section of all("section[data-change]")) {
      const open = kinds.has(section.dataset.change);
      let here = 0;
      for (const card of all(".card", section)) {
        card.hidden = !open || holder !== null && (card.dataset.holder || "the document itself") !== holder;
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
})();
