/** The type of a file system as the kernel names it: `ext4`, `nfs4`, `fuse.sshfs`, … */
export type FileSystemType = string;

/** A mounted file system. */
export interface Mount {
  readonly point: string;
  /** The directory of the file system that is mounted there; `/` for all of it. */
  readonly root: string;
  readonly type: FileSystemType;
  /** What holds for the file system wherever it is mounted, such as `ro` or `trans=fd`. */
  readonly superOptions: readonly string[];
}

/** Reads the text of `/proc/self/mountinfo`; lines that make no sense are left out. */
export function parseMountinfo(mountinfo: string): Mount[] {
  return mountinfo.split("\n").flatMap((line) => {
    const [before = "", after = ""] = line.split(" - ");
    const [root, point] = before.split(" ").slice(3);
    const [type, , superOptions = ""] = after.split(" ");
    if (root === undefined || point === undefined || type === undefined || type === "") return [];
    return [{ point: unescapeOctal(point), root: unescapeOctal(root), type, superOptions: superOptions.split(",") }];
  });
}

/** The mount that holds an absolute path: the deepest one, and of several at one point the last, which covers the others. */
export function findMount(path: string, mounts: readonly Mount[]): Mount | undefined {
  let deepest: Mount | undefined;
  for (const mount of mounts) {
    const holds = mount.point === "/" || path === mount.point || path.startsWith(`${mount.point}/`);
    if (holds && mount.point.length >= (deepest?.point.length ?? 0)) deepest = mount;
  }
  return deepest;
}

/** Space, tab, newline and backslash stand as three octal digits. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_match, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
