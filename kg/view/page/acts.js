/* What any part may ask of the page as a whole. How it is done knows page.js alone, which knows all parts: so none need know it. */

const how = {};

/** Says how; page.js does, once. */
export const does = (acts) => Object.assign(how, acts);

/** Paints everything anew from the state. */
export const refresh = () => how.refresh();
/** Paints the panel anew. */
export const refreshPanel = () => how.refreshPanel();
/** Selects a node, an edge, a cell or nothing, and says so in the address; `reveal` brings it into sight. */
export const select = (selected, options = {}) => how.select(selected, options);
/** Shows one of the views: "graph", "matrix", "periods" or "list". */
export const look = (view) => how.look(view);
