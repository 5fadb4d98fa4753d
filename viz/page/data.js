// The data island as objects. Nodes and lines are positions everywhere: a name is never the key of anything.

import { scoresOf } from "./scores.js";

/** @param {any} island @returns the model that every other module reads */
export function modelOf(island) {
  const { pools, about } = island;
  const stops = island.stops;
  const n = island.nodes;
  const nodes = n.id.map((id, index) => ({
    index,
    id,
    name: n.name[index],
    short: n.short[index],
    also: n.also[index],
    kind: n.kind[index],
    region: n.region[index],
    founded: n.founded[index],
    present: pools.presents[n.present[index]],
    seats: countsOf(n.seats[index], stops.length),
    classes: pools.classes[n.classes[index]],
    isActor: Boolean(n.is_actor[index]),
    isBody: Boolean(n.is_body[index]),
    lines: /** @type {number[]} */ ([]),
  }));
  const l = island.lines;
  let actor = 0;
  const lines = l.actor.map((step, index) => {
    actor += step;
    const [start, end, confidence, claims] = pools.records[l.record[index]];
    const line = {
      index,
      actor,
      body: l.body[index],
      role: l.role[index],
      ordinal: l.ordinal[index],
      status: pools.statuses[l.status[index]],
      start: pools.texts[start],
      end: pools.texts[end],
      confidence: pools.texts[confidence],
      claims,
    };
    nodes[actor].lines.push(index);
    if (line.body !== actor) nodes[line.body].lines.push(index);
    return line;
  });
  const land = island.land.map(steps => steps.map(((x, y) => (step, at) => (at % 2 ? (y += step) : (x += step)))(0, 0)));
  return { about, stops, nodes, lines, land, pools, island, scores: scoresOf(island), everyStop: stops.length - 1 };
}

/** Runs, flat pairs of a stop and the count from there on, as one count a stop. */
export function countsOf(runs, length) {
  const counts = new Uint16Array(length);
  for (let at = 0; at < runs.length; at += 2) counts.fill(runs[at + 1], runs[at]);
  return counts;
}

/** Claims of a line, with their citations spelled out. */
export function claimsOf(model, line) {
  const { sources } = model.island;
  const { texts, cites, claims } = model.pools;
  return line.claims.map(index => {
    const [says, date, until, via, meeting, cited] = claims[index];
    return {
      says: texts[says],
      date: texts[date],
      until: texts[until],
      via: texts[via],
      meeting,
      citations: cites[cited].map(([source, locator]) => ({
        key: sources.key[source],
        title: sources.title[source],
        publisher: sources.publisher[source],
        date: sources.date[source],
        url: sources.url[source],
        weak: Boolean(sources.weak[source]),
        locator: texts[locator],
      })),
    };
  });
}

/** The first and last year at which a line holds, by the library's rule; empty text where it runs on to the edge. */
export function heldIn(model, line) {
  const years = model.stops.length - 1;
  let first = 0;
  while (first < years && line.status[first] === "0") first += 1;
  let last = years - 1;
  while (last > 0 && line.status[last] === "0") last -= 1;
  return { first, last, isOpen: line.status[years - 1] !== "0" };
}

/** From and to as a reader wants them: "?" where no source says, "now" where it still holds. */
export function spellOf(model, line) {
  const { isOpen } = heldIn(model, line);
  return { from: line.start || "?", to: line.end || (isOpen ? "now" : "?") };
}

/** "documented", "presumed" or "" at a stop. */
export function statusAt(line, stop) {
  return { 0: "", 2: "presumed", 3: "documented" }[line.status[stop]];
}
