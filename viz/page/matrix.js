// The overlap matrix: how much the bodies of the selection share, by the library's own overlap.

import { el, nameOf } from "./elements.js";

/** What bodies share at a stop: a function of two places in the matrix that gives [shared, percent]. */
export function sharesAt(model, stop) {
  const { sizes, shared } = model.island.matrix;
  const counts = new Map(shared.map(([one, other, ...runs]) => [one * sizes.length + other, runs]));
  const valueAt = runs => {
    let at = runs.length - 2;
    while (at > 0 && runs[at] > stop) at -= 2;
    return runs[at + 1];
  };
  return (one, other) => {
    const runs = counts.get(Math.min(one, other) * sizes.length + Math.max(one, other));
    const both = runs ? valueAt(runs) : 0;
    return [both, both ? (100 * both) / (valueAt(sizes[one]) + valueAt(sizes[other]) - both) : 0];
  };
}

export function makeMatrix(element, model, onPair) {
  return function update(state) {
    const shares = sharesAt(model, state.stop);
    const order = model.island.matrix.bodies;
    const bodies = order.filter(index => model.nodes[index].seats[state.stop] > 0 && model.nodes[index].present[state.stop] === "1");
    const names = bodies.map(index => model.nodes[index].short);
    const place = new Map(order.map((index, at) => [index, at]));
    const when = model.stops[state.stop];
    const every = model.nodes.filter(node => node.isBody && node.seats[state.stop] > 0).length;
    element.replaceChildren(
      el("p", {}, `Members in common, in percent of the members that two bodies have together (Jaccard), ${when === "all years" ? "all years together" : when}. Choose a cell to see who they are. The legend does not change these numbers.`,
        every > bodies.length ? ` Shown: the ${bodies.length} bodies with most members of ${every}.` : ""),
      bodies.length
        ? el("table", { class: "matrix" },
            el("thead", {}, el("tr", {}, el("td", {}), ...names.map(name => el("th", { scope: "col" }, el("span", {}, nameOf(name)))))),
            el("tbody", {}, ...bodies.map((one, row) => el("tr", {}, el("th", { scope: "row" }, nameOf(names[row])),
              ...bodies.map((other, column) => {
                if (one === other) return el("td", { class: "self" }, el("span", { title: `${names[row]}: members` }, String(model.nodes[one].seats[state.stop])));
                const [shared, share] = shares(place.get(one), place.get(other));
                const percent = Math.round(share);
                const label = `${names[row]} and ${names[column]}: ${shared} shared, ${percent} percent`;
                return el("td", { class: `level-${shared ? 1 + Math.min(5, Math.floor(share / 12)) : 0}` },
                  shared ? el("button", { type: "button", "data-one": one, "data-other": other, "data-shared": shared, "data-percent": share.toFixed(3), "aria-label": label, title: label, tabindex: row + column ? "-1" : "0", onclick: () => onPair(one, other) }, percent < 1 ? "<1" : String(percent)) : null);
              })))))
        : el("p", {}, "No body of the selection has a recorded member then."),
    );
    const first = element.querySelector("td button");
    if (first) first.tabIndex = 0;
    pairBelow(element, model, state);
  };
}

/** Arrow keys walk from cell to cell, so that the matrix is one stop of the Tab key. */
export function walkCells(event) {
  const button = event.target.closest?.(".matrix td button");
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!button || !step) return false;
  const rows = [...button.closest("tbody").rows];
  let row = rows.indexOf(button.closest("tr"));
  let column = [...rows[row].cells].indexOf(button.closest("td"));
  for (;;) {
    row += step[0];
    column += step[1];
    const cell = rows[row]?.cells[column];
    if (!cell || column < 1) return true;
    const next = cell.querySelector("button");
    if (next) {
      button.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      return true;
    }
  }
}

function pairBelow(element, model, state) {
  if (!state.pair) return;
  const [one, other] = state.pair;
  const roles = model.island.roles.map(([, isSelected]) => isSelected);
  const kinds = model.island.kinds.map(([, , , isShown]) => isShown);
  const members = body => new Set(model.nodes[body].lines.map(index => model.lines[index])
    .filter(line => line.body === body && line.status[state.stop] !== "0" && roles[line.role] && kinds[model.nodes[line.actor].kind]).map(line => line.actor));
  const theirs = members(other);
  const both = [...members(one)].filter(actor => theirs.has(actor)).map(actor => model.nodes[actor].name).sort((a, b) => a.localeCompare(b));
  const text = el("p", { class: "pair", tabindex: "-1" }, el("strong", {}, nameOf(model.nodes[one].short), " and ", nameOf(model.nodes[other].short), ` share ${both.length}: `));
  both.forEach((name, at) => text.append(at ? ", " : "", nameOf(name)));
  element.firstElementChild.after(text);
}
