/** The name of a file in the directory of session records: of a record, or of a pulse. */
export type RecordName = string;
