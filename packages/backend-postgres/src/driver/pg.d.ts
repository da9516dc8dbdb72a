/** The package brings no types. What is used of it is in pg-library.ts. */
declare module "pg" {
  const library: import("./pg-library.js").PgLibrary;
  export default library;
}
