import { isPromise } from "../../async/is-promise.js";
import { startAfterOperationsOutsideQueue } from "../../calls/submit-exclusive-work.js";
import type { Limits } from "../../contract/limits.js";
import type { StateStore } from "../../contract/state-store.js";
import { invalidInputError } from "../../errors/input-errors.js";
import { KeyedStoreError } from "../../errors/keyed-store-error.js";
import { createOwnerScope } from "../../facade/create-owner-scope.js";
import { findContextOfStateStore } from "../../facade/create-state-store.js";
import { unregisterNamespacesOfStore } from "../../handles/namespace-registry.js";
import type { StoreContext } from "../../handles/store-context.js";
import { describeValue, formatReceivedArgument } from "../../text/describe-value.js";
import { quoteNameForMessage } from "../../text/quote-name-for-message.js";
import { assertOwnerName } from "../../validation/assert-names.js";
import { checkOptions } from "../../validation/check-options.js";
import { parseChoice } from "../../validation/parse-choice.js";
import { parseOptionalPositiveInteger } from "../../validation/parse-optional-positive-integer.js";
import type { BoundPluginRuntime, Plugin, PluginRuntime, PluginRuntimeOptions, PluginState } from "./plugin-runtime.js";

const OPERATION = "createPluginRuntime";

/** What a plugin may have where the host does not say. */
const MAX_ENTRIES_PER_PLUGIN = 1_000;

/**
 * State for the plugins of a host: each gets stores that are bound to its id, if the host's policy lets it, until it is
 * retired (KS-PLUGIN-1 to KS-PLUGIN-5).
 *
 * @example
 * import { bundledOnly, createPluginRuntime, openMemoryStore } from "keyed-store";
 *
 * const store = await openMemoryStore();
 * const plugins = createPluginRuntime(store, { authorize: bundledOnly });
 * const slack = plugins.forPlugin({ id: "slack", origin: "bundled" });
 * await slack.state.openKeyedStore<number>({ namespace: "seen", maxEntries: 100 }).register("event-7", 1);
 * console.log((await slack.state.usage()).entries); // 1
 * await slack.close(); // retired: nothing that it still holds can write
 * @throws `KEYED_STORE_INVALID_INPUT` an option is wrong, or `store` is none from `openStateStore`
 */
export function createPluginRuntime(store: StateStore, options: PluginRuntimeOptions): PluginRuntime {
  const context = findContextOfStateStore(store);
  if (context === undefined) {
    throw invalidInputError(OPERATION, `${OPERATION} takes a store from openStateStore, was ${describeValue(store)}.`);
  }
  const { authorize, quota } = parsePluginRuntimeOptions(context, options);
  const runtimes = new Map<string, BoundPluginRuntime>();

  const forPlugin = (input: Plugin): BoundPluginRuntime => {
    const plugin = parseAndFreezePlugin(context.limits, input);
    const existing = runtimes.get(plugin.id);
    if (existing === undefined) {
      const created = createBoundPluginRuntime(context, quota, plugin, authorize, () => runtimes.delete(plugin.id));
      runtimes.set(plugin.id, created);
      return created;
    }
    if (existing.plugin.origin === plugin.origin) return existing;
    throw pluginForbiddenError(
      `The plugin ${quoteNameForMessage(plugin.id)} of origin ${quoteNameForMessage(plugin.origin)} bears the id of one that is running, of origin ${quoteNameForMessage(existing.plugin.origin)}. Close that one first, or give this one another id.`,
      plugin.id,
    );
  };
  return { state: createPluginStateAuthorizedPerCall(throwUnboundPluginError), forPlugin };
}

function createBoundPluginRuntime(
  store: StoreContext,
  pluginCaps: PluginCaps,
  plugin: Plugin,
  authorize: AuthorizePlugin,
  forgetClosedRuntime: () => void,
): BoundPluginRuntime {
  let retiredMessage: string | undefined;
  let closePromise: Promise<void> | undefined;
  const context: StoreContext = {
    ...store,
    ...pluginCaps,
    get closedMessage() {
      return retiredMessage ?? store.closedMessage;
    },
  };
  const scope = createOwnerScope(context, plugin.id);
  return {
    plugin,
    state: createPluginStateAuthorizedPerCall(() => {
      assertPluginAuthorized(plugin, authorize);
      return scope;
    }),
    close() {
      if (closePromise !== undefined) return closePromise;
      retiredMessage = `The plugin ${quoteNameForMessage(plugin.id)} was retired by its host. Its data is kept.`;
      unregisterNamespacesOfStore(context);
      forgetClosedRuntime();
      const { queue, client } = context;
      closePromise =
        store.closedMessage === undefined
          ? startAfterOperationsOutsideQueue(context, () =>
              queue.runExclusive(() => undefined, client, { operation: "close", owner: plugin.id }),
            )
          : Promise.resolve();
      return closePromise;
    },
  };
}

