import { describe, expect, it } from "vitest";
import { commandLine, documents, NOON } from "./support/command-line.js";

// As the command line itself opens it: here both are one process.
const NAMESPACE = {
  owner: "slack",
  namespace: "seen",
  maxEntries: Number.MAX_SAFE_INTEGER,
  overflow: "reject-new",
} as const;

describe("keyed-store watch", () => {
  it("KS-WATCH-1 begins with what is there, and ends well when it is interrupted", async () => {
    const line = commandLine();
    await line.use(async (store) => {
      const seen = store.openKeyedStore<unknown>(NAMESPACE);
      for (const key of ["a", "other", "a\u202eb"]) await seen.register(key, { key });
    });
    expect(await line.runUntil(2, ["watch", "slack", "seen", "--prefix", "a", "--initial"])).toEqual({
      code: 0,
      err: "",
      out: ['2026-03-02 12:00:00Z  a  {"key":"a"}', '2026-03-02 12:00:00Z  "a\\u202eb"  {"key":"a\\u202eb"}', ""].join(
        "\n",
      ),
    });
  });

  it("KS-WATCH-1 prints what changes and what is gone, with --json as a line for each", async () => {
    const line = commandLine();
    await line.use(async (store) => {
      const seen = store.openKeyedStore<unknown>(NAMESPACE);
      await seen.register("a", 1);
      let isOver = false;
      const watched = line.runUntil(20, ["watch", "slack", "seen", "--json", "--initial"]).finally(() => {
        isOver = true;
      });
      while (!isOver) {
        await seen.register("b", 2);
        await new Promise((resolve) => setImmediate(resolve));
        await seen.delete("b");
        await new Promise((resolve) => setImmediate(resolve));
      }
      const { code, err, out } = await watched;
      expect({ code, err }).toEqual({ code: 0, err: "" });
      const [first, ...changes] = documents(out);
      expect(first).toEqual({ key: "a", entry: { key: "a", value: 1, createdAt: NOON, version: expect.any(Number) } });
      expect(changes).toContainEqual({ key: "b" });
      expect(changes).toContainEqual({ key: "b", entry: expect.objectContaining({ value: 2 }) });
    });
  });

  it("says what is wrong with its options", async () => {
    const line = commandLine();
    await line.use((store) => store.openKeyedStore(NAMESPACE).register("a", 1));
    const { code, err } = await line.run(["watch", "slack", "seen", "--prefix", "\ud83d"]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("prefix must be well-formed text") });
  });
});
