import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { main, program, scratch } from "./support/program.js";

const directory = scratch();

describe("the command in a process of its own", () => {
  it("reads its environment, standard input, and answers by exit code", async () => {
    const environment = { KEYED_STORE_DIR: directory(), KEYED_STORE_BACKEND: "wasm" };
    expect(await program(["set", "o", "n", "k"], environment, '{"a":1}')).toEqual({ code: 0, out: "", err: "" });
    expect(await program(["get", "o", "n", "k", "--json"], environment)).toMatchObject({ code: 0, err: "" });
    expect((await program(["get", "o", "n", "other"], environment)).code).toBe(3);
    expect((await program(["get", "o"], environment)).code).toBe(2);
  });

  it("ends quietly when nobody reads its output any more, as before `| head`", async () => {
    const place = directory();
    const lines = Array.from({ length: 5000 }, (_, index) => {
      return JSON.stringify({ owner: "o", namespace: "n", key: `k${index}`, value: "x".repeat(200), createdAt: index });
    });
    expect((await program(["import", "-d", place], {}, lines.join("\n"))).out).toBe("5,000 restored and read back\n");
    const child = spawn(process.execPath, [main, "entries", "o", "n", "--json", "-d", place], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (text: Buffer) => {
      err += text.toString();
    });
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [code] = (await once(child, "close")) as [number];
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});
