import { fileURLToPath } from "node:url";
import { type ServeSiteOptions, type Site, serveSite } from "../../../../scripts/browser/serve-site.mjs";

export type { Site };

/** The package as it is published: built by `scripts/browser-build.mjs`. */
export const FLAT: string = fileURLToPath(new URL("../../dist/flat", import.meta.url));

const EMPTY_PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>test</title><link rel="icon" href="data:,">';

/** Serves the package under `/lib/` beside what else is given; without a page of its own, `/` is an empty one. */
export function serve({ pages = {}, directories = {}, ...others }: ServeSiteOptions = {}): Promise<Site> {
  return serveSite({ pages: { "/": EMPTY_PAGE, ...pages }, directories: { "/lib/": FLAT, ...directories }, ...others });
}
