/* Light and dark: as the reader's system has it, until the button says otherwise. */

import { byId } from "./dom.js";

const query = () => matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => document.documentElement.dataset.theme === "dark";

/** Shows the page in dark or in light colours. */
export function setDark(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(dark));
}

/** Lets the button switch the colours of a page that is styled by its style sheet alone. */
export function buildTheme() {
  const button = byId("theme");
  button.setAttribute("aria-pressed", String(query().matches));
  button.addEventListener("click", () => setDark(button.getAttribute("aria-pressed") !== "true"));
}

/** Tells `paint` now and whenever the system changes whether colours are dark. */
export function followTheme(paint) {
  const dark = query();
  dark.addEventListener("change", () => paint(dark.matches));
  return dark.matches;
}
