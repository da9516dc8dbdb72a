import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { canMount, inMountNamespace } from "./support/namespace.js";
import { backends } from "./support/on.js";
import { main } from "./support/program.js";

if (!canMount) process.stderr.write("read-only-places.test.ts: NOT TRIED here, for it takes Linux and root to mount\n");

const root = mkdtempSync(join(tmpdir(), "keyed-store-places-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A script that has a file system at $M, and the command as $C for a store in it. */
function withMount(backend: string, script: string): { readonly code: number | null; readonly out: string } {
  const point = mkdtempSync(join(root, "m-"));
  mkdirSync(join(point, "there"));
  return inMountNamespace(`
    M=${point}/there
    mount -t tmpfs tmpfs $M
    mkdir -m 700 $M/s
    C="${process.execPath} ${main} --backend ${backend} -d $M/s"
    $C set o n k 1
    ${script}
  `);
}

describe.runIf(canMount)("KS-LIFE-4 a store where nothing can be written (needs root)", () => {
  it.each(backends)(
    "on %s is read where the whole file system is read-only, by all commands that only read",
    (backend) => {
      const { code, out } = withMount(
        backend,
        `
      mount -o remount,ro $M
      $C get o n k
      $C owners --json
      $C export
      $C stat --json
      mkdir ${root}/$$ && $C backup ${root}/$$/state.sqlite
      ${process.execPath} ${main} -d ${root}/$$ get o n k
      `,
      );
      const lines = out.split("\n");
      expect(lines.filter((line) => line === "1")).toHaveLength(2);
      for (const part of ['{"owner":"o","entries":1,', '"key":"k","value":1', '"databaseBytes":', "written: "]) {
        expect(lines.some((line) => line.includes(part))).toBe(true);
      }
      expect(code).toBe(0);
    },
  );

  it.each(backends)("on %s a write there is refused with the reason", (backend) => {
    const { code, out } = withMount(backend, "mount -o remount,ro $M; $C set o n k 2");
    expect(code).toBe(1);
    expect(out).toMatch(/^KEYED_STORE_OPEN_FAILED: .*(EROFS|read-only)/);
  });

  it.each(backends)(
    "on %s others may write where only this mount of it is read-only: refused, unless trusted",
    (backend) => {
      const readOnlyHere = "mount --bind $M $M; mount -o remount,bind,ro $M;";
      const refused = withMount(backend, `${readOnlyHere} $C get o n k`);
      expect(refused).toMatchObject({
        code: 1,
        out: expect.stringMatching(/others may write.*--allow-unsafe-file-system/),
      });
      const trusted = withMount(backend, `${readOnlyHere} $C --allow-unsafe-file-system get o n k`);
      expect(trusted).toEqual({ code: 0, out: "1\n" });
    },
  );

  it.each(backends)("on %s a log that is left must be recovered first", (backend) => {
    const { code, out } = withMount(
      backend,
      `
      cat > $M/die.mjs <<END
        import { openStateStore } from "${new URL("../dist/index.js", import.meta.url).href}";
        const store = await openStateStore({ directory: "$M/s", backend: "${backend}" });
        await store.openKeyedStore({ owner: "o", namespace: "n", maxEntries: 3 }).register("k", 2);
        process.kill(process.pid, "SIGKILL");
END
      ${process.execPath} $M/die.mjs || true
      mount -o remount,ro $M
      $C get o n k || true
      mount -o remount,rw $M
      $C get o n k
      mount -o remount,ro $M
      $C get o n k
      `,
    );
    expect(out).toMatch(
      /^(Killed\n)?KEYED_STORE_OPEN_FAILED: .*log.*Open it once where it can be written to.*\n2\n2\n$/,
    );
    expect(code).toBe(0);
  });

  it("KS-ERR-1 a log whose index finds no room is a full disk, and retryable", () => {
    const { out } = withMount(
      "native",
      `
      mount -o remount,size=200k $M
      cat > $M/die.mjs <<END
        import { openStateStore } from "${new URL("../dist/index.js", import.meta.url).href}";
        const store = await openStateStore({ directory: "$M/s", backend: "native" });
        await store.openKeyedStore({ owner: "o", namespace: "n", maxEntries: 3 }).register("k", 2);
        process.kill(process.pid, "SIGKILL");
END
      ${process.execPath} $M/die.mjs || true
      rm $M/s/state.sqlite-shm
      head -c 1000000 /dev/zero > $M/fill 2> $M/fill-too || true
      $C get o n k || rm $M/fill
      $C get o n k
      `,
    );
    expect(out).toMatch(/KEYED_STORE_OPEN_FAILED: The disk that holds .* is full; free some space.*SHMSIZE.*\n2\n$/);
  });
});
