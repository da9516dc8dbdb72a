import { formatPage } from "./format-page.mjs";
import { readDeclarations } from "./read-declarations.mjs";

/** The page of the API as the emitted declarations say it now, with what it was made of. */
export function makePage() {
  const declarations = readDeclarations("packages/keyed-store/dist/index.d.ts");
  return { page: formatPage(declarations), declarations };
}
