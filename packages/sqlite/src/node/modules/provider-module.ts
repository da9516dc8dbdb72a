/** Where another thread or process finds the function that makes a provider, given no arguments. */
export interface ProviderModule {
  readonly url: string;
  readonly export: string;
}
