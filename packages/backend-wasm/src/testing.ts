export type { Disk, DiskFile, DiskOpenOptions, DiskStat } from "./disk/disk.js";
export { DiskError } from "./disk/disk-error.js";
export { createNodeDisk } from "./node/disk/node-disk.js";
export { loadDriver } from "./node/load-driver.js";
export type { DiskChange } from "./testing/disk-change.js";
export type { DiskImage } from "./testing/disk-image.js";
export { createFaultyDisk, type DiskFault, type FaultyDisk } from "./testing/faulty-disk.js";
export { createMemoryDisk, type MemoryDisk } from "./testing/memory-disk.js";
export { generatePowerCuts, type PowerCut, type PowerCutOptions } from "./testing/power-cuts.js";
export {
  countPowerVerdict,
  judgePowerCuts,
  NO_POWER_STATE,
  type PowerJudgement,
  type PowerVerdicts,
  readStateIfSound,
} from "./testing/power-judge.js";
export type { PowerRig } from "./testing/power-rig.js";
export {
  POWER_DATABASE_PATH,
  type PowerMode,
  type PowerRecording,
  readPowerState,
  recordPowerWorkload,
} from "./testing/power-workload.js";
export { createSeededRandom } from "./testing/seeded-random.js";
