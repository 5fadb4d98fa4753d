// The legend: what marks and lines mean, and switches for each of them.

import { el, markOf, nameOf, svg } from "./elements.js";
import { isDefined, MEASURES } from "./scores.js";
import { countsAt } from "./shown.js";

export function makeLegend(element, model, { onToggle, onPreset, onSize }) {
  const { kinds, regions, roles, classes } = model.island;
  const buttons = new Map();
  const groups = [
    ["Kind", kinds.map(([word, label, shape]) => [`kind:${word}`, label, markOf(shape, "#ffffff")])],
    ["Region", regions.map(([word, fill]) => [`region:${word}`, word, markOf("dot", fill)])],
    ["What sources call a process", [...classes.map(([word, label]) => [`class:${word}`, label, null]), ["class:-", "Called none of these", null]]],
    ["Line", [["tie:documented", "Documented", stroke("")], ["tie:presumed", "Presumed", stroke("3 3")]]],
    ["Role", roles.map(([word]) => [`role:${word}`, word[0].toUpperCase() + word.slice(1), null])],
  ];
  element.append(
    el("p", { class: "presets" },
      el("button", { type: "button", onclick: () => onPreset("opening") }, "As opened"),
      el("button", { type: "button", onclick: () => onPreset("all") }, "Show everything")),
  );
  const meaning = el("p", { class: "quiet", id: "size-meaning" });
  const choice = el("select", { id: "size", "aria-describedby": "size-meaning", onchange: event => onSize(event.target.value) },
    ...["seats", ...model.scores.measures].map(measure => el("option", { value: measure }, MEASURES[measure][0])));
  element.append(el("p", { class: "sizes" }, el("label", { for: "size" }, "Size of marks"), choice), meaning);
  for (const [title, entries] of groups) {
    const list = el("ul", { class: "toggles" });
    for (const [word, label, mark] of entries) {
      const count = el("span", { class: "count" });
      const button = el("button", { type: "button", "aria-pressed": "true", "data-word": word, onclick: () => onToggle(word) },
        el("span", { class: "tick", "aria-hidden": "true" }), mark, nameOf(label), count);
      buttons.set(word, { button, count });
      list.append(el("li", {}, button));
    }
    element.append(el("h3", {}, title), list);
  }
  if (model.about.highlighted.length) {
    element.append(el("p", { class: "quiet" }, `Thick outline: ${model.about.highlight}, ${model.about.highlighted.length} of those drawn.`));
  }
  return function update(state) {
    const counts = countsAt(model, state.stop);
    choice.value = state.size;
    const scale = state.size === "seats" ? "" : "; each mode by its own largest";
    meaning.textContent = isDefined(model, state.size, state.stop)
      ? `${MEASURES[state.size][0]}: ${MEASURES[state.size][1]}${scale}.`
      : `${MEASURES[state.size][0]} is not defined in ${model.stops[state.stop]}: not all can be reached from each other.`;
    for (const [word, { button, count }] of buttons) {
      const number = counts.get(word) ?? 0;
      button.setAttribute("aria-pressed", String(!state.hidden.has(word)));
      count.textContent = String(number);
      button.parentElement.hidden = !number && word === "class:-";
    }
  };
}

function stroke(dash) {
  return svg("svg", { viewBox: "0 0 24 16", width: 24, height: 16, "aria-hidden": "true" },
    svg("path", { d: "M1 8H23", stroke: "#3d4852", "stroke-width": 2, "stroke-dasharray": dash, fill: "none" }));
}
