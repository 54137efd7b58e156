/* The query page: YASGUI at this server's endpoint, and the named questions beside it. */
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const base = data.prefixes[""].replace(/ns#$/, "");
  const { Yasgui } = window;
  Yasgui.Yasqe.defaults.autocompleters = ["variables"]; // the others would ask servers elsewhere
  Yasgui.Yasqe.defaults.value = data.questions.find(({ name }) => name === "most-contested")?.sparql ?? "SELECT * { ?s ?p ?o } LIMIT 10";
  Yasgui.Yasqe.defaults.collapsePrefixesOnLoad = true;
  const plain = { settings: { selectedPlugin: "table", pluginsConfig: { table: { compact: true, isEllipsed: false } } } };
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST" },
    endpointCatalogueOptions: { getData: () => [] },
    autofocus: false,
    autoAddOnInit: false,
    yasr: { prefixes: data.prefixes },
  });

  if (!yasgui.persistentConfig.getTabs().length) yasgui.addTab(true, { yasr: plain });

  /** A question's button: its query in a tab of its own, asked at once. */
  const items = data.questions.map(({ name, asks, sparql }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.question = name;
    button.textContent = asks;
    button.addEventListener("click", () => {
      const tab = yasgui.addTab(true, { name, yasqe: { value: sparql }, yasr: plain }, { avoidDuplicateTabs: true });
      yasgui.selectTabId(tab.getId());
      yasgui.getTab().query().catch(() => {}); // the page shows the error itself
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  });
  document.getElementById("questions").append(...items);

  /** Addresses of the graph are looked at on this server. */
  const local = (event) => {
    const link = event.target.closest?.("a.iri");
    if (link?.href.startsWith(base)) link.href = `/${link.href.slice(base.length)}`;
  };
  for (const name of ["pointerover", "focusin", "click"]) document.addEventListener(name, local, true);
})();
