/** A ticket that was not renewed for so long does not count: its session is dead, stopped or no longer interested. */
export const TICKET_LIFETIME_MS = 1_000;
