import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    allowOnly: false,
    // Nothing here asserts a duration. The limits only end what hangs, on the slowest machine there is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: { include: ["packages/*/src/**"], reporter: ["text-summary", "html"] },
  },
});

export default config;
