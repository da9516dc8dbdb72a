export { nodeProvider } from "./node-provider.js";
