/** What people say, by topic. A name in braces is replaced by a word from SLOTS. */
const SLOTS = {
  service: ["billing-api", "orders", "search-indexer", "auth-gateway", "mailer", "web-frontend", "image-resizer"],
  person: ["Hanna", "Mateo", "Priya", "Jonas", "Aiko", "Leila", "Oskar", "Nadia", "Yusuf", "Clara"],
  version: ["2.14.0", "2.14.1", "3.0.0-rc.2", "2026.3.1", "1.9.7"],
  number: ["3", "12", "47", "180", "1,204", "0.7"],
  customer: ["Nordlicht GmbH", "Café Aurora", "Blue Heron Ltd", "三浦商店", "Ateliers Duval", "Kowalski & Syn"],
  day: ["today", "tomorrow", "on Thursday", "before the weekend", "next sprint"],
};

const PHRASES = {
  backend: [
    "the p99 of {service} went from {number} ms to {number} ms after {version}, only on writes",
    "can someone look at the retry loop in {service}? it retries on 409 and never gives up",
    "I think the lock is held while we wait for {service}. Moving the call out of the transaction fixes it here",
    "review please: https://git.example.com/{service}/pull/{number} (small, mostly tests)",
    "+1, but let's keep the old column until {day}, {person} still reads it in the nightly job",
    "fwiw the index on (tenant, created_at) is not used when the tenant is null",
    "Stack from staging:\n```\nError: connection reset by peer\n    at Socket.onEnd (node:net:611)\n    at {service}/src/pool.ts:88\n    at {service}/src/retry.ts:41\n```\nhappens about {number} times an hour, always right after the pool shrinks",
    "reverted. numbers are back to normal, will write it up {day}",
    "does anybody remember why {service} pins the client at {version}?",
    "merged 🎉 thanks for the quick review {person}",
  ],
  release: [
    "{version} is on staging, please poke at it until {day}",
    "changelog draft is in the doc, {person} could you check the part about {service}?",
    "holding {version}: {service} has {number} open regressions",
    "canary at 5 %, error rate {number} per 10k, same as before",
    "canary at 50 %, going to 100 % in an hour if nobody shouts",
    "tagged {version}. Release notes go out {day}.",
    "who is release captain {day}? I have it in the calendar as {person}",
  ],
  incident: [
    "getting {number} alerts a minute from {service}, looking",
    "status page is updated: degraded performance in {service}",
    "{person} is driving, I take notes. Timeline is in the thread",
    "customers see 502 on checkout since about {number} minutes ago, only in the EU",
    "disk on the {service} primary is at 97 %, we have maybe {number} minutes. Failing over now",
    "failover done, writes are back. Keeping the incident open until the replica caught up",
    "root cause looks like the certificate of {service}, it expired at 06:00 UTC",
    "closing this one, follow-ups are in the ticket. Thanks all 🙏",
  ],
  support: [
    "{customer} cannot export invoices, they get an empty file. Account is on the old plan",
    "told {customer} we look into it, they are patient but would like an answer {day}",
    "reproduced with {customer}'s settings: it needs a comma in the company name",
    "is it known that the {service} mails land in spam for some Outlook users?",
    "{customer} asks whether we can raise their limit to {number}, who decides that?",
    "Kunde fragt, ob die Rechnung auch auf Französisch geht. Geht das inzwischen?",
    "refund is done, {number} €. Closing the ticket",
    "お客様から、検索結果が古いとの連絡がありました。確認をお願いします。",
  ],
  design: [
    "new empty state for the orders page is in the file, feedback welcome {day}",
    "I like the second one more, the first looks like an error",
    "contrast of the secondary button is {number}:1, we need 4.5:1",
    'could the dialog say what happens when you press cancel? "Are you sure?" is not helping anyone',
    "spacing is off by {number} px in the table header when the locale is German",
    "{person} the icons are exported, SVG, 24 and 32",
  ],
  lounge: [
    "lunch? the ramen place opens at 11:30",
    "☕️ machine on the third floor is fixed",
    "who left the plant on my desk, I love it",
    "reminder: the running group meets {day} at 18:00 by the river",
    "il y a du gâteau dans la cuisine, servez-vous !",
    "my train is {number} minutes late, start without me",
    "look at this dog 🐕 https://pictures.example.com/dogs/{number}",
  ],
};

const REQUESTS = [
  "@helper what changed in {service} since {version}?",
  "@helper summarise this thread for {person} please",
  "@helper who is on call {day}?",
  "@helper find the run that broke {service}",
  "@helper remind me about {customer} {day}",
  "@helper schreib bitte eine kurze Zusammenfassung für {person}",
  "@helper can you check whether {customer} is on the new plan",
];

/**
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {keyof typeof PHRASES} Topic
 */

/**
 * @param {Random} random
 * @param {string} phrase
 */
function fill(random, phrase) {
  return phrase.replace(/\{(\w+)\}/g, (_, slot) => random.pick(SLOTS[/** @type {keyof typeof SLOTS} */ (slot)]));
}

/**
 * Something somebody would say in a channel about `topic`.
 *
 * @param {Random} random
 * @param {Topic} topic
 */
export function say(random, topic) {
  const first = fill(random, random.pick(PHRASES[topic]));
  return random.chance(0.3) ? `${first}\n${fill(random, random.pick(PHRASES[topic]))}` : first;
}

/**
 * Something somebody would ask the bot.
 *
 * @param {Random} random
 */
export const ask = (random) => fill(random, random.pick(REQUESTS));
