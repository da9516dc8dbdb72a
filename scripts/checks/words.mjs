import { files, read } from "./files.mjs";

/** What belongs to one machine or one moment. The patterns are written so that they do not match themselves. */
const FORBIDDEN = [
  {
    what: "a path of one machine",
    pattern: /(?<![\w.~-])\/(?:home|Users|root|work|workspace)\/[\w.-]|[A-Z]:\\Users\\\w/,
  },
  {
    what: "the host of a registry",
    pattern: /https?:\/\/[\w.-]*(?:registry|npm(?:js|mirror)|verdaccio|artifactory)[\w.-]*/i,
  },
  { what: "work that is not done", pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/ },
];

/** No file names one machine or one registry, or says that it is not finished. */
export function words() {
  return files().flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, index) =>
        FORBIDDEN.filter(({ pattern }) => pattern.test(line)).map(
          ({ what }) => `${path}:${index + 1}: ${what}: ${line.trim().slice(0, 120)}`,
        ),
      ),
  );
}
