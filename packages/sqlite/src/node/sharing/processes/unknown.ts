/** What stands in a record where the system does not tell. Two unknowns are not known to be equal. */
export const UNKNOWN = "-";
