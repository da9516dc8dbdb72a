/** A whole number with its thousands apart. */
export const formatInteger = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 0 });

/** A number of things: `1 entry`, `1,204 entries`. */
export function formatCount(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${formatInteger(count)} ${count === 1 ? singular : plural}`;
}

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"] as const;

/** A size as people say it. */
export function formatBytes(byteCount: number): string {
  const power = byteCount < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(byteCount) / 10));
  const value = byteCount / 1024 ** power;
  return `${power === 0 ? formatInteger(value) : value.toFixed(1)} ${UNITS[power] ?? ""}`;
}
