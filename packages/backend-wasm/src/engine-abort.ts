/** Thrown through the wasm code when it gives up on itself. Its heap is not to be trusted after that. */
export class EngineAbort extends Error {
  override readonly name: string = "EngineAbort";
}
