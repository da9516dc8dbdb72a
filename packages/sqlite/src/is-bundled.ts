/** Whether this package was built into another file, where no other thread or process can load its parts one by one. */
export const isBundled: boolean = !/\/is-bundled\.[jt]s$/.test(import.meta.url);
