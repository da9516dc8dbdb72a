/** What stands under a name; a symbolic link counts as what it leads to. */
export type PathKind = "file" | "directory";

/** What a message calls a service that copies files to other machines. */
export type CloudServiceName = string;

/** What the judgement asks of the system; tests bring their own. */
export interface CloudFolderFacts {
  getPathKind(path: string): PathKind | undefined;
  getEnvironmentVariable(name: string): string | undefined;
}

/** The folders that services make in a user's home directory, by the names that they give them there. */
const IN_HOME: readonly { readonly service: CloudServiceName; readonly folder: RegExp }[] = [
  { service: "Dropbox", folder: /^Dropbox( \(.+\))?$/ },
  { service: "OneDrive", folder: /^OneDrive( - .+)?$/ },
  { service: "Google Drive", folder: /^(Google ?Drive|My Drive)$/ },
  { service: "iCloud", folder: /^iCloud ?Drive$/ },
];

/** Directories that macOS and Google's virtual drive keep for services, wherever the home is. */
const PLACES: readonly { readonly service: CloudServiceName; readonly place: RegExp }[] = [
  { service: "Google Drive", place: /\/Library\/CloudStorage\/GoogleDrive-/ },
  { service: "OneDrive", place: /\/Library\/CloudStorage\/OneDrive-/ },
  { service: "Dropbox", place: /\/Library\/CloudStorage\/Dropbox(\/|-|$)/ },
  { service: "a cloud service", place: /\/Library\/CloudStorage\// },
  { service: "iCloud", place: /\/Library\/Mobile Documents(\/|$)/ },
  { service: "Google Drive", place: /^[A-Z]:\\My Drive(\\|$)/i },
];

/** A file or directory by which the folder of a cloud service is known. */
interface ServiceMark {
  readonly service: CloudServiceName;
  readonly name: string;
  readonly kind: PathKind;
}

/** What services keep in the root of what they copy. Dropbox has a *directory* `.dropbox` in the home, which tells nothing. */
const MARKS: readonly ServiceMark[] = [
  { service: "Dropbox", name: ".dropbox", kind: "file" },
  { service: "Dropbox", name: ".dropbox.cache", kind: "directory" },
  { service: "OneDrive", name: ".849C9593-D756-4E56-8D6E-42412F2A707B", kind: "file" },
  { service: "Google Drive", name: ".tmp.driveupload", kind: "directory" },
  { service: "Google Drive", name: ".tmp.drivedownload", kind: "directory" },
];

/** Windows tells every program of its user where these are. */
const ONEDRIVE_VARIABLES = ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"] as const;

const HOME = /^(?:\/(?:home|Users)\/[^/]+|[/](?:var[/])?root|[A-Z]:\\Users\\[^\\]+)[\\/](?<folder>[^\\/]+)/i;

/**
 * The service that copies a directory to other machines. A folder that merely bears a service's name is none of its: it
 * must stand where the service makes it, have in it what the service keeps there, or be named by the system.
 */
export function findCloudService(
  directory: string,
  facts: CloudFolderFacts = NO_CLOUD_FOLDER_FACTS,
): CloudServiceName | undefined {
  const inHome = HOME.exec(directory)?.groups?.["folder"] ?? "";
  return (
    PLACES.find(({ place }) => place.test(directory))?.service ??
    IN_HOME.find(({ folder }) => folder.test(inHome))?.service ??
    (ONEDRIVE_VARIABLES.some((name) => isPathWithin(directory, facts.getEnvironmentVariable(name)))
      ? "OneDrive"
      : undefined) ??
    MARKS.find((mark) => hasServiceMarker(directory, mark, facts))?.service
  );
}

const NO_CLOUD_FOLDER_FACTS: CloudFolderFacts = {
  getPathKind: () => undefined,
  getEnvironmentVariable: () => undefined,
};

function isPathWithin(path: string, ancestorDirectory: string | undefined): boolean {
  if (ancestorDirectory === undefined || ancestorDirectory === "") return false;
  const [inner, outer] = [path, ancestorDirectory].map((one) =>
    `${one.replace(/[\\/]+$/, "").toLowerCase()}\\`.replaceAll("/", "\\"),
  );
  return inner !== undefined && outer !== undefined && inner.startsWith(outer);
}

function hasServiceMarker(directory: string, { name, kind }: ServiceMark, { getPathKind }: CloudFolderFacts): boolean {
  const separator = directory.includes("\\") ? "\\" : "/";
  const parts = directory.split(separator);
  return parts.some((_, index) => {
    const folder = parts.slice(0, index + 1).join(separator);
    return getPathKind(`${folder}${separator}${name}`) === kind;
  });
}
