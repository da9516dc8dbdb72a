/** A whole number with its thousands apart. */
export const formatNumber = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 0 });

/** A number of things. */
export const formatCount = (count: number, one: string, many: string): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

/** A number of live entries. */
export const formatEntryCount = (count: number): string => formatCount(count, "live entry", "live entries");

const SIZES = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A size as people say it. */
export function formatByteSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${power === 0 ? formatNumber(bytes) : (bytes / 1024 ** power).toFixed(1)} ${SIZES[power] ?? ""}`;
}

/** A point in time, to the second, in UTC as on the command line. */
export const formatTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")}Z`;

const UNITS_OF_TIME = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** A duration in its two largest units. */
export function formatDuration(milliseconds: number): string {
  const first = UNITS_OF_TIME.findIndex(([, size]) => milliseconds >= size);
  if (first === -1) return "0 s";
  let rest = milliseconds;
  return UNITS_OF_TIME.slice(first, first + 2)
    .map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return `${count} ${unit}`;
    })
    .join(" ");
}

/** When an entry expires, as it counts down. */
export function formatExpiry(expiresAt: number | undefined, now: number): string {
  if (expiresAt === undefined) return "never";
  return expiresAt <= now ? "expired" : `in ${formatDuration(expiresAt - now)}`;
}
