/** The result of a failure after which a connection is lost: drop it and open the database again. */
export const ABORTED_HEAP = "SQLITE_ABORTED_HEAP";

/**
 * Thrown through the wasm code to stop it where it stands. Its heap is not to be trusted after that, so the connection
 * is given up as if the process had been killed.
 */
export class EngineAbort extends Error {
  override readonly name: string = "EngineAbort";
  /** The result to report. */
  readonly result: string;

  constructor(message: string, result: string = ABORTED_HEAP) {
    super(message);
    this.result = result;
  }
}
