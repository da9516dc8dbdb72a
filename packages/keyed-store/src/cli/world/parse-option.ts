import { InvalidArgumentError } from "commander";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A whole number from 1. */
export function parsePositiveInteger(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("It takes a whole number from 1.");
}

/** A duration in milliseconds: a bare number of them, or a whole number with `ms`, `s`, `m`, `h` or `d`. */
export function parseDurationMs(text: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h|d)?$/.exec(text) ?? [];
  const value = Number(count) * (UNITS[unit ?? "ms"] ?? Number.NaN);
  if (Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("It takes a duration such as 1500, 1500ms, 30s, 5m, 24h or 7d.");
}

/** A port of the network, or 0 for any that is free. */
export function parsePort(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError("It takes a port: a whole number from 0 to 65535.");
}
