/** The version of the contract that this suite asks for. It counts apart from the version of the package. */
export const CONTRACT_VERSION = 1;
