/** What is known of the database and of the files that SQLite keeps beside it; none of them is a link. */
export interface StoreFiles {
  /** The bytes of the database; undefined where there is none. */
  readonly databaseSize: number | undefined;
  /** Whether there is a write-ahead log, or a rollback journal, with something in it. */
  readonly hasWal: boolean;
  readonly hasJournal: boolean;
}
