/* How much room letters take on the screen. */

import { LETTERS } from "./screen.js";
import { KINDS } from "./signs.js";

const BOLD = 14; // radius from which on a name is bold
export const LEAST = 12; // height of other letters, pixels
export const boxes = new Map(); // of names, by node; cleared where letters change

let ruler = null;
let face = "";

/** The letters that the page is written in. */
export const family = () => (face ||= getComputedStyle(document.body).fontFamily);

/** Width, height and font of a text on the screen. */
export function textBox(text, letters = LEAST, bold = false) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = `${bold ? 600 : 400} ${letters}px ${family()}`;
  return { width: ruler.measureText(text).width, height: letters + 4, font: ruler.font };
}

/** The box of a node's name: in two or three sizes for who acts, in the smallest for what is acted upon. */
export function nameBox(node) {
  if (!boxes.has(node)) {
    const { hollow } = KINDS[node.kind];
    const letters = hollow ? LEAST : LETTERS.find(([least]) => node.size >= least)[1];
    boxes.set(node, textBox(node.short, letters, !hollow && node.size >= BOLD));
  }
  return boxes.get(node);
}

/** Text cut to a width on the screen. */
export function cut(text, width, letters, bold = false) {
  if (textBox(text, letters, bold).width <= width) return text;
  let end = text.length;
  while (end > 1 && textBox(`${text.slice(0, end)}…`, letters, bold).width > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}
