/** Folders that services keep in step with other machines, by the names they have on the systems they run on. */
const CLOUD_FOLDERS: readonly { readonly service: string; readonly folder: RegExp }[] = [
  { service: "Dropbox", folder: /^Dropbox( \(.+\))?$/i },
  { service: "OneDrive", folder: /^OneDrive( ?- ?.+)?$/i },
  { service: "Google Drive", folder: /^(Google ?Drive|GoogleDrive-.+|My Drive)$/i },
  { service: "iCloud", folder: /^(iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)$/i },
  { service: "a cloud service", folder: /^CloudStorage$/ },
];

/** The service in whose folder a path seems to be, judged by the names of its folders. */
export function cloudServiceOf(path: string): string | undefined {
  const folders = path.split(/[\\/]/);
  return CLOUD_FOLDERS.find(({ folder }) => folders.some((name) => folder.test(name)))?.service;
}
