afterEach(() => void jest.useRealTimers());

test.each((process.env["RUNNER_BACKENDS"] ?? "").split(","))("%s, imported by CommonJS", async (backend) => {
  const library = await import("keyed-store");
  const { exercise } = await import("./exercise.mjs");
  await exercise(library, backend);
  jest.useFakeTimers();
  await exercise(library, backend);
});
