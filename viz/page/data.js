// The data island as objects. Nodes and lines are positions everywhere: a name is never the key of anything.

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
    seats: seatsOf(n.seats[index], stops.length),
    classes: pools.classes[n.classes[index]],
    isActor: Boolean(n.is_actor[index]),
    isBody: Boolean(n.is_body[index]),
    lines: /** @type {number[]} */ ([]),
  }));
  const l = island.lines;
  let claim = 0;
  const lines = l.actor.map((actor, index) => {
    const line = {
      index,
      actor,
      body: l.body[index],
      role: l.role[index],
      ordinal: l.ordinal[index],
      status: pools.statuses[l.status[index]],
      start: pools.texts[l.start[index]],
      end: pools.texts[l.end[index]],
      confidence: pools.texts[l.confidence[index]],
      firstClaim: claim,
      claims: l.claims[index],
    };
    claim += line.claims;
    nodes[line.actor].lines.push(index);
    nodes[line.body].lines.push(index);
    return line;
  });
  return { about, stops, nodes, lines, pools, island, everyStop: stops.length - 1 };
}

function seatsOf(runs, length) {
  const seats = new Uint16Array(length);
  for (let at = 0; at < runs.length; at += 2) seats.fill(runs[at + 1], runs[at]);
  return seats;
}

/** Claims of a line, with their citations spelled out. */
export function claimsOf(model, line) {
  const { claims, sources } = model.island;
  const { texts, cites } = model.pools;
  const found = [];
  for (let at = line.firstClaim; at < line.firstClaim + line.claims; at += 1) {
    found.push({
      says: texts[claims.says[at]],
      date: texts[claims.date[at]],
      until: texts[claims.until[at]],
      via: texts[claims.via[at]],
      meeting: claims.meeting[at],
      citations: cites[claims.cites[at]].map(([source, locator]) => ({
        key: sources.key[source],
        title: sources.title[source],
        publisher: sources.publisher[source],
        date: sources.date[source],
        url: sources.url[source],
        weak: Boolean(sources.weak[source]),
        locator: texts[locator],
      })),
    });
  }
  return found;
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
