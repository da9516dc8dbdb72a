import { isKeyedStoreError } from "@keyed-store/core";
import type { Command } from "commander";
import { readStoreFacts } from "../doctor/read-store-facts.js";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { openInBrowser } from "../inspector/launch/open-in-browser.js";
import { createInspectorAccessTokens } from "../inspector/server/inspector-access-tokens.js";
import { startInspectorServer } from "../inspector/server/start-inspector-server.js";
import { describeFailure } from "../inspector/store/describe-failure.js";
import type { InspectedPlace } from "../inspector/store/inspected-place.js";
import { createSelfReopeningStore, type SelfReopeningStore } from "../inspector/store/self-reopening-store.js";
import { formatJson } from "../output/to-printable-text.js";
import { findServiceLocation, resolveStoreDirectory } from "../store/store-location.js";
import { openCommandStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { parsePort, parsePositiveInteger } from "../world/parse-option.js";

interface InspectOptions extends GlobalOptions {
  readonly port: number;
  readonly open?: true;
  readonly write?: true;
  readonly reveal?: true;
  readonly quota?: number;
}

const NOTE = `
It listens on this machine alone, and only the address that it prints lets anyone in. Without --write the store is opened
read-only, so that not even this process could change it.
`;

/** `keyed-store inspect` */
export function addInspectCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("inspect")
    .description("a page to look into the store, at an address of this machine, until it is interrupted")
    .option("--port <port>", "where it listens (default: a port that is free)", parsePort, 0)
    .option("--open", "show the page in the browser")
    .option("--write", "let the page change the store")
    .option("--reveal", "let the page show values")
    .option("--quota <count>", "how many entries an owner may have, to show how full each is", parsePositiveInteger)
    .addHelpText("after", NOTE)
    .action(async (_own: object, command: Command) =>
      exit(await runInspectCommand(environment, command.optsWithGlobals())),
    );
}

async function runInspectCommand(environment: CommandEnvironment, options: InspectOptions): Promise<ExitCode> {
  const { write: isWritable = false, reveal: isRevealed = false, quota } = options;
  const place = await locateInspectedPlace(environment, options);
  const accessOptions = isWritable
    ? ({ access: "read-write", mustExist: true } as const)
    : ({ access: "read-only" } as const);
  const reopeningStore = createSelfReopeningStore({
    open: (onEvent) => openCommandStore(environment, options, accessOptions, onEvent),
    isWritable,
  });
  try {
    await warnIfStoreCannotBeOpened(environment, reopeningStore, place);
    const accessTokens = createInspectorAccessTokens(environment.now);
    const server = await startInspectorServer(
      { reopeningStore, environment, place, isRevealed, quota },
      accessTokens,
      options.port,
    );
    const root = `http://127.0.0.1:${server.port}/`;
    const interrupted = new Promise<void>((resolve) => environment.onInterrupt(resolve));
    const address = `${root}#${accessTokens.token}`;
    await environment.stdout.write(options.json ? `${formatJson({ address })}\n` : `${address}\n`);
    const told = [isWritable ? "can change the store" : "looks only", isRevealed ? "shows values" : "hides values"];
    await environment.stderr.write(`The page ${told.join(" and ")}. It is there until Ctrl-C.\n`);
    if (options.open && !(await openInBrowser(`${root}#once=${accessTokens.createOneTimeCode()}`)))
      await environment.stderr.write("warning: no browser could be started; open the address by hand\n");
    await interrupted;
    await server.close();
  } finally {
    await reopeningStore.close();
  }
  return EXIT.ok;
}

async function locateInspectedPlace(environment: CommandEnvironment, options: GlobalOptions): Promise<InspectedPlace> {
  const server = findServiceLocation(environment, options);
  if (server !== undefined) return { shown: server.shown };
  const { database } = await readStoreFacts(resolveStoreDirectory(environment, options), options.file);
  return { shown: database, databasePath: database };
}

/** A store that is not there yet, or cannot be read, is told of by the page; what no other store would mend ends the command. */
async function warnIfStoreCannotBeOpened(
  environment: CommandEnvironment,
  reopeningStore: SelfReopeningStore,
  place: InspectedPlace,
): Promise<void> {
  try {
    await reopeningStore.use(async () => undefined);
  } catch (error) {
    if (!isKeyedStoreError(error) || HOPELESS.has(error.code)) throw error;
    await environment.stderr.write(`warning: ${describeFailure(error, place).message}\n`);
  }
}

const HOPELESS: ReadonlySet<string> = new Set([
  "KEYED_STORE_INVALID_INPUT",
  "KEYED_STORE_BACKEND_UNAVAILABLE",
  "KEYED_STORE_UNSUPPORTED",
]);
