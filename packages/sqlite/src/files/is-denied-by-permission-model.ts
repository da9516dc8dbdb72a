/** Whether Node's own permission model (`--permission`) refused a call, not the system. */
export function isDeniedByPermissionModel(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ERR_ACCESS_DENIED";
}
