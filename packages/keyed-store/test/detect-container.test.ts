import { expect, it } from "vitest";
import { detectContainer } from "../src/cli/doctor/detect-container.js";

const seen = (files: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) =>
  detectContainer({
    exists: (path) => path in files,
    read: (path) => files[path] ?? "",
    environment: (name) => environment[name],
  });

const GVISOR = "1 0 0:30 / / rw - 9p none rw,trans=fd,rfdno=4,wfdno=4,aname=/\n";

it.each<[string | undefined, string | undefined]>([
  ["Docker", seen({ "/.dockerenv": "" })],
  ["Podman", seen({ "/run/.containerenv": "" })],
  ["Kubernetes", seen({ "/.dockerenv": "" }, { KUBERNETES_SERVICE_HOST: "10.0.0.1" })],
  ["lxc", seen({ "/run/systemd/container": "lxc\n" })],
  ["systemd-nspawn", seen({ "/run/systemd/container": "systemd-nspawn" })],
  ["gVisor", seen({ "/proc/self/mountinfo": GVISOR, "/.dockerenv": "" })],
  ["WSL 2", seen({ "/proc/sys/kernel/osrelease": "5.15.90.1-microsoft-standard-WSL2\n" })],
  ["WSL 1", seen({ "/proc/sys/kernel/osrelease": "4.4.0-19041-Microsoft\n" })],
  ["a pid namespace of its own", seen({ "/proc/self/ns/pid": "pid:[4026532178]" })],
  [undefined, seen({ "/proc/self/ns/pid": "pid:[4026531836]", "/proc/sys/kernel/osrelease": "6.18.0\n" })],
  [undefined, seen({})],
])("what it is in: %s", (name, found) => {
  expect(found).toBe(name);
});
