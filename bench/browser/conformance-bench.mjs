/*
 * The part of `@keyed-store/conformance/bench` that runs on a page; the rest of it opens stores in directories.
 */
export { measure } from "../../packages/conformance/dist/bench/measure/measure.js";
export {
  createIndexGenerator,
  createSampleKey,
  createSampleValue,
} from "../../packages/conformance/dist/bench/stores/shapes.js";
