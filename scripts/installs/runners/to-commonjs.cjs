const { transformSync } = require("esbuild");

/** Makes CommonJS of every module, those of packages too, as babel-jest and its like do where they are told to. */
module.exports = {
  process: (text, sourcefile) =>
    transformSync(text, { sourcefile, loader: "js", format: "cjs", supported: { "dynamic-import": false } }),
};
