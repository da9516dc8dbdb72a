import { makeButton, makeElement } from "./elements.js";

/** Asks before something is done; resolves to whether it is to be. The keyboard stays in the question, and Escape says no. */
export function askForConfirmation(
  title: string,
  confirmText: string,
  ...content: readonly (Node | string)[]
): Promise<boolean> {
  return new Promise((resolve) => {
    const heading = makeElement("h2", { attributes: { id: "question" } }, title);
    const dialog = makeElement("dialog", { attributes: { "aria-labelledby": "question" } }, heading, ...content);
    const answer = (isYes: boolean) => (): void => {
      dialog.close();
      dialog.remove();
      resolve(isYes);
    };
    const no = makeButton("Cancel", answer(false));
    dialog.append(
      makeElement("p", { class: "buttons" }, no, makeButton(confirmText, answer(true), { class: "danger" })),
    );
    dialog.addEventListener("cancel", answer(false));
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  });
}
