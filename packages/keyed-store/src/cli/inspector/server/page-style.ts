/** How the page looks: in light and dark, at any width from 320 pixels, and still for who wants no motion. */
export const PAGE_STYLE: string = `
:root {
  color-scheme: light dark;
  --ground: #fbfbf9; --panel: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d5d9de; --accent: #0b57a4;
  --wash: #eaf2fb; --danger: #a3231b; --new: #dff3e3; --changed: #fff1c9; --gone: #f3dedb;
  font: 100%/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --panel: #1c2024; --ink: #e6e9ec; --soft: #a4adb7; --line: #394149; --accent: #8cc2ff;
    --wash: #22354a; --danger: #ff9a91; --new: #1d3b26; --changed: #443a14; --gone: #45231f;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--ink); }
header { padding: 1rem 1.25rem .75rem; border-bottom: 1px solid var(--line); background: var(--panel); }
h1 { font-size: 1.15rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
p { margin: .35rem 0; }
.path, .hint, .count, .quota, dt { color: var(--soft); font-size: .875rem; }
.path, .sentence { overflow-wrap: anywhere; }
.badges { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: .5rem 0; padding: 0; }
.badges li { border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .65rem; font-size: .8125rem; }
.columns { display: grid; grid-template-columns: minmax(12rem, 17rem) minmax(0, 1fr); align-items: stretch; }
nav { padding: 1rem; border-right: 1px solid var(--line); min-height: 70vh; }
nav section { margin-top: 1rem; }
nav h2 { font-size: .9375rem; margin: 0; }
nav ul { list-style: none; margin: .25rem 0 0; padding: 0; }
.quota { display: grid; margin: .1rem 0; }
meter { width: 100%; }
nav .place:first-child { margin-top: .5rem; }
main { padding: 1rem 1.25rem; min-width: 0; }
main:focus, .entry:focus { outline: none; }
.alone { max-width: 40rem; margin: 3rem auto; }
button, select, input, textarea { font: inherit; color: inherit; }
button, select, input, textarea {
  background: var(--panel); border: 1px solid var(--soft); border-radius: .375rem; padding: .3rem .7rem; max-width: 100%;
}
button { cursor: pointer; }
button:disabled, select:disabled { color: var(--soft); border-color: var(--line); cursor: default; }
button[aria-pressed="true"] { background: var(--wash); border-color: var(--accent); }
button.danger { color: var(--danger); border-color: var(--danger); }
button.place, button.key { border: 0; background: none; padding: .3rem .45rem; text-align: left; overflow-wrap: anywhere; }
button.place { width: 100%; display: flex; justify-content: space-between; gap: .5rem; }
button.place[aria-current] { background: var(--wash); font-weight: 600; }
button.key { padding: 0 .3rem; margin-left: -.3rem; color: var(--accent); font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: .5rem; top: .5rem; background: var(--panel); padding: .4rem .8rem; z-index: 1; }
.controls, .buttons { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin: .5rem 0; }
.field { display: grid; gap: .15rem; }
.field > span { font-size: .8125rem; color: var(--soft); }
nav .field input { width: 100%; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .5rem .75rem; font-weight: 600; }
th, td { text-align: left; font-weight: 400; padding: .3rem .75rem; border-top: 1px solid var(--line); vertical-align: top; }
thead th { font-size: .8125rem; color: var(--soft); white-space: nowrap; }
tbody td { font-size: .875rem; }
tbody th { font-size: .875rem; min-width: 9rem; overflow-wrap: anywhere; }
.entries tbody td { white-space: nowrap; }
.entries tbody th { min-width: 13rem; }
.number { text-align: right; white-space: nowrap; }
.store h2 { margin-top: 1.25rem; }
tr.open { background: var(--wash); }
tr.new { background: var(--new); }
tr.changed { background: var(--changed); }
tr.gone { background: var(--gone); }
tr.gone button.key { text-decoration: line-through; }
tr.damaged td { color: var(--danger); }
.problem:not(:empty), .conflict:not(:empty) { border: 2px solid var(--danger); border-radius: .5rem; padding: .5rem .75rem; }
.note:not(:empty) { border-left: 4px solid var(--accent); padding-left: .6rem; }
.entry { position: relative; border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); padding: .9rem 1rem; margin: 1rem 0; }
.entry h2, dialog .key { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.entry h2 { padding-right: 5rem; }
.close { position: absolute; top: .7rem; right: .8rem; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; margin: .5rem 0; }
dd { margin: 0; overflow-wrap: anywhere; }
pre, textarea { font: .875rem/1.45 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre {
  background: var(--ground); border: 1px solid var(--line); border-radius: .375rem; padding: .6rem .75rem; margin: .5rem 0;
  overflow: auto; max-height: 24rem; white-space: pre-wrap; overflow-wrap: anywhere;
}
textarea { width: 100%; min-width: 0; }
details.actions { margin-top: 1rem; }
summary { cursor: pointer; padding: .3rem 0; }
dialog { background: var(--panel); color: var(--ink); border: 1px solid var(--soft); border-radius: .5rem; max-width: min(32rem, 92vw); }
dialog::backdrop { background: rgb(0 0 0 / .5); }
tr { transition: background-color .6s; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
@media (forced-colors: active) { tr.new, tr.changed, tr.gone, tr.open { outline: 1px solid; } }
@media (min-width: 64rem) {
  .pair:has(> .entry:not([hidden])) { display: grid; grid-template-columns: minmax(0, 1fr) minmax(18rem, 25rem); gap: 0 1.25rem; align-items: start; }
  .pair:has(> .entry:not([hidden])) .wide { display: none; }
  .pair > .entry { position: sticky; top: 1rem; margin: 0; max-height: calc(100vh - 2rem); overflow-y: auto; }
}
@media (max-width: 46rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  nav { border-right: 0; border-bottom: 1px solid var(--line); min-height: 0; max-height: 45vh; overflow-y: auto; }
  main, header { padding-left: .75rem; padding-right: .75rem; }
  .wide { display: none; }
  th, td { padding-left: .45rem; padding-right: .45rem; }
  tbody th, .entries tbody th { min-width: 6rem; }
  .entries tbody td { white-space: normal; }
}
`;
