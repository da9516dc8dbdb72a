import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { encodeText } from "../../support/encode-text.js";

const FILES = { needs: ["files"], neighbours: "none", faces: "store" } as const;

export const filePlaces: Group = {
  title: "Places of files",
  cases: [
    createCase(
      "KS-SEC-2",
      "nothing outside the directory is ever written",
      async ({ open, keyed, directory, host: { files } }) => {
        const store = await open({ directory: files.join(directory, "a", "b") });
        for (let index = 0; index < 50; index++) await keyed(store).register(`${index}`, "x".repeat(2000));
        const beside = [await files.listNames(directory), await files.listNames(files.join(directory, "a"))];
        await store.probe();
        await store.flush();
        await store.close();
        same(beside, [["a"], ["b"]], "what lies beside the directory, while it is open");
        same(
          [await files.listNames(directory), await files.listNames(files.join(directory, "a"))],
          [["a"], ["b"]],
          "what lies beside it afterwards",
        );
      },
      FILES,
    ),
    createCase(
      "KS-LIFE-4",
      "what is no directory, or no database, cannot be opened, and is left as it was",
      async ({ open, directory, host: { files } }) => {
        const file = files.join(directory, "a file");
        await files.write(file, encodeText("text"));
        await failsWith("OPEN_FAILED", () => open({ directory: file }), "open");
        await failsWith("OPEN_FAILED", () => open({ directory: files.join(file, "below") }), "open");
        await files.createDirectory(files.join(directory, "taken", "state.sqlite"));
        await failsWith("OPEN_FAILED", () => open({ directory: files.join(directory, "taken") }), "open");
      },
      FILES,
    ),
  ],
};
