// Labels of constant size, none over another: placed one by one, the important first, each only where it is free.

const PADDING = 0.5;

/** The four corners of a label's box: centre, width, height, and the angle it is turned by. */
export function cornersOf(box) {
  const cos = Math.cos(box.turn);
  const sin = Math.sin(box.turn);
  const w = box.width / 2;
  const h = box.height / 2;
  return [[-w, -h], [w, -h], [w, h], [-w, h]].map(([x, y]) => [box.x + x * cos - y * sin, box.y + x * sin + y * cos]);
}

/** The boxes a label may take, best first: around its mark, or outwards along an angle in degrees, never upside down. */
export function boxesOf(label) {
  const { x, y, width, away } = label;
  const height = label.size * 1.15;
  if (label.angle < 0) {
    const box = (dx, dy) => ({ x: x + dx, y: y + dy, width, height, turn: 0 });
    const aside = away + 1 + width / 2;
    return [box(0, away + height / 2), box(aside, 0), box(-aside, 0), box(0, -away - height / 2)];
  }
  const angle = (label.angle * Math.PI) / 180;
  const far = away + 2 + width / 2;
  const isLeft = label.angle > 90 && label.angle < 270;
  const shifts = label.angle % 180 ? [0] : [0, 2, -2];
  return shifts.map(shift => ({ x: x + far * Math.cos(angle), y: y + far * Math.sin(angle) + shift, width, height, turn: isLeft ? angle - Math.PI : angle }));
}

/** The labels that fit, with their boxes; those that must be are placed first and always. No label covers an obstacle not its own. */
export function place(labels, width, height, obstacles = []) {
  const placed = [];
  const grid = new Map();
  const isFree = (entry, node) => {
    for (const cell of cellsOf(entry.bounds)) {
      for (const other of grid.get(cell) ?? []) if (other.owner !== node && meets(entry, other)) return false;
    }
    return true;
  };
  const take = entry => {
    for (const cell of cellsOf(entry.bounds)) {
      if (grid.has(cell)) grid.get(cell).push(entry);
      else grid.set(cell, [entry]);
    }
  };
  for (const { node, x, y, radius } of obstacles) take({ ...entryOf({ x, y, width: 1.4 * radius, height: 1.4 * radius, turn: 0 }), owner: node });
  for (const label of labels) {
    const entries = boxesOf(label).map(entryOf);
    const isInside = ({ bounds }) => bounds[0] >= 2 && bounds[1] >= 2 && bounds[2] <= width - 2 && bounds[3] <= height - 2;
    const free = entries.find(entry => isInside(entry) && isFree(entry, label.node)) ?? (label.must ? entries[0] : null);
    if (!free) continue;
    placed.push({ ...free, label });
    take(free);
  }
  return placed;
}

function entryOf(box) {
  const corners = cornersOf(box);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { box, corners, bounds: [Math.min(...xs) - PADDING, Math.min(...ys) - PADDING, Math.max(...xs) + PADDING, Math.max(...ys) + PADDING] };
}

function cellsOf([left, top, right, bottom]) {
  const cells = [];
  for (let x = Math.floor(left / 60); x <= Math.floor(right / 60); x += 1) {
    for (let y = Math.floor(top / 60); y <= Math.floor(bottom / 60); y += 1) cells.push(x * 4096 + y);
  }
  return cells;
}

function meets(one, other) {
  const [a, b] = [one.bounds, other.bounds];
  if (a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]) return false;
  if (!one.box.turn && !other.box.turn) return true;
  return ![one.box.turn, one.box.turn + Math.PI / 2, other.box.turn, other.box.turn + Math.PI / 2].some(axis => {
    const [low, high] = shadow(one.corners, axis);
    const [left, right] = shadow(other.corners, axis);
    return high + PADDING <= left || right + PADDING <= low;
  });
}

function shadow(corners, axis) {
  const along = corners.map(([x, y]) => x * Math.cos(axis) + y * Math.sin(axis));
  return [Math.min(...along), Math.max(...along)];
}
