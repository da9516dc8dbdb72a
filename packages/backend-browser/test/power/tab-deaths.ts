import { createMemoryDisk, type DiskChange, type DiskImage, type PowerCut } from "@keyed-store/backend-wasm/testing";

/** Kills who writes after every change of a log, and in the middle of each write: whatever was written until then is there. */
export function* generateTabDeaths(before: DiskImage, log: readonly DiskChange[]): Generator<PowerCut, void> {
  const disk = createMemoryDisk(before);
  const files = [...before.keys()].map((name) => disk.open(name, { write: true, create: false, exclusive: false }));
  yield { after: 0, image: disk.image() };
  for (const [index, change] of log.entries()) {
    if (change.kind === "write") {
      const half = change.bytes.length >> 1;
      files[change.file]?.write(change.bytes, 0, half, change.position);
      yield { after: index, image: disk.image() };
      files[change.file]?.write(change.bytes, half, change.bytes.length - half, change.position + half);
    } else if (change.kind === "truncate") files[change.file]?.truncate(change.size);
    else continue;
    yield { after: index + 1, image: disk.image() };
  }
}
