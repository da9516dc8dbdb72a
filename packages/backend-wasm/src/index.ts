export { type WasmProviderOptions, wasmProvider } from "./provider.js";
