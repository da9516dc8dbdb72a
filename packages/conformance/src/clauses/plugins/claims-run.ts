import { type Claims, createClaims, hostGlobals, type StateStore } from "@keyed-store/core";
import { catchError, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { OWNER } from "../../harness/harness.js";

const OPTIONS = { faces: "store" } as const;
const LEASE = { leaseMs: 30 };

function openClaims(store: StateStore): Claims<string> {
  return createClaims<string>(store.openKeyedStore(fillNamespaceOptions({ overflow: "reject-new" })));
}

/** Leases are renewed by timers, while the clock of the test stands still. */
async function waitUntil(holds: () => boolean | Promise<boolean>, label: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await holds()) return;
    await new Promise<void>((resolve) => void hostGlobals.setTimeout(resolve, 5));
  }
  throw new Error(`it never came about that ${label}`);
}

export const claimsRun: Group = {
  title: "Claims in one call",
  cases: [
    createCase(
      "KS-CLAIM-7",
      "of many who run the work of a key at once, one does it, and the others are told",
      async ({ open, clock }) => {
        const each = [openClaims(await open()), openClaims(await open())] as const;
        let worked = 0;
        const results = await Promise.all(
          Array.from({ length: 20 }, (_, one) => each[one % 2 === 0 ? 0 : 1].run("key", () => `result ${++worked}`)),
        );
        const done = results.filter(({ status }) => status === "done");
        same([worked, done], [1, [{ status: "done", value: "result 1" }]], "how often it was done, and what was told");
        const later = await each[1].run("key", () => `result ${++worked}`, { ttlMs: 50 });
        ok(later.status === "duplicate", `running what was done gave ${later.status}`);
        same([worked, later.entry.value], [1, "result 1"], "what was recorded");
        same(await each[0].count(), { inFlight: 0, committed: 1 }, "the records");
        await each[0].run("other", () => "short", { ttlMs: 50 });
        clock.advance(50);
        same(await each[0].lookup("other"), undefined, "a record after its time");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-7",
      "where the work throws, run throws that, and the key is free",
      async ({ open }) => {
        const all = openClaims(await open());
        const thrown = new Error("no mail server");
        const fail = (): never => {
          throw thrown;
        };
        ok((await catchError(() => all.run("key", fail), "run")) === thrown, "run did not pass on what the work threw");
        ok(
          (await catchError(() => all.run("key", async () => fail()), "run")) === thrown,
          "run did not pass on what the work rejected with",
        );
        same(await all.count(), { inFlight: 0, committed: 0 }, "the records");
        same(await all.run("key", () => "done"), { status: "done", value: "done" }, "running it again");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-7",
      "the lease is renewed while the work runs, and the claim outlives the first one",
      async ({ open, clock }) => {
        const [mine, theirs] = [openClaims(await open()), openClaims(await open())];
        const result = await mine.run(
          "key",
          async (signal) => {
            for (let round = 0; round < 4; round++) {
              clock.advance(20);
              const until = clock.now() + 30;
              await waitUntil(async () => {
                const other = await theirs.claim("key");
                return other.status === "in-flight" && other.until === until;
              }, "the lease was renewed");
            }
            return `aborted ${signal.aborted}`;
          },
          LEASE,
        );
        same(result, { status: "done", value: "aborted false" }, "what came of it");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-7",
      "a claim that is lost while the work runs aborts its signal, and its result is nowhere",
      async ({ open, clock }) => {
        const [mine, theirs] = [openClaims(await open()), openClaims(await open())];
        let reason: unknown;
        const error = await failsWith(
          "CONFLICT",
          () =>
            mine.run(
              "key",
              async (signal) => {
                clock.advance(30);
                same((await theirs.run("key", () => "theirs")).status, "done", "running what was lost");
                await waitUntil(() => signal.aborted, "the signal was aborted");
                reason = signal.reason;
                return "mine";
              },
              LEASE,
            ),
          "run",
        );
        ok(error === reason, "run does not reject with the reason of the signal");
        same((await mine.lookup("key"))?.value, "theirs", "what is recorded");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-7",
      "a store that is closed while the work runs ends it as CLOSED",
      async ({ open }) => {
        const store = await open();
        const run = (): Promise<unknown> =>
          openClaims(store).run(
            "key",
            async (signal) => {
              await store.close();
              await waitUntil(() => signal.aborted, "the signal was aborted");
              return "late";
            },
            LEASE,
          );
        await failsWith("CLOSED", run, "run");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-2",
      "a claim is committed together with other steps, or none of them happens",
      async ({ open, clock }) => {
        const store = await open();
        const all = openClaims(store);
        const orders = store.openKeyedStore<string>(fillNamespaceOptions({ namespace: "orders" }));
        const commit = async (order: string): Promise<boolean> => {
          const result = await all.claim("key", LEASE);
          ok(result.status === "claimed", `claiming gave ${result.status}`);
          const steps = store.owner(OWNER).atomic().register(orders, order, "tea").commitClaim(result.claim, order);
          if (order === "late") clock.advance(30);
          return (await steps.commit()).committed;
        };
        same([await commit("late"), await commit("good")], [false, true], "what was committed");
        same((await all.lookup("key"))?.value, "good", "what is recorded");
        same(await orders.lookupMany(["late", "good"]), [undefined, "tea"], "the other steps");
      },
      OPTIONS,
    ),
  ],
};
