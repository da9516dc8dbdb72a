import type { DiskImage } from "@keyed-store/backend-wasm/testing";
import type { Browser, CDPSession, Page } from "puppeteer-core";
import type { Acknowledgement } from "./ledger.js";
import type { TabMethods } from "./tab-methods.js";

/** What a tab tells of its writer. */
export type Report = Acknowledgement | { readonly kind: "failed"; readonly message: string };

/** A page with writers in it. */
export interface Tab {
  readonly page: Page;
  readonly client: CDPSession;
  /** Calls a function in the page. */
  call<Name extends keyof TabMethods>(
    name: Name,
    ...args: Parameters<TabMethods[Name]>
  ): Promise<Awaited<ReturnType<TabMethods[Name]>>>;
  /** Loads the page once more, and waits until it can be called. */
  load(action: () => Promise<unknown>): Promise<void>;
  /** Waits until so many more reports have come. */
  untilReported(count: number): Promise<void>;
}

/** Opens a page of the site. What its writers say is passed on as it comes. */
export async function openTab(browser: Browser, origin: string, onReport: (report: Report) => void): Promise<Tab> {
  const page = await browser.newPage();
  // Nothing here is about time, and a machine may be busy.
  page.setDefaultTimeout(90_000);
  const client = await page.createCDPSession();
  await client.send("Runtime.enable");
  await client.send("Runtime.addBinding", { name: "report" });
  let awaited = { count: 0, resolve(): void {} };
  let onReady = (): void => {};
  client.on("Runtime.bindingCalled", ({ payload }) => {
    const report = JSON.parse(payload) as Report | { readonly kind: "ready" }; // tab.js sends nothing else
    if (report.kind === "ready") {
      onReady();
      return;
    }
    onReport(report);
    if (--awaited.count === 0) awaited.resolve();
  });
  page.on("pageerror", (error) => onReport({ kind: "failed", message: String(error) }));
  const load = async (action: () => Promise<unknown>): Promise<void> => {
    const ready = new Promise<void>((resolve) => {
      onReady = resolve;
    });
    await action();
    await ready;
  };
  await load(() => page.goto(`${origin}/tab.html`));
  return {
    page,
    client,
    load,
    untilReported: (count) =>
      new Promise((resolve) => {
        awaited = { count, resolve };
      }),
    call: (name, ...args) =>
      page.evaluate(
        (called: string, values: unknown[]) =>
          // tab.js has put it there, and the types of the call are those of TabMethods.
          (globalThis as unknown as { tab: Record<string, (...all: unknown[]) => never> }).tab[called]?.(
            ...values,
          ) as never,
        name,
        args as unknown[],
      ),
  };
}

/** The files of a store, got through one of the tabs, whoever has them open. */
export async function copyFiles([tab]: readonly Tab[], directory: string): Promise<DiskImage> {
  const files = (await tab?.call("copyFiles", directory)) ?? [];
  return new Map(
    files.map(([name, address]) => [name, Buffer.from(address.slice(address.indexOf(",") + 1), "base64")]),
  );
}
