/** The first release without the WAL-reset bug, and the releases of older lines that it was mended in. */
const SAFE_SINCE: readonly Version[] = [
  [3, 51, 3],
  [3, 50, 7],
  [3, 44, 6],
];

type Version = readonly [major: number, minor: number, patch: number];

/** Whether processes may share a write-ahead log by this version of SQLite without the danger of corruption. */
export function isWalSharingSafe(sqliteVersion: string): boolean {
  const [major = 0, minor = 0, patch = 0] = sqliteVersion.split(".").map(Number);
  const [[, newestLine]] = SAFE_SINCE as [Version];
  if (major !== 3) return major > 3;
  if (minor > newestLine) return true;
  return SAFE_SINCE.some(([, line, since]) => minor === line && patch >= since);
}
