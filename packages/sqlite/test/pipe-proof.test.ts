import { readdirSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { proveLivenessByPipe } from "../src/node/sharing/pulse/prove-liveness-by-pipe.js";

vi.mock("node:fs", async (original) => ({ ...(await original<object>()), readdirSync: vi.fn<() => unknown>() }));

afterEach(() => vi.resetAllMocks());

// Its overloads give other types; what is asked here are names.
const list = vi.mocked(readdirSync as unknown as (path: string) => string[]);

test("KS-SHARE-2 on Windows the list of all pipes tells who lives and who is dead", () => {
  list.mockReturnValue(["lsass", "keyed-store.9f86d081884c"]);
  expect(proveLivenessByPipe("9f86d081884c")).toBe("alive");
  expect(proveLivenessByPipe("0e5751c026e5")).toBe("dead");
  expect(list).toHaveBeenCalledWith("\\\\.\\pipe\\");
});

test("KS-SHARE-3 where there is no list nothing is known", () => {
  list.mockImplementation(() => {
    throw new Error("UNKNOWN: unknown error, scandir");
  });
  expect(proveLivenessByPipe("9f86d081884c")).toBeUndefined();
});
