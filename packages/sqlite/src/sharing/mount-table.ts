/** A mounted file system. */
export interface Mount {
  readonly point: string;
  /** As the kernel names it: `ext4`, `nfs4`, `fuse.sshfs`, … */
  readonly type: string;
}

/** Reads the text of `/proc/self/mountinfo`; lines that make no sense are left out. */
export function parseMountinfo(text: string): Mount[] {
  return text.split("\n").flatMap((line) => {
    const [before = "", after = ""] = line.split(" - ");
    const [point, type] = [before.split(" ")[4], after.split(" ")[0]];
    return point === undefined || type === undefined || type === "" ? [] : [{ point: unescaped(point), type }];
  });
}

/** The mount that holds an absolute path: the deepest one, and of several at one point the last, which covers the others. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let deepest: Mount | undefined;
  for (const mount of mounts) {
    const holds = mount.point === "/" || path === mount.point || path.startsWith(`${mount.point}/`);
    if (holds && mount.point.length >= (deepest?.point.length ?? 0)) deepest = mount;
  }
  return deepest;
}

/** Space, tab, newline and backslash stand as three octal digits. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_match, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
