/** What decides which engines can run here. */
export interface HostFacts {
  readonly node: string;
  readonly platform: string;
  readonly architecture: string;
  /** The version of Node-API, for prebuilt engines. */
  readonly nodeApi: string;
  /** The version of the interface to modules built for one Node alone. */
  readonly moduleAbi: string;
}

/** The facts of this process. */
export function hostFacts(): HostFacts {
  return {
    node: process.versions.node,
    platform: process.platform,
    architecture: process.arch,
    nodeApi: process.versions["napi"] ?? "none",
    moduleAbi: process.versions.modules,
  };
}
