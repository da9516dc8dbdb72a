import type { BackendProvider, OpenStateStoreOptions } from "@keyed-store/core";
import type { HostFiles } from "../host/host-files.js";
import type { BackendUnderTest } from "./backend-under-test.js";

/** Where the stores of one test are, as plain data: every process that is given it finds the same. */
export type StorePlace = { readonly directory: string } | { readonly service: string };

/** A place that was made for a test. */
export interface OwnedPlace {
  readonly at: StorePlace;
  /** Removes it with all that is in it. */
  remove(): Promise<void>;
}

/** Makes an empty place of the kind that a backend keeps its stores in. */
export async function createPlace({ service, directory }: BackendUnderTest, files: HostFiles): Promise<OwnedPlace> {
  if (service !== undefined) {
    const place = await service.createPlace();
    return { at: { service: place }, remove: () => service.removePlace(place) };
  }
  const path = await (directory?.() ?? files.createTemporaryDirectory());
  return { at: { directory: path }, remove: () => files.removeDirectory(path) };
}

/** A new provider for the stores of a place. */
export function createProviderAt(place: StorePlace, createProvider: BackendUnderTest["provider"]): BackendProvider {
  return "service" in place ? createProvider(place.service) : createProvider();
}

/** The options that open a store in a place, on a new provider. */
export function createOpenOptionsAt(
  place: StorePlace,
  createProvider: BackendUnderTest["provider"],
): Pick<OpenStateStoreOptions, "directory" | "providers" | "backend"> {
  const provider = createProviderAt(place, createProvider);
  return { ...getDirectoryOption(place), providers: [provider], backend: provider.name };
}

/** The option that says where, which a service is not given. */
export function getDirectoryOption(place: StorePlace): Pick<OpenStateStoreOptions, "directory"> {
  return "service" in place ? {} : place;
}
