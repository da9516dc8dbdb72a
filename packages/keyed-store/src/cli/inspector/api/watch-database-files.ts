import { stat } from "node:fs/promises";

const LOOK_EVERY_MS = 1_000;

/**
 * Calls `onFilesChanged` when size, time or identity of a database or its log are others than before, until the function that it gives is
 * called. No file is opened for it, and the store is not entered.
 */
export function watchDatabaseFiles(databasePath: string, onFilesChanged: () => void): () => void {
  let seen: string | undefined;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    const facts = await Promise.all([databasePath, `${databasePath}-wal`].map(readFileFingerprint));
    isLooking = false;
    const now = facts.join(" ");
    if (seen !== undefined && seen !== now) onFilesChanged();
    seen = now;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  void look();
  return () => clearInterval(timer);
}

/** An empty log is as good as none: it comes and goes with whoever only reads. */
async function readFileFingerprint(path: string): Promise<string> {
  return stat(path).then(
    ({ size, mtimeMs, ino }) => (size === 0 ? "none" : `${size}:${mtimeMs}:${ino}`),
    () => "none",
  );
}
