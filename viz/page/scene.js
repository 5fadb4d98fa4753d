// The drawing: the engine draws marks and moves the view; land, arcs, lines and labels are ours, in pixels of the screen.

import { canvasPen, fontOf } from "./pens.js";
import { place } from "./labels.js";
import { isDefined, scoresAt } from "./scores.js";

const INK = "#1b1f24";
const LINE = "#3d4852";
const LAND = "#eceff2";
const BELOW = -1;
const MOST_LABELS = 500;
const MOST_LINES_MOVING = 3000;
const ROOM = { ring: [96, 92, 96, 92], map: [26, 24, 26, 40], structure: [50, 20, 50, 54], columns: [190, 14, 190, 46] };

/** @param {HTMLElement} element the map's own element; @param {(index: number) => void} onChoose */
export function makeScene(element, model, onChoose) {
  const { vis } = globalThis;
  const { island } = model;
  const data = new vis.DataSet();
  const measure = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const highlighted = new Set(model.about.highlighted);
  const most = Math.max(1, ...model.nodes.map(node => Math.max(...node.seats)));
  let state = null;
  let shown = null;
  let layout = null;
  let isMoving = false;
  let labels = [];
  let sizedAt = 1;
  const looks = new Array(model.nodes.length).fill("");

  const network = new vis.Network(
    element,
    { nodes: data, edges: [] },
    {
      physics: false,
      layout: { improvedLayout: false },
      interaction: { dragNodes: false, hover: false, selectConnectedEdges: false, tooltipDelay: 1e9, keyboard: false, zoomSpeed: 0.6 },
      nodes: { font: { size: 0 }, borderWidth: 1.2, borderWidthSelected: 2.4, shadow: false, chosen: false },
    },
  );
  network.on("click", event => onChoose(event.nodes.length ? Number(event.nodes[0]) : -1));
  network.on("beforeDrawing", context => onScreen(context, pen => drawGround(pen)));
  network.on("afterDrawing", context => onScreen(context, pen => drawLabels(pen)));
  for (const [event, value] of [["dragStart", true], ["dragEnd", false]]) {
    network.on(event, () => { isMoving = value; network.redraw(); });
  }
  let settle = 0;
  network.on("zoom", () => {
    isMoving = true;
    clearTimeout(settle);
    settle = setTimeout(() => { isMoving = false; resize(); network.redraw(); }, 120);
  });

  function onScreen(context, draw) {
    if (!state || !layout) return;
    const ratio = context.canvas.width / Math.max(1, element.clientWidth);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(canvasPen(context));
    context.restore();
  }

  function frame() {
    const scale = network.getScale();
    const middle = network.getViewPosition();
    const left = element.clientWidth / 2 - middle.x * scale;
    const top = element.clientHeight / 2 - middle.y * scale;
    return { scale, left, top, x: value => value * scale + left, y: value => value * scale + top };
  }

  function drawGround(pen) {
    const at = frame();
    if (state.view === "map") {
      for (const ring of model.land) pen.polygon(ring.map((value, index) => (index % 2 ? at.y(value) : at.x(value))), { fill: LAND });
    }
    if (state.view === "ring") {
      for (const [region, first, last] of island.arcs) {
        const fill = island.regions[region][1];
        pen.arc(at.x(0), at.y(0), 1000 * at.scale, first, last, { stroke: fill, width: 3 });
        writeAlong(pen, island.regions[region][0], at.x(0), at.y(0), 1000 * at.scale - 17, (first + last) / 2);
      }
      const lonely = element.clientWidth < 600 ? [] : model.nodes.filter(node => shown.nodes[node.index] && isLonely(node));
      if (lonely.length) {
        const top = Math.min(...lonely.map(node => layout.y[node.index]));
        const text = "No country recorded:";
        pen.text(text, at.x(layout.x[lonely[0].index]) + widthOf(text, 11, 400) / 2 - 6, at.y(top) - 20, { size: 11, weight: 400, fill: "#55606b" });
      }
    }
    if (!(isMoving && shown.lines.length > MOST_LINES_MOVING)) drawLines(pen, at);
  }

  /** Text along the inside of the ring, readable from below. */
  function writeAlong(pen, text, x, y, radius, middle) {
    const isLower = Math.sin(middle) > 0;
    const step = (isLower ? -1 : 1) / radius;
    const letters = [...text.toUpperCase()].map(letter => ({ letter, width: widthOf(letter, 11, 700) + 1.5 }));
    let angle = middle - (step * letters.reduce((sum, one) => sum + one.width, 0)) / 2;
    for (const { letter, width } of letters) {
      angle += (step * width) / 2;
      pen.text(letter, x + radius * Math.cos(angle), y + radius * Math.sin(angle), {
        size: 11, weight: 700, fill: "#4a5560", turn: angle + (isLower ? -Math.PI / 2 : Math.PI / 2),
      });
      angle += (step * width) / 2;
    }
  }

  /** A line as curves: bent towards the middle in the ring; on the map over the date line where that is nearer. */
  function curvesOf(line, at) {
    const [x1, y1] = [layout.x[line.actor], layout.y[line.actor]];
    const [x2, y2] = [layout.x[line.body], layout.y[line.body]];
    if (state.view !== "ring" || layout.label[line.actor] === BELOW) {
      if (state.view === "map" && Math.abs(x1 - x2) > 1000) {
        const turn = x1 < x2 ? 2000 : -2000;
        return [[at.x(x1), at.y(y1), null, null, at.x(x2 - turn), at.y(y2)], [at.x(x1 + turn), at.y(y1), null, null, at.x(x2), at.y(y2)]];
      }
      return [[at.x(x1), at.y(y1), null, null, at.x(x2), at.y(y2)]];
    }
    return [[at.x(x1), at.y(y1), at.x(x1 * 0.6 + x2 * 0.1), at.y(y1 * 0.6 + y2 * 0.1), at.x(x2), at.y(y2)]];
  }

  function drawLines(pen, at) {
    const bundles = new Map();
    const isMany = shown.lines.length > MOST_LINES_MOVING;
    for (const index of shown.lines) {
      const line = model.lines[index];
      const isPresumed = line.status[state.stop] === "2";
      const stroke = shown.ego ? colourOf(line) : LINE;
      const key = `${stroke}${isPresumed}`;
      if (!bundles.has(key)) {
        const alpha = shown.ego ? 0.95 : isMany ? 0.06 : isPresumed ? 0.36 : 0.5;
        bundles.set(key, { style: { stroke, width: shown.ego ? 1.7 : 0.9, dash: isPresumed && !isMany ? [3, 3] : [], alpha }, curves: [] });
      }
      bundles.get(key).curves.push(...curvesOf(line, at));
    }
    for (const { curves, style } of bundles.values()) pen.curves(curves, style);
  }

  /** The colour of a line in focus: that of the region at its far end, of its actor beyond the first step. */
  function colourOf(line) {
    const far = line.actor === state.node ? line.body : line.actor;
    const fill = island.regions[model.nodes[far].region][1];
    return fill === "#FFFFFF" ? "#5a6570" : fill;
  }

  function radiusOf(node) {
    const base = node.isBody ? 6 : 3.6;
    const growth = node.isBody ? 9 : 4 * Math.sqrt(most / 12);
    const phone = (element.clientWidth < 600 ? 0.66 : 1) * (state.view === "columns" && !node.isBody ? 0.7 : 1);
    return (base + growth * Math.sqrt(weightOf(node))) * phone;
  }

  /** What a mark is sized by, from 0 to 1: its seats, or its score in proportion to the largest of its mode. */
  function weightOf(node) {
    if (!isDefined(model, state.size, state.stop)) return 0;
    if (state.size === "seats") return node.seats[state.stop] / most;
    return Math.max(0, ...scoresAt(model, state.size, state.stop, node.index).map(one => one.value / (one.most || 1)));
  }

  function alphaOf(node) {
    return shown.ego && !shown.ego[node.index] ? 0.14 : 1;
  }

  /** Marks keep their size on the screen: they are told anew when the zoom has changed much. */
  function resize(isForced = false) {
    const scale = network.getScale();
    if (!isForced && Math.abs(Math.log(scale / sizedAt)) < 0.12) return;
    sizedAt = scale;
    data.update(model.nodes.filter(node => shown.nodes[node.index]).map(node => ({ id: node.index, size: radiusOf(node) / scale })));
  }

  function borderOf(node) {
    return node.index === state.node || node.index === state.other ? 3 : highlighted.has(node.index) ? 2.6 : 1.1;
  }

  function update(nextState, nextShown, isFitted) {
    const isNewView = !state || state.view !== nextState.view;
    state = nextState;
    shown = nextShown;
    layout = island.layouts[state.view] ?? island.layouts.ring;
    if (state.view === "columns") layout = spread(layout);
    const changes = [];
    for (const node of model.nodes) {
      const alpha = alphaOf(node);
      const isHidden = !shown.nodes[node.index];
      const look = `${isHidden} ${alpha} ${borderOf(node)} ${radiusOf(node).toFixed(0)} ${layout.x[node.index]} ${layout.y[node.index]}`;
      if (looks[node.index] === look) continue;
      looks[node.index] = look;
      const fill = island.regions[node.region][1];
      changes.push({
        id: node.index,
        x: layout.x[node.index],
        y: layout.y[node.index],
        shape: island.kinds[node.kind][2],
        size: radiusOf(node) / sizedAt,
        borderWidth: borderOf(node),
        borderWidthSelected: borderOf(node),
        hidden: isHidden,
        opacity: alpha,
        color: { background: fill, border: INK, highlight: { background: fill, border: INK } },
      });
    }
    if (changes.length) data.update(changes);
    if (isNewView || isFitted) fit();
    requestAnimationFrame(() => network.redraw());
  }

  /** The two columns filled anew by what is visible, as wide as the room allows. */
  function spread(columns) {
    const y = [...columns.y];
    const [left, top, right, bottom] = roomOf("columns");
    const aspect = Math.max(0.2, (element.clientWidth - left - right) / Math.max(1, element.clientHeight - top - bottom));
    const hasOthers = model.nodes.some(node => shown.nodes[node.index] && columns.x[node.index] > 1000);
    const x = columns.x.map(value => aspect * 1000 * (value < 0 ? -1 : value < 1000 ? (hasOthers ? 0.1 : 1) : 1));
    for (const side of new Set(columns.x)) {
      const column = model.nodes.filter(node => shown.nodes[node.index] && columns.x[node.index] === side).sort((a, b) => columns.y[a.index] - columns.y[b.index]);
      column.forEach((node, row) => { y[node.index] = (2000 * (row + 0.5)) / column.length - 1000; });
    }
    return { x, y, label: columns.label };
  }

  /** In the ring, bodies without a member stand in a column beside it. */
  function isLonely(node) {
    return layout.x[node.index] < -1500;
  }

  function roomOf(view) {
    const isNarrow = element.clientWidth < 600;
    return ROOM[view].map((room, side) => (isNarrow ? room * 0.55 + (side === 3 && view !== "columns" ? 30 : 0) : room));
  }

  /** The whole of what is shown in the middle of the room, with space left for labels. */
  function fit() {
    const isNarrow = element.clientWidth < 600;
    const boxes = model.nodes.filter(node => shown.nodes[node.index] && !(isNarrow && state.view === "ring" && isLonely(node)));
    if (!boxes.length || !element.clientWidth) return;
    const xs = boxes.map(node => layout.x[node.index]);
    const ys = boxes.map(node => layout.y[node.index]);
    if (state.view === "map") { xs.push(-880, 960); ys.push(-490, 450); }
    if (state.view === "ring") { xs.push(-1000, 1000); ys.push(-1000, 1000); }
    if (state.view === "columns") ys.push(-1000, 1000);
    const [left, top, right, bottom] = roomOf(state.view);
    const [x1, x2, y1, y2] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const wide = element.clientWidth - left - right;
    const high = element.clientHeight - top - bottom;
    const scale = Math.max(0.01, Math.min(wide / Math.max(1, x2 - x1), high / Math.max(1, y2 - y1)));
    network.moveTo({
      scale,
      position: { x: (x1 + x2) / 2 + (right - left) / 2 / scale, y: (y1 + y2) / 2 + (bottom - top) / 2 / scale },
    });
    resize(true);
  }

  function widthOf(text, size, weight) {
    const key = `${weight} ${size} ${text}`;
    if (!widths.has(key)) {
      measure.font = fontOf(size, weight);
      widths.set(key, measure.measureText(text).width);
    }
    return widths.get(key);
  }

  /** A short form for the picture: without what stands in brackets at the end, and not over forty letters. */
  function cut(name) {
    const text = name.replace(/\s*\([^()]*\)$/, "") || name;
    return text.length > 40 ? `${text.slice(0, 38).replace(/\s+\S*$/, "")}…` : text;
  }

  function wantedLabels(at) {
    const wanted = [];
    for (const node of model.nodes) {
      if (!shown.nodes[node.index] || (shown.ego && !shown.ego[node.index])) continue;
      const x = at.x(layout.x[node.index]);
      const y = at.y(layout.y[node.index]);
      if (x < -50 || y < -50 || x > element.clientWidth + 50 || y > element.clientHeight + 50) continue;
      const isChosen = node.index === state.node || node.index === state.other;
      const rank = (isChosen ? 1e6 : 0) + (highlighted.has(node.index) ? 1e4 : 0) + (node.isBody ? 1e3 : 0) + weightOf(node) * most;
      wanted.push({ node: node.index, x, y, rank, must: isChosen, weight: isChosen || node.isBody ? 600 : 400 });
    }
    wanted.sort((a, b) => b.rank - a.rank || a.node - b.node);
    return wanted.slice(0, MOST_LABELS).map(label => {
      const node = model.nodes[label.node];
      const text = cut(node.short);
      const size = label.must ? 13 : 11;
      return { ...label, text, size, away: radiusOf(node) + 3, angle: layout.label[label.node], width: widthOf(text, size, label.weight) };
    });
  }

  function placedLabels(at) {
    const marks = model.nodes.filter(node => node.isBody && shown.nodes[node.index] && !(shown.ego && !shown.ego[node.index]));
    const obstacles = marks.slice(0, MOST_LABELS).map(node => ({ node: node.index, x: at.x(layout.x[node.index]), y: at.y(layout.y[node.index]), radius: radiusOf(node) }));
    return place(wantedLabels(at), element.clientWidth, element.clientHeight, obstacles);
  }

  function drawLabels(pen) {
    const at = frame();
    labels = placedLabels(at);
    for (const { label, box } of labels) {
      pen.text(label.text, box.x, box.y, { size: label.size, weight: label.weight, fill: INK, halo: "rgba(255,255,255,0.9)", turn: box.turn });
    }
  }

  /** The same picture by another pen, for export. */
  function drawWith(pen) {
    const at = frame();
    drawGround(pen);
    for (const node of model.nodes) {
      if (!shown.nodes[node.index]) continue;
      pen.mark(island.kinds[node.kind][2], at.x(layout.x[node.index]), at.y(layout.y[node.index]), radiusOf(node), {
        fill: island.regions[node.region][1], stroke: INK, alpha: alphaOf(node),
      });
    }
    for (const { label, box } of placedLabels(at)) {
      pen.text(label.text, box.x, box.y, { size: label.size, weight: label.weight, fill: INK, halo: "#ffffff", turn: box.turn });
    }
  }

  function move(right, down) {
    const scale = network.getScale();
    const middle = network.getViewPosition();
    network.moveTo({ position: { x: middle.x + right / scale, y: middle.y + down / scale } });
  }

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor });
    resize();
  }

  return {
    update,
    fit,
    move,
    zoom,
    drawWith,
    radius: index => radiusOf(model.nodes[index]),
    size: () => [element.clientWidth, element.clientHeight],
    labels: () => labels.map(({ label, corners }) => ({ node: label.node, text: label.text, size: label.size, corners })),
    place: index => {
      const at = frame();
      return [at.x(layout.x[index]), at.y(layout.y[index])];
    },
  };
}
