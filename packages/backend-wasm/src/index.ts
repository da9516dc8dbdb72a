export { type WasmProviderOptions, wasmProvider } from "./wasm-provider.js";
