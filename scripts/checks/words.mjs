import { homedir } from "node:os";
import { root } from "../run.mjs";
import { listFiles, read } from "./files.mjs";

/** Where this machine keeps what is its own. */
const OWN_PLACES = [root.replace(/[\\/]$/, ""), homedir()].filter((place) => place.length > 1);

/** What belongs to one machine or one moment. The patterns are written so that they do not match themselves. */
const FORBIDDEN = [
  {
    what: "a path of this machine",
    pattern: new RegExp(`(?<![\\w.~-])(?:${OWN_PLACES.map(escapePattern).join("|")})(?![\\w-])`),
  },
  { what: "a path of some machine", pattern: /(?<![\w.~-])\/(?:root|work|workspace)\/[\w.-]/ },
  {
    what: "the host of a registry",
    pattern: /https?:\/\/[\w.-]*(?:registry|npm(?:js|mirror)|verdaccio|artifactory)[\w.-]*/i,
  },
  { what: "work that is not done", pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/ },
];

/** @param {string} text */
function escapePattern(text) {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** No file names one machine or one registry, or says that it is not finished. */
export function checkWords() {
  // A picture may say anything by chance.
  const texts = listFiles().filter((path) => !path.endsWith(".png"));
  return texts.flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, index) =>
        FORBIDDEN.filter(({ pattern }) => pattern.test(line)).map(
          ({ what }) => `${path}:${index + 1}: ${what}: ${line.trim().slice(0, 120)}`,
        ),
      ),
  );
}
