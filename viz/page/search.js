// Finding a node by any of its names. Accents, case and punctuation do not matter.

const ALONE = { ø: "o", ł: "l", ı: "i", đ: "d", æ: "ae", œ: "oe", ß: "ss" };

/** A name without case, accents and punctuation. */
export function plain(text) {
  return text
    .toLowerCase()
    .replace(/[øłıđæœß]/g, letter => ALONE[letter])
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/&/g, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Every node with its plain names, made once. */
export function indexOf(model) {
  return model.nodes.map(node => ({
    node,
    names: [node.name, node.short, node.id, ...node.also].map(name => ({ name, plain: plain(name) })),
  }));
}

/** The nodes a text may mean, best first: the whole name, its beginning, the beginning of a word, anywhere. */
export function find(index, text, most = 8) {
  const wanted = plain(text);
  if (!wanted) return [];
  const found = [];
  for (const { node, names } of index) {
    let best = null;
    for (const one of names) {
      const rank = rankOf(one.plain, wanted);
      if (rank < (best?.rank ?? 9)) best = { rank, name: one.name };
    }
    if (best) found.push({ node, ...best });
  }
  found.sort((a, b) => a.rank - b.rank || b.node.lines.length - a.node.lines.length || a.node.index - b.node.index);
  return found.slice(0, most);
}

function rankOf(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (` ${name}`.includes(` ${wanted}`)) return 2;
  return name.includes(wanted) ? 3 : 9;
}
