import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import {
  type DiskImage,
  loadDriver,
  NO_POWER_STATE,
  POWER_DATABASE_PATH,
  readStateIfSound,
} from "@keyed-store/backend-wasm/testing";

/** The state in an image, found by an engine that opens it as ordinary files; undefined where it is not sound. */
export type ReadPlainFiles = (image: DiskImage, directory: string) => string | undefined;

/** The part of better-sqlite3 that is needed here. */
interface NativeDatabase {
  prepare(sql: string): { raw(): { all(): unknown[][] } };
  close(): void;
}

/** The engines of Node that are there, each with how it reads an image that is laid out in an empty directory. */
export async function listPlainFileReaders(): Promise<ReadonlyMap<string, ReadPlainFiles>> {
  const wasm = await loadDriver();
  const readers = new Map<string, ReadPlainFiles>([
    ["wasm", (image, directory) => readStateIfSound(wasm, layOut(image, directory))],
  ]);
  const native = requireNative();
  if (native !== undefined) {
    readers.set("native", (image, directory) => {
      const database = new native(layOut(image, directory));
      const query = (sql: string): unknown[][] => database.prepare(sql).raw().all();
      try {
        if (query("PRAGMA integrity_check")[0]?.[0] !== "ok") return undefined;
        if (query("SELECT count(*) FROM sqlite_schema")[0]?.[0] === 0) return NO_POWER_STATE;
        return JSON.stringify(query("SELECT key, json FROM entry ORDER BY key"));
      } finally {
        database.close();
      }
    });
  }
  return readers;
}

function layOut(image: DiskImage, directory: string): string {
  for (const [name, content] of image) writeFileSync(join(directory, name), content);
  return join(directory, basename(POWER_DATABASE_PATH));
}

function requireNative(): (new (path: string) => NativeDatabase) | undefined {
  try {
    return createRequire(import.meta.url)("better-sqlite3");
  } catch {
    return undefined;
  }
}
