import { node } from "./run.mjs";
import { setup } from "./setup.mjs";

/** What to do after the demo; they are asserted by the tests. */
const NEXT_STEPS = `
Next:
  1. do it yourself: docs/recipes/dedupe.md, and the other recipes beside it
  2. see it carry a host with six plugins: node examples/gateway/main.mjs
  3. use it in a program of yours: npm run pack -- <directory>
`;

// `npm start` shows the store at work; `npm start -- <command>` is the command line of keyed-store.
await setup();
const given = process.argv.slice(2);
const { code } = await node(["packages/keyed-store/dist/cli/main.js", ...(given.length > 0 ? given : ["demo"])], {
  show: true,
});
if (code === 0 && given.length === 0) console.log(NEXT_STEPS.trimEnd());
process.exitCode = code;
