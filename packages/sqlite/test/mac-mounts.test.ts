import { describe, expect, it } from "vitest";
import {
  findRemoteMacMountType,
  type MacMountFacts,
  parseMacMounts,
} from "../src/node/sharing/file-system/mac-mounts.js";
import { resolveRealPath } from "../src/node/sharing/file-system/real-path.js";

/** As macOS 14 prints it. */
const MOUNTS = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s6 on /System/Volumes/VM (apfs, local, noexec, journaled, noatime, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
filer:/home/me on /System/Volumes/Data/home/me (nfs, nodev, nosuid, automounted, nobrowse)
//me@nas._smb._tcp.local/Share%20One on /Volumes/Share One (2) (smbfs, nodev, nosuid, mounted by me)
nas.local:/export on /Volumes/export (nfs, nodev, nosuid, mounted by me)
/dev/disk4s1 on /Volumes/STICK (msdos, local, nodev, nosuid, noowners, noatime)
/dev/disk5s1 on /Volumes/Backup on disk (apfs, local, nodev, nosuid, journaled, noowners)
box:/srv on /Users/me/far (macfuse, nodev, nosuid, synchronous, mounted by me)
`;

/** A Mac on which all is on the disk of the system but what is said otherwise. */
function aMac(devices: Record<string, number> = {}): MacMountFacts & { asked: number } {
  return {
    asked: 0,
    platform: "darwin",
    getDevice: (path) => devices[path] ?? (path === "/" ? 1 : 2),
    readMountOutput() {
      this.asked += 1;
      return MOUNTS;
    },
  };
}

describe("KS-SHARE-1 file systems of other machines on a Mac", () => {
  it.each([
    ["/Volumes/Share One (2)/state", "smbfs"],
    ["/Volumes/export/state", "nfs"],
    ["/System/Volumes/Data/home/me/state", "nfs"],
    ["/Volumes/STICK/state", undefined],
    ["/Volumes/Backup on disk/state", undefined],
    ["/Volumes/not mounted/state", undefined],
  ])("%s: %s", (path, type) => {
    expect(findRemoteMacMountType(path, aMac())).toBe(type);
  });

  it("are found wherever they are mounted", () => {
    expect(findRemoteMacMountType("/Users/me/far/state", aMac({ "/Users/me/far/state": 7 }))).toBe("macfuse");
  });

  it("on the disk of the system no program is started, and elsewhere than on a Mac never", () => {
    const mac = aMac();
    expect(findRemoteMacMountType("/Users/me/state", mac)).toBeUndefined();
    expect(findRemoteMacMountType("/Volumes/export/state", { ...mac, platform: "linux" })).toBeUndefined();
    expect(mac.asked).toBe(0);
  });

  it("lines that make no sense are left out", () => {
    expect(parseMacMounts("nonsense\n\nx on y (z)\n")).toEqual([]);
  });
});

describe("a real path", () => {
  const fails = (): never => {
    throw Object.assign(new Error("EISDIR: illegal operation on a directory"), { code: "EISDIR" });
  };

  it("is what the system says, and where it knows no way to a drive of Windows, what Node finds", () => {
    expect(resolveRealPath("Z:\\state", () => "\\\\server\\share\\state", fails)).toBe("\\\\server\\share\\state");
    expect(resolveRealPath("R:\\state", fails, (path) => path)).toBe("R:\\state");
    expect(() => resolveRealPath("R:\\state", fails, fails)).toThrow(expect.objectContaining({ code: "EISDIR" }));
  });
});
