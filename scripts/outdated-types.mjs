import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cwd } from "node:process";

/*
 * Run before a package is packed, in its directory: writes dist/outdated.d.ts, which the package's manifest gives to a
 * TypeScript that is too old for our types. Each export says so, where there would be a riddle.
 */

const EXPORTS = /^export (?:type )?\{([^}]*)\}/gm;

/** @type {{ name: string, exports: Record<string, string | { types: string }> }} */
const { name: packageName, exports } = JSON.parse(readFileSync(join(cwd(), "package.json"), "utf8"));
const doors = Object.values(exports).flatMap((door) => (typeof door === "string" ? [] : [door.types]));
const names = new Set(
  doors
    .flatMap((door) => [...readFileSync(join(cwd(), door), "utf8").matchAll(EXPORTS)])
    .flatMap(([, list = ""]) =>
      list
        .split(",")
        .map((each) =>
          each
            .replace(/^.* as /, "")
            .replace("type ", "")
            .trim(),
        )
        .filter((each) => each !== ""),
    ),
);
if (names.size === 0) throw new Error(`No export was found in ${doors.join(", ")}.`);

// One name is for values and types, so that the message is shown whatever it is used as. It is the name of an interface,
// since the compiler shows that, whether it is called, constructed or asked for a member.
const message = `${packageName.replace(/\W+/g, "_").replace(/^_/, "")}_needs_TypeScript_5_4_or_newer`;
const lines = [...names]
  .sort()
  .flatMap((name) =>
    name === "default"
      ? [`declare const outdated: ${message};`, "export default outdated;"]
      : [`export declare const ${name}: ${message};`, `export type ${name}<A = {}, B = {}> = ${message};`],
  );
const declaration = `interface ${message} {\n  readonly outdated: never;\n}`;
writeFileSync(join(cwd(), "dist", "outdated.d.ts"), `${declaration}\n${lines.join("\n")}\n`);
