import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { read } from "../checks/files.mjs";
import { run } from "../run.mjs";
import { consumerEnvironment } from "./workshop.mjs";

const PAGE = "docs/testing.md";

/** How a section of the page says that its test is run, and what is printed when its tests, two or more, passed. */
const RUNNERS = {
  vitest: { args: ["../node_modules/vitest/vitest.mjs", "run"], passed: /Tests +([2-9]|\d{2,}) passed/ },
  "node:test": { args: ["--test"], passed: /pass ([2-9]|\d{2,})\n.*fail 0/s },
  Jest: {
    args: ["--experimental-vm-modules", "../node_modules/jest/bin/jest.js"],
    passed: /Tests: +([2-9]|\d{2,}) passed/,
  },
};

/**
 * The tests that the page on testing shows, each in the runner that its section names.
 *
 * @param {string} directory where the packages and the runners are installed
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function testing(directory, report) {
  const sections = read(PAGE).split(/^##+ /m);
  const shared = sections.flatMap((section) => listFiles(section)).find(({ name }) => name === "codes.js");
  for (const [runner, { args, passed }] of Object.entries(RUNNERS)) {
    await report(`the tests of ${PAGE}, in ${runner}`, async () => {
      const place = join(directory, `testing-${runner.replace(":", "-")}`);
      mkdirSync(place);
      const shown = listFiles(sections.find((section) => section.startsWith(`${runner}\n`)) ?? "");
      for (const { name, text } of shared === undefined ? shown : [shared, ...shown])
        writeFileSync(join(place, name), text);
      writeFileSync(join(place, "package.json"), '{ "type": "module" }');
      // Vitest would take the settings of the folder above, as it does without any here.
      writeFileSync(join(place, "vitest.config.js"), "export default {};\n");
      const { code, output } = await run(process.execPath, args, {
        cwd: place,
        env: { ...consumerEnvironment(), NO_COLOR: "1" },
      });
      return code === 0 && passed.test(output) ? [] : [output.slice(-6_000)];
    });
  }
}

/**
 * The files that a part of the page shows, each behind its name.
 *
 * @param {string} section
 */
function listFiles(section) {
  const shown = section.matchAll(/`([\w.-]+\.(?:js|json))`[^`]*(?:`[^`]+`)?[^`]*\n\n```js(?:on)?\n(.*?)```/gs);
  return [...shown].map(([, name = "", text = ""]) => ({ name, text }));
}
