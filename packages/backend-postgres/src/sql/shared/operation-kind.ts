/** The number of each kind of operation, as the functions in the database know it. */
export const OPERATION_KIND = {
  get: 1,
  put: 2,
  replace: 3,
  increment: 4,
  touch: 5,
  delete: 6,
  consume: 7,
  check: 8,
  restore: 9,
  scan: 10,
  changes: 11,
  count: 12,
  usage: 13,
  owners: 14,
  clear: 15,
  clearOwner: 16,
  sweep: 17,
} as const;

/** What became of an operation. From `namespaceFull` on, its transaction has failed and changed nothing. */
export const OPERATION_STATUS = {
  no: 0,
  yes: 1,
  unmet: 2,
  older: 3,
  expired: 4,
  full: 5,
  namespaceFull: 10,
  ownerFull: 11,
  transactionTooLarge: 12,
  notCountable: 13,
  suspect: 14,
} as const;

/** What a notice tells of. */
export const NOTICE_KIND = {
  evictedByNamespace: 1,
  evictedByOwner: 2,
  nearFullNamespace: 3,
  nearFullOwner: 4,
  swept: 5,
} as const;

/** Bits of the flags of a read. */
export const READ_FLAG = { reverse: 1, keyOrder: 2, exclusive: 4, keysOnly: 8, allKeys: 16 } as const;
