export type { WasmProviderOptions } from "./loader/check-options.js";
export { wasmProvider } from "./provider.js";
