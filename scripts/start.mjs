import { node } from "./run.mjs";
import { setup } from "./setup.mjs";

// `npm start` shows the store at work; `npm start -- <command>` is the command line of keyed-store.
await setup();
const given = process.argv.slice(2);
const { code } = await node(["packages/keyed-store/dist/cli/main.js", ...(given.length > 0 ? given : ["demo"])], {
  show: true,
});
process.exitCode = code;
