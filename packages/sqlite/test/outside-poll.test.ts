import { hostGlobals } from "@keyed-store/core";
import { afterEach, expect, test, vi } from "vitest";
import { createStoreChangeNotifier, type StoreChangeNotifier } from "../src/engine/watching/store-change-notifier.js";

let now = 0;
/** The timer that is set, with its pause in milliseconds. */
let timer: { readonly ms: number; readonly callback: () => void } | undefined;
let changes = 0;

vi.spyOn(hostGlobals, "monotonicNow").mockImplementation(() => now);
vi.spyOn(hostGlobals, "clearTimeout").mockImplementation(() => {
  timer = undefined;
});
vi.spyOn(hostGlobals, "setTimeout").mockImplementation((callback, ms) => {
  timer = { ms, callback };
  return {};
});

afterEach(() => {
  [now, changes, timer] = [0, 0, undefined];
});

/** A notifier whose file is closed and was changed by others at each look; a look inside takes so long. */
function watchBusyStore(lookMs: () => number): StoreChangeNotifier {
  const notifier = createStoreChangeNotifier({
    readFingerprint: () => String(changes++),
    isShared: false,
    isImmutable: false,
    current: () => undefined,
    checkFiles: () => undefined,
  });
  let isLooking = false;
  notifier.watch(() => {
    // Opening it tells of a change, too.
    if (isLooking) return;
    isLooking = true;
    now += lookMs();
    notifier.onOpened();
    notifier.onClosed();
    isLooking = false;
  });
  return notifier;
}

function elapse(): number | undefined {
  const due = timer;
  now += due?.ms ?? 0;
  due?.callback();
  return due?.ms;
}

test("KS-WATCH-2 KS-SHARE-5 looks at a store that others are at work with take a fortieth of the time, and are never so seldom that half of all changes wait a second", () => {
  let lookMs = 2;
  const notifier = watchBusyStore(() => lookMs);
  expect([elapse(), elapse(), elapse()]).toEqual([250, 750, 750]);
  lookMs = 30;
  expect([elapse(), elapse()]).toEqual([750, 1_200]);
  lookMs = 5_000;
  expect([elapse(), elapse(), elapse()]).toEqual([1_200, 1_750, 1_750]);
  lookMs = 1;
  expect([elapse(), elapse()]).toEqual([1_750, 750]);
  notifier.close();
});
