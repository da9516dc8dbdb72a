import type { JsonValue } from "@keyed-store/core";

/**
 * One line of an export: an entry with its coordinates and the times it had. Times are milliseconds since the epoch;
 * without `expiresAt` it never expires. There is no version: it belongs to the store that the entry was in.
 */
export interface PortableRecord {
  readonly owner: string;
  readonly namespace: string;
  readonly key: string;
  readonly value: JsonValue;
  readonly createdAt: number;
  readonly expiresAt?: number;
}

/** A line that holds no record. */
export interface InvalidRecordLine {
  /** What is wrong with it, without any of its values. */
  readonly problem: string;
}

const NAMES = new Set(["owner", "namespace", "key", "value", "createdAt", "expiresAt", "version"]);

/** The record that a line holds, or what is wrong with the line, without any of its values. */
export function parsePortableRecord(line: string): PortableRecord | InvalidRecordLine {
  const parsed = tryParseJson(line);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return { problem: "not a JSON object" };
  const members: Members = { ...parsed };
  const { owner, namespace, key, createdAt, expiresAt } = members;
  if (!Object.hasOwn(members, "value")) return { problem: 'there is no "value"' };
  if (typeof owner !== "string") return { problem: '"owner" is not a string' };
  if (typeof namespace !== "string") return { problem: '"namespace" is not a string' };
  if (typeof key !== "string") return { problem: '"key" is not a string' };
  if (!isEpochMilliseconds(createdAt)) return { problem: '"createdAt" is not a time in whole milliseconds' };
  if (expiresAt !== undefined && !isEpochMilliseconds(expiresAt))
    return { problem: '"expiresAt" is not a time in whole milliseconds' };
  const strange = Object.keys(members).find((member) => !NAMES.has(member));
  if (strange !== undefined) return { problem: `a member that no export has; there are ${[...NAMES].join(", ")}` };
  const value = members["value"] as JsonValue;
  return { owner, namespace, key, value, createdAt, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

function isEpochMilliseconds(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}

interface Members {
  readonly [member: string]: unknown;
  readonly owner?: unknown;
  readonly namespace?: unknown;
  readonly key?: unknown;
  readonly createdAt?: unknown;
  readonly expiresAt?: unknown;
}

function tryParseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The parser's own message quotes the line.
    return undefined;
  }
}
