import { size, testWorkersUnderDisturbance, type WorkerBackends } from "@keyed-store/conformance";
import { openStateStore, type StateStore } from "@keyed-store/core";
import { afterAll, describe, expect, it } from "vitest";
import { postgresProvider } from "../dist/index.js";
import { findPooler, serverMissing } from "./support/find-server.mjs";
import { toBackendUnderTest } from "./support/service.mjs";
import { startServer } from "./support/start-server.mjs";

/** Fewer than there are processes, so that they take turns on each, from one transaction to the next. */
const CONNECTIONS = 2;

const program = findPooler();
const server =
  serverMissing === undefined && program !== undefined
    ? await startServer({}, ["-E", "UTF8"], { program, connections: CONNECTIONS })
    : undefined;

afterAll(() => server?.stop());

describe.skipIf(server === undefined)("behind pgbouncer in transaction mode", () => {
  if (server === undefined) return;
  const ours = toBackendUnderTest(server, { client: server.poolerClient, prepare: false });
  const crew: WorkerBackends = [ours, ours, ours, ours];

  it.each([
    ["left alone", size.operations, {}],
    ["one killed every 100 ms", size.operations / 5, { killEveryMs: 100 }],
  ] as const)(
    `KS-SHARE-1 KS-ATOM-1 four processes on ${CONNECTIONS} connections, %s: one order explains all answers`,
    async (_, operations, turmoil) => {
      const report = await testWorkersUnderDisturbance(crew, operations, size.seed, turmoil);
      expect(report.busy, "they are given a minute each").toBe(0);
    },
  );

  it("KS-ISO-1 KS-SHARE-1 what a pooler forgets of prepared statements is done without them, and no other store is written to", async () => {
    const open = (schema: string, connection: number): Promise<StateStore> => {
      const host = `${server.poolerClient.host}${"/".repeat(connection)}`;
      const provider = postgresProvider({ client: { ...server.poolerClient, host }, schema });
      return openStateStore({ providers: [provider], backend: "postgres" });
    };
    const stores = await Promise.all([open("one", 0), open("two", 0), open("one", 1), open("two", 1)]);
    const names = ["one", "two", "one", "two"];
    for (let round = 0; round < 20; round++) {
      await Promise.all(
        stores.map((store, each) =>
          store.openKeyedStore({ namespace: "n", maxEntries: 100 }).register(`${each}-${round}`, names[each] ?? ""),
        ),
      );
    }
    for (const [each, store] of stores.entries()) {
      const entries = await store.openKeyedStore({ namespace: "n", maxEntries: 100 }).entries();
      expect(entries.map(({ value }) => value)).toEqual(Array.from({ length: 40 }, () => names[each]));
    }
    await Promise.all(stores.map((store) => store.close()));
  });

  it("KS-WATCH-2 one connection is told of what another one writes", async () => {
    const [writer, reader] = await Promise.all(
      [0, 1].map((connection) => {
        const host = `${server.poolerClient.host}${"/".repeat(connection)}`;
        const provider = postgresProvider({
          client: { ...server.poolerClient, host },
          prepare: false,
          schema: "watched",
        });
        return openStateStore({ providers: [provider], backend: "postgres" });
      }),
    );
    if (writer === undefined || reader === undefined) throw new Error("two were opened");
    const changes = reader.openKeyedStore({ namespace: "n", maxEntries: 10 }).watch();
    const first = changes[Symbol.asyncIterator]().next();
    await writer.openKeyedStore({ namespace: "n", maxEntries: 10 }).register("key", 1);
    expect((await first).value).toMatchObject({ key: "key", entry: { value: 1 } });
    await Promise.all([writer.close(), reader.close()]);
  });
});
