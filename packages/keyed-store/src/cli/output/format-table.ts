import { measureDisplayWidth, truncateToWidth } from "./measure-display-width.js";

/** A column: its heading, and on which side its cells stand. The last column takes what is left of the line. */
export interface Column {
  readonly heading: string;
  readonly align?: "left" | "right";
}

const GAP = "  ";
const NARROWEST_LAST = 16;
const WIDEST = 60;

/** Rows under headings, one line each. Cells are printable text already. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  lineWidth: number,
): string {
  const lines = [columns.map((column) => column.heading.toUpperCase()), ...rows];
  const widest = Number.isFinite(lineWidth) ? WIDEST : lineWidth;
  const widths = columns.map((_, index) =>
    lines.reduce((width, line) => Math.min(widest, Math.max(width, measureDisplayWidth(line[index] ?? ""))), 0),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  widths[widths.length - 1] = Math.max(NARROWEST_LAST, lineWidth - before);
  return lines.map((line) => `${renderTableLine(columns, widths, line)}\n`).join("");
}

function renderTableLine(columns: readonly Column[], widths: readonly number[], cells: readonly string[]): string {
  const rendered = columns.map((column, index) => {
    const width = widths[index] ?? 0;
    const cell = truncateToWidth(cells[index] ?? "", width);
    if (index === columns.length - 1) return cell;
    const padding = " ".repeat(Math.max(0, width - measureDisplayWidth(cell)));
    return column.align === "right" ? padding + cell : cell + padding;
  });
  return rendered.join(GAP).trimEnd();
}
