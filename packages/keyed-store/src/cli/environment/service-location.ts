/** The backend that is a service, and so is told where by a URL in place of a directory. */
export const SERVICE_BACKEND = "postgres";

/** Where a store on a server is. */
export interface ServiceLocation {
  /** What the driver is given: who, with which password, where. Never to be shown. */
  readonly connectionString: string;
  /** The schema that the store is in; absent for the usual one. */
  readonly schema?: string;
  /** The same without password, to be shown. */
  readonly shown: string;
}
