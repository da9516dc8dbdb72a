export { nativeProvider } from "./provider.js";
