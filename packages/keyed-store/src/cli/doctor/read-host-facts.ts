import { detectContainer } from "./detect-container.js";

/** What decides which engines can run here, and who can see whom. */
export interface HostFacts {
  readonly node: string;
  readonly platform: string;
  readonly architecture: string;
  /** The version of Node-API, for prebuilt engines. */
  readonly nodeApi: string;
  /** The version of the interface to modules built for one Node alone. */
  readonly moduleAbi: string;
  /** What kind of container or subsystem this is, where it can be seen that it is one. */
  readonly container?: string;
  /** Whether this process runs under Node's permission model, which forbids some of what a store needs. */
  readonly permissionModel: boolean;
}

/** The facts of this process. */
export function readHostFacts(): HostFacts {
  const container = detectContainer();
  return {
    node: process.versions.node,
    platform: process.platform,
    architecture: process.arch,
    nodeApi: process.versions["napi"] ?? "none",
    moduleAbi: process.versions.modules,
    ...(container === undefined ? {} : { container }),
    permissionModel: "permission" in process && process.permission !== undefined,
  };
}
