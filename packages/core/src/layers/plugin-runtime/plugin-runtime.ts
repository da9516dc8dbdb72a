import type { OwnerScope } from "../../contract/owner-scope.js";

/** A plugin as its host knows it. */
export interface Plugin {
  /** Its name, which is the owner of all it stores (KS-NAME-2). */
  readonly id: string;
  /** Where it comes from, in the words of the host, such as `"bundled"` or `"workspace"`. */
  readonly origin: string;
}

/** The stores of one plugin. None takes an `owner`: it is settled. */
export type PluginState = Pick<OwnerScope, "openKeyedStore" | "openSyncKeyedStore" | "atomic" | "usage" | "clear">;

/** What a host hands to one plugin (KS-PLUGIN-1). */
export interface BoundPluginRuntime {
  /** Whose runtime it is. */
  readonly plugin: Plugin;
  /** Its state. Opening throws `KEYED_STORE_FORBIDDEN` where the policy of the host refuses the plugin (KS-PLUGIN-2). */
  readonly state: PluginState;
  /**
   * Retires the plugin: what it issued before is completed, and every later operation of its handles is
   * `KEYED_STORE_CLOSED` (KS-PLUGIN-3). Its data stays. `forPlugin` then gives a new runtime.
   */
  close(): Promise<void>;
}

/** A store for a host with plugins. Made by `createPluginRuntime`. */
export interface PluginRuntime {
  /** The state of no plugin: everything in it throws `KEYED_STORE_FORBIDDEN` (KS-PLUGIN-4). */
  readonly state: PluginState;
  /**
   * The runtime of a plugin, the same at each call until it is closed.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` the id cannot be an owner, or the origin is no text
   * @throws `KEYED_STORE_FORBIDDEN` a plugin of that id is running that came from elsewhere (KS-PLUGIN-2)
   */
  forPlugin(plugin: Plugin): BoundPluginRuntime;
}

/** Why a plugin may not have state: the end of a sentence, which the error's message repeats. */
export type PluginRefusalReason = string;

/** How a plugin runtime is made. */
export interface PluginRuntimeOptions {
  /**
   * Whether a plugin may have state: true, or false, or the reason why not. Asked whenever it opens something;
   * `bundledOnly` is one such policy.
   */
  readonly authorize: (plugin: Plugin) => boolean | PluginRefusalReason;
  /**
   * The quota of each plugin: live entries over all its namespaces, whatever `limits.maxEntriesPerOwner` of the store says
   * (KS-PLUGIN-5). A whole number from 1, or `Infinity`. Default 1,000.
   */
  readonly maxEntriesPerPlugin?: number | undefined;
  /** What becomes of a plugin's new key above its quota, as `ownerOverflow` of the store says, which is the default. */
  readonly pluginOverflow?: "reject" | "evict-oldest" | undefined;
}
