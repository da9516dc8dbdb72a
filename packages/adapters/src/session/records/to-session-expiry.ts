import type { SessionExpiry } from "./session-records.js";

/** The expiry of a session by that of its cookie: a Date, or the text of one. Without one, the default begins anew. */
export function toSessionExpiry(cookieExpires: unknown): SessionExpiry {
  const expires = typeof cookieExpires === "string" ? new Date(cookieExpires) : cookieExpires;
  if (!(expires instanceof Date)) return {};
  const expiresAt = expires.getTime();
  return Number.isNaN(expiresAt) ? {} : { expiresAt };
}
