// The panel: one entity, its figures, and every record about it with dates, status and sources.

import { comparison } from "./compare.js";
import { claimsOf, spellOf, statusAt } from "./data.js";
import { el, linkTo, markOf, nameOf, svg } from "./elements.js";
import { MEASURES, scoresAt } from "./scores.js";

const CLASS_WORDS = { r: "regional process", i: "inter-regional process", g: "global process", b: "called regional and inter-regional" };

export function makePanel(element, model, { onChoose, onDepth, onPick, onOther }) {
  return function update(state, shown) {
    element.replaceChildren();
    if (state.node < 0) {
      element.append(...overview(model, state, shown));
      return;
    }
    const node = model.nodes[state.node];
    const kind = model.island.kinds[node.kind];
    const records = node.lines.map(index => model.lines[index]);
    const inForce = records.filter(line => line.status[state.stop] !== "0");
    const others = records.filter(line => line.status[state.stop] === "0");
    const when = model.stops[state.stop];
    element.append(
      el("div", { class: "head" },
        el("h2", { id: "chosen" }, markOf(kind[2], model.island.regions[node.region][1]), nameOf(node.name)),
        el("button", { type: "button", class: "close", "aria-label": "Close the details", onclick: () => onChoose(-1) }, "×")),
      facts(model, state, node, inForce),
      el("p", { class: "depths", role: "group", "aria-label": "How far around it" }, "Around it: ",
        ...[1, 2, 3].map(depth => el("button", { type: "button", "aria-pressed": String(state.depth === depth), onclick: () => onDepth(depth) }, `${depth} step${depth > 1 ? "s" : ""}`))),
    );
    element.append(comparison(model, state, { onPick, onOther, onChoose }));
    const isEvery = state.stop === model.everyStop;
    element.append(table(model, state, node, inForce, isEvery ? `In any year (${inForce.length})` : `In force in ${when} (${inForce.length})`, "now"));
    const unseen = inForce.filter(line => !shown.inFilter.includes(line.index)).length;
    if (unseen) element.append(el("p", { class: "quiet" }, `${unseen} of these ${unseen > 1 ? "are" : "is"} not on the map: hidden by the legend.`));
    if (others.length) element.append(table(model, state, node, others, `Not in force in ${when} (${others.length})`, "then"));
  };

  function table(model_, state, node, lines, caption, word) {
    const rows = lines
      .map(line => ({ line, other: model_.nodes[line.actor === node.index ? line.body : line.actor] }))
      .sort((a, b) => a.line.role - b.line.role || a.other.short.localeCompare(b.other.short));
    const head = node.isBody && !node.isActor ? "Actor" : node.isBody ? "Actor or body" : "Body";
    return el("table", { class: "records", "data-when": word },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, ...[head, "Role", "From–to", "Source"].map(title => el("th", { scope: "col" }, title)))),
      el("tbody", {}, ...rows.map(({ line, other }) => {
        const { from, to } = spellOf(model_, line);
        const status = statusAt(line, state.stop);
        return el("tr", { "data-line": line.index },
          el("th", { scope: "row" }, el("button", { type: "button", class: "link", title: other.name, onclick: () => onChoose(other.index) }, nameOf(other.short))),
          el("td", {}, model_.island.roles[line.role][0], status === "presumed" ? el("span", { class: "quiet" }, " presumed") : null),
          el("td", {}, el("span", { class: "spell" }, `${from}–${to}`), yearsOf(model_, state, line)),
          el("td", {}, evidenceOf(model_, line), confidenceOf(line)));
      })));
  }
}

function overview(model, state, shown) {
  const when = model.stops[state.stop];
  const actors = new Set(shown.inFilter.map(index => model.lines[index].actor));
  const bodies = new Set(shown.inFilter.map(index => model.lines[index].body));
  return [
    el("h2", {}, "Details"),
    el("p", {}, `${when === "all years" ? "In all years together" : `In ${when}`}: ${shown.inFilter.length} ties between ${actors.size} actors and ${bodies.size} bodies. Choose a mark, or find one by name, to see what it is linked to, since when, and on what evidence.`),
  ];
}

