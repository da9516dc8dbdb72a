import { hostGlobals } from "@keyed-store/core";
import { afterEach, expect, test, vi } from "vitest";
import { createWaitingPeerPollTimer } from "../src/engine/connection/waiting-peer-poll-timer.js";

/** Pauses in milliseconds, each with what is to be called after it. */
const waiting: { readonly ms: number; readonly callback: () => void }[] = [];

vi.spyOn(hostGlobals, "setTimeout").mockImplementation((callback, ms) => {
  waiting.push({ ms, callback });
  return {};
});

afterEach(() => waiting.splice(0));

/** The pauses of so many turns. */
function pauses(turns: number): number[] {
  return Array.from({ length: turns }, () => {
    const next = waiting.shift();
    next?.callback();
    return Math.round(next?.ms ?? 0);
  });
}

test("KS-SHARE-5 an idle store looks every 1.5 s where others can ring, and soon while someone may want it", () => {
  const sharing = { acceptsPeerConnections: true, hasConnectedPeers: false };
  const look = vi.fn<() => void>();
  createWaitingPeerPollTimer(sharing, look).start();
  expect(pauses(3)).toEqual([1_500, 1_500, 1_500]);
  expect(look).toHaveBeenCalledTimes(3);
  sharing.hasConnectedPeers = true;
  expect(pauses(2)).toEqual([1_500, 6]);
});

test("KS-SHARE-5 where nobody can ring, the pauses grow to half a second, and are short again when it is used anew", () => {
  const idle = createWaitingPeerPollTimer({ acceptsPeerConnections: false, hasConnectedPeers: false }, () => undefined);
  idle.start();
  expect(pauses(8)).toEqual([50, 75, 113, 169, 253, 380, 500, 500]);
  waiting.splice(0);
  idle.start();
  expect(pauses(1)).toEqual([50]);
});
