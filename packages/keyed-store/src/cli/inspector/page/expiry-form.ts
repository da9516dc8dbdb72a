import { make, makeButton, makeInput, makeSelect } from "./dom.js";

const UNITS = [
  ["1000", "seconds"],
  ["60000", "minutes"],
  ["3600000", "hours"],
  ["86400000", "days"],
] as const;

/** Makes the form that asks when an entry expires; `onSet` is told in how many milliseconds, or `null` for never. */
export function createExpiryForm(onSet: (ttlMs: number | null) => void, onEnd: () => void): HTMLElement {
  const amount = makeInput("Expires in", { type: "number", min: "1", step: "1", value: "1" }, () => undefined);
  const unit = makeSelect("Unit", UNITS, () => undefined);
  const set = (): void => {
    const ttlMs = Math.round(amount.input.valueAsNumber * Number(unit.select.value));
    if (amount.input.reportValidity() && Number.isSafeInteger(ttlMs)) onSet(ttlMs);
  };
  unit.select.value = "3600000";
  amount.input.required = true;
  return make(
    "div",
    { class: "editor" },
    make("div", { class: "controls" }, amount.element, unit.element),
    make(
      "p",
      { class: "buttons" },
      makeButton("Set", set),
      makeButton("Never expires", () => onSet(null)),
      makeButton("Cancel", onEnd),
    ),
  );
}
