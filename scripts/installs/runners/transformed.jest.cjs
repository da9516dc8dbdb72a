const library = require("keyed-store");
const { BACKENDS, exercise } = require("./exercise.mjs");

afterEach(() => void jest.useRealTimers());

test.each(BACKENDS)("%s, made CommonJS by a transformer", async (backend) => {
  await exercise(library, backend);
  jest.useFakeTimers();
  await exercise(library, backend);
});
