import { expect, it } from "vitest";
import { KeyedStoreError } from "../src/errors/keyed-store-error.js";
import { openStateStore } from "../src/opening/open-state-store.js";
import { fakeProvider } from "./support/fake-provider.js";
import { rejection } from "./support/rejection.js";

const DIRECTORY = { directory: "/state" };

function unavailable(message: string): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message);
}

it("KS-SEL-2 KS-SEL-4 a backend is tried in a process of its own where that is asked for, before it is loaded", async () => {
  const tried: string[] = [];
  const first = fakeProvider({
    name: "a",
    provider: {
      tryApart: () => Promise.reject(unavailable("It ended its process.")),
      load: () => Promise.reject(new Error("loaded all the same")),
    },
  });
  const second = fakeProvider({ name: "b", provider: { tryApart: async () => void tried.push("b") } });
  const providers = [first, second, fakeProvider({ name: "c" })];
  const { selection } = await openStateStore({ ...DIRECTORY, providers, tryApart: true });
  expect(selection).toMatchObject({
    chosen: "b",
    rejected: [{ name: "a", stage: "apart", message: "It ended its process." }],
  });
  const unasked = await openStateStore({ ...DIRECTORY, providers: [second], tryApart: false });
  expect([unasked.selection.chosen, tried]).toEqual(["b", ["b"]]);
  const none = await rejection(openStateStore({ ...DIRECTORY, providers: [first], tryApart: true }));
  expect(none.message).toContain("it failed in a process of its own");
  expect(await rejection(openStateStore({ ...DIRECTORY, providers, tryApart: "yes" as never }))).toMatchObject({
    code: "KEYED_STORE_INVALID_INPUT",
  });
});
