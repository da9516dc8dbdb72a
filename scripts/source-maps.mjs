/*
 * Source maps are for those who work here: what is published has none, and so nothing in it may point to one. Run in a package's
 * directory before it is packed (`detach`) and afterwards (`attach`). Each file is replaced as a whole, for tests run at the same time.
 */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { cwd } from "node:process";

const POINTER = /\n\/\/# sourceMappingURL=.*\s*$/;

const files = readdirSync(join(cwd(), "dist"), { recursive: true, encoding: "utf8" })
  .map((name) => join(cwd(), "dist", name))
  .filter((file) => file.endsWith(".js") && existsSync(`${file}.map`));
for (const file of files) {
  const bare = readFileSync(file, "utf8").replace(POINTER, "\n");
  const isToPoint = process.argv[2] === "attach";
  const made = `${file}.${process.pid}`;
  writeFileSync(made, isToPoint ? `${bare}//# sourceMappingURL=${basename(file)}.map` : bare);
  renameSync(made, file);
}
