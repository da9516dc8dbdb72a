import type { Change, JsonValue } from "@keyed-store/core";
import type { Command } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { formatTimestamp } from "../output/times.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { printNoteIfOwnerOrNamespaceMissing } from "../store/describe-missing-owner-or-namespace.js";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import { withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";

interface WatchCommandOptions extends GlobalOptions {
  readonly prefix?: string;
  readonly initial?: true;
}

/** `keyed-store watch` */
export function addWatchCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("watch")
    .description("changes of a namespace as they come, until it is interrupted")
    .argument("<owner>")
    .argument("<namespace>")
    .option("--prefix <prefix>", "only keys that begin with it")
    .option("--initial", "begin with what is there")
    .action(async (owner: string, namespace: string, _own: object, command: Command) =>
      exit(await printChanges(environment, owner, namespace, command.optsWithGlobals())),
    );
}

async function printChanges(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  options: WatchCommandOptions,
): Promise<ExitCode> {
  const { prefix, initial, json } = options;
  await withStore(environment, options, { access: "read-only" }, async (store) => {
    await printNoteIfOwnerOrNamespaceMissing(environment, store, owner, namespace);
    const controller = new AbortController();
    const ignoreInterrupts = environment.onInterrupt(() => controller.abort());
    try {
      const { signal } = controller;
      for await (const change of openNamespaceStore(store, owner, namespace).watch({ prefix, initial, signal })) {
        await environment.stdout.write(`${json ? formatJson(change) : formatChange(change, environment)}\n`);
      }
    } finally {
      ignoreInterrupts();
    }
  });
  return EXIT.ok;
}

function formatChange({ key, entry }: Change<JsonValue>, environment: CommandEnvironment): string {
  const when = formatTimestamp(entry?.createdAt ?? environment.now());
  return `${when}  ${toPrintableText(key)}  ${entry === undefined ? "gone" : formatJson(entry.value)}`;
}
