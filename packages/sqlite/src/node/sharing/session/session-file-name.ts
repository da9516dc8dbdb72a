/** The name of a file in the directory of session records: of a record, or of a pulse. */
export type SessionFileName = string;

/** The name of a session's record. */
export type RecordName = SessionFileName;
