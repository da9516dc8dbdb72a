import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describeLocation, type LocationReport } from "@keyed-store/sqlite";

const DEFAULT_FILE = "state.sqlite";

/** What there is where the store should be. */
export interface StoreFacts {
  readonly directory: string;
  readonly directoryExists: boolean;
  /** Permission bits in octal, such as `700`, or `2770` for a group; absent on Windows, which has none, and where the directory is missing. */
  readonly directoryMode?: string;
  readonly database: string;
  readonly databaseExists: boolean;
  /** Of the file system; absent where the directory is missing or cannot be looked at. */
  readonly place?: LocationReport;
}

/** Looks at the names alone: no file is opened. */
export async function readStoreFacts(directory: string, fileName: string = DEFAULT_FILE): Promise<StoreFacts> {
  const place = resolve(directory);
  const database = join(place, fileName);
  const mode = await readFileMode(place);
  const shown =
    mode === undefined || process.platform === "win32" ? {} : { directoryMode: (mode & 0o7777).toString(8) };
  const databaseExists = (await readFileMode(database)) !== undefined;
  const known = mode === undefined ? {} : readLocationReportIfPossible(place);
  return { directory: place, directoryExists: mode !== undefined, ...shown, database, databaseExists, ...known };
}

function readLocationReportIfPossible(directory: string): { readonly place?: LocationReport } {
  try {
    return { place: describeLocation(directory) };
  } catch {
    return {};
  }
}

async function readFileMode(filePath: string): Promise<number | undefined> {
  return stat(filePath).then(
    ({ mode }) => mode,
    () => undefined,
  );
}
