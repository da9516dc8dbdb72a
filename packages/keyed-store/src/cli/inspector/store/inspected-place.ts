/** Where the store is that is looked into. */
export interface InspectedPlace {
  /** As people are told it: a path, or an address without any password. */
  readonly shown: string;
  /** The database file; absent where the store is on a server. */
  readonly databasePath?: string;
}
