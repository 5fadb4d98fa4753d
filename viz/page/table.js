// The table: every record that the map shows, sortable; the equal of the map for those who do not see it.

import { claimsOf, spellOf, statusAt } from "./data.js";
import { el, linkTo, nameOf } from "./elements.js";

const AT_ONCE = 1500;
const COLUMNS = ["Actor", "Body", "Role", "From", "To", "Status", "Source"];

export function makeTable(element, model, onSort) {
  let isWhole = false;
  return function update(state, shown) {
    const [column, direction] = [Math.abs(Number(state.sort) || 1) - 1, Number(state.sort) < 0 ? -1 : 1];
    const rows = (state.node >= 0 ? shown.lines : shown.inFilter).map(index => {
      const line = model.lines[index];
      const { from, to } = spellOf(model, line);
      return { line, cells: [model.nodes[line.actor].name, model.nodes[line.body].short, model.island.roles[line.role][0], from, to, statusAt(line, state.stop)] };
    });
    rows.sort((a, b) => direction * (a.cells[column] ?? "").localeCompare(b.cells[column] ?? "") || a.line.index - b.line.index);
    const drawn = isWhole ? rows : rows.slice(0, AT_ONCE);
    const when = model.stops[state.stop];
    element.replaceChildren(
      el("table", { class: "all" },
        el("caption", {}, `${rows.length} records ${when === "all years" ? "of all years" : `in force in ${when}`}${state.node >= 0 ? `, around ${model.nodes[state.node].short}` : ""}`),
        el("thead", {}, el("tr", {}, ...COLUMNS.map((title, at) => {
          const isSorted = at === column;
          const isLast = at === COLUMNS.length - 1;
          return el("th", { scope: "col", "aria-sort": isSorted ? (direction > 0 ? "ascending" : "descending") : isLast ? null : "none" },
            isLast ? title : el("button", { type: "button", onclick: () => onSort(String((at + 1) * (isSorted ? -direction : 1))) }, title, el("span", { "aria-hidden": "true" }, isSorted ? (direction > 0 ? " ▲" : " ▼") : "")));
        }))),
        el("tbody", {}, ...drawn.map(({ line, cells }) => el("tr", { "data-line": line.index }, el("th", { scope: "row" }, nameOf(cells[0])), ...cells.slice(1).map(text => el("td", {}, nameOf(text))), el("td", {}, ...sources(model, line))))),
      ),
    );
    if (drawn.length < rows.length) {
      element.append(el("p", {}, el("button", { type: "button", onclick: () => { isWhole = true; update(state, shown); } }, `Show all ${rows.length} records`)));
    }
  };
}

function sources(model, line) {
  const cited = new Map();
  for (const claim of claimsOf(model, line)) for (const one of claim.citations) cited.set(one.key, one);
  const parts = [];
  for (const one of cited.values()) parts.push(parts.length ? ", " : "", linkTo(one.url, one.key));
  return cited.size ? parts : ["uncited"];
}
