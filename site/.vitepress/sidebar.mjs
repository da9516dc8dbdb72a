/** Where the files of this repository are. */
export const REPOSITORY_URL = "https://github.com/keyed-store/keyed-store";

/** What stands beside each page. A page that is missing here is found by `/pages` and by the search. */
export const SIDEBAR = [
  {
    text: "First steps",
    items: [
      { text: "What it is", link: "/" },
      { text: "If you know Map or Redis", link: "/coming-from" },
      { text: "In Express", link: "/guides/express" },
      { text: "In Fastify", link: "/guides/fastify" },
      { text: "In a bot", link: "/guides/bot" },
      { text: "Testing your own code", link: "/testing" },
      { text: "The API", link: "/api" },
    ],
  },
  {
    text: "Recipes",
    items: [
      { text: "Handle a delivery once", link: "/recipes/dedupe" },
      { text: "A token that works once", link: "/recipes/one-time-token" },
      { text: "A rate limit", link: "/recipes/rate-limit" },
      { text: "Sessions", link: "/recipes/session-cache" },
      { text: "A job that goes on", link: "/recipes/job-checkpoint" },
      { text: "Move a JSON file", link: "/recipes/migrate-a-json-file" },
      { text: "An admin view that follows", link: "/recipes/admin-view" },
    ],
  },
  {
    text: "Using it",
    items: [
      { text: "Layers", link: "/layers" },
      { text: "Adapters", link: "/adapters/" },
      { text: "The command line", link: "/command-line" },
      { text: "The inspector", link: "/inspector" },
      { text: "Hosts and bundlers", link: "/hosts-and-bundlers" },
      { text: "Restricted platforms", link: "/restricted-platforms" },
      { text: "Moving a store", link: "/moving-a-store" },
      { text: "Many machines", link: "/many-machines" },
      { text: "The gateway", link: "/gateway" },
      { text: "In the browser", link: "/browser" },
      { text: "Upgrading", link: "/UPGRADING" },
    ],
  },
  {
    text: "What it promises",
    items: [
      { text: "The contract", link: "/contract" },
      { text: "Runtimes", link: "/runtimes" },
      { text: "Places", link: "/places" },
      { text: "How fast", link: "/performance" },
    ],
  },
  {
    text: "Inside",
    collapsed: true,
    items: [
      { text: "Architecture", link: "/architecture" },
      { text: "The file format", link: "/file-format" },
      { text: "The WebAssembly engine", link: "/wasm-engine" },
      { text: "What SQLite does", link: "/sqlite-facts" },
      { text: "A backend of your own", link: "/write-a-backend" },
      { text: "The suite", link: "/conformance" },
      { text: "Mutants", link: "/mutants" },
      { text: "Contributing", link: "/CONTRIBUTING" },
    ],
  },
];
