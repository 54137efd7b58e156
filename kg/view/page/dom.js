/* Elements of the page, and how text reaches them. */

/** @returns {any} */
export const byId = (id) => document.getElementById(id);

/** What has the focus. @returns {any} */
export const focused = () => document.activeElement;

/** An element; every string among `children` becomes a text node, never markup. @returns {any} */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return element;
}

export function svg(width, className, ...shapes) {
  const make = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const picture = make("svg", { viewBox: `0 0 ${width} 16`, class: className, "aria-hidden": "true" });
  picture.append(...shapes.map(([tag, attributes]) => make(tag, attributes)));
  return picture;
}

/** A name from a document: kept apart from its surroundings, so that its writing direction cannot reorder them. */
export const name = (text, attributes = {}) => el("bdi", attributes, text);
