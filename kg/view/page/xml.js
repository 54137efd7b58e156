/* XML that any reader takes. */

export const SVG = "http://www.w3.org/2000/svg";
export const GEXF = "http://gexf.net/1.3";

/** Characters that XML forbids, replaced. */
const tame = (text) => String(text).toWellFormed().replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");

export function xml(namespace, tag, attributes = {}, ...children) {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, tame(value));
  element.append(...children.map((child) => (child instanceof Node ? child : tame(child))));
  return element;
}

export const serialized = (element) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(element)}\n`;
