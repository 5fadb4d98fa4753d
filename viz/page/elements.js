// Elements made from text, never from markup.

/** An element with attributes, listeners (`on...`) and children; text is always text. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** A name that cannot turn the direction of what follows it. */
export function nameOf(text) {
  return el("bdi", {}, text);
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A link to a source; whatever is no web address stays text. */
export function linkTo(url, text) {
  if (!/^https?:\/\//i.test(url)) return nameOf(text);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, nameOf(text));
}

/** The mark of a kind, as a small picture for the legend. */
export function markOf(shape, fill) {
  const look = { fill, stroke: "#1b1f24", "stroke-width": 1.2 };
  const points = {
    diamond: "8,1 15,8 8,15 1,8",
    square: "2.5,2.5 13.5,2.5 13.5,13.5 2.5,13.5",
    triangle: "8,1.5 14.5,13.5 1.5,13.5",
    triangleDown: "8,14.5 14.5,2.5 1.5,2.5",
    hexagon: "15,8 11.5,14 4.5,14 1,8 4.5,2 11.5,2",
    star: "8,0.5 10,6 15.5,6 11,9.5 12.8,15 8,11.8 3.2,15 5,9.5 0.5,6 6,6",
  }[shape];
  const mark = points ? svg("polygon", { points, ...look }) : svg("circle", { cx: 8, cy: 8, r: 6, ...look });
  return svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, mark);
}
