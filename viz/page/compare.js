// Two entities side by side: what they are both tied to, and in which years both are.

import { el, nameOf } from "./elements.js";

// What two nodes share, most shared years first: the other end, and at each stop 0 where not both are tied to it, 2 where both are
// and one tie is presumed, 3 where both are documented. Only ties count whose role the legend shows.
export function sharedBy(model, state, one, other) {
  const [ofOne, ofOther] = [one, other].map(node => standings(model, state, node));
  const both = [];
  for (const [end, mine] of ofOne) {
    const theirs = ofOther.get(end);
    if (!theirs || end === one || end === other) continue;
    const status = mine.map((code, stop) => Math.min(code, theirs[stop]));
    if (status.some(Boolean)) both.push({ end, status, years: status.slice(0, -1).filter(Boolean).length });
  }
  const name = end => model.nodes[end].short;
  return both.sort((a, b) => b.years - a.years || name(a.end).localeCompare(name(b.end)));
}

/** The best status at each stop of a node's ties, by their other end. */
function standings(model, state, node) {
  const found = new Map();
  for (const index of model.nodes[node].lines) {
    const line = model.lines[index];
    if (state.hidden.has(`role:${model.island.roles[line.role][0]}`)) continue;
    const end = line.actor === node ? line.body : line.actor;
    const best = found.get(end) ?? new Array(model.stops.length).fill(0);
    found.set(end, best.map((code, stop) => Math.max(code, Number(line.status[stop]))));
  }
  return found;
}

/** Years in which a status is not 0, as ranges: 2001-2008, 2012. */
export function yearsIn(model, status) {
  const ranges = [];
  for (let at = 0; at < model.everyStop; at += 1) {
    if (!status[at]) continue;
    const begin = at;
    while (at + 1 < model.everyStop && status[at + 1]) at += 1;
    ranges.push(begin === at ? model.stops[at] : `${model.stops[begin]}–${model.stops[at]}`);
  }
  return ranges.join(", ");
}

/** The part of the panel that compares the chosen node with another, or offers to. */
export function comparison(model, state, { onPick, onOther, onChoose }) {
  if (state.other < 0) {
    return el("p", { class: "compare" },
      el("button", { type: "button", id: "compare", "aria-pressed": String(state.isPicking), onclick: onPick }, "Compare with another"),
      state.isPicking ? el("span", { class: "quiet" }, " Choose the other on the map, or find it by name.") : null);
  }
  const shared = sharedBy(model, state, state.node, state.other);
  const now = shared.filter(({ status }) => status[state.stop]);
  const documented = now.filter(({ status }) => status[state.stop] === 3).length;
  const [one, other] = [state.node, state.other].map(index => model.nodes[index].short);
  const when = state.stop === model.everyStop ? "at some time in all years" : `in ${model.stops[state.stop]}`;
  return el("section", { class: "compare", "aria-labelledby": "compared" },
    el("div", { class: "head" },
      el("h3", { id: "compared" }, nameOf(one), " and ", nameOf(other)),
      el("button", { type: "button", class: "close", "aria-label": "End the comparison", onclick: () => onOther(-1) }, "×")),
    el("p", { "data-shared": now.length }, `Tied to ${now.length} of the same ${when}, ${documented} documented on both sides; ${shared.length} in any year.`),
    shared.length
      ? el("table", { class: "records" },
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Both tied to"), el("th", { scope: "col", class: "wide" }, "Years"))),
          el("tbody", {}, ...shared.map(({ end, status }) => el("tr", { "data-end": end, class: status[state.stop] ? null : "then" },
            el("th", { scope: "row" }, el("button", { type: "button", class: "link", onclick: () => onChoose(end) }, nameOf(model.nodes[end].short))),
            el("td", {}, yearsIn(model, status) || "no single year")))))
      : null);
}
