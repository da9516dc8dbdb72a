/*
 * The engine for a host without Node's modules, such as a browser, which brings the disk and the compiled module.
 */
export type { Disk, DiskFile, DiskOpenOptions, DiskStat } from "./disk/disk.js";
export { DiskError } from "./disk/disk-error.js";
export type { ErrnoName } from "./disk/errno.js";
export { createDriver, type DriverOptions, type FilePlace } from "./driver.js";
export { assertWasmModuleFits } from "./loader/assert-wasm-module-fits.js";
export { WASM_FILE } from "./loader/wasm-file.js";
