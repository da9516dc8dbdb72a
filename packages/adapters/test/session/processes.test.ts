import { expect, it } from "vitest";
import { onEachBackend } from "../http/backends.js";
import { startServer } from "../http/start-server.js";
import { makeDirectory } from "../support/make-directory.js";
import { openBrowser } from "./browser.js";
import { HOSTS } from "./hosts/serve.mjs";

/** Only ends what hangs: several processes start, each with a host, on whatever machine. */
const SLOW_MS = 600_000;
const PROGRAM = new URL("./hosts/main.mjs", import.meta.url);

onEachBackend("KS-LIFE-3 sessions are there for two processes, and across kill -9", (backend) => {
  it.each(HOSTS)(
    "%s",
    async (host) => {
      const directory = makeDirectory();
      const [one, two] = await Promise.all([1, 2].map(() => startServer(PROGRAM, host, backend, directory)));
      if (one === undefined || two === undefined) throw new Error("two were started");
      const ada = openBrowser(one.url);
      expect([await ada.get("/me"), await ada.get("/login?name=ada"), await ada.get("/me")]).toEqual([
        "nobody",
        "in",
        "ada",
      ]);
      ada.moveTo(two.url);
      expect(await ada.get("/me")).toBe("ada");
      await one.kill();
      expect(await ada.get("/me")).toBe("ada");
      const bob = openBrowser(two.url);
      expect(await bob.get("/login?name=bob")).toBe("in");
      const stolen = ada.copy();
      expect([await ada.get("/logout"), await stolen.get("/me")]).toEqual(["out", "nobody"]);
      await two.kill();
      const three = await startServer(PROGRAM, host, backend, directory);
      for (const browser of [ada, bob, stolen]) browser.moveTo(three.url);
      expect([await bob.get("/me"), await ada.get("/me"), await stolen.get("/me")]).toEqual([
        "bob",
        "nobody",
        "nobody",
      ]);
      await three.close();
    },
    SLOW_MS,
  );
});
