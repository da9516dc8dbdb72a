/** The files of a store that are open, so that nobody else can open them. */
export interface StoreFiles {
  /** Closes them, as they are. Idempotent; never throws. */
  close(): void;
  /**
   * Closes them, if they are still there. Where the data of the site was cleared, Chromium closes a file only with the worker, and
   * one that asks for it earlier is never answered. Idempotent; never rejects.
   */
  closeUnlessGone(): Promise<void>;
  /** Removes what SQLite left empty beside the database. To be called when they are closed, by the holder of the lock. Never rejects. */
  removeEmptySidecars(): Promise<void>;
}
