import { readFileSync } from "node:fs";
import { escapeHtml } from "./escape-html.mjs";
import { formatDuration, formatNameAsWords, formatNumber } from "./format.mjs";

const STYLE = readFileSync(new URL("status.css", import.meta.url), "utf8");

/** From so many percent on a bar draws the eye. */
const HIGH = 90;

/**
 * The status as a page, for a phone as for a desk.
 *
 * @param {import("./read-status.mjs").Status} status
 */
export function renderStatusPage({ now, instance, store, owners, events }) {
  const { backend } = store;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>${escapeHtml(instance.name)}: gateway</title>
<style>${STYLE}</style>
<main>
<header>
<h1>${escapeHtml(instance.name)}</h1>
<p class="quiet">up ${formatDuration(now - instance.startedAt)} · process ${instance.pid} · Node ${escapeHtml(instance.node)}</p>
</header>
<h2>Store</h2>
<dl class="card facts">
<dt>backend</dt><dd>${escapeHtml(backend.name)} <span class="quiet">(${escapeHtml(store.reason)})</span></dd>
<dt>engine</dt><dd>${escapeHtml(backend.engine)}${backend.sqlite === null ? "" : `, SQLite ${escapeHtml(backend.sqlite)}`}</dd>
<dt>file</dt><dd>${escapeHtml(store.databasePath)}</dd>
${store.rejected.map(({ name, stage, code }) => `<dt>not taken</dt><dd>${escapeHtml(name)}, at ${escapeHtml(stage)}: ${escapeHtml(code)}</dd>`).join("\n")}
</dl>
<h2>Plugins and what they hold</h2>
<div class="cards">
${owners.map(renderOwnerCard).join("\n")}
</div>
<h2>Lately</h2>
<ol class="card events">
${events.map((event) => renderEventLine(event, now)).join("\n") || '<li class="quiet">nothing yet</li>'}
</ol>
</main>
</html>
`;
}

/** @param {import("./read-status.mjs").Status["owners"][number]} owner */
function renderOwnerCard({ owner, entries, namespaces, plugin }) {
  const trouble = plugin === undefined ? "no plugin with this name is loaded" : plugin.failure;
  const origin = plugin === undefined || plugin.origin === "bundled" ? "" : `${escapeHtml(plugin.origin)}, `;
  const counts = Object.entries(plugin?.counts ?? {});
  return `<section class="card">
<div class="head"><h3>${escapeHtml(owner)}</h3><span class="quiet number">${origin}${formatNumber(entries)} ${entries === 1 ? "entry" : "entries"}</span></div>
${trouble === null ? "" : `<p class="trouble">${escapeHtml(trouble)}</p>`}
${namespaces.map(renderNamespaceBar).join("\n")}
${counts.length === 0 ? "" : `<ul class="counts">${counts.map(renderCountItem).join("")}</ul>`}
</section>`;
}

/** @param {[name: string, count: number]} entry */
function renderCountItem([name, count]) {
  return `<li${count === 0 ? ' class="nought"' : ""}><span class="number">${formatNumber(count)}</span> <span class="quiet">${formatNameAsWords(name)}</span></li>`;
}

/** @param {import("./read-status.mjs").Status["owners"][number]["namespaces"][number]} space */
function renderNamespaceBar({ namespace, entries, maxEntries }) {
  const name = escapeHtml(namespace);
  if (maxEntries === null) return renderSpaceLine(name, formatNumber(entries));
  const percent = Math.min(100, (100 * entries) / maxEntries);
  const bar = `<div class="bar${percent >= HIGH ? " high" : ""}"><div style="width:${percent.toFixed(1)}%"></div></div>`;
  return renderSpaceLine(name, `${formatNumber(entries)} of ${formatNumber(maxEntries)}`, bar);
}

/**
 * @param {string} name
 * @param {string} amount
 */
function renderSpaceLine(name, amount, bar = "") {
  return `<div class="space"><div class="head"><span>${name}</span><span class="quiet number">${amount}</span></div>${bar}</div>`;
}

/**
 * @param {import("./read-status.mjs").Status["events"][number]} event
 * @param {number} now
 */
function renderEventLine({ at, type, detail, count }, now) {
  const times = count === 1 ? "" : ` <span class="quiet number">× ${formatNumber(count)}</span>`;
  return `<li><div class="head"><span>${formatNameAsWords(type)}${times}</span><span class="quiet number">${formatDuration(now - at)} ago</span></div><p class="quiet">${escapeHtml(detail)}</p></li>`;
}
