/*
 * Pictures as text: small, the same at each making, and readable on a light page and on a dark one.
 */

const STYLE = `
  .page { fill: #ffffff } text { fill: #1f2328; font: 12px system-ui, sans-serif } .quiet { fill: #59636e }
  .title { font-weight: 600; font-size: 13px } .grid { stroke: #d8dee4; stroke-width: 1 }
  .a { stroke: #0969da } .b { stroke: #8250df } .c { stroke: #818b98 } .d { stroke: #bc4c00 }
  .dot.a { fill: #0969da } .dot.b { fill: #8250df } .dot.c { fill: #818b98 } .dot.d { fill: #bc4c00 }
  .line { fill: none; stroke-width: 2 } .range { stroke-width: 4; opacity: .35 } .dot { stroke: none }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 } text { fill: #f0f6fc } .quiet { fill: #9198a1 } .grid { stroke: #30363d }
    .a { stroke: #4493f8 } .b { stroke: #ab7df8 } .c { stroke: #9198a1 } .d { stroke: #f0883e }
    .dot.a { fill: #4493f8 } .dot.b { fill: #ab7df8 } .dot.c { fill: #9198a1 } .dot.d { fill: #f0883e }
  }
`;

/** A whole picture. `description` says in words what it shows. */
export function picture({ width, height, title, description, body }) {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">\n` +
    `<title>${escaped(title)}</title>\n<desc>${escaped(description)}</desc>\n<style>${STYLE}</style>\n` +
    `<rect class="page" width="${width}" height="${height}"/>\n${body.join("\n")}\n</svg>\n`
  );
}

export function text(x, y, words, { kind = "", anchor = "start" } = {}) {
  const named = kind === "" ? "" : ` class="${kind}"`;
  return `<text x="${at(x)}" y="${at(y)}"${named} text-anchor="${anchor}">${escaped(words)}</text>`;
}

export function line(x1, y1, x2, y2, kind) {
  return `<line class="${kind}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;
}

export function polyline(points, kind) {
  return `<polyline class="line ${kind}" points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}"/>`;
}

export function dot(x, y, kind) {
  return `<circle class="dot ${kind}" cx="${at(x)}" cy="${at(y)}" r="4"/>`;
}

/** Where a value lies between two ends on an axis on which each step multiplies. */
export function logarithmic([least, most], [from, to]) {
  const [low, high] = [Math.log10(least), Math.log10(most)];
  return (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
}

/** The powers of ten around some values. */
export function decades(values) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step));
}

function at(coordinate) {
  return Number(coordinate.toFixed(1));
}

function escaped(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
