import { Keyv } from "keyv";
import { expect, it } from "vitest";
import { KeyvKeyedStore } from "../../src/keyv/index.js";
import { describeBackends } from "../support/backends.js";
import { startChild } from "../support/child.js";
import { makeDirectory } from "../support/make-directory.js";
import { openStore } from "../support/stores.js";

describeBackends("Keyv in several processes", (provider) => {
  it("sees what each of them sets, and has it after kill -9", async () => {
    const directory = makeDirectory();
    const start = () => startChild("keyv.mjs", [directory, provider.name]);
    const [first, second] = await Promise.all([start(), start()]);
    for (let index = 0; index < 10; index += 1) {
      const [writer, reader] = index % 2 === 0 ? [first, second] : [second, first];
      expect(await writer.ask({ key: `k${index}`, value: { index } })).toBe(true);
      expect(await reader.ask({ key: `k${index}` })).toEqual({ index });
    }
    await Promise.all([first.kill(), second.kill()]);
    const keyv = new Keyv({ store: new KeyvKeyedStore(await openStore(provider, { directory })) });
    expect(await keyv.getMany(["k0", "k9", "absent"])).toEqual([{ index: 0 }, { index: 9 }, undefined]);
  });
});
