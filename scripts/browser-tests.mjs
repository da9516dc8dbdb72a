/** The tests that drive the store in browsers: files and folders of `packages/backend-browser/test`. */
export const BROWSER_TESTS = ["browser.test.ts", "suite/", "kills/", "quota/", "example/"].map(
  (name) => `packages/backend-browser/test/${name}`,
);
