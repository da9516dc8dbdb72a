import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { TEST_EPOCH } from "../../harness/manual-clock.js";
import { requireEntry } from "../../harness/operations.js";

const SLIDING = { defaultTtlMs: 100, slidingTtl: true } as const;

export const sliding: Group = {
  title: "Sliding expiry",
  cases: [
    ...(["lookup", "lookupEntry"] as const).map((operation) =>
      createCase(
        "KS-TTL-8",
        `a ${operation} past half of the time begins it anew, an earlier one writes nothing`,
        async ({ open, keyed, clock }) => {
          const looking = keyed(await open(), SLIDING);
          const beside = keyed(await open(), SLIDING);
          const until = async (): Promise<unknown> => (await beside.entries())[0]?.expiresAt;
          await looking.register("key", 1);
          const { version } = await requireEntry(looking, "key");
          clock.advance(50);
          await looking[operation]("key");
          same(await until(), TEST_EPOCH + 100, "the expiry after a look at half of the time");
          clock.advance(1);
          await looking[operation]("key");
          same(await until(), TEST_EPOCH + 151, "the expiry after a look past it");
          clock.advance(49);
          await looking[operation]("key");
          same(await until(), TEST_EPOCH + 151, "the expiry after an early look at the time begun anew");
          clock.advance(50);
          await Promise.all([looking[operation]("key"), looking[operation]("key")]);
          same(await until(), TEST_EPOCH + 250, "the expiry after looks past half of that");
          const [entry] = await beside.entries();
          same([entry?.version, entry?.createdAt, entry?.value], [version, TEST_EPOCH, 1], "what stays as it was");
        },
      ),
    ),
    createCase(
      "KS-TTL-8",
      "what never expires, or later than the default, is left alone",
      async ({ openFresh, clock }) => {
        const store = await openFresh(SLIDING);
        await store.register("never", 1, { ttlMs: null });
        await store.register("later", 1, { ttlMs: 1_000 });
        clock.advance(200);
        for (const key of ["never", "later"]) await store.lookup(key);
        same(
          (await store.entries()).map(({ expiresAt }) => expiresAt),
          [undefined, TEST_EPOCH + 1_000],
          "the expiries",
        );
      },
    ),
    createCase(
      "KS-TTL-8",
      "without it, looking keeps nothing alive; nor do reads of many",
      async ({ open, keyed, clock }) => {
        const store = await open();
        const still = keyed(store, { namespace: "still", defaultTtlMs: 100 });
        const moving = keyed(store, { namespace: "moving", ...SLIDING });
        for (const each of [still, moving]) await each.register("key", 1);
        clock.advance(90);
        await still.lookup("key");
        await moving.lookupMany(["key"]);
        same(
          [(await still.entries())[0]?.expiresAt, (await moving.entries())[0]?.expiresAt],
          [TEST_EPOCH + 100, TEST_EPOCH + 100],
          "the expiries",
        );
      },
    ),
    createCase("KS-TTL-8", "it needs a default, and is true or false", async ({ openFresh }) => {
      await failsWith("INVALID_INPUT", () => openFresh({ slidingTtl: true }), "open");
      await failsWith("INVALID_INPUT", () => openFresh({ ...SLIDING, slidingTtl: 1 as unknown as boolean }), "open");
    }),
  ],
};
