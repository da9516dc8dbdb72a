import { nativeMissing } from "../../../../packages/conformance/test/support/backends.mjs";

/** The backends of two instances on one store. */
export interface Pairing {
  readonly first: string;
  readonly second: string;
}

/** Both native, both WebAssembly, one of each; where native cannot run, what is left. */
export const pairings: readonly Pairing[] = [
  { first: "native", second: "native" },
  { first: "wasm", second: "wasm" },
  { first: "native", second: "wasm" },
].filter(({ first }) => nativeMissing === undefined || first !== "native");
