import { jest } from "@jest/globals";
import * as library from "keyed-store";
import { BACKENDS, exercise } from "./exercise.mjs";

afterEach(() => void jest.useRealTimers());

test.each(BACKENDS)("%s", (backend) => exercise(library, backend));
test.each(BACKENDS)("%s, under fake timers", async (backend) => {
  jest.useFakeTimers();
  await exercise(library, backend);
});
test("in a worker thread, under fake timers", async () => {
  jest.useFakeTimers();
  await exercise(library, "wasm", "worker");
});
