import { defineConfig } from "vitepress";
import { rewriteLinks, toSlug } from "./links.mjs";
import { REPOSITORY_URL, SIDEBAR } from "./sidebar.mjs";

/* The pages of this repository as a site: the same Markdown, where it stands. */
export default defineConfig({
  title: "keyed-store",
  description: "State for plugins, bots and tools that outlives a restart, in one SQLite file.",
  lang: "en",
  srcDir: "..",
  srcExclude: [
    "packages/**",
    "examples/**",
    "bench/**",
    "site/**",
    "scripts/**",
    "coverage/**",
    "AGENTS.md",
    ".changeset/**",
  ],
  rewrites: { "README.md": "index.md", "docs/index.md": "pages.md", "docs/:rest(.*)": ":rest" },
  cleanUrls: true,
  lastUpdated: false,
  markdown: {
    anchor: { slugify: toSlug },
    toc: { slugify: toSlug },
    config: (md) => void md.use(rewriteLinks),
  },
  themeConfig: {
    nav: [
      { text: "All pages", link: "/pages" },
      { text: "API", link: "/api" },
    ],
    sidebar: SIDEBAR,
    outline: [2, 3],
    search: { provider: "local" },
    socialLinks: [{ icon: "github", link: REPOSITORY_URL }],
  },
});
