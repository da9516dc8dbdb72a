import { join } from "node:path";
import { run } from "../run.mjs";
import { consumerEnvironment, createFolder, npmInstall, runProgram, UMBRELLA } from "./workshop.mjs";

const PASSWORD = "s3cr3t";
/** Nothing listens there. */
const NOWHERE = `postgresql://bot:${PASSWORD}@127.0.0.1:1/fleet`;

const PROGRAM = `import { createRequire } from "node:module";
import { postgresProvider } from "@keyed-store/backend-postgres";
import { openStateStore } from "keyed-store";
const driverFiles = Object.keys(createRequire(import.meta.url).cache).filter((path) => /[\\\\/]node_modules[\\\\/]pg[\\\\/]/.test(path));
const providers = [postgresProvider({ connectionString: ${JSON.stringify(NOWHERE)} })];
const error = await openStateStore({ backend: "postgres", providers, busyTimeoutMs: 200 }).catch((error) => error);
console.log(JSON.stringify({ driverFiles, code: error.code, message: error.message, all: String(error.stack) + JSON.stringify(error) }));
`;

/**
 * The package for PostgreSQL, installed where there is no server; and the command, where there is no such package.
 *
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function postgres(shop, report) {
  await report(
    "the package for PostgreSQL, without a server: importing loads no driver, opening says what is wrong",
    async () => {
      const directory = createFolder(shop, "postgres", [...UMBRELLA, "@keyed-store/backend-postgres"], {
        pg: "8.23.1",
      });
      await npmInstall(directory, { args: ["--ignore-scripts"] });
      /** @type {unknown} */
      const printed = await runProgram(directory, PROGRAM);
      const { driverFiles, code, message, all } =
        /** @type {{ driverFiles: string[], code: string, message: string, all: string }} */ (printed);
      return [
        ...driverFiles.map((path) => `importing loads ${path}`),
        ...(/^KEYED_STORE_(BUSY|OPEN_FAILED)$/.test(code) ? [] : [`it failed with ${code}: ${message}`]),
        ...(all.includes(PASSWORD) ? ["the error shows the password"] : []),
      ];
    },
  );

  await report("the command, without the package for PostgreSQL: says what to install", async () => {
    const directory = createFolder(shop, "no-postgres", UMBRELLA);
    await npmInstall(directory, { args: ["--ignore-scripts"] });
    const main = join("node_modules", "keyed-store", "dist", "cli", "main.js");
    const { code, output } = await run(process.execPath, [main, "owners", "--url", NOWHERE], {
      cwd: directory,
      env: consumerEnvironment(),
    });
    const advice = /@keyed-store\/backend-postgres is not installed; .*npm install @keyed-store\/backend-postgres pg@8/;
    return code === 5 && advice.test(output) && !output.includes(PASSWORD) ? [] : [`it ended with ${code}\n${output}`];
  });
}
