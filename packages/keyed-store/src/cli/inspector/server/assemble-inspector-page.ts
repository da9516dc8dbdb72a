import { createHash } from "node:crypto";
import { joinScriptModules } from "./join-script-modules.js";
import { PAGE_STYLE } from "./page-style.js";

/** Where the compiler puts the beginning of the page's script, seen from here and from the sources alike. */
const SCRIPT_ENTRY = new URL("../../../../dist/cli/inspector/page/main.js", import.meta.url);

/** The page, and the policy under which it is shown. */
export interface InspectorPage {
  readonly html: string;
  readonly securityPolicy: string;
}

/** Puts the page together. There is nothing in it that is of the store, so that anyone may have it. */
export function assembleInspectorPage(): InspectorPage {
  const script = `\n${joinScriptModules(SCRIPT_ENTRY)}`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>keyed-store inspector</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body>
<noscript><p>This page is drawn by its script: let it run here.</p></noscript>
<script type="module">${script}</script>
</body>
</html>
`;
  return { html, securityPolicy: formatContentSecurityPolicy(script, PAGE_STYLE) };
}

/** Only these two run and apply, and nothing is fetched but from the server itself. */
function formatContentSecurityPolicy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
