/** What a gateway answered. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Delivers a webhook. Rejects where nobody answers. */
export async function post(url: string, path: string, body: object): Promise<Reply> {
  const response = await fetch(`${url}/${path}`, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, body: await objectIn(response) };
}

/** Reads a page of JSON. */
export async function get(url: string, path: string): Promise<Reply> {
  const response = await fetch(`${url}/${path}`);
  return { status: response.status, body: await objectIn(response) };
}

async function objectIn(response: Response): Promise<Readonly<Record<string, unknown>>> {
  const value: unknown = await response.json();
  if (typeof value !== "object" || value === null) throw new Error(`not an object: ${JSON.stringify(value)}`);
  return Object.fromEntries(Object.entries(value));
}
