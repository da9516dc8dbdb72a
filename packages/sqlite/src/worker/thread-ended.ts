/** The worker thread ended by itself, so that what was requested may or may not have happened. */
export class ThreadEnded extends Error {
  override readonly name: string = "ThreadEnded";

  constructor(cause: unknown) {
    super("The worker thread has ended.", { cause });
  }
}
