export { formatSchema } from "./schema/format-schema.js";
