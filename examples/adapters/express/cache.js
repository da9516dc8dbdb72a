import { KeyvKeyedStore } from "@keyed-store/adapters/keyv";
import { Keyv } from "keyv";

/** A cache whose values live for an hour, in the same store as all the rest. */
export const openCache = (store) => new Keyv({ store: new KeyvKeyedStore(store), namespace: "quotes", ttl: 3_600_000 });