function facts(model, state, node, inForce) {
  const kind = model.island.kinds[node.kind];
  const region = model.island.regions[node.region][0];
  const list = el("dl", { class: "facts" });
  const add = (term, ...text) => list.append(el("dt", {}, term), el("dd", {}, ...text));
  const called = CLASS_WORDS[node.classes[state.stop]];
  add("Kind", kind[1] + (called ? `; ${called}` : ""));
  if (region !== "No region") add("Region", region);
  if (node.founded) add("Founded", node.founded);
  const roles = model.about.selection.roles.join(", ");
  const seats = node.seats[state.stop];
  if (node.isBody && !node.isActor) add("Members", `${seats} (${model.about.selection.actors.join(", ")} as ${roles})`);
  else if (node.isActor) add("Seats", `${seats}: sits in ${seats} ${seats === 1 ? "body" : "bodies"} of the selection as ${roles}`);
  for (const measure of model.scores.measures) {
    for (const { value, rank, count, mode } of scoresAt(model, measure, state.stop, node.index)) {
      const figure = el("span", { "data-measure": `${measure} ${mode}` }, `${value}, rank ${rank} of ${count} ${mode}`);
      add(MEASURES[measure][0], figure, el("span", { class: "quiet" }, `: ${MEASURES[measure][1]}`));
    }
  }
  const parts = ["3", "2"].map(code => inForce.filter(line => line.status[state.stop] === code).length);
  if (inForce.length) add("Evidence", `${parts[0]} documented, ${parts[1]} presumed`);
  const troikas = troikasOf(model, state, node);
  if (troikas.length) add("Troika", ...troikas);
  if (node.also.length) add("Also", nameOf(node.also.filter(name => !/^(\d+|[A-Z]{2})$/.test(name)).slice(0, 8).join("; ")));
  return list;
}

function troikasOf(model, state, node) {
  const found = model.island.troikas.find(([body]) => body === node.index);
  const years = found?.[1][state.stop] ?? [];
  const name = id => (id ? (model.nodes.find(one => one.id === id)?.name ?? id) : "not known");
  return years.map(three => el("span", { class: "troika" }, three.map(name).join(" → ")));
}

/** The years of a record as a strip: full where documented, pale where presumed. */
function yearsOf(model, state, line) {
  const years = model.stops.length - 1;
  const strip = svg("svg", { viewBox: `0 0 ${years} 5`, preserveAspectRatio: "none", class: "years", "aria-hidden": "true" }, svg("rect", { width: years, height: 5, fill: "#eceff2" }));
  for (let at = 0; at < years; ) {
    let end = at + 1;
    while (end < years && line.status[end] === line.status[at]) end += 1;
    if (line.status[at] !== "0") strip.append(svg("rect", { x: at, width: end - at, height: 5, fill: line.status[at] === "3" ? "#0b5cad" : "#9dbfe0" }));
    at = end;
  }
  if (state.stop < years) strip.append(svg("rect", { x: state.stop, width: Math.max(0.4, years / 80), height: 5, fill: "#1b1f24" }));
  return strip;
}

/** The sources of a record; each opens what it says, and where. */
function evidenceOf(model, line) {
  const claims = claimsOf(model, line);
  const cited = new Map();
  for (const claim of claims) for (const one of claim.citations) if (!cited.has(one.key)) cited.set(one.key, one);
  if (!cited.size) return el("span", { class: "quiet" }, "uncited");
  const list = el("ul", { class: "claims" });
  for (const claim of claims) {
    const date = [claim.date, claim.until].filter(Boolean).join(" to ") || (claim.meeting ? `meeting ${claim.meeting}` : "undated");
    const item = el("li", {}, `${claim.says} ${date}${claim.via ? ` through ${claim.via}` : ""}: `);
    claim.citations.forEach((one, at) => item.append(at ? "; " : "", linkTo(one.url, one.title), [one.publisher, one.date, one.locator].filter(Boolean).map(part => `, ${part}`).join(""), one.weak ? " (weak source)" : ""));
    if (!claim.citations.length) item.append("uncited");
    list.append(item);
  }
  const first = [...cited.keys()][0];
  return el("details", {}, el("summary", {}, nameOf(first), cited.size > 1 ? ` +${cited.size - 1}` : ""), list);
}

function confidenceOf(line) {
  return line.confidence && line.confidence !== "high" ? el("span", { class: "quiet" }, line.confidence === "contested" ? "contested" : `${line.confidence} confidence`) : null;
}
