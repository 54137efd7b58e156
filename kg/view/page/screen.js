/* The screen as the page is opened on it, and what the reader has set there. */

import { byId } from "./dom.js";

const width = globalThis.innerWidth ?? 1280; // there is none where parts of the page are tested alone

/** Is it a phone's? */
export const small = width < 820;

export const FIRST = small ? 16 : 34; // names of the opening picture at first
export const ROWS = 400; // of the list before "Show more", and more at each click
export const MARGIN = 16; // pixels free around the picture
export const FOOTROOM = small ? 52 : 16; // pixels below the opening picture
/* Height of a name's letters, from a node's radius on (pixels). */
export const LETTERS = width < 1200 ? [[14, 13], [0, 12]] : [[14, 15], [10, 13], [0, 12]];

/** Pixels above the opening picture, for the notice, and where the canvas is narrow for the buttons below it. */
export const headroom = () => (small ? 72 : byId("canvas").clientWidth < 640 ? 96 : 52);

/** Is the panel a sheet over the graph? */
export const narrow = () => matchMedia("(max-width: 819px)").matches;
/** Does the reader want no motion? */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
