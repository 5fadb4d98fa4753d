// What the reader has chosen, and its text form in the address. Only known words come in; all else is ignored.

export const VIEWS = ["ring", "map", "structure", "columns", "overlap", "table"];
const GROUPS = { kind: "kinds", role: "roles", region: "regions", class: "classes" };

/** Every toggle of the legend as a word: kind:state, role:member, region:Africa, class:r, tie:presumed. */
export function tokensOf(model) {
  const words = [];
  for (const [group, list] of Object.entries(GROUPS)) for (const entry of model.island[list]) words.push(`${group}:${entry[0]}`);
  return [...words, "class:-", "tie:documented", "tie:presumed"];
}

/** The state that the page opens with. */
export function openingState(model) {
  const hidden = new Set();
  for (const [kind, , , isShown] of model.island.kinds) if (!isShown) hidden.add(`kind:${kind}`);
  for (const [role, isShown] of model.island.roles) if (!isShown) hidden.add(`role:${role}`);
  return { view: "ring", node: -1, stop: model.about.opening, hidden, depth: 1, all: false, sort: "", pair: null, size: "seats", other: -1, isPicking: false, step: -1 };
}

/** The address of a state: only what differs from the opening is written. */
export function toAddress(model, state) {
  const opening = openingState(model);
  const parts = [`v=${state.view}`];
  if (state.node >= 0) parts.push(`n=${encodeURIComponent(model.nodes[state.node].id)}`);
  if (state.other >= 0) parts.push(`c=${encodeURIComponent(model.nodes[state.other].id)}`);
  if (state.stop !== opening.stop) parts.push(`y=${state.stop === model.everyStop ? "all" : model.stops[state.stop]}`);
  const words = tokensOf(model).filter(word => state.hidden.has(word));
  if (words.join() !== tokensOf(model).filter(word => opening.hidden.has(word)).join()) {
    parts.push(`hide=${words.map(encodeURIComponent).join(",")}`);
  }
  if (state.step >= 0) parts.push(`t=${state.step + 1}`);
  if (state.depth !== 1) parts.push(`d=${state.depth}`);
  if (state.size !== "seats") parts.push(`s=${state.size}`);
  if (state.all) parts.push("lines=all");
  return `#${parts.join("&")}`;
}

/** The state of an address; what is unknown or broken counts for nothing. */
export function fromAddress(model, address) {
  const step = stepOf(model, address);
  const state = openingState(model);
  const tokens = new Set(tokensOf(model));
  for (const part of partsOf(step < 0 ? address : `${model.island.story[step][2]}&${address}`)) {
    const at = part.indexOf("=");
    const name = part.slice(0, at);
    const value = part.slice(at + 1);
    if (name === "v" && VIEWS.includes(value)) state.view = value;
    else if (name === "n") state.node = model.nodes.findIndex(node => node.id === decoded(value));
    else if (name === "c") state.other = model.nodes.findIndex(node => node.id === decoded(value));
    else if (name === "y") state.stop = stopOf(model, value, state.stop);
    else if (name === "d" && /^[123]$/.test(value)) state.depth = Number(value);
    else if (name === "s" && model.scores.measures.includes(value)) state.size = value;
    else if (name === "lines" && value === "all") state.all = true;
    else if (name === "hide") state.hidden = new Set(value.split(",").map(decoded).filter(word => tokens.has(word)));
  }
  state.step = step;
  if (state.node < 0 || state.other === state.node) state.other = -1;
  return state;
}

function partsOf(address) {
  return String(address).replace(/^#/, "").slice(0, 4000).split("&");
}

/** The step of the story that an address names; -1 where it names none. */
function stepOf(model, address) {
  const named = partsOf(address).find(part => /^t=[1-9]\d{0,3}$/.test(part));
  const step = named ? Number(named.slice(2)) - 1 : -1;
  return step < model.island.story.length ? step : -1;
}

function stopOf(model, value, otherwise) {
  if (value === "all") return model.everyStop;
  const stop = model.stops.indexOf(value);
  return stop >= 0 && stop < model.everyStop ? stop : otherwise;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
