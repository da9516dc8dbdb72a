export type { WasmProviderOptions } from "./loader/wasm-provider-options.js";
export { wasmProvider } from "./provider.js";
