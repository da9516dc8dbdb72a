/** The one file of sql.js in use. Its debug build names what it imports; in the others the names change every time. */
export const WASM_FILE = "sql.js/dist/sql-wasm-debug.wasm";
