/** An answer that is longer than one document. */
export interface AnswerStream {
  /** Sends the head of the answer. Before it, a failure is still answered as such. */
  begin(contentType: string): void;
  /** Resolves when more can be taken. Rejects when nobody reads any more. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** Aborted when nobody reads any more, or the server ends. */
  readonly signal: AbortSignal;
}
