/** How a session uses the file: beside others of its kind, or alone (KS-SHARE-1). */
export type SharingMode = "shared" | "exclusive";

/** Whether two sessions of these modes must not be in at once. */
export function areModesConflicting(one: SharingMode, other: SharingMode): boolean {
  return one === "exclusive" || other === "exclusive";
}
