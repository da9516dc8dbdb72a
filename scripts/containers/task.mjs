/**
 * @typedef {object} Task what a program in a container is told to do
 * @property {"open" | "write" | "look" | "close"} do
 * @property {string} [directory] where the store is, as the container sees it
 * @property {import("./engines.mjs").Engine} [engine]
 * @property {number} [busyTimeoutMs]
 * @property {string} [name] what the keys begin with
 * @property {number} [from] the number of the first key
 * @property {number} [count] how many; without it, until the end
 * @property {boolean} [lying] a control: acknowledge what was never written
 */

/**
 * @typedef {object} Answer what became of it
 * @property {boolean} [opened]
 * @property {boolean} [closed]
 * @property {number} [written]
 * @property {string[]} [keys] all that the store holds
 * @property {string} [code] of the error that it failed with
 * @property {string} [message]
 */

export {};
