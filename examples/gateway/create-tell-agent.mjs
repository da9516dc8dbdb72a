/**
 * The way to the agent behind the gateway: whatever does the real work. It takes a message if it answers with 2xx in time.
 *
 * @param {{ agentUrl: string | undefined, timeoutMs: number }} options without an address, everything is taken
 * @returns {import("./plugin.js").PluginHost["tellAgent"]}
 */
export function createTellAgent({ agentUrl, timeoutMs }) {
  return async (what, message) => {
    if (agentUrl === undefined) return;
    const response = await fetch(`${agentUrl}/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer(); // so that the connection can be used again
    if (!response.ok) throw new Error(`the agent answered ${response.status}`);
  };
}
