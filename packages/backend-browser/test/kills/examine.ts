import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nativeProvider } from "@keyed-store/backend-native";
import { nodeProvider } from "@keyed-store/backend-node";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { createMemoryDisk, type DiskImage, loadDriver } from "@keyed-store/backend-wasm/testing";
import { openStateStore } from "@keyed-store/core";
import { canRun } from "../support/can-run.js";
import type { Findings } from "./ledger.js";
import { readFindings } from "./page/read-findings.js";

/** Opens the files of a store on Node, once they are laid out in an empty directory, and reads what is in them. */
export type ExamineFiles = (image: DiskImage, directory: string) => Promise<Findings>;

let disk = createMemoryDisk();
const driver = await loadDriver(() => disk);

/** The backends that can run here, by their names. */
export function listExaminers(): ReadonlyMap<string, ExamineFiles> {
  const providers = [nativeProvider(), nodeProvider(), wasmProvider()].filter(canRun);
  return new Map(
    providers.map((provider) => [
      provider.name,
      async (image, directory) => {
        for (const [name, content] of image) writeFileSync(join(directory, name), content, { mode: 0o600 });
        const store = await openStateStore({ directory, backend: provider.name, providers: [provider] });
        try {
          return await readFindings(store);
        } finally {
          await store.close();
        }
      },
    ]),
  );
}

/**
 * The files once SQLite has recovered them, of which the log and the journal are then gone.
 *
 * @throws Error they are not sound
 */
export function recoverSoundFiles(image: DiskImage): DiskImage {
  disk = createMemoryDisk(image);
  const connection = driver.open({ path: "/kills/state.sqlite", readOnly: false });
  try {
    const [verdict] = connection.prepare("PRAGMA integrity_check").get() ?? [];
    if (verdict !== "ok") throw new Error(`the database is not sound: ${String(verdict)}`);
  } finally {
    connection.close();
  }
  return disk.image();
}
