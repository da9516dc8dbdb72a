export { createExpressRateLimitStore } from "./adapter.js";
