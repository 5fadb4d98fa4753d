// What a reader takes away: the picture as PNG or SVG, the records as CSV, each with its citation.

import { claimsOf, spellOf, statusAt } from "./data.js";
import { canvasPen, svgPen } from "./pens.js";

/** The line that says where it comes from. */
export function citationOf(model, state) {
  const { about } = model;
  const when = model.stops[state.stop];
  return `${about.title}, ${when}. ${about.citation} Data of ${about.date}, drawn by ${about.tool}.`;
}

export function toSvg(scene, model, state) {
  const [width, height] = scene.size();
  const note = citationOf(model, state);
  const pen = svgPen(width, height + 24, note);
  scene.drawWith(pen);
  pen.text(note, width / 2, height + 12, { size: 10, weight: 400, fill: "#4a5560" });
  return pen.finish();
}

export function toPng(scene, model, state) {
  const [width, height] = scene.size();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * width;
  canvas.height = 2 * (height + 24);
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height + 24);
  const pen = canvasPen(context);
  scene.drawWith(pen);
  pen.text(citationOf(model, state), width / 2, height + 12, { size: 10, weight: 400, fill: "#4a5560" });
  return new Promise(resolve => canvas.toBlob(resolve, "image/png"));
}

/** Every shown line as a row; the last line is the citation, behind a #. */
export function toCsv(model, state, lines) {
  const rows = [["actor", "actor_name", "body", "body_name", "role", "from", "to", "status", "at", "citations"]];
  for (const index of lines) {
    const line = model.lines[index];
    const [actor, body] = [model.nodes[line.actor], model.nodes[line.body]];
    const { from, to } = spellOf(model, line);
    const cited = new Set(claimsOf(model, line).flatMap(claim => claim.citations.map(one => (one.locator ? `${one.key}[${one.locator.replace(/[\\\]]/g, sign => `\\${sign}`)}]` : one.key))));
    rows.push([actor.id, actor.name, body.id, body.name, model.island.roles[line.role][0], from, to, statusAt(line, state.stop), model.stops[state.stop], [...cited].join("; ")]);
  }
  return `${rows.map(row => row.map(field).join(",")).join("\n")}\n${field(`# ${citationOf(model, state)}`)}\n`;
}

/** One cell: quoted where needed, and never a formula. */
export function field(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function save(content, type, name) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
