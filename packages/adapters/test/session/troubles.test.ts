import { openStateStore, type StateStore } from "keyed-store";
import { describe, expect, it, onTestFinished } from "vitest";
import { type BackendName, canRun, onEachBackend } from "../http/backends.js";
import { canOccupy, corrupt, occupy } from "../http/occupy.js";
import { makeDirectory } from "../support/make-directory.js";
import { type Browser, openBrowser } from "./browser.js";
import { HOSTS, hostNamed } from "./hosts/serve.mjs";

/** A server in this process, and what its host made of errors. */
interface Scene {
  readonly codes: unknown[];
  browser(): Browser;
  readonly url: string;
}

async function open(directory: string, backend: BackendName): Promise<StateStore> {
  const state = await openStateStore({ directory, backend, busyTimeoutMs: 50 });
  onTestFinished(() => state.close());
  return state;
}

async function serve(state: StateStore, name: string, options: object = {}): Promise<Scene> {
  const host = hostNamed(name);
  const codes: unknown[] = [];
  const { start } = await host.load();
  const onError = (error: unknown): void => void codes.push((error as { code?: unknown }).code);
  const server = await start({ store: host.createStore(state, options), maxAgeMs: 3_600_000, onError });
  onTestFinished(() => server.close());
  const url = `http://127.0.0.1:${server.port}`;
  return { codes, url, browser: () => openBrowser(url) };
}

async function signIn(scene: Scene, name: string): Promise<Browser> {
  const browser = scene.browser();
  expect(await browser.get(`/login?name=${name}`)).toBe("in");
  browser.wasGivenCookie();
  return browser;
}

describe.each(HOSTS)("a store that fails under %s: nobody is logged in or out by it", (host) => {
  onEachBackend("the sessions", (backend) => {
    it("KS-LIFE-2 a closed store is an error of each request with a session, and the cookie stays", async () => {
      const directory = makeDirectory();
      const state = await open(directory, backend);
      const scene = await serve(state, host);
      const ada = await signIn(scene, "ada");
      await state.close();
      expect([await ada.get("/me"), await ada.get("/login?name=eve"), await ada.get("/logout")]).toEqual([
        500, 500, 500,
      ]);
      expect(ada.wasGivenCookie()).toBe(false);
      expect(new Set(scene.codes)).toEqual(new Set(["KEYED_STORE_CLOSED"]));
      const again = await serve(await open(directory, backend), host);
      ada.moveTo(again.url);
      expect(await ada.get("/me")).toBe("ada");
    });

    it("KS-CAP-1 a full namespace refuses new sessions, and keeps those there are", async () => {
      const scene = await serve(await open(makeDirectory(), backend), host, { maxEntries: 1 });
      const ada = await signIn(scene, "ada");
      const eve = scene.browser();
      expect(await eve.get("/login?name=eve")).toBe(500);
      expect(scene.codes).toContain("KEYED_STORE_LIMIT_EXCEEDED");
      expect([await eve.get("/me"), await ada.get("/me")]).toEqual(["nobody", "ada"]);
    });

    it("KS-VALUE-3 a session that is too large is an error, and stays as it was", async () => {
      const scene = await serve(await open(makeDirectory(), backend), host);
      const ada = await signIn(scene, "ada");
      const large = await openStateStore({ directory: makeDirectory(), backend, limits: { maxValueBytes: 300 } });
      onTestFinished(() => large.close());
      const small = await serve(large, host);
      expect(await small.browser().get(`/login?name=${"x".repeat(400)}`)).toBe(500);
      expect(small.codes).toContain("KEYED_STORE_LIMIT_EXCEEDED");
      expect(await ada.get("/me")).toBe("ada");
    });

    it.skipIf(!canRun("native"))(
      "KS-VALUE-4 a corrupt session is an error, and the others are not affected",
      async () => {
        const directory = makeDirectory();
        const before = await open(directory, backend);
        const ada = await signIn(await serve(before, host), "ada");
        await before.close();
        corrupt(before.databasePath);
        const scene = await serve(await open(directory, backend), host);
        ada.moveTo(scene.url);
        expect(await ada.get("/me")).toBe(500);
        expect(scene.codes).toEqual(["KEYED_STORE_CORRUPT"]);
        expect(ada.wasGivenCookie()).toBe(false);
        expect(await (await signIn(scene, "bob")).get("/me")).toBe("bob");
      },
    );

    it.skipIf(!canOccupy(backend))(
      "KS-SHARE-1 a busy store is an error of the request, and the cookie stays",
      async () => {
        const state = await open(makeDirectory(), backend);
        const scene = await serve(state, host);
        const ada = await signIn(scene, "ada");
        await occupy(backend, state.databasePath);
        expect(await ada.get("/logout")).toBe(500);
        expect(scene.codes).toContain("KEYED_STORE_BUSY");
        expect(ada.wasGivenCookie()).toBe(false);
      },
    );
  });
});
