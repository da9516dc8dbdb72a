/** The tests that drive the store in browsers: folders of `packages/backend-browser/test`. */
export const BROWSER_TESTS = ["browser/", "suite/", "kills/"].map((name) => `packages/backend-browser/test/${name}`);
