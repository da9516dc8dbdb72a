/*
 * The part of `@keyed-store/conformance/bench` that runs on a page; the rest of it opens stores in directories.
 */
export { measure } from "/conformance/measure/measure.js";
export { createIndexGenerator, createSampleKey, createSampleValue } from "/conformance/stores/shapes.js";
