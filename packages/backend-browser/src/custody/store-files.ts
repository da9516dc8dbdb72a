/** The files of a store that are open, so that nobody else can open them. */
export interface StoreFiles {
  /** Closes them, as they are. Never throws. */
  close(): void;
  /** Removes what SQLite left empty beside the database. To be called when they are closed, by the holder of the lock. Never rejects. */
  removeEmptySidecars(): Promise<void>;
}
