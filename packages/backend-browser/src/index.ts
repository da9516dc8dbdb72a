export { browserProvider } from "./browser-provider.js";
export type { BrowserProviderOptions } from "./page/browser-provider-options.js";
export type { BrowserWorker } from "./page/browser-worker.js";
export { requestPersistentStorage } from "./page/request-persistent-storage.js";
