// The page: one state, changed in one place; every part is told the new one.

import { modelOf } from "./data.js";
import { el, nameOf } from "./elements.js";
import { save, toCsv, toPng, toSvg } from "./exports.js";
import { makeLegend } from "./legend.js";
import { makeMatrix, walkCells } from "./matrix.js";
import { makePanel } from "./panel.js";
import { makeScene } from "./scene.js";
import { find, indexOf } from "./search.js";
import { shownIn } from "./shown.js";
import { fromAddress, openingState, toAddress } from "./state.js";
import { makeStory } from "./story.js";
import { makeTable } from "./table.js";
import { makeTime } from "./time.js";

const $ = id => document.getElementById(id);
const SHEETS = ["overlap", "table"];

function start() {
  document.documentElement.dataset.ready = "starting";
  const model = modelOf(JSON.parse($("island").textContent));
  const map = $("map");
  let state = fromAddress(model, location.hash);
  let shown = shownIn(model, state);
  let home = state.node;

  const scene = makeScene($("canvas"), model, index => choose(index));
  const updateLegend = makeLegend($("legend"), model, { onToggle: toggle, onPreset: preset, onSize: size => change({ size }) });
  const updatePanel = makePanel($("panel"), model, { onChoose: choose, onDepth: depth => change({ depth }), onPick: () => change({ isPicking: !state.isPicking }), onOther: other => change({ other }) });
  const updateTime = makeTime($("time"), model, stop => change({ stop }), announce);
  const updateMatrix = makeMatrix($("overlap"), model, (one, other) => {
    change({ pair: [one, other] });
    document.querySelector("#overlap .pair")?.focus({ preventScroll: true });
    $("overlap").scrollTop = 0;
  });
  const updateStory = makeStory($("story"), model, step => show(fromAddress(model, step < 0 ? "" : `t=${step + 1}`), true));
  const updateTable = makeTable($("table"), model, sort => change({ sort }));
  wireViews();
  wireSearch();
  wireKeys();
  wireTools();
  addEventListener("hashchange", () => {
    if (location.hash !== toAddress(model, state)) show(fromAddress(model, location.hash), true);
  });
  let width = 0;
  new ResizeObserver(() => {
    const now = map.clientWidth;
    if (width && now !== width && !SHEETS.includes(state.view)) scene.fit();
    width = now;
  }).observe(map);

  function change(part) {
    show({ ...state, ...part }, false);
  }

  function show(next, isFitted) {
    const isQuiet = document.documentElement.dataset.ready !== "yes";
    const before = state;
    state = next;
    shown = shownIn(model, state);
    const isSheet = SHEETS.includes(state.view);
    map.classList.toggle("covered", isSheet);
    for (const view of SHEETS) $(view).hidden = state.view !== view;
    if (!isSheet) scene.update(state, shown, isFitted || isQuiet || SHEETS.includes(before.view));
    if (state.view === "overlap") updateMatrix(state);
    if (state.view === "table") updateTable(state, shown);
    updateLegend(state);
    updatePanel(state, shown);
    updateTime(state);
    updateStory(state);
    tell(isSheet);
    for (const button of document.querySelectorAll("#views button")) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
    for (const id of ["png", "svg", "tools"]) $(id).hidden = isSheet;
    remember();
    if (!isQuiet) announce(sentence());
  }

  function sentence() {
    const when = model.stops[state.stop];
    const around = state.node >= 0 ? ` around ${model.nodes[state.node].short}` : "";
    return `${shown.lines.length} ties${around}, ${when}`;
  }

  function tell(isSheet) {
    const count = shown.nodes.reduce((sum, one) => sum + one, 0);
    map.setAttribute("aria-label", `Network map: ${count} marks, ${sentence()}`);
    const banner = $("banner");
    banner.hidden = isSheet || !shown.isSparse;
    $("many").textContent = `${shown.inFilter.length.toLocaleString("en")} ties are too many to tell apart, so their lines are not drawn. Choose a state or body to see its own.`;
    document.title = state.node >= 0 ? `${model.nodes[state.node].short} · ${model.about.title}` : model.about.title;
  }

  function remember() {
    try {
      history.replaceState(null, "", toAddress(model, state));
    } catch {
      // A sandboxed frame may have no address of its own; everything else works.
    }
  }

  function announce(text) {
    $("said").textContent = text;
  }

  function choose(index) {
    if (state.isPicking && index >= 0 && index !== state.node) {
      change({ other: index, isPicking: false });
      return;
    }
    home = index;
    change({ node: index, depth: 1, other: -1, isPicking: false });
  }

  function toggle(word) {
    const hidden = new Set(state.hidden);
    if (!hidden.delete(word)) hidden.add(word);
    change({ hidden });
  }

  function preset(name) {
    change({ hidden: name === "all" ? new Set() : openingState(model).hidden });
  }

  function wireViews() {
    for (const button of document.querySelectorAll("#views button")) {
      button.addEventListener("click", () => change({ view: button.dataset.view }));
    }
  }

  function wireSearch() {
    const input = $("find");
    const list = $("found");
    const index = indexOf(model);
    let results = [];
    let at = -1;
    const mark = () => {
      [...list.children].forEach((item, position) => item.setAttribute("aria-selected", String(position === at)));
      if (at >= 0) input.setAttribute("aria-activedescendant", `found-${at}`);
      else input.removeAttribute("aria-activedescendant");
      list.children[at]?.scrollIntoView({ block: "nearest" });
    };
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      at = -1;
    };
    const take = position => {
      const node = results[position]?.node;
      if (!node) return;
      input.value = "";
      close();
      const hidden = new Set(state.hidden);
      hidden.delete(`kind:${model.island.kinds[node.kind][0]}`);
      hidden.delete(`region:${model.island.regions[node.region][0]}`);
      change({ hidden, stop: node.present[state.stop] === "1" ? state.stop : model.everyStop });
      choose(node.index);
      if (!SHEETS.includes(state.view)) map.focus();
    };
    input.addEventListener("input", () => {
      results = find(index, input.value);
      at = results.length ? 0 : -1;
      list.replaceChildren(
        ...results.map(({ node, name }, position) =>
          el("li", { id: `found-${position}`, role: "option", "aria-selected": "false", onmousedown: event => { event.preventDefault(); take(position); } },
            nameOf(node.name), el("span", { class: "quiet" }, ` ${name !== node.name ? `${name}, ` : ""}${model.island.kinds[node.kind][1].toLowerCase()}`))),
      );
      if (!results.length && input.value.trim()) list.append(el("li", { role: "option", "aria-disabled": "true" }, "Nothing of that name is in this map"));
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      mark();
    });
    input.addEventListener("keydown", event => {
      if (event.key === "ArrowDown" && results.length) at = (at + 1) % results.length;
      else if (event.key === "ArrowUp" && results.length) at = (at + results.length - 1) % results.length;
      else if (event.key === "Enter") take(at);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      mark();
    });
    input.addEventListener("blur", close);
  }

  function wireKeys() {
    map.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const far = 60;
      const acts = {
        ArrowLeft: () => scene.move(-far, 0),
        ArrowRight: () => scene.move(far, 0),
        ArrowUp: () => scene.move(0, -far),
        ArrowDown: () => scene.move(0, far),
        "+": () => scene.zoom(1.25),
        "=": () => scene.zoom(1.25),
        "-": () => scene.zoom(0.8),
        0: () => scene.fit(),
        1: () => change({ depth: 1 }),
        2: () => change({ depth: 2 }),
        3: () => change({ depth: 3 }),
        n: () => walk(1),
        p: () => walk(-1),
        "/": () => $("find").focus(),
        Escape: () => (state.isPicking ? change({ isPicking: false }) : choose(-1)),
      };
      const act = Object.hasOwn(acts, event.key) ? acts[event.key] : null;
      if (!act) return;
      event.preventDefault();
      act();
    });
    $("overlap").addEventListener("keydown", event => {
      if (walkCells(event)) event.preventDefault();
    });
  }

  /** The next or previous neighbour of the entity that was chosen last; the best placed one where none was. */
  function walk(step) {
    if (home < 0) {
      const visible = model.nodes.filter(node => shown.nodes[node.index]);
      if (visible.length) choose(visible.reduce((best, node) => (node.seats[state.stop] > best.seats[state.stop] ? node : best)).index);
      return;
    }
    const ends = new Set();
    for (const index of shownIn(model, { ...state, node: home, depth: 1 }).lines) {
      const line = model.lines[index];
      ends.add(line.actor === home ? line.body : line.actor);
    }
    const neighbours = [...ends].sort((a, b) => model.nodes[a].short.localeCompare(model.nodes[b].short) || a - b);
    if (!neighbours.length) return;
    const at = neighbours.indexOf(state.node);
    const next = at < 0 ? (step > 0 ? 0 : neighbours.length - 1) : (at + step + neighbours.length) % neighbours.length;
    change({ node: neighbours[next], depth: 1, other: -1, isPicking: false });
  }

  function wireTools() {
    const far = 80;
    const acts = {
      closer: () => scene.zoom(1.3),
      farther: () => scene.zoom(1 / 1.3),
      whole: () => scene.fit(),
      leftwards: () => scene.move(-far, 0),
      rightwards: () => scene.move(far, 0),
      upwards: () => scene.move(0, -far),
      downwards: () => scene.move(0, far),
      draw: () => change({ all: true }),
      csv: () => save(toCsv(model, state, state.node >= 0 ? shown.lines : shown.inFilter), "text/csv;charset=utf-8", fileName("csv")),
      svg: () => save(toSvg(scene, model, state), "image/svg+xml", fileName("svg")),
      png: async () => save(await toPng(scene, model, state), "image/png", fileName("png")),
      link: copyLink,
    };
    for (const [id, act] of Object.entries(acts)) $(id).addEventListener("click", act);
  }

  function fileName(ending) {
    return `network-map-${model.stops[state.stop].replace(" ", "-")}.${ending}`;
  }

  async function copyLink() {
    const text = location.href.replace(/#.*$/, "") + toAddress(model, state);
    const field = $("address");
    try {
      await navigator.clipboard.writeText(text);
      announce("Link copied");
      $("link").textContent = "Copied";
      setTimeout(() => { $("link").textContent = "Copy link"; }, 1500);
    } catch {
      field.hidden = false;
      field.value = text;
      field.select();
    }
  }

  show(state, true);
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.documentElement.dataset.drawn = String(Math.round(performance.now()));
    document.documentElement.dataset.ready = "yes";
  }));
  globalThis.graphmodel = Object.freeze({
    model,
    state: () => ({ ...state, hidden: [...state.hidden], node: state.node < 0 ? null : model.nodes[state.node].id }),
    shown: () => ({ lines: [...shown.lines], inFilter: [...shown.inFilter], nodes: [...shown.nodes], isSparse: shown.isSparse }),
    change: part => change(part),
    labels: () => scene.labels(),
    place: index => scene.place(index),
    radius: index => scene.radius(index),
  });
}

start();
