export { nativeProvider } from "./native-provider.js";
