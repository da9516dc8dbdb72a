import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KeyedStoreError } from "../src/errors/keyed-store-error.js";
import { memoryProvider } from "../src/memory/memory-provider.js";
import { openStateStore } from "../src/opening/open-state-store.js";
import { fakeProvider } from "./support/fake-provider.js";
import { rejection } from "./support/rejection.js";

const DIRECTORY = { directory: "/state" };

beforeEach(() => {
  vi.stubEnv("KEYED_STORE_BACKEND", undefined);
  vi.stubEnv("KEYED_STORE_DIR", undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("backends that are services", () => {
  it("KS-SEL-5 a service is asked for by name, and not for a directory", async () => {
    vi.stubEnv("KEYED_STORE_DIR", "/ambient");
    const opened: unknown[] = [];
    const service = (name: string) =>
      fakeProvider({
        name,
        provider: { place: "service" },
        loaded: {
          open(given) {
            opened.push([given.directory, given.fileName]);
            throw new KeyedStoreError("KEYED_STORE_OPEN_FAILED", "no server");
          },
        },
      });
    const [one, two, files] = [service("one"), service("two"), fakeProvider({ name: "files" })];
    const failed = { code: "KEYED_STORE_OPEN_FAILED", backend: "one", path: undefined };
    expect(await rejection(openStateStore({ providers: [one], backend: "one" }))).toMatchObject(failed);
    const mixed = { providers: [one, files], backend: ["one", "files"] };
    expect(await rejection(openStateStore({ ...mixed, directory: "/state" }))).toMatchObject(failed);
    expect(opened).toEqual([
      ["", ""],
      ["", ""],
    ]);
    for (const given of ["directory", "fileName"]) {
      const error = await rejection(
        openStateStore({ providers: [one, two], backend: ["one", "two"], [given]: "/state" }),
      );
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "open" });
      expect(error.message).toMatch(new RegExp(`^${given} is given, .*"one", "two".*Leave ${given} out`));
    }
    vi.stubEnv("KEYED_STORE_DIR", undefined);
    expect((await rejection(openStateStore(mixed))).message).toMatch(/directory is missing.*KEYED_STORE_DIR/);
  });

  it("KS-SEL-1 a service and files are no alternatives to each other", async () => {
    const broken = (name: string, place: "service" | "directory") => {
      const refuse = () => {
        throw new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", "not here");
      };
      return fakeProvider({ name, provider: { place, check: refuse } });
    };
    const providers = [broken("server", "service"), broken("files", "directory")];
    for (const [backend, options] of [
      ["server", {}],
      ["files", DIRECTORY],
    ] as const) {
      const error = await rejection(openStateStore({ ...options, providers, backend }));
      expect(error.message).toMatch(/mend one of them as said above, then open the store again\.$/);
    }
  });

  it("KS-SEL-1 auto never takes a service, and says how to ask for it", async () => {
    const service = fakeProvider({ name: "server", provider: { place: "service", check: () => expect.unreachable() } });
    const { selection } = await openStateStore({ ...DIRECTORY, providers: [service, fakeProvider({ name: "files" })] });
    expect(selection.chosen).toBe("files");
    for (const providers of [[service], [service, memoryProvider()]]) {
      const error = await rejection(openStateStore({ providers, ...(providers.length > 1 ? DIRECTORY : {}) }));
      expect(error).toMatchObject({ code: "KEYED_STORE_BACKEND_UNAVAILABLE" });
      expect(error.message).toMatch(/"auto" never picks server, .*service.*backend: "server"/);
    }
    const wrong = { ...service, place: "server" as "service" };
    expect((await rejection(openStateStore({ ...DIRECTORY, providers: [wrong] }))).message).toMatch(
      /providers must be/,
    );
  });
});
