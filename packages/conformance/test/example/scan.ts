import { Buffer } from "node:buffer";
import type { ScanCommand } from "@keyed-store/core";
import type { Row } from "./data.js";

/** The rows that a scan asks for, in its order. Rows come oldest first. */
export function scan(rows: readonly Row[], { order, from, to, after, reverse, limit }: ScanCommand): Row[] {
  const sorted = order === "age" ? [...rows] : [...rows].sort((one, other) => byteOrder(one.key, other.key));
  const within = sorted.filter((row) => {
    if (from !== undefined && byteOrder(row.key, from) < 0) return false;
    if (to !== undefined && byteOrder(row.key, to) >= 0) return false;
    if (after === undefined) return true;
    const behind = typeof after === "number" ? row.version - after : byteOrder(row.key, after);
    return reverse ? behind < 0 : behind > 0;
  });
  return (reverse ? within.reverse() : within).slice(0, limit);
}

/** The order of the bytes of UTF-8, which is not that of JavaScript's strings (KS-ORDER-1). */
function byteOrder(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
