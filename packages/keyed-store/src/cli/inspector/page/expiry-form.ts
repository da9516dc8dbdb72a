import { makeButton, makeElement, makeLabelledInput, makeLabelledSelect } from "./dom/elements.js";

const UNITS = [
  ["1000", "seconds"],
  ["60000", "minutes"],
  ["3600000", "hours"],
  ["86400000", "days"],
] as const;

/** Makes the form that asks when an entry expires; `onSubmitTtl` is told in how many milliseconds, or `null` for never. */
export function createExpiryForm(onSubmitTtl: (ttlMs: number | null) => void, onFormClosed: () => void): HTMLElement {
  const amount = makeLabelledInput("Expires in", { type: "number", min: "1", step: "1", value: "1" }, () => undefined);
  const unit = makeLabelledSelect("Unit", UNITS, () => undefined);
  const set = (): void => {
    const ttlMs = Math.round(amount.input.valueAsNumber * Number(unit.select.value));
    if (amount.input.reportValidity() && Number.isSafeInteger(ttlMs)) onSubmitTtl(ttlMs);
  };
  unit.select.value = "3600000";
  amount.input.required = true;
  return makeElement(
    "div",
    { class: "editor" },
    makeElement("div", { class: "controls" }, amount.element, unit.element),
    makeElement(
      "p",
      { class: "buttons" },
      makeButton("Set", set),
      makeButton("Never expires", () => onSubmitTtl(null)),
      makeButton("Cancel", onFormClosed),
    ),
  );
}
