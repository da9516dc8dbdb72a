import { readFileSync } from "node:fs";
import { escaped } from "./escape-html.mjs";
import { duration, number, words } from "./format.mjs";

const STYLE = readFileSync(new URL("status.css", import.meta.url), "utf8");

/** From so many percent on a bar draws the eye. */
const HIGH = 90;

/**
 * The status as a page, for a phone as for a desk.
 *
 * @param {import("./read-status.mjs").Status} status
 */
export function statusPage({ now, instance, store, owners, events }) {
  const { backend } = store;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>${escaped(instance.name)}: gateway</title>
<style>${STYLE}</style>
<main>
<header>
<h1>${escaped(instance.name)}</h1>
<p class="quiet">up ${duration(now - instance.startedAt)} · process ${instance.pid} · Node ${escaped(instance.node)}</p>
</header>
<h2>Store</h2>
<dl class="card facts">
<dt>backend</dt><dd>${escaped(backend.name)} <span class="quiet">(${escaped(store.reason)})</span></dd>
<dt>engine</dt><dd>${escaped(backend.engine)}${backend.sqlite === null ? "" : `, SQLite ${escaped(backend.sqlite)}`}</dd>
<dt>file</dt><dd>${escaped(store.databasePath)}</dd>
${store.rejected.map(({ name, stage, code }) => `<dt>not taken</dt><dd>${escaped(name)}, at ${escaped(stage)}: ${escaped(code)}</dd>`).join("\n")}
</dl>
<h2>Plugins and what they hold</h2>
<div class="cards">
${owners.map(ownerCard).join("\n")}
</div>
<h2>Lately</h2>
<ol class="card events">
${events.map((event) => eventLine(event, now)).join("\n") || '<li class="quiet">nothing yet</li>'}
</ol>
</main>
</html>
`;
}

/** @param {import("./read-status.mjs").Status["owners"][number]} owner */
function ownerCard({ owner, entries, namespaces, plugin }) {
  const trouble = plugin === undefined ? "no plugin with this name is loaded" : plugin.failure;
  const origin = plugin === undefined || plugin.origin === "bundled" ? "" : `${escaped(plugin.origin)}, `;
  const counts = Object.entries(plugin?.counts ?? {});
  return `<section class="card">
<div class="head"><h3>${escaped(owner)}</h3><span class="quiet number">${origin}${number(entries)} ${entries === 1 ? "entry" : "entries"}</span></div>
${trouble === null ? "" : `<p class="trouble">${escaped(trouble)}</p>`}
${namespaces.map(namespaceBar).join("\n")}
${counts.length === 0 ? "" : `<ul class="counts">${counts.map(countItem).join("")}</ul>`}
</section>`;
}

/** @param {[name: string, count: number]} entry */
function countItem([name, count]) {
  return `<li${count === 0 ? ' class="nought"' : ""}><span class="number">${number(count)}</span> <span class="quiet">${words(name)}</span></li>`;
}

/** @param {import("./read-status.mjs").Status["owners"][number]["namespaces"][number]} space */
function namespaceBar({ namespace, entries, maxEntries }) {
  const name = escaped(namespace);
  if (maxEntries === null) return spaceLine(name, number(entries));
  const percent = Math.min(100, (100 * entries) / maxEntries);
  const bar = `<div class="bar${percent >= HIGH ? " high" : ""}"><div style="width:${percent.toFixed(1)}%"></div></div>`;
  return spaceLine(name, `${number(entries)} of ${number(maxEntries)}`, bar);
}

/**
 * @param {string} name
 * @param {string} amount
 */
function spaceLine(name, amount, bar = "") {
  return `<div class="space"><div class="head"><span>${name}</span><span class="quiet number">${amount}</span></div>${bar}</div>`;
}

/**
 * @param {import("./read-status.mjs").Status["events"][number]} event
 * @param {number} now
 */
function eventLine({ at, type, detail, count }, now) {
  const times = count === 1 ? "" : ` <span class="quiet number">× ${number(count)}</span>`;
  return `<li><div class="head"><span>${words(type)}${times}</span><span class="quiet number">${duration(now - at)} ago</span></div><p class="quiet">${escaped(detail)}</p></li>`;
}
