/* A text field with a list of marks that fit, by keyboard and mouse: the combobox pattern of ARIA 1.2. */
import { bdi, freshId, h, replace } from "./dom";
import type { Network } from "./network";
import type { Search } from "./search";

interface Combobox {
  element: HTMLElement;
  input: HTMLInputElement;
  set(mark: number): void;
}

export function combobox(net: Network, search: Search, label: string, hint: string, choose: (mark: number) => void): Combobox {
  const id = freshId("search");
  const list = h("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, class: "copse-options", hidden: true });
  const input = h("input", {
    id, type: "text", class: "nhsuk-input", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list", "aria-describedby": `${id}-hint`,
  });
  const status = h("div", { role: "status", class: "nhsuk-u-visually-hidden" });
  let found: number[] = [];
  let active = -1;

  function close(): void {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function activate(next: number): void {
    active = next;
    list.childNodes.forEach((option, i) => (option as HTMLElement).setAttribute("aria-selected", String(i === next)));
    const option = list.childNodes[next] as HTMLElement | undefined;
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function pick(mark: number): void {
    input.value = net.name[mark];
    close();
    choose(mark);
  }

  function open(): void {
    found = search.find(input.value);
    replace(list, ...found.map((mark, i) =>
      h("li", { id: `${id}-${i}`, role: "option", "aria-selected": "false", onmousedown: (event: MouseEvent) => { event.preventDefault(); pick(mark); } },
        bdi(net.name[mark]), " ", h("span", { class: "copse-aside" }, search.describe(mark)))));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = input.value ? `${found.length} found` : "";
    activate(found.length > 0 ? 0 : -1);
  }

  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) open();
      else activate((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
      event.preventDefault();
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      pick(found[active]);
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) close();
  });
  const element = h("div", { class: "copse-combobox" },
    h("label", { class: "nhsuk-label", for: id }, label),
    h("div", { class: "nhsuk-hint", id: `${id}-hint` }, hint),
    input, list, status);
  return { element, input, set: (mark) => (input.value = mark < 0 ? "" : net.name[mark]) };
}
