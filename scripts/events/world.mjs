/** Who and what the recording is about. Everything is invented. */
/** @type {readonly { id: string, topic: import("./phrases.mjs").Topic }[]} */
export const CHANNELS = [
  { id: "C04BACKEND1", topic: "backend" },
  { id: "C04BACKEND2", topic: "backend" },
  { id: "C04RELEASES", topic: "release" },
  { id: "C04ONCALL01", topic: "incident" },
  { id: "C04SUPPORT1", topic: "support" },
  { id: "C04SUPPORT2", topic: "support" },
  { id: "C04DESIGN01", topic: "design" },
  { id: "C04LOUNGE01", topic: "lounge" },
];

export const PEOPLE = [
  "hanna mateo priya jonas aiko leila oskar nadia tomas yusuf clara bao".split(" "),
  "ingrid rafael mei viktor salma pedro greta kofi elena arjun noor lucas".split(" "),
]
  .flat()
  .map((name, index) => ({ name, id: `U02${name.toUpperCase().padEnd(6, "X")}${10 + index}` }));

export const ACTIONS = [
  { tool: "deploy.rollback", target: "billing-api" },
  { tool: "deploy.promote", target: "web-frontend" },
  { tool: "db.migrate", target: "orders" },
  { tool: "shell.run", target: "cache-warmer --region eu-west" },
  { tool: "mail.send", target: "customers with failed invoices" },
  { tool: "files.delete", target: "exports older than 90 days" },
  { tool: "flags.enable", target: "checkout-v3 for 25 %" },
  { tool: "dns.update", target: "status.example.com" },
];

export const QUESTIONS = [
  { text: "I found two runs that match. Which one shall I open?", labels: ["Latest", "Failed one", "Neither"] },
  { text: "Shall I write the summary into the ticket?", labels: ["Write it", "Not now"] },
  { text: "This will page the person on call. Go on?", labels: ["Page them", "Wait 10 min", "Cancel"] },
  { text: "Three people are free on Thursday at 14:00. Book it?", labels: ["Book", "Other times"] },
  { text: "The draft is ready: 4 paragraphs, 2 open questions.", labels: ["Post", "Edit", "Discard"] },
  { text: "Der Bericht ist fertig. Soll ich ihn verschicken?", labels: ["Senden", "Verwerfen"] },
];

export const RESTARTS = ["deploy 2026.3.1", "out of memory", "host reboot", "deploy 2026.3.2"];
