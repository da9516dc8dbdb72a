import { expect, test } from "vitest";
import { createSecondaryStorage } from "../dist/better-auth/index.js";
import { createBoltConversationStore, createGrammyStorage, createTelegrafSessionStore } from "../dist/bots/index.js";
import { createChatSdkState } from "../dist/chat/index.js";
import { createMcpEventStores } from "../dist/mcp/index.js";

/** Called as from plain JavaScript, where no type holds anybody back. */
type Factory = (store: unknown, options?: unknown) => unknown;

const FACTORIES: readonly (readonly [name: string, factory: unknown, options: readonly string[]])[] = [
  ["createSecondaryStorage", createSecondaryStorage, ["owner", "namespace", "maxEntries", "overflow"]],
  ["createChatSdkState", createChatSdkState, ["owner"]],
  ["createGrammyStorage", createGrammyStorage, ["owner", "namespace", "maxEntries", "overflow", "ttlMs"]],
  ["createTelegrafSessionStore", createTelegrafSessionStore, ["owner", "namespace", "maxEntries", "overflow", "ttlMs"]],
  [
    "createBoltConversationStore",
    createBoltConversationStore,
    ["owner", "namespace", "maxEntries", "overflow", "ttlMs"],
  ],
  ["createMcpEventStores", createMcpEventStores, ["owner", "namespace", "maxEntries", "ttlMs"]],
];

const neverOpened = (): never => {
  throw new Error("an adapter that is refused opens nothing");
};

const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  owner: ["", "two words", 5, null],
  namespace: ["", "a/b", "a".repeat(129), {}],
  maxEntries: [0, -1, 1.5, "10", Number.NaN],
  overflow: ["evict", true],
  ttlMs: [0, 0.5, "1s", Number.POSITIVE_INFINITY],
};

test.each(FACTORIES)(
  "%s refuses at once what is no option, with the nearest name, and what is no value of one",
  (name, made, options) => {
    const factory = made as Factory;
    expect(() => factory(neverOpened, { ownr: "me" })).toThrow(/ownr.*"owner"/);
    expect(() => factory(neverOpened, [])).toThrow(`${name} options must be an object`);
    for (const option of options) {
      for (const wrong of WRONG[option] ?? []) {
        if (wrong === null) continue;
        expect(() => factory(neverOpened, { [option]: wrong }), `${option}: ${JSON.stringify(wrong)}`).toThrow(
          expect.objectContaining({
            code: "KEYED_STORE_INVALID_INPUT",
            operation: name,
            message: expect.stringContaining(option),
          }),
        );
      }
    }
  },
);

test.each(FACTORIES)("%s refuses what is no store, also one that was not awaited", (name, made) => {
  const factory = made as Factory;
  for (const wrong of [undefined, null, "./state", {}, Promise.resolve()]) {
    expect(() => factory(wrong)).toThrow(
      expect.objectContaining({ code: "KEYED_STORE_INVALID_INPUT", message: expect.stringContaining(name) }),
    );
  }
});
