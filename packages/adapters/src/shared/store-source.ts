import type { StateStore } from "@keyed-store/core";

/**
 * An open store, or a function that opens one. The function is called once, at the first use, and again at the next use if it
 * failed; an adapter closes only a store that it opened by it.
 */
export type StoreSource = StateStore | (() => StateStore | Promise<StateStore>);