/** A state that asks `getState` at each call, so that a plugin loses its state at once. */
function createPluginStateAuthorizedPerCall(getAuthorizedStateOrThrow: () => PluginState): PluginState {
  return {
    openKeyedStore: (options) => getAuthorizedStateOrThrow().openKeyedStore(options),
    openSyncKeyedStore: (options) => getAuthorizedStateOrThrow().openSyncKeyedStore(options),
    atomic: () => getAuthorizedStateOrThrow().atomic(),
    usage: async () => getAuthorizedStateOrThrow().usage(),
    clear: async () => getAuthorizedStateOrThrow().clear(),
  };
}

function throwUnboundPluginError(): never {
  throw pluginForbiddenError(
    "This runtime is bound to no plugin, so that nobody would own the data. Use forPlugin({ id, origin }).state.",
  );
}

function assertPluginAuthorized(plugin: Plugin, authorize: AuthorizePlugin): void {
  const answer = callAuthorizeFunctionOrThrowForbidden(plugin, authorize);
  if (answer === true) return;
  if (typeof answer !== "string" && answer !== false) {
    if (isPromise(answer)) answer.then(undefined, () => {}); // it is refused, however it ends
    throw invalidInputError(
      "open",
      `authorize must give true, or false or a reason, at once; it gave ${describeValue(answer)}.`,
    );
  }
  const reason = answer === false ? "" : `: ${answer}`;
  throw pluginForbiddenError(
    `The plugin ${quoteNameForMessage(plugin.id)} may have no state here${reason}.`,
    plugin.id,
  );
}

function callAuthorizeFunctionOrThrowForbidden(plugin: Plugin, authorize: (plugin: Plugin) => unknown): unknown {
  try {
    return authorize(plugin);
  } catch (cause) {
    throw pluginForbiddenError(
      `The plugin ${quoteNameForMessage(plugin.id)} may have no state here: authorize threw.`,
      plugin.id,
      cause,
    );
  }
}

function pluginForbiddenError(message: string, owner?: string, cause?: unknown): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_FORBIDDEN", message, { operation: "open", owner, cause });
}

/** The host's policy: says whether a plugin may have state. */
type AuthorizePlugin = PluginRuntimeOptions["authorize"];

/** What each plugin may have, in place of what the store gives an owner. */
type PluginCaps = Pick<StoreContext, "limits" | "ownerOverflow">;

interface ParsedRuntimeOptions {
  readonly authorize: AuthorizePlugin;
  readonly quota: PluginCaps;
}

const NAMES = ["authorize", "maxEntriesPerPlugin", "pluginOverflow"];

function parsePluginRuntimeOptions(store: StoreContext, input: unknown): ParsedRuntimeOptions {
  const options = checkOptions(input ?? {}, NAMES, `${OPERATION} options`, OPERATION);
  const { authorize, maxEntriesPerPlugin, pluginOverflow } = options;
  if (typeof authorize !== "function") {
    throw invalidInputError(
      OPERATION,
      `authorize must be a function of a plugin, was ${formatReceivedArgument(authorize)}. To let only bundled ones in, give bundledOnly.`,
    );
  }
  return {
    authorize: authorize as AuthorizePlugin, // its answers are judged
    quota: {
      limits: Object.freeze({ ...store.limits, maxEntriesPerOwner: parseMaxEntriesPerPlugin(maxEntriesPerPlugin) }),
      ownerOverflow:
        pluginOverflow === undefined
          ? store.ownerOverflow
          : parseChoice(pluginOverflow, ["reject", "evict-oldest"], "pluginOverflow", OPERATION),
    },
  };
}

function parseMaxEntriesPerPlugin(input: unknown): number {
  if (input === Number.POSITIVE_INFINITY) return input;
  return parseOptionalPositiveInteger(input, "maxEntriesPerPlugin", OPERATION) ?? MAX_ENTRIES_PER_PLUGIN;
}

/** A copy, so that what was authorized cannot become another plugin. */
function parseAndFreezePlugin(limits: Limits, input: unknown): Plugin {
  const { id, origin } = checkOptions(input ?? {}, ["id", "origin"], "plugin", "forPlugin");
  assertOwnerName(id, limits, "forPlugin");
  if (typeof origin !== "string")
    throw invalidInputError("forPlugin", `origin must be a text, was ${formatReceivedArgument(origin)}.`);
  return Object.freeze({ id, origin });
}
