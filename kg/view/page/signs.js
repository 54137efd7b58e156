/* The signs of the page: polarities by line, kinds by shape. */

import { svg } from "./dom.js";

export const POLARITY = {
  1: { name: "Supports", sign: "+", style: "support", dash: false, css: "" },
  "-1": { name: "Opposes", sign: "−", style: "oppose", dash: [7, 5], css: "6 4" },
  0: { name: "Neutral", sign: "○", style: "neutral", dash: [1.5, 4], css: "1 4" },
};

/** The line that stands for a polarity, as on the canvas. */
export function line(polarity) {
  const { css, style } = POLARITY[polarity];
  const dots = css.startsWith("1") ? { "stroke-linecap": "round" } : {};
  return svg(28, `sample ${style}`, ["path", { d: "M1 8h26", "stroke-width": 2, "stroke-dasharray": css, ...dots }]);
}

/* Kinds differ by shape; who acts is filled, what is acted upon is hollow. */
export const KINDS = {
  Community: { name: "Community", shape: "dot" },
  Person: { name: "Person", shape: "dot" },
  Organization: { name: "Organization", shape: "square" },
  GovernmentBody: { name: "Government body", shape: "hexagon" },
  State: { name: "State", shape: "diamond" },
  Group: { name: "Group", shape: "triangle" },
  Place: { name: "Place", shape: "triangleDown" },
  Event: { name: "Event", shape: "hexagon", hollow: true },
  Topic: { name: "Topic", shape: "dot", hollow: true },
  Proposition: { name: "Proposition", shape: "square", hollow: true },
  Statement: { name: "Statement", shape: "diamond", hollow: true },
};
export const OUTLINES = {
  dot: "M8 3a5 5 0 1 1-.01 0z",
  square: "M3.5 3.5h9v9h-9z",
  hexagon: "m5 3h6l3 5-3 5H5L2 8z",
  diamond: "m8 2 6 6-6 6-6-6z",
  triangle: "m8 3 6 10H2z",
  triangleDown: "m8 13 6-10H2z",
};

export function shape(kind) {
  const { shape: outline, hollow } = KINDS[kind];
  return svg(16, "shape", ["path", { d: OUTLINES[outline], fill: hollow ? "none" : "currentColor" }]);
}

export const STATEMENT_KINDS = { stance: "Stance", action: "Action", relation: "Relation", assertion: "Assertion" };
