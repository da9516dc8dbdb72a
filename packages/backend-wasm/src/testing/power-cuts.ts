import type { DiskChange } from "./disk-change.js";
import type { DiskImage } from "./disk-image.js";
import {
  createMemoryFile,
  type MemoryFile,
  readMemoryFile,
  resizeMemoryFile,
  writeIntoMemoryFile,
} from "./memory-file.js";

const SECTOR = 512;

/** A disk as it may be found after the power went. */
export interface PowerCut {
  /** How many changes of the log had been made. */
  readonly after: number;
  readonly image: DiskImage;
}

/** Whether a disk only claims to have done this sync. */
export type IgnoresSync = (sync: DiskChange) => boolean;

/** How images are made. */
export interface PowerCutOptions {
  /** What the disk held, for certain, when the log began. Default: nothing. */
  readonly before?: DiskImage;
  /** How many images for each point of the log, two at least: nothing unsynced survived, all of it, and in between. */
  readonly imagesPerCut: number;
  readonly random: () => number;
  /** Syncs that the disk only claims to have done: what a broken disk, or a broken engine, would do. */
  readonly ignores?: IgnoresSync;
}

interface SimulatedMedium {
  readonly files: Map<number, { readonly durable: MemoryFile; pending: DiskChange[] }>;
  readonly names: Map<string, number>;
  pendingNames: DiskChange[];
}

/**
 * Cuts the power after every change of a log. What was synced is there. Of the rest, each
 * write is kept, lost or torn at 512 bytes, each truncation kept or lost; a name created or removed is certain only
 * when the directory was synced. It is what POSIX permits, and worse than what most file systems do.
 */
export function* generatePowerCuts(
  changeLog: readonly DiskChange[],
  options: PowerCutOptions,
): Generator<PowerCut, void> {
  const medium = createSimulatedMedium(options.before ?? new Map());
  for (let after = 0; after <= changeLog.length; after++) {
    const change = changeLog[after - 1];
    if (change !== undefined) applyDiskChange(medium, change, options.ignores);
    yield { after, image: drawRandomSurvivingDiskImage(medium, () => 1) };
    yield { after, image: drawRandomSurvivingDiskImage(medium, () => 0) };
    for (let made = 2; made < options.imagesPerCut; made++)
      yield { after, image: drawRandomSurvivingDiskImage(medium, options.random) };
  }
}

/** Numbers the files as a memory disk does that starts with the same image. */
function createSimulatedMedium(image: DiskImage): SimulatedMedium {
  const medium: SimulatedMedium = { files: new Map(), names: new Map(), pendingNames: [] };
  for (const [name, content] of image) {
    const number = medium.files.size;
    medium.files.set(number, { durable: createMemoryFile(number, content), pending: [] });
    medium.names.set(name, number);
  }
  return medium;
}

function applyDiskChange(medium: SimulatedMedium, change: DiskChange, ignoresSync: IgnoresSync | undefined): void {
  switch (change.kind) {
    case "create":
      medium.files.set(change.file, { durable: createMemoryFile(change.file), pending: [] });
      medium.pendingNames.push(change);
      break;
    case "unlink":
      medium.pendingNames.push(change);
      break;
    case "write":
    case "truncate":
      medium.files.get(change.file)?.pending.push(change);
      break;
    case "sync": {
      const file = medium.files.get(change.file);
      if (file === undefined || ignoresSync?.(change) === true) break;
      for (const pending of file.pending) applyTearOrDropChangeAtRandom(file.durable, pending, () => 0);
      file.pending = [];
      break;
    }
    case "sync-directory":
      if (ignoresSync?.(change) === true) break;
      for (const pending of medium.pendingNames) applyCreateOrUnlink(medium.names, pending);
      medium.pendingNames = [];
      break;
  }
}

/** `random` decides what survives: below a half all of it, above it none; writes are torn in between. */
function drawRandomSurvivingDiskImage(medium: SimulatedMedium, random: () => number): DiskImage {
  const names = new Map(medium.names);
  for (const pending of medium.pendingNames) if (random() < 0.5) applyCreateOrUnlink(names, pending);
  const image = new Map<string, Uint8Array>();
  for (const [name, number] of names) {
    const found = medium.files.get(number);
    if (found === undefined) continue;
    const file = createMemoryFile(number, readMemoryFile(found.durable));
    for (const pending of found.pending) applyTearOrDropChangeAtRandom(file, pending, random);
    image.set(name, readMemoryFile(file));
  }
  return image;
}

function applyCreateOrUnlink(inodeByName: Map<string, number>, change: DiskChange): void {
  if (change.kind === "create") inodeByName.set(change.name, change.file);
  if (change.kind === "unlink") inodeByName.delete(change.name);
}

function applyTearOrDropChangeAtRandom(file: MemoryFile, change: DiskChange, random: () => number): void {
  const chance = random();
  if (change.kind === "truncate" && chance < 0.5) resizeMemoryFile(file, change.size);
  if (change.kind !== "write") return;
  if (chance < 0.4) writeIntoMemoryFile(file, change.bytes, change.position);
  else if (chance < 0.6) writeRandomSubsetOfSectors(file, change.bytes, change.position, random);
}

/** Keeps each sector of a write or loses it. */
function writeRandomSubsetOfSectors(file: MemoryFile, bytes: Uint8Array, position: number, random: () => number): void {
  let from = 0;
  while (from < bytes.length) {
    const to = Math.min(bytes.length, from + SECTOR - ((position + from) % SECTOR));
    if (random() < 0.5) writeIntoMemoryFile(file, bytes.subarray(from, to), position + from);
    from = to;
  }
}
