export type { WasmProviderOptions } from "./node/loader/wasm-provider-options.js";
export { wasmProvider } from "./node/provider.js";
