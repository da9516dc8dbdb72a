import { createMemoryDisk, DiskError, type DiskImage, loadDriver } from "@keyed-store/backend-wasm/testing";
import { SqliteFailure } from "@keyed-store/sqlite";
import { expect, it } from "vitest";

const PATH = "/lookup/state.sqlite";

/** What a process leaves that dies in the middle of a transaction, with uncommitted pages in the database. */
async function interrupted(): Promise<DiskImage> {
  const disk = createMemoryDisk();
  const connection = (await loadDriver(() => disk)).open({ path: PATH, readOnly: false });
  connection.exec("CREATE TABLE entry(text TEXT); PRAGMA cache_size=10; BEGIN");
  const insert = connection.prepare("INSERT INTO entry VALUES (?)");
  for (let row = 0; row < 200; row++) insert.run(`old ${"x".repeat(1_000)}`);
  connection.exec("COMMIT; BEGIN; UPDATE entry SET text = 'new' || text");
  const image = disk.image();
  connection.close();
  return image;
}

it("KS-LIFE-4 a journal that cannot be looked for is not taken for none", async () => {
  const image = await interrupted();
  const disk = createMemoryDisk(image);
  let blind = true;
  const driver = await loadDriver(() => ({
    ...disk,
    stat(name) {
      if (blind && name.endsWith("-journal")) throw new DiskError("EIO", "injected");
      return disk.stat(name);
    },
  }));
  const count = "SELECT count(*) FROM entry WHERE text LIKE 'old%'";

  const connection = driver.open({ path: PATH, readOnly: false });
  const failure = expect.objectContaining({ result: "SQLITE_IOERR", detail: "EIO" });
  expect(() => connection.prepare(count)).toThrow(SqliteFailure);
  expect(() => driver.open({ path: PATH, readOnly: false }).prepare(count)).toThrow(failure);
  expect(disk.log).toEqual([]);
  connection.close();

  blind = false;
  const again = driver.open({ path: PATH, readOnly: false });
  expect(again.prepare(count).get()).toEqual([200]);
  expect(disk.log).not.toEqual([]);
  again.close();
});
