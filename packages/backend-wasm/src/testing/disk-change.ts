/** What was done to a disk, in the order in which it was done. A file keeps its number whatever becomes of its name. */
export type DiskChange =
  | { readonly kind: "create"; readonly name: string; readonly file: number }
  | { readonly kind: "write"; readonly file: number; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: "truncate"; readonly file: number; readonly size: number }
  | { readonly kind: "sync"; readonly file: number; readonly name: string }
  | { readonly kind: "unlink"; readonly name: string }
  | { readonly kind: "sync-directory" };
