// Which nodes and lines a state shows. Pure: the same model and state give the same answer.

/** @returns {{nodes: Uint8Array, lines: number[], inFilter: number[], ego: Uint8Array|null, isSparse: boolean}} */
export function shownIn(model, state) {
  const nodes = visibleNodes(model, state);
  const inFilter = [];
  for (const line of model.lines) if (isIn(model, state, nodes, line)) inFilter.push(line.index);
  if (state.node >= 0 && nodes[state.node]) {
    const { ego, lines } = egoOf(model, inFilter, state.node, state.depth);
    if (state.other >= 0 && nodes[state.other]) {
      const second = egoOf(model, inFilter, state.other, state.depth);
      const drawn = new Set([...lines, ...second.lines]);
      return { nodes, lines: inFilter.filter(index => drawn.has(index)), inFilter, ego: ego.map((one, at) => one | second.ego[at]), isSparse: false };
    }
    return { nodes, lines, inFilter, ego, isSparse: false };
  }
  const isSparse = inFilter.length > model.about.at_once && !state.all;
  return { nodes, lines: isSparse ? [] : inFilter, inFilter, ego: null, isSparse };
}

function visibleNodes(model, state) {
  const { kinds, regions } = model.island;
  const { hidden, stop } = state;
  const kindOff = kinds.map(([kind]) => hidden.has(`kind:${kind}`));
  const regionOff = regions.map(([region]) => hidden.has(`region:${region}`));
  const process = kinds.findIndex(([kind]) => kind === "process");
  const nodes = new Uint8Array(model.nodes.length);
  for (const node of model.nodes) {
    if (node.present[stop] === "0" || kindOff[node.kind] || regionOff[node.region]) continue;
    if (node.kind === process && isClassOff(hidden, node.classes[stop])) continue;
    nodes[node.index] = 1;
  }
  return nodes;
}

/** A process called by two classes at once is hidden only where both are. */
function isClassOff(hidden, letter) {
  return letter === "b" ? hidden.has("class:r") && hidden.has("class:i") : hidden.has(`class:${letter}`);
}

function isIn(model, state, nodes, line) {
  const status = line.status[state.stop];
  if (status === "0" || !nodes[line.actor] || !nodes[line.body]) return false;
  if (state.hidden.has(status === "3" ? "tie:documented" : "tie:presumed")) return false;
  return !state.hidden.has(`role:${model.island.roles[line.role][0]}`);
}

/** Nodes within a distance of one, and the lines walked on the way there. */
export function egoOf(model, lines, center, depth) {
  const ego = new Uint8Array(model.nodes.length);
  ego[center] = 1;
  let edge = new Set([center]);
  const walked = new Set();
  for (let step = 0; step < depth; step += 1) {
    const next = new Set();
    for (const index of lines) {
      const { actor, body } = model.lines[index];
      if (!edge.has(actor) && !edge.has(body)) continue;
      walked.add(index);
      for (const end of [actor, body]) if (!ego[end]) { ego[end] = 1; next.add(end); }
    }
    edge = next;
  }
  return { ego, lines: lines.filter(index => walked.has(index)) };
}

/** How many nodes or lines each toggle of the legend stands for at a stop. */
export function countsAt(model, stop) {
  const { kinds, roles, regions } = model.island;
  const counts = new Map();
  const add = word => counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const node of model.nodes) {
    if (node.present[stop] === "0") continue;
    add(`kind:${kinds[node.kind][0]}`);
    add(`region:${regions[node.region][0]}`);
    if (kinds[node.kind][0] !== "process") continue;
    for (const letter of node.classes[stop] === "b" ? ["r", "i"] : [node.classes[stop]]) add(`class:${letter}`);
  }
  for (const line of model.lines) {
    if (line.status[stop] === "0") continue;
    add(`role:${roles[line.role][0]}`);
    add(line.status[stop] === "3" ? "tie:documented" : "tie:presumed");
  }
  return counts;
}
