import { openStateStore, type StateStore } from "keyed-store";
import { describe, expect, it, onTestFinished } from "vitest";
import { type BackendName, canRun, onEachBackend } from "../http/backends.js";
import { canOccupy, corrupt, occupy } from "../http/occupy.js";
import { makeDirectory } from "../support/make-directory.js";
import { hostNamed } from "./hosts/serve.mjs";

/** A server in this process, what its host made of errors, and what an adapter that fails open was told. */
interface Scene {
  readonly state: StateStore;
  readonly codes: unknown[];
  readonly told: unknown[];
  status(client?: string): Promise<number>;
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

async function open(directory: string, backend: BackendName): Promise<StateStore> {
  const state = await openStateStore({ directory, backend, busyTimeoutMs: 50 });
  onTestFinished(() => state.close());
  return state;
}

async function serve(state: StateStore, name: string, open: boolean, options: object = {}): Promise<Scene> {
  const host = hostNamed(name);
  const codes: unknown[] = [];
  const told: unknown[] = [];
  // Two hosts leave it to the store; the others have an option of their own.
  const failOpen =
    open && (name === "hono" || name === "nest") ? { failOpen: (e: unknown) => told.push(codeOf(e)) } : {};
  const store = host.createStore(state, { namespace: "api", ...options, ...failOpen });
  const logger = { error: (e: unknown) => told.push(codeOf(e)), warn() {} };
  const own = { express: { passOnStoreError: open, logger }, fastify: { skipOnError: open } }[name] ?? {};
  const { start } = await host.load();
  const onError = (error: unknown): void => void codes.push(codeOf(error));
  const server = await start({ store, max: 5, windowMs: 3_600_000, onError }, own);
  onTestFinished(() => server.close());
  return {
    state,
    codes,
    told,
    async status(client = "a") {
      const response = await fetch(`http://127.0.0.1:${server.port}/`, { headers: { client } });
      await response.arrayBuffer();
      return response.status;
    },
  };
}

/** What fastify passes over, it tells nobody of. */
const toldOf = (host: string, code: string): string[] => (host === "fastify" ? [] : [code]);

describe.each(["express", "hono", "fastify", "nest"])("a store that fails under %s", (host) => {
  onEachBackend("the limiter", (backend) => {
    it.each([
      ["closed", "refused", false],
      ["closed", "let in", true],
    ])("KS-LIFE-2 a %s store: the request is %s", async (_, __, failsOpen) => {
      const scene = await serve(await open(makeDirectory(), backend), host, failsOpen);
      expect(await scene.status()).toBe(200);
      await scene.state.close();
      expect(await scene.status()).toBe(failsOpen ? 200 : 500);
      expect(scene.codes).toEqual(failsOpen ? [] : ["KEYED_STORE_CLOSED"]);
      expect(scene.told).toEqual(failsOpen ? toldOf(host, "KEYED_STORE_CLOSED") : []);
    });

    it("KS-CAP-1 a full namespace refuses new clients, and goes on counting the others", async () => {
      const scene = await serve(await open(makeDirectory(), backend), host, false, { maxEntries: 1 });
      expect([await scene.status("a"), await scene.status("b"), await scene.status("a")]).toEqual([200, 500, 200]);
      expect(scene.codes).toEqual(["KEYED_STORE_LIMIT_EXCEEDED"]);
    });

    it("a namespace that evicts forgets who was silent longest", async () => {
      const options = { maxEntries: 2, overflow: "evict-oldest" };
      const scene = await serve(await open(makeDirectory(), backend), host, false, options);
      for (const client of ["a", "a", "a", "a", "a", "b", "c"]) expect(await scene.status(client)).toBe(200);
      expect(await scene.status("a")).toBe(200);
    });

    it.skipIf(!canRun("native"))("KS-VALUE-4 a corrupt counter is told, and no other client is affected", async () => {
      const directory = makeDirectory();
      const before = await open(directory, backend);
      expect(await (await serve(before, host, false)).status("a")).toBe(200);
      await before.close();
      corrupt(before.databasePath);
      const scene = await serve(await open(directory, backend), host, false);
      expect([await scene.status("a"), await scene.status("b")]).toEqual([500, 200]);
      expect(scene.codes).toEqual(["KEYED_STORE_CORRUPT"]);
    });

    it.skipIf(!canOccupy(backend)).each([
      ["refused", false],
      ["let in", true],
    ])("KS-SHARE-1 a store that is busy for longer than it waits: the request is %s", async (_, failsOpen) => {
      const scene = await serve(await open(makeDirectory(), backend), host, failsOpen);
      expect(await scene.status()).toBe(200);
      await occupy(backend, scene.state.databasePath);
      expect(await scene.status()).toBe(failsOpen ? 200 : 500);
      expect(scene.codes).toEqual(failsOpen ? [] : ["KEYED_STORE_BUSY"]);
      expect(scene.told).toEqual(failsOpen ? toldOf(host, "KEYED_STORE_BUSY") : []);
    });
  });
});
