/** How large things may be in one store. */
export interface Limits {
  /** A quota: live entries of one owner over all its namespaces (KS-CAP-2). `Infinity`, the default, is none. */
  readonly maxEntriesPerOwner: number;
  /** UTF-8 bytes of a key (KS-NAME-1). */
  readonly maxKeyBytes: number;
  /** Bytes of a namespace's name (KS-NAME-2). */
  readonly maxNamespaceBytes: number;
  /** UTF-8 bytes of a value's JSON text (KS-VALUE-3). */
  readonly maxValueBytes: number;
  /** Nested arrays and objects of a value (KS-VALUE-3). */
  readonly maxDepth: number;
}
