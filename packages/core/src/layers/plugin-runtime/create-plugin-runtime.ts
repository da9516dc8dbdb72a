import { isPromise } from "../../async/is-promise.js";
import { afterDetached } from "../../calls/run-exclusive.js";
import type { StateStore } from "../../contract/state-store.js";
import { invalidInput } from "../../errors/input-errors.js";
import { KeyedStoreError } from "../../errors/keyed-store-error.js";
import { ownerScopeOf } from "../../facade/create-owner-scope.js";
import { openStoreOf } from "../../facade/create-state-store.js";
import { forgetNamespaces } from "../../handles/namespace-registry.js";
import type { OpenStore } from "../../handles/store-context.js";
import { describe, show } from "../../text/describe-value.js";
import { quoteName } from "../../text/quote-name.js";
import { checkOwner } from "../../validation/check-names.js";
import { checkOptions } from "../../validation/check-options.js";
import type { BoundPluginRuntime, Plugin, PluginRuntime, PluginRuntimeOptions, PluginState } from "./plugin-runtime.js";

const OPERATION = "createPluginRuntime";

/**
 * State for the plugins of a host: each gets stores that are bound to its id, if the host's policy lets it, until it is
 * retired (KS-PLUGIN-1 to KS-PLUGIN-4).
 *
 * @throws `KEYED_STORE_INVALID_INPUT` an option is wrong, or `store` is none from `openStateStore`
 */
export function createPluginRuntime(store: StateStore, options: PluginRuntimeOptions): PluginRuntime {
  const host = openStoreOf(store);
  if (host === undefined) {
    throw invalidInput(OPERATION, `${OPERATION} takes a store from openStateStore, was ${describe(store)}.`);
  }
  const authorize = authorizeOf(options);
  const running = new Map<string, BoundPluginRuntime>();

  const forPlugin = (given: Plugin): BoundPluginRuntime => {
    const plugin = pluginOf(host, given);
    const known = running.get(plugin.id);
    if (known === undefined) {
      const made = bound(host, plugin, authorize, () => running.delete(plugin.id));
      running.set(plugin.id, made);
      return made;
    }
    if (known.plugin.origin === plugin.origin) return known;
    throw forbidden(
      `The plugin ${quoteName(plugin.id)} of origin ${quoteName(plugin.origin)} bears the id of one that is running, of origin ${quoteName(known.plugin.origin)}. Close that one first, or give this one another id.`,
      plugin.id,
    );
  };
  return { state: guarded(refuseUnbound), forPlugin };
}

function bound(
  host: OpenStore,
  plugin: Plugin,
  authorize: PluginRuntimeOptions["authorize"],
  onClose: () => void,
): BoundPluginRuntime {
  let retired: string | undefined;
  let closing: Promise<void> | undefined;
  const own: OpenStore = {
    ...host,
    get closed() {
      return retired ?? host.closed;
    },
  };
  const scope = ownerScopeOf(own, plugin.id);
  return {
    plugin,
    state: guarded(() => {
      admitPlugin(plugin, authorize);
      return scope;
    }),
    close() {
      if (closing !== undefined) return closing;
      retired = `The plugin ${quoteName(plugin.id)} was retired by its host. Its data is kept.`;
      forgetNamespaces(own);
      onClose();
      const { queue, issuer } = own;
      closing =
        host.closed === undefined
          ? afterDetached(own, () => queue.turn(() => undefined, issuer, { operation: "close", owner: plugin.id }))
          : Promise.resolve();
      return closing;
    },
  };
}

/** The state that a gate gives, asked at each call. */
function guarded(enter: () => PluginState): PluginState {
  return {
    openKeyedStore: (options) => enter().openKeyedStore(options),
    openSyncKeyedStore: (options) => enter().openSyncKeyedStore(options),
    atomic: () => enter().atomic(),
    usage: async () => enter().usage(),
    clear: async () => enter().clear(),
  };
}

function refuseUnbound(): never {
  throw forbidden(
    "This runtime is bound to no plugin, so that nobody would own the data. Use forPlugin({ id, origin }).state.",
  );
}

function admitPlugin(plugin: Plugin, authorize: PluginRuntimeOptions["authorize"]): void {
  const answer = ask(plugin, authorize);
  if (answer === true) return;
  if (typeof answer !== "string" && answer !== false) {
    if (isPromise(answer)) answer.then(undefined, () => {}); // it is refused, however it ends
    throw invalidInput("open", `authorize must give true, or false or a reason, at once; it gave ${describe(answer)}.`);
  }
  const reason = answer === false ? "" : `: ${answer}`;
  throw forbidden(`The plugin ${quoteName(plugin.id)} may have no state here${reason}.`, plugin.id);
}

function ask(plugin: Plugin, authorize: (plugin: Plugin) => unknown): unknown {
  try {
    return authorize(plugin);
  } catch (cause) {
    throw forbidden(`The plugin ${quoteName(plugin.id)} may have no state here: authorize threw.`, plugin.id, cause);
  }
}

function forbidden(message: string, owner?: string, cause?: unknown): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_FORBIDDEN", message, { operation: "open", owner, cause });
}

function authorizeOf(given: unknown): PluginRuntimeOptions["authorize"] {
  const { authorize } = checkOptions(given ?? {}, ["authorize"], `${OPERATION} options`, OPERATION);
  if (typeof authorize === "function") return authorize as PluginRuntimeOptions["authorize"]; // its answers are judged
  throw invalidInput(
    OPERATION,
    `authorize must be a function of a plugin, was ${show(authorize)}. To let only bundled ones in, give bundledOnly.`,
  );
}

/** A copy, so that what was authorized cannot become another plugin. */
function pluginOf(host: OpenStore, given: unknown): Plugin {
  const { id, origin } = checkOptions(given ?? {}, ["id", "origin"], "plugin", "forPlugin");
  checkOwner(id, host.limits, "forPlugin");
  if (typeof origin !== "string") throw invalidInput("forPlugin", `origin must be a text, was ${show(origin)}.`);
  return Object.freeze({ id, origin });
}
