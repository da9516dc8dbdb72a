import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type Claims,
  createClaims,
  memoryProvider,
  openMemoryStore,
  type RestoreRecord,
  type RunResult,
  type StateStore,
} from "keyed-store";
import { afterAll, describe, expect, it } from "vitest";
import { seededRandom } from "../scripts/seeded-random.mjs";
import { blocks } from "./pages.js";
import { makeProject } from "./project.js";

/** What the page shows. */
interface Shown {
  runOnce<T>(
    server: Claims<T>,
    file: Claims<T>,
    key: string,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<RunResult<T>>;
  shardOf(owner: string, shards: readonly [string, ...string[]]): string;
}

const project = makeProject();
afterAll(() => project[Symbol.dispose]());

async function loadShown(): Promise<Shown> {
  const names = ["run-once", "shard-of"];
  for (const name of names) {
    const block = blocks("docs/many-machines.md", "ts").find(({ text }) => text.startsWith(`// ${name}.ts\n`));
    project.write(`${name}.ts`, block?.text ?? "");
  }
  project.compile();
  const built = names.map((name) => import(pathToFileURL(join(project.directory, "built", `${name}.js`)).href));
  return Object.assign({}, ...(await Promise.all(built)));
}

const { runOnce, shardOf } = await loadShown();

/** What an instance of the program knows. */
type Version = "file" | "both" | "server";

/** Which versions are at work together, in order; "import" brings the file's records to the server. */
type Stages = readonly ("import" | readonly [Version, ...Version[]])[];

const AS_THE_PAGE_SAYS: Stages = [["file"], ["file", "both"], ["both"], "import", ["both", "server"], ["server"]];

const LEASE_MS = 60_000;
const EVENTS_PER_STAGE = 20;
const NAMESPACE = "inbox";

/** Moves a fleet through stages, delivers events until each is answered, and again later; gives those whose work was done otherwise than once. */
async function move(stages: Stages, seed: number): Promise<string[]> {
  const random = seededRandom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  let now = 1_000_000;
  const [file, server] = await Promise.all(
    [memoryProvider(), memoryProvider()].map((memory) => openMemoryStore({ memory, clock: () => now })),
  );
  if (file === undefined || server === undefined) throw new Error("both were opened");
  const [onFile, onServer] = [openClaims(file), openClaims(server)];
  const done = new Map<string, number>();
  const events: string[] = [];

  /** One delivery to an instance, which may be killed at work; gives whether it was answered. */
  async function deliver(event: string, version: Version): Promise<boolean> {
    const isKilled = below(8) === 0;
    let kill = (): void => undefined;
    const killed = new Promise<undefined>((resolve) => {
      kill = () => resolve(undefined);
    });
    const work = async (): Promise<string> => {
      await takeTurns(below(6));
      if (isKilled) {
        kill();
        return new Promise<never>(() => undefined);
      }
      done.set(event, (done.get(event) ?? 0) + 1);
      await takeTurns(below(6));
      return "done";
    };
    const answer =
      version === "both"
        ? runOnce(onServer, onFile, event, work)
        : (version === "file" ? onFile : onServer).run(event, work);
    const result = await Promise.race([answer, killed]);
    return result !== undefined && result.status !== "in-flight";
  }

  for (const stage of stages) {
    if (stage === "import") {
      await importRecords(file, server);
      continue;
    }
    const again = events.filter(() => below(3) === 0);
    const fresh = Array.from({ length: EVENTS_PER_STAGE }, (_, index) => `event ${events.length + index}`);
    events.push(...fresh);
    let waiting = [...again, ...fresh];
    while (waiting.length > 0) {
      const answered = await Promise.all(
        waiting.flatMap((event) =>
          Array.from({ length: 1 + below(3) }, async () =>
            (await deliver(event, stage[below(stage.length)] ?? stage[0])) ? event : undefined,
          ),
        ),
      );
      waiting = waiting.filter((event) => !answered.includes(event));
      now += LEASE_MS; // the leases of the killed end
    }
  }
  await Promise.all([file.close(), server.close()]);
  return events.filter((event) => done.get(event) !== 1);
}

/** Lets others go on, so often. */
async function takeTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

function openClaims(store: StateStore): Claims<string> {
  return createClaims(
    store.openKeyedStore({ owner: "bot", namespace: NAMESPACE, maxEntries: 10_000, overflow: "reject-new" }),
  );
}

/** As `export` and `import` do it. */
async function importRecords(from: StateStore, to: StateStore): Promise<void> {
  const options = { owner: "bot", namespace: NAMESPACE, maxEntries: 10_000, overflow: "reject-new" } as const;
  const records: RestoreRecord[] = [];
  for await (const { version: _, ...record } of from.openKeyedStore<string>(options).iterate()) records.push(record);
  await to.owner("bot").restore(NAMESPACE, records, { maxEntries: 10_000 });
}

describe("a move without a pause", () => {
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

  it.each(seeds)("KS-CLAIM-1 does the work of each event once, with seed %i", async (seed) => {
    expect(await move(AS_THE_PAGE_SAYS, seed)).toEqual([]);
  });

  it.each<[string, Stages]>([
    ["the file is not imported", AS_THE_PAGE_SAYS.filter((stage) => stage !== "import")],
    ["old and new are at work together", [["file"], "import", ["file", "server"]]],
  ])("is found to do work twice where %s", async (_, stages) => {
    const twice = await Promise.all(seeds.slice(0, 3).map((seed) => move(stages, seed)));
    expect(twice.flat().length).toBeGreaterThan(0);
  });
});

describe("owners over shards", () => {
  const owners = Array.from({ length: 3_000 }, (_, index) => `owner-${index}`);

  it("each shard has its part, and a new one takes from all and moves nothing between them", () => {
    const before = ["a", "b", "c"] as const;
    const placed = new Map(owners.map((owner) => [owner, shardOf(owner, before)]));
    for (const shard of before) {
      const share = [...placed.values()].filter((found) => found === shard).length / owners.length;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(0.05);
    }
    const moved = owners.filter((owner) => shardOf(owner, [...before, "d"]) !== placed.get(owner));
    expect(moved.every((owner) => shardOf(owner, [...before, "d"]) === "d")).toBe(true);
    expect(Math.abs(moved.length / owners.length - 1 / 4)).toBeLessThan(0.05);
  });
});
