import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { servedProvider, server } from "./served-provider.js";

let places = 0;

conformance({
  describe,
  it,
  backend: {
    name: "served",
    provider: (place = "") => servedProvider({ address: place }),
    capabilities: { synchronous: false, persistent: false, multiProcess: false, durability: [] },
    service: {
      createPlace: async () => `place ${places++}`,
      removePlace: async (place) => void server.delete(place),
    },
  },
});
