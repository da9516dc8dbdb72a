/** The files of a disk: what each name holds. */
export type DiskImage = ReadonlyMap<string, Uint8Array>;
