import type { StateStore } from "../../src/contract/state-store.js";
import type { OpenStateStoreOptions } from "../../src/opening/open-options.js";
import { openStateStoreWithScheduler } from "../../src/opening/open-state-store-with-scheduler.js";
import { type FakeOptions, type FakeProvider, fakeProvider } from "./fake-provider.js";
import { FakeScheduler } from "./fake-scheduler.js";

/** A store on a fake, its record, and the time it lives in. */
export interface OpenFake {
  readonly store: StateStore;
  readonly fake: FakeProvider;
  readonly scheduler: FakeScheduler;
  /** Opens the same store once more. */
  again(options?: Partial<OpenStateStoreOptions>): Promise<StateStore>;
  /** Opens it past the fake, as another process would. */
  rival(): Promise<StateStore>;
}

export async function openFake(
  given: FakeOptions = {},
  options: Partial<OpenStateStoreOptions> = {},
): Promise<OpenFake> {
  const fake = fakeProvider(given);
  const scheduler = new FakeScheduler();
  const again = (others: Partial<OpenStateStoreOptions> = {}) =>
    openStateStoreWithScheduler(
      { directory: "/state", providers: [fake], backend: fake.name, ...options, ...others },
      scheduler,
    );
  const rival = () => again({ providers: [fake.memory], backend: "memory" });
  return { store: await again(), fake, scheduler, again, rival };
}
