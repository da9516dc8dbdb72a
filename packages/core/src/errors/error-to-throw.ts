/**
 * What a translated error leaves as: a `KeyedStoreError` where the translation knows it, else what was thrown, unchanged. It
 * is thrown or rejected with as it is.
 */
export type ErrorToThrow = unknown;
