import { escapeHtml } from "./escape-html.mjs";

const NUMBER = new Intl.NumberFormat("en");
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @param {number} value */
export function formatNumber(value) {
  return NUMBER.format(value);
}

/**
 * A length of time in its two largest units.
 *
 * @param {number} ms
 */
export function formatDuration(ms) {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ${Math.floor((ms % MINUTE) / SECOND)} s`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min`;
  return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`;
}

/**
 * A name of the program as words: `notStored` and `near-full` as `not stored` and `near full`.
 *
 * @param {string} name
 */
export function formatNameAsWords(name) {
  return escapeHtml(name.replaceAll("-", " ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}
