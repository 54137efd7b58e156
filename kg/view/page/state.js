/* All that changes while the page is read, in one place. Anybody may look; who may change a part stands with it. The graph itself
   is in data.js, where corrections alone change it. */

import { FIRST, ROWS } from "./screen.js";

/** What the reader has set. Each part of the page sets what its own controls stand for; the address sets all. */
export const state = {
  selected: null, // {type: "node" | "edge" | "cell", id, statement?}
  view: "graph",
  rows: ROWS,
  all: false, // are more than the most central names shown?
  depth: 0, // steps from what is selected that are shown; 0: all
  size: "statements", // by which nodes are sized
  sides: false, // is the picture that of who takes sides?
  many: FIRST, // names in it
  added: new Set(), // names that the reader had it show besides
  gathered: false, // are names gathered in communities?
  opened: new Set(), // communities whose members stand one by one
  playing: false, // does the strip of time play?
};

/** What is kept out, by facet, and the least confidence and the span of time that pass: filters.js. */
export const excluded = {};
export const limits = {};

/** The opening picture, as it is laid out: opening.js. `first`: the page opens with it; `home`: where the data place the nodes. */
export const plan = { first: false, on: false, key: "", spots: new Map(), camps: [], caption: null, home: null, left: new Map(), figures: new Map(), width: 0, height: 0 };

/** What is on the canvas: canvas.js. `colours`: colours.js; `moved`, whether the reader has chosen what is in sight: camera.js, too; `names` and
    `badges` that are written there: labels.js. */
export const drawn = {
  nodes: null, edges: null, network: null, colours: {}, shown: { nodes: new Set(), edges: new Set(), linked: 0 }, heavy: false, moved: false, hovered: undefined,
  looks: new Map(), names: [], badges: [],
};

/** What is decided, what was before, and what was taken back: corrections.js. `kept`: the browser keeps it. */
export const decided = { now: new Map(), past: [], future: [], kept: true };

/** What must be made anew when the page is next painted, since names or options have changed: corrections.js says so. */
export const stale = { rail: false, picture: false };
