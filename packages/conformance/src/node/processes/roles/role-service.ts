import { platform, stdin } from "node:process";
import type { KeyedStore, StateStore } from "@keyed-store/core";
import type { Role } from "./role.js";

/** What a service writes at each start, under a key that tells which start it was. */
export const SERVICE_ENTRIES: readonly (readonly [key: string, value: unknown])[] = [
  ["plain", 1],
  ["ключ 鍵 \u{1f511}", { text: "grüße \u{1f600}" }],
  ["list", [null, "", 0]],
];

/** What a service and those beside it share. */
export function openServiceNamespace(store: StateStore): KeyedStore<unknown> {
  return store.openKeyedStore<unknown>({ owner: "service", namespace: "state", maxEntries: 100 });
}

/** The process that a store lives in: it writes, is there until it is told to end, and then closes in good order. */
export const serviceRole: Role = async ({ store, report }) => {
  const terminated = new Promise<void>((resolve) => {
    if (platform === "win32") stdin.once("data", () => resolve());
    else process.once("SIGTERM", () => resolve());
  });
  const state = openServiceNamespace(store);
  let start = 0;
  await state.update("starts", (before) => {
    start = Number(before ?? 0) + 1;
    return start;
  });
  for (const [key, value] of SERVICE_ENTRIES) await state.register(`${start} ${key}`, value);
  // A signal that is waited for keeps no process alive, but its standard input does.
  stdin.resume();
  report({ type: "ready" });
  await terminated;
  stdin.pause();
};
