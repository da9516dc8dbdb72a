/** The name of a PostgreSQL schema as statements have it. Its letters need no escape, but it may be a word of SQL. */
export function quoteSchema(schema: string): string {
  return `"${schema}"`;
}
