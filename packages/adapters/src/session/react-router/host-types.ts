/**
 * What `createSessionStorage` of React Router and Remix takes beside the cookie. `T` is what the application keeps in a session,
 * and its word: it comes back as JSON.
 */
export interface ReactRouterSessionStrategy<T> {
  /** Stores a new session under an id that cannot be guessed, and gives that. */
  createData(data: T, expires?: Date): Promise<string>;
  /** The data of an id; null where the session is gone, and for what was never an id of ours. */
  readData(id: string): Promise<T | null>;
  /** Stores a session over whatever is there. */
  updateData(id: string, data: T, expires?: Date): Promise<void>;
  /** Removes a session. */
  deleteData(id: string): Promise<void>;
  /** Closes the store, if the adapter opened it. The host does not know it. */
  close(): Promise<void>;
}
