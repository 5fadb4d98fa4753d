// Two pens with the same strokes: one draws on a canvas, one writes SVG. So a picture saved is the picture seen.

const CHUNK = 150;

/** @param {CanvasRenderingContext2D} context */
export function canvasPen(context) {
  return {
    polygon(flat, { fill }) {
      context.fillStyle = fill;
      context.beginPath();
      for (let at = 0; at < flat.length; at += 2) at ? context.lineTo(flat[at], flat[at + 1]) : context.moveTo(flat[at], flat[at + 1]);
      context.closePath();
      context.fill();
    },
    arc(x, y, radius, first, last, { stroke, width }) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.beginPath();
      context.arc(x, y, radius, first, last);
      context.stroke();
    },
    curves(curves, { stroke, width, dash, alpha }) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.globalAlpha = alpha;
      context.setLineDash(dash);
      for (let from = 0; from < curves.length; from += CHUNK) {
        context.beginPath();
        for (const [x1, y1, cx, cy, x2, y2] of curves.slice(from, from + CHUNK)) {
          context.moveTo(x1, y1);
          cx === null ? context.lineTo(x2, y2) : context.quadraticCurveTo(cx, cy, x2, y2);
        }
        context.stroke();
      }
      context.setLineDash([]);
      context.globalAlpha = 1;
    },
    mark(shape, x, y, radius, { fill, stroke, alpha }) {
      context.globalAlpha = alpha;
      context.fillStyle = fill;
      context.strokeStyle = stroke;
      context.lineWidth = 1.2;
      context.beginPath();
      const points = pointsOf(shape, x, y, radius);
      if (points) points.forEach(([px, py], at) => (at ? context.lineTo(px, py) : context.moveTo(px, py)));
      else context.arc(x, y, radius, 0, 2 * Math.PI);
      context.closePath();
      context.fill();
      context.stroke();
      context.globalAlpha = 1;
    },
    text(text, x, y, { size, weight, fill, halo, turn = 0, alpha = 1 }) {
      context.save();
      context.translate(x, y);
      context.rotate(turn);
      context.font = fontOf(size, weight);
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.globalAlpha = alpha;
      if (halo) {
        context.lineJoin = "round";
        context.lineWidth = 3;
        context.strokeStyle = halo;
        context.strokeText(text, 0, 0);
      }
      context.fillStyle = fill;
      context.fillText(text, 0, 0);
      context.restore();
    },
  };
}

/** A pen that collects SVG elements; `finish` gives the document. */
export function svgPen(width, height, note) {
  const parts = [];
  const number = value => String(Math.round(value * 10) / 10);
  return {
    polygon(flat, { fill }) {
      const points = [];
      for (let at = 0; at < flat.length; at += 2) points.push(`${number(flat[at])},${number(flat[at + 1])}`);
      parts.push(`<polygon points="${points.join(" ")}" fill="${fill}"/>`);
    },
    arc(x, y, radius, first, last, { stroke, width: thick }) {
      const at = angle => `${number(x + radius * Math.cos(angle))} ${number(y + radius * Math.sin(angle))}`;
      const large = last - first > Math.PI ? 1 : 0;
      parts.push(`<path d="M${at(first)}A${number(radius)} ${number(radius)} 0 ${large} 1 ${at(last)}" fill="none" stroke="${stroke}" stroke-width="${thick}"/>`);
    },
    curves(curves, { stroke, width: thick, dash, alpha }) {
      const dashed = dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : "";
      for (const [x1, y1, cx, cy, x2, y2] of curves) {
        const way = cx === null ? "L" : `Q${number(cx)} ${number(cy)} `;
        parts.push(`<path class="line" d="M${number(x1)} ${number(y1)}${way}${number(x2)} ${number(y2)}" fill="none" stroke="${stroke}" stroke-width="${thick}" stroke-opacity="${alpha}"${dashed}/>`);
      }
    },
    mark(shape, x, y, radius, { fill, stroke, alpha }) {
      const points = pointsOf(shape, x, y, radius);
      const look = `class="node" fill="${fill}" stroke="${stroke}" stroke-width="1.2" opacity="${alpha}"`;
      parts.push(
        points
          ? `<polygon points="${points.map(point => point.map(number).join(",")).join(" ")}" ${look}/>`
          : `<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}" ${look}/>`,
      );
    },
    text(text, x, y, { size, weight, fill, halo, turn = 0, alpha = 1 }) {
      const turned = turn ? ` transform="rotate(${number((turn * 180) / Math.PI)} ${number(x)} ${number(y)})"` : "";
      const ring = halo ? ` stroke="${halo}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"` : "";
      parts.push(`<text x="${number(x)}" y="${number(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" opacity="${alpha}"${ring}${turned} text-anchor="middle" dominant-baseline="central">${escaped(text)}</text>`);
    },
    finish() {
      return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif">\n<desc>${escaped(note)}</desc>\n<rect width="${width}" height="${height}" fill="#ffffff"/>\n${parts.join("\n")}\n</svg>\n`;
    },
  };
}

export function fontOf(size, weight) {
  return `${weight} ${size}px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif`;
}

/** Text for XML: its signs escaped, control characters dropped. */
export function escaped(text) {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/gu, "")
    .replace(/[&<>"]/g, sign => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}

/** Corners of a mark; nothing for a circle. The sizes follow the drawing engine's. */
function pointsOf(shape, x, y, radius) {
  const around = (count, turn, sizes = [radius]) =>
    Array.from({ length: count }, (_, at) => {
      const angle = turn + (2 * Math.PI * at) / count;
      const size = sizes[at % sizes.length];
      return [x + size * Math.cos(angle), y + size * Math.sin(angle)];
    });
  if (shape === "diamond") return around(4, 0);
  if (shape === "square") return [[x - radius, y - radius], [x + radius, y - radius], [x + radius, y + radius], [x - radius, y + radius]];
  if (shape === "triangle") return around(3, -Math.PI / 2, [radius * 1.15]);
  if (shape === "triangleDown") return around(3, Math.PI / 2, [radius * 1.15]);
  if (shape === "hexagon") return around(6, 0);
  if (shape === "star") return around(10, -Math.PI / 2, [radius * 1.2, radius * 0.5]);
  return null;
}
