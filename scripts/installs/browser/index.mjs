import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "../../browser/find-chromium.mjs";
import { read } from "../../checks/files.mjs";
import { leftOut } from "../../report.mjs";
import { run } from "../../run.mjs";
import { consumerEnvironment, createFolder, npmInstall } from "../workshop.mjs";
import { POLICY, serveStrictly } from "./serve-strictly.mjs";
import { checkStatedSizes } from "./sizes.mjs";
import { startVite } from "./start-vite.mjs";
import { visitTwice } from "./visit-twice.mjs";

/** The page whose settings and commands are used. */
const PAGE = "docs/browser.md";

const BUNDLERS = { esbuild: "0.28.2", vite: "8.3.8", webpack: "5.101.3", "webpack-cli": "6.0.1" };

const INDEX = '<!doctype html><html lang="en"><title></title><script type="module" src="main.js"></script></html>\n';

/** Each visit counts one up, and closes the store, so that the next one finds what was written. */
const program = (/** @type {string} */ imports) => `${imports}
async function visit() {
  const store = await openStateStore({ directory: "my-app", providers: [browserProvider()] });
  const { value } = await store.openKeyedStore({ namespace: "visits", maxEntries: 1 }).increment("here");
  await store.close();
  return \`\${store.backend.name}: visit \${value}\`;
}
visit().then((said) => { document.title = said; }, (error) => { document.title = \`\${error.code} \${error.message}\`; });
`;
const PACKAGES = `import { browserProvider } from "@keyed-store/backend-browser";
import { openStateStore } from "@keyed-store/core";`;
const STANDALONE = 'import { browserProvider, openStateStore } from "./keyed-store/standalone.js";';

/**
 * Pages made with each bundler and without one, as the page on browsers shows, served under a strict policy and opened in Chromium: what was
 * written is there when the page is loaded again.
 *
 * @param {import("../workshop.mjs").Workshop} shop
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function browser(shop, report) {
  const ours = ["@keyed-store/core", "@keyed-store/backend-browser"];
  const directory = createFolder(shop, "browser", ours, BUNDLERS);
  await npmInstall(directory);
  await report(`what a browser loads is as large as ${PAGE} says`, async () => checkStatedSizes(directory, PAGE));
  const found = findChromium();
  if (found === undefined) {
    leftOut("bundles in a browser", "no Chromium was found: install one, or name it in KEYED_STORE_TEST_BROWSER");
    return;
  }
  for (const name of ["Without a bundler", "Vite", "webpack", "esbuild"]) {
    const place = join(directory, name.replaceAll(" ", "-"));
    await report(`in a browser, under a strict policy: ${name}`, async () => {
      mkdirSync(place);
      writeFileSync(join(place, "index.html"), INDEX);
      writeFileSync(join(place, "main.js"), program(name === "Without a bundler" ? STANDALONE : PACKAGES));
      await build(place, name);
      return visitServed(found, await serveStrictly(join(place, "dist")), expectTwoVisits);
    });
  }
  await report("in a browser, under a strict policy: Vite's development server", async () =>
    visitServed(found, await startVite(join(directory, "Vite")), expectTwoVisits),
  );
  await report("a policy that forbids WebAssembly is found out, and the way out is said", async () => {
    const policy = POLICY.replace(" 'wasm-unsafe-eval'", "");
    const served = await serveStrictly(join(directory, "Without-a-bundler", "dist"), policy);
    return visitServed(found, served, ({ titles }) =>
      titles.filter((title) => !/^KEYED_STORE_BACKEND_UNAVAILABLE .*'wasm-unsafe-eval'/.test(title)),
    );
  });
}

/**
 * Visits a page twice, and closes its server.
 *
 * @param {string} browserPath
 * @param {import("../../browser/serve-site.mjs").Site} served
 * @param {(visits: { titles: string[], complaints: string[] }) => string[]} judge
 */
async function visitServed(browserPath, served, judge) {
  try {
    return judge(await visitTwice(browserPath, served.origin));
  } finally {
    await served.close();
  }
}

/**
 * Does what a section of the page says: writes the files that it shows and runs its commands.
 *
 * @param {string} place
 * @param {string} name the section's heading
 */
async function build(place, name) {
  const section =
    read(PAGE)
      .split(/^###? /m)
      .find((each) => each.startsWith(`${name}\n`)) ?? "";
  for (const [, file = "", text = ""] of section.matchAll(/`([\w.-]+\.js)`\n\n```js\n(.*?)```/gs))
    writeFileSync(join(place, file), text);
  const [, commands] = /```sh\n(.*?)```/s.exec(section) ?? [];
  if (commands === undefined) throw new Error(`${PAGE} shows no commands for ${name}`);
  // The packages are in the directory above, where commands of the shell do not look.
  const { code, output } = await run("sh", ["-e", "-c", `ln -s ../node_modules node_modules\n${commands}`], {
    cwd: place,
    env: consumerEnvironment(),
  });
  if (code !== 0) throw new Error(output);
}

/** @param {{ titles: string[], complaints: string[] }} visits */
function expectTwoVisits({ titles, complaints }) {
  const isRight = titles.every((title, index) => title === `browser: visit ${index + 1}`);
  return [...(isRight ? [] : titles), ...complaints];
}
