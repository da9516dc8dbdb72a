import { findElement } from "./find-element.js";

/**
 * Asks a question; Escape means no.
 *
 * @param {string} question
 * @param {string} yes what the button says that agrees
 * @returns {Promise<boolean>}
 */
export function ask(question, yes) {
  const dialog = findElement("#ask", HTMLDialogElement);
  findElement("#ask-text", HTMLElement).textContent = question;
  findElement("#ask .primary", HTMLButtonElement).textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
