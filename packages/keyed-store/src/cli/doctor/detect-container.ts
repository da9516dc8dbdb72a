import { existsSync, readFileSync, readlinkSync } from "node:fs";

/** What is asked of the system; tests bring their own. */
export interface ContainerEvidence {
  exists(path: string): boolean;
  /** The text of a file, or where a link leads; empty where there is none. */
  read(path: string): string;
  environment(name: string): string | undefined;
}

/** The number that Linux gives to the pid namespace in which its first process runs. */
const FIRST_PID_NAMESPACE = "pid:[4026531836]";

/** What kind of container or subsystem this process runs in, by what each leaves to be seen; undefined where nothing is. */
export function detectContainer(evidence: ContainerEvidence = system): string | undefined {
  const { exists, read, environment } = evidence;
  const named = read("/run/systemd/container").trim();
  const release = read("/proc/sys/kernel/osrelease");
  const gVisor = /^\S+ \S+ \S+ \/ \/ .* - 9p \S+ \S*\btrans=fd\b/m.test(read("/proc/self/mountinfo"));
  if (gVisor) return "gVisor";
  if (environment("KUBERNETES_SERVICE_HOST") !== undefined) return "Kubernetes";
  if (exists("/run/.containerenv")) return "Podman";
  if (exists("/.dockerenv")) return "Docker";
  if (named !== "") return named;
  if (/microsoft/i.test(release)) return /WSL2|-microsoft-standard/.test(release) ? "WSL 2" : "WSL 1";
  const namespace = read("/proc/self/ns/pid");
  return namespace === "" || namespace === FIRST_PID_NAMESPACE ? undefined : "a pid namespace of its own";
}

const system: ContainerEvidence = {
  exists: existsSync,
  read(path) {
    if (process.platform !== "linux") return "";
    try {
      return path.includes("/ns/") ? readlinkSync(path) : readFileSync(path, "utf8");
    } catch {
      return "";
    }
  },
  environment: (name) => process.env[name],
};
