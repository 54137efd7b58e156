/* The colours of the canvas, which follow those of the page. */

import { refresh } from "./acts.js";
import { campColours } from "./camps.js";
import { el } from "./dom.js";
import { drawn } from "./state.js";
import { setDark } from "./theme.js";

/** The theme's colours as the canvas needs them: a probe resolves what a style sheet only names. */
export function colours() {
  const probe = el("i");
  document.body.append(probe);
  const found = {};
  for (const colour of ["paper", "ink", "muted", "node", "hull", "support", "oppose", "neutral", ...campColours]) {
    probe.style.color = `var(--${colour})`;
    found[colour] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** Sets the theme, and what the canvas is next painted in. */
export function setColours(dark) {
  setDark(dark);
  drawn.colours = colours();
}

/** Likewise, and paints. */
export function recolour(dark) {
  setColours(dark);
  refresh();
}
