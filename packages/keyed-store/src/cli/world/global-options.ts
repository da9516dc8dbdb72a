/** What can be said to every command. */
export interface GlobalOptions {
  readonly directory?: string;
  readonly file?: string;
  readonly backend?: string;
  readonly url?: string;
  readonly busyTimeout?: number;
  readonly allowUnsafeFileSystem?: true;
  readonly json?: true;
}
