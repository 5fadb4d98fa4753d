// Centrality: the library's scores and ranks of every node at every stop, and what each measure means in plain words.

const FIRST_LETTER = "#".charCodeAt(0);
const MODES = ["actors", "bodies"];

/** What marks can be sized by, with a name and a plain meaning. */
export const MEASURES = {
  seats: ["Seats", "how many ties the selection counts"],
  closeness: ["Closeness", "how near all others are"],
  harmonic: ["Harmonic closeness", "how near those are that can be reached"],
  betweenness: ["Betweenness", "how often it lies between others"],
  eigenvector: ["Eigenvector", "how well tied those are whom it meets"],
};

/** @returns {{measures: string[], at: (stop: number) => Map<string, any[]>}} the scores of an island, spelled out a stop at a time */
export function scoresOf(island) {
  const { measures, modes, at } = island.scores;
  const known = new Map();

  function spelled(stop) {
    let from = stop;
    while (from > 0 && at[from] === 0) from -= 1;
    if (!known.has(from)) known.set(from, new Map(measures.map((measure, m) => [measure, byNode(at[from]?.[m] ?? [])])));
    return known.get(from);
  }

  function byNode(ofModes) {
    const scores = [];
    MODES.forEach((mode, which) => {
      if (!ofModes[which]) return;
      const [letters, values, count] = ofModes[which];
      const places = [...letters].map(letter => letter.charCodeAt(0) - FIRST_LETTER);
      const sizes = values.map(() => 0);
      for (const place of places) if (place >= 0) sizes[place] += 1;
      const ranks = sizes.map((_, place) => 1 + sizes.slice(0, place).reduce((sum, one) => sum + one, 0));
      places.forEach((place, index) => {
        if (place < 0) return;
        (scores[modes[which][index]] ??= []).push({ mode, value: values[place], rank: ranks[place], count, most: values[0] });
      });
    });
    return scores;
  }

  return { measures, at: spelled };
}

/** The scores of a node by a measure at a stop, one for each mode it is in; empty where the measure is not defined. */
export function scoresAt(model, measure, stop, node) {
  return model.scores.at(stop).get(measure)?.[node] ?? [];
}

/** Whether a measure is defined at a stop. */
export function isDefined(model, measure, stop) {
  return measure === "seats" || Boolean(model.scores.at(stop).get(measure)?.length);
}
