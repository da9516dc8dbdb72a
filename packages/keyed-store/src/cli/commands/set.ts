import type { JsonValue, KeyedStore } from "@keyed-store/core";
import { type Command, Option } from "commander";
import type { CommandEnvironment } from "../environment/command-environment.js";
import { printIfTerminalAndNotJson } from "../output/print-if-terminal-and-not-json.js";
import { formatDuration } from "../output/times.js";
import { formatJson, toPrintableText } from "../output/to-printable-text.js";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import { GENEROUS_LIMITS, withStore } from "../store/with-store.js";
import type { CommandContext } from "../world/command-context.js";
import { EXIT, type ExitCode } from "../world/exit-code.js";
import type { GlobalOptions } from "../world/global-options.js";
import { parseDurationMs, parsePositiveInteger } from "../world/parse-option.js";
import { usageError } from "../world/usage-error.js";

interface SetOptions extends GlobalOptions {
  readonly ttl?: number;
  readonly string?: true;
  readonly ifAbsent?: true;
  readonly ifVersion?: number;
  readonly maxEntries?: number;
  readonly raisedLimits?: true;
}

/** `keyed-store set` */
export function addSetCommand(program: Command, { environment, exit }: CommandContext): void {
  program
    .command("set")
    .description("write a value; evicts nothing, and creates the store where there is none")
    .argument("<owner>")
    .argument("<namespace>")
    .argument("<key>")
    .argument("[value]", "JSON; left out or -: read from standard input")
    .option("--ttl <duration>", "how long it lives: 30s, 5m, 24h, 7d (default: for ever)", parseDurationMs)
    .option("--string", "take the value as text, not as JSON")
    .option("--if-absent", "write only where no live entry is")
    .addOption(
      new Option("--if-version <version>", "write only over this version")
        .argParser(parsePositiveInteger)
        .conflicts("ifAbsent"),
    )
    .option("--max-entries <count>", "refuse a new key when the namespace has this many entries", parsePositiveInteger)
    .option("--raised-limits", "for a program that raised its limits: allow sizes beyond the usual ones")
    .action(
      async (
        owner: string,
        namespace: string,
        key: string,
        value: string | undefined,
        _own: object,
        command: Command,
      ) => exit(await runSetCommand(environment, owner, namespace, key, value, command.optsWithGlobals())),
    );
}

async function runSetCommand(
  environment: CommandEnvironment,
  owner: string,
  namespace: string,
  key: string,
  valueText: string | undefined,
  options: SetOptions,
): Promise<ExitCode> {
  const value = parseValueArgument(
    valueText === undefined || valueText === "-" ? await readTextWithoutFinalNewline(environment.stdin) : valueText,
    options,
  );
  // Unless told otherwise, a program with the usual limits must be able to write it again.
  const limits = options.raisedLimits ? GENEROUS_LIMITS : {};
  const written = await withStore(environment, options, { access: "read-write", limits }, (store) =>
    writeEntryIfConditionHolds(openNamespaceStore(store, owner, namespace, options.maxEntries), key, value, options),
  );
  if (options.json) await environment.stdout.write(`${formatJson({ written })}\n`);
  if (written) {
    const life = options.ttl === undefined ? "kept until it is deleted" : `expires in ${formatDuration(options.ttl)}`;
    await printIfTerminalAndNotJson(
      environment,
      options,
      `written: ${owner}/${namespace} ${toPrintableText(key)}, ${life}`,
    );
    return EXIT.ok;
  }
  const found = options.ifAbsent ? "there is a live entry already" : "there is no live entry of that version";
  await environment.stderr.write(`NOT_WRITTEN: ${owner}/${namespace} ${toPrintableText(key)}: ${found}\n`);
  return EXIT.failed;
}

async function writeEntryIfConditionHolds(
  store: KeyedStore<JsonValue>,
  key: string,
  value: JsonValue,
  options: SetOptions,
): Promise<boolean> {
  const ttl = { ttlMs: options.ttl };
  if (options.ifAbsent) return store.registerIfAbsent(key, value, ttl);
  if (options.ifVersion !== undefined) return store.compareAndSet(key, options.ifVersion, value, ttl);
  await store.register(key, value, ttl);
  return true;
}

function parseValueArgument(valueText: string, options: SetOptions): JsonValue {
  if (options.string) return valueText;
  try {
    return JSON.parse(valueText) as JsonValue;
  } catch {
    // The parser's own message quotes the value.
    throw usageError(
      `The value is not JSON. Text needs quotes inside the shell's own ('"like this"'), or add --string.`,
    );
  }
}

async function readTextWithoutFinalNewline(input: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of input) chunks.push(chunk);
  try {
    // The line end that `echo` and editors add is not part of the value.
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)).replace(/\r?\n$/, "");
  } catch {
    throw usageError("The value on standard input is not UTF-8.");
  }
}
