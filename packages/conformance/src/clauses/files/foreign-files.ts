import { same } from "../../assert/assert.js";
import { failsWith, type ShortCode } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import type { Harness } from "../../harness/harness.js";
import { encodeText } from "../../support/encode-text.js";

const FILES = { needs: ["files", "sqlite"], neighbours: "none", faces: "store" } as const;

/** A sound store, closed. */
async function createClosedStore({ open, keyed }: Harness): Promise<string> {
  const store = await open();
  await keyed(store).register("key", 1);
  await store.close();
  return store.databasePath;
}

/** Fails unless the file is refused, by every access, and left byte for byte as it was. */
async function expectRefused({ open, host: { files } }: Harness, path: string, code: ShortCode): Promise<void> {
  const before = await files.read(path);
  for (const access of ["read-write", "read-only"] as const) await failsWith(code, () => open({ access }), "open");
  const after = await files.read(path);
  const isAsBefore = after.length === before.length && after.every((byte, index) => byte === before[index]);
  same(isAsBefore, true, "whether the file is as it was");
}

/** What makes a sound store one that is not ours, or not ours to understand. */
const SPOILED: readonly (readonly [name: string, sql: string, code: ShortCode])[] = [
  ["another application_id", "PRAGMA application_id = 1234", "OPEN_FAILED"],
  ["a foreign table", "CREATE TABLE theirs (a)", "OPEN_FAILED"],
  ["a foreign trigger", "CREATE TRIGGER theirs AFTER DELETE ON entry BEGIN SELECT 1; END", "OPEN_FAILED"],
  ["a foreign view", "CREATE VIEW theirs AS SELECT 1", "OPEN_FAILED"],
  ["a newer schema", "PRAGMA user_version = 1000000", "SCHEMA_UNSUPPORTED"],
];

export const foreignFiles: Group = {
  title: "Files that are not ours",
  cases: [
    ...SPOILED.map(([name, sql, code]) =>
      createCase(
        "KS-SEC-3",
        `a store with ${name} is refused and left byte for byte`,
        async (harness) => {
          const path = await createClosedStore(harness);
          await (await harness.sqlite()).run(path, sql);
          await expectRefused(harness, path, code);
        },
        FILES,
      ),
    ),
    createCase(
      "KS-SEC-3",
      "another program's database is refused and left byte for byte",
      async (harness) => {
        const path = harness.host.files.join(harness.directory, "state.sqlite");
        await (await harness.sqlite()).run(path, "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
        await expectRefused(harness, path, "OPEN_FAILED");
      },
      FILES,
    ),
    createCase(
      "KS-SEC-3",
      "what is no database at all is refused and left byte for byte",
      async (harness) => {
        const path = harness.host.files.join(harness.directory, "state.sqlite");
        const text = "This is a text, and longer than the header of a database. ".repeat(40);
        await harness.host.files.write(path, encodeText(text));
        await expectRefused(harness, path, "OPEN_FAILED");
      },
      { ...FILES, needs: ["files"] },
    ),
    createCase(
      "KS-SEC-3",
      "an empty file, or an empty database, is a new store",
      async ({ open, keyed, directory, sqlite, host: { files } }) => {
        await files.write(files.join(directory, "zero.sqlite"), new Uint8Array());
        await (await sqlite()).run(files.join(directory, "empty.sqlite"), "VACUUM");
        for (const fileName of ["zero.sqlite", "empty.sqlite"]) {
          const store = keyed(await open({ fileName }));
          await store.register("key", 1);
          same(await store.lookup("key"), 1, "the value");
        }
      },
      FILES,
    ),
    createCase(
      "KS-LIFE-4",
      "a half-destroyed file is CORRUPT or OPEN_FAILED, never an empty store",
      async (harness) => {
        const path = await createClosedStore(harness);
        const { files } = harness.host;
        const bytes = await files.read(path);
        await files.write(path, bytes.subarray(0, 4096 + 100));
        const found = async (): Promise<unknown> => harness.keyed(await harness.open()).lookup("key");
        const outcome = await found().then(
          (value) => (value === 1 ? "the value" : `found ${String(value)}`),
          (error: { code?: string }) => error.code ?? "a foreign error",
        );
        const honest = ["the value", "KEYED_STORE_CORRUPT", "KEYED_STORE_OPEN_FAILED", "KEYED_STORE_READ_FAILED"];
        same(honest.includes(outcome), true, `whether "${outcome}" is honest; that`);
      },
      { ...FILES, needs: ["files"] },
    ),
  ],
};
