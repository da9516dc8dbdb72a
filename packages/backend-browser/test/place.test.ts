import { describe, expect, test } from "vitest";
import { parseOpfsDirectory, parseOpfsFile } from "../src/place/parse-opfs-path.js";

describe("a directory is names with slashes between them", () => {
  test.each([
    ["my-app", "opfs:/my-app"],
    ["my-app/state", "opfs:/my-app/state"],
    ["/my-app", "opfs:/my-app"],
    ["my-app/", "opfs:/my-app"],
    ["opfs:/my-app/state", "opfs:/my-app/state"],
    ["...", "opfs:/..."],
    ["Ünï code", "opfs:/Ünï code"],
  ])("%s is %s", (directory, path) => {
    expect(parseOpfsDirectory(directory).directoryPath).toBe(path);
  });

  test.each([
    "",
    "/",
    "//",
    ".",
    "..",
    "./state",
    "a/../b",
    "a//b",
    "a/./b",
    "C:\\state",
    "a\\b",
    "a\0b",
    "https://x/y",
    "opfs:",
  ])("%j is refused", (directory) => {
    expect(() => parseOpfsDirectory(directory)).toThrow(
      expect.objectContaining({ code: "KEYED_STORE_INVALID_INPUT", message: expect.stringContaining("directory") }),
    );
  });
});

test.each([
  ["my-app/backup.sqlite", "opfs:/my-app", "backup.sqlite"],
  ["/a/b/c", "opfs:/a/b", "c"],
  ["opfs:/a/b", "opfs:/a", "b"],
])("the file %s is in %s", (path, directoryPath, fileName) => {
  expect(parseOpfsFile(path)).toMatchObject({ directoryPath, fileName });
});

test.each(["backup.sqlite", "/backup.sqlite", "a/", "a/..", "../b", "a/b/.", ""])("the file %j is refused", (path) => {
  expect(() => parseOpfsFile(path)).toThrow(expect.objectContaining({ code: "KEYED_STORE_INVALID_INPUT" }));
});
