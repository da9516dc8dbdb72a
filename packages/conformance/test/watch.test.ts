import { type BackendUnderTest, size, testWatchingOtherProcesses, type WorkerBackends } from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { native, nativeInWorker, nativeMissing, wasm, wasmInWorker } from "./support/backends.mjs";

const CREWS: readonly (readonly [watcher: BackendUnderTest, crew: WorkerBackends])[] =
  nativeMissing === undefined
    ? [
        [native, [wasm, native, wasm, native]],
        [wasm, [native, wasm, native]],
        [nativeInWorker, [wasm, native]],
        [wasmInWorker, [native, wasm]],
      ]
    : [[wasmInWorker, [wasm, wasm]]];

describe("KS-WATCH-2 a watch beside processes of other engines, one of which is killed", () => {
  it.each(CREWS.map(([watcher, crew]) => ({ watcher, crew, names: crew.map(({ name }) => name).join(", ") })))(
    "$watcher.name watches $names: what is seen last is what is stored last",
    async ({ watcher, crew }) => {
      for (let session = 0; session < size.sessions; session++) {
        await expect(
          testWatchingOtherProcesses(crew, watcher, Math.ceil(size.operations / 5), size.seed + session),
        ).resolves.toBe(undefined);
      }
    },
  );
});
