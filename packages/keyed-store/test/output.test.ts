import { describe, expect, it } from "vitest";
import { formatTable } from "../src/cli/output/format-table.js";
import { measureDisplayWidth, truncateToWidth } from "../src/cli/output/measure-display-width.js";
import { formatBytes, formatCount } from "../src/cli/output/numbers.js";
import { formatDuration, formatTimestamp } from "../src/cli/output/times.js";
import { formatJson, toPrintableText } from "../src/cli/output/to-printable-text.js";

describe("what people see", () => {
  it("plain text stays, everything else is a JSON string", () => {
    expect(["a b", "ü", "三浦", "🐕", "T1:C1", "it's"].map(toPrintableText)).toEqual([
      "a b",
      "ü",
      "三浦",
      "🐕",
      "T1:C1",
      "it's",
    ]);
    expect(toPrintableText("")).toBe('""');
    expect(toPrintableText(" a")).toBe('" a"');
    expect(toPrintableText('"a"')).toBe('"\\"a\\""');
    expect(toPrintableText("a\\n")).toBe('"a\\\\n"');
    expect(toPrintableText("a\nb")).toBe('"a\\nb"');
    expect(toPrintableText("\u001b[1m\u009b\u202e\u200b\ufeff\u007f")).toBe(
      '"\\u001b[1m\\u009b\\u202e\\u200b\\ufeff\\u007f"',
    );
  });

  it("JSON in which nothing is hidden is the same JSON", () => {
    const value = { "\u2028\u009b": ["\u202e", "\ud83d\udc15", "\ud83d", "\u0000"] };
    expect(JSON.parse(formatJson(value))).toEqual(value);
    expect(JSON.parse(formatJson(value, 2))).toEqual(value);
    expect(formatJson(value, 2)).toMatch(/^\{\n {2}"\\u2028\\u009b": \[\n/);
  });

  it("columns stand where they should, whatever the script, and lines end at the edge of a terminal", () => {
    expect(measureDisplayWidth("三浦")).toBe(4);
    expect(measureDisplayWidth("e\u0301")).toBe(1);
    expect(truncateToWidth("三浦商店", 5)).toBe("三浦…");
    expect(truncateToWidth("abc", 3)).toBe("abc");
    const columns = [{ heading: "key" }, { heading: "n", align: "right" }, { heading: "value" }] as const;
    const rows = [
      ["三浦", "1", "x".repeat(50)],
      ["abc", "1,000", "y"],
    ];
    expect(formatTable(columns, rows, 30)).toBe(
      `KEY       N  VALUE\n三浦      1  ${"x".repeat(16)}…\nabc   1,000  y\n`,
    );
    expect(formatTable(columns, rows, Number.POSITIVE_INFINITY)).toContain("x".repeat(50));
  });

  it("numbers and times read as people say them", () => {
    expect([0, 59_999, 60_000, 3_600_000 * 25, 86_400_000 * 400].map(formatDuration)).toEqual([
      "0 ms",
      "59 s",
      "1 min",
      "1 d 1 h",
      "400 d",
    ]);
    expect(formatTimestamp(0)).toBe("1970-01-01 00:00:00Z");
    expect([0, 1023, 1024, 1_572_864].map(formatBytes)).toEqual(["0 bytes", "1,023 bytes", "1.0 KiB", "1.5 MiB"]);
    expect([formatCount(1, "entry", "entries"), formatCount(1204, "entry", "entries")]).toEqual([
      "1 entry",
      "1,204 entries",
    ]);
  });
});
