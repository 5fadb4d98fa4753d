// Labels of constant size, none over another: placed one by one, the important first, each only where it is free.

const PADDING = 1;

/** The four corners of a label's box: centre, width, height, and the angle it is turned by. */
export function cornersOf(box) {
  const cos = Math.cos(box.turn);
  const sin = Math.sin(box.turn);
  const w = box.width / 2;
  const h = box.height / 2;
  return [[-w, -h], [w, -h], [w, h], [-w, h]].map(([x, y]) => [box.x + x * cos - y * sin, box.y + x * sin + y * cos]);
}

/** The box of a label: below its mark, or outwards along an angle in degrees, never upside down. */
export function boxOf(label) {
  const height = label.size * 1.2;
  if (label.angle < 0) {
    return { x: label.x, y: label.y + label.away + height / 2, width: label.width, height, turn: 0 };
  }
  const angle = (label.angle * Math.PI) / 180;
  const far = label.away + 2 + label.width / 2;
  const isLeft = label.angle > 90 && label.angle < 270;
  return {
    x: label.x + far * Math.cos(angle),
    y: label.y + far * Math.sin(angle),
    width: label.width,
    height,
    turn: isLeft ? angle - Math.PI : angle,
  };
}

/** The labels that fit, with their boxes; those that must be are placed first and always. */
export function place(labels, width, height) {
  const placed = [];
  const grid = new Map();
  for (const label of labels) {
    const box = boxOf(label);
    const corners = cornersOf(box);
    const xs = corners.map(([x]) => x);
    const ys = corners.map(([, y]) => y);
    const bounds = [Math.min(...xs) - PADDING, Math.min(...ys) - PADDING, Math.max(...xs) + PADDING, Math.max(...ys) + PADDING];
    if (!label.must && (bounds[0] < 2 || bounds[1] < 2 || bounds[2] > width - 2 || bounds[3] > height - 2)) continue;
    const near = new Set();
    const cells = cellsOf(bounds);
    for (const cell of cells) for (const other of grid.get(cell) ?? []) near.add(other);
    const entry = { label, box, corners, bounds };
    if ([...near].some(other => meets(entry, other))) continue;
    placed.push(entry);
    for (const cell of cells) grid.has(cell) ? grid.get(cell).push(entry) : grid.set(cell, [entry]);
  }
  return placed;
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
