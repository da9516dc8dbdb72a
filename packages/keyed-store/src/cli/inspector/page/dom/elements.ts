/** What an element is made of besides its children. Text is only ever set as text. */
export interface ElementOptions {
  readonly class?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly onClick?: () => void;
}

/** A choice with its label around it. */
export interface LabelledSelect {
  readonly element: HTMLElement;
  readonly select: HTMLSelectElement;
}

/** A line of text with its label around it. */
export interface LabelledInput {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
}

/** A table in the part that scrolls. */
export interface ScrollableTable {
  readonly element: HTMLElement;
  readonly body: HTMLTableSectionElement;
  readonly caption: HTMLElement;
}

/** Makes an element. Texts become text nodes, whatever they hold. */
export function makeElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (options.class !== undefined) element.className = options.class;
  for (const [name, value] of Object.entries(options.attributes ?? {})) element.setAttribute(name, value);
  if (options.onClick !== undefined) element.addEventListener("click", options.onClick);
  element.append(...children);
  return element;
}

/** A button with words on it. */
export function makeButton(
  text: string,
  onClick: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  return makeElement("button", { attributes: { type: "button", ...attributes }, onClick }, text);
}

/** A labelled choice. */
export function makeLabelledSelect(
  label: string,
  choices: readonly (readonly [value: string, text: string])[],
  onChange: (value: string) => void,
): LabelledSelect {
  const select = makeElement(
    "select",
    {},
    ...choices.map(([value, text]) => makeElement("option", { attributes: { value } }, text)),
  );
  select.addEventListener("change", () => onChange(select.value));
  return { element: makeElement("label", { class: "field" }, makeElement("span", {}, label), select), select };
}

/** A labelled line of text. */
export function makeLabelledInput(
  label: string,
  attributes: Readonly<Record<string, string>>,
  onInput: (value: string) => void,
): LabelledInput {
  const input = makeElement("input", { attributes: { autocomplete: "off", spellcheck: "false", ...attributes } });
  input.addEventListener("input", () => onInput(input.value));
  return { element: makeElement("label", { class: "field" }, makeElement("span", {}, label), input), input };
}

/** Pairs of a name and what is said of it. */
export function makeDefinitionList(pairs: readonly (readonly [name: string, value: Node | string])[]): HTMLElement {
  return makeElement(
    "dl",
    { class: "facts" },
    ...pairs.map(([name, value]) => makeElement("div", {}, makeElement("dt", {}, name), makeElement("dd", {}, value))),
  );
}

/** A table with a caption and headings, in a part that scrolls by itself where it is too wide. */
export function makeScrollableTable(
  caption: string,
  headings: readonly (readonly [text: string, cssClass: string])[],
): ScrollableTable {
  const captionElement = makeElement("caption", {}, caption);
  const body = makeElement("tbody");
  const head = makeElement(
    "tr",
    {},
    ...headings.map(([text, cssClass]) => makeElement("th", { class: cssClass, attributes: { scope: "col" } }, text)),
  );
  const table = makeElement("table", {}, captionElement, makeElement("thead", {}, head), body);
  const element = makeElement(
    "div",
    { class: "scroll", attributes: { role: "region", tabindex: "0", "aria-label": caption } },
    table,
  );
  return { element, body, caption: captionElement };
}
