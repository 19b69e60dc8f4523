/* Filters, which people are drawn, and the month. Each filter that is set is named, with a button that takes it away. */
import { button, freshId, h, replace } from "./dom";
import { Kind, linksKey, linksWord, modeWord, monthWord, statusWord, type Network } from "./network";
import { filterNames, type FilterName, type Views } from "./view";

const titles: Record<FilterName, string> = {
  topic: "Topic", unit: "Directorate or unit", site: "Site", mode: "How it meets", status: "Status of the CoP", links: "Links of the team",
};

const collator = new Intl.Collator("en-GB");

type Choice = [value: string, label: string];

function choicesOf(net: Network, name: FilterName): Choice[] {
  const marks = (kind: Kind): Choice[] => {
    const choices: Choice[] = [];
    for (let m = 0; m < net.size; m++) if (net.kind[m] === kind) choices.push([net.key[m], net.name[m]]);
    return choices.sort((a, b) => collator.compare(a[1], b[1]));
  };
  const used = (words: string[], values: Int32Array, kind: Kind, keys = words): Choice[] => {
    const isUsed = words.map(() => false);
    for (let m = 0; m < net.size; m++) if (net.kind[m] === kind) isUsed[values[m]] = true;
    return words.map((word, i): Choice => [keys[i], word]).filter((_, i) => isUsed[i]);
  };
  switch (name) {
    case "topic": return marks(Kind.Topic);
    case "unit": return marks(Kind.Unit);
    case "site": return marks(Kind.Site);
    case "mode": return used(modeWord, net.mode, Kind.Community);
    case "status": return used(statusWord, net.status, Kind.Community);
    case "links": return used(linksWord, net.verdict, Kind.Team, linksKey);
  }
}

function selectField(label: string, choices: Choice[], onchange: (value: string) => void): { element: HTMLElement; field: HTMLSelectElement } {
  const id = freshId("filter");
  const field = h("select", { id, class: "nhsuk-select", onchange: () => onchange(field.value) },
    ...choices.map(([value, text]) => h("option", { value }, text)));
  return { element: h("div", { class: "copse-field" }, h("label", { class: "nhsuk-label", for: id }, label), field), field };
}

/** Months of which anything is known; the last is that of the counts. */
function firstMonth(net: Network): number {
  let first = net.month;
  for (const months of [net.since, net.linkSince])
    for (let i = 0; i < months.length; i++) if (months[i] > 0 && months[i] < first) first = months[i];
  return Math.max(first, net.month - 120);
}

function monthControl(net: Network, views: Views): { element: HTMLElement | null; update(): void } {
  const first = firstMonth(net);
  if (first >= net.month) return { element: null, update: () => undefined };
  const id = freshId("month");
  const words = h("output", { for: id, class: "copse-month" });
  const slider = h("input", { id, type: "range", min: first, max: net.month, step: 1, class: "copse-range" });
  const news = h("input", { id: `${id}-new`, type: "checkbox", class: "copse-check" });
  const say = (month: number) => {
    words.textContent = month >= net.month ? "now" : monthWord(month);
    slider.setAttribute("aria-valuetext", words.textContent);
  };
  slider.addEventListener("input", () => say(Number(slider.value)));
  slider.addEventListener("change", () => {
    const month = Number(slider.value) >= net.month ? 0 : Number(slider.value);
    views.change({ month, news: views.now.news && month > 0, selected: -1, from: -1, to: -1, ego: false });
  });
  news.addEventListener("change", () => views.change({ news: news.checked, month: views.now.month || net.month - 3, selected: -1, from: -1, to: -1, ego: false }));
  return {
    element: h("div", { class: "copse-field copse-wide" },
      h("label", { class: "nhsuk-label", for: id }, "As things stood in: ", words), slider,
      h("div", { class: "copse-tick" }, news, h("label", { for: `${id}-new` }, "Only what is new since then"))),
    update: () => {
      slider.value = String(views.now.month || net.month);
      news.checked = views.now.news;
      say(views.now.month || net.month);
    },
  };
}

export function filters(net: Network, views: Views): HTMLElement {
  const fields = new Map<FilterName, HTMLSelectElement>();
  const elements: HTMLElement[] = [];
  for (const name of filterNames) {
    const choices = choicesOf(net, name);
    if (choices.length < 2) continue;
    const { element, field } = selectField(titles[name], [["", "any"], ...choices],
      (value) => views.change({ filters: { ...views.now.filters, [name]: value } }));
    fields.set(name, field);
    elements.push(element);
  }
  const hasPeople = net.kind.includes(Kind.Person);
  const people = selectField("People who agreed to be named", [["selected", "of what is selected"], ["all", "all of them"], ["none", "none"]],
    (value) => views.change({ people: value as "selected" | "all" | "none" }));
  const month = monthControl(net, views);
  const chips = h("div", { class: "copse-row", "aria-label": "Filters that are set", role: "group" });

  function update(): void {
    const { filters: set } = views.now;
    for (const [name, field] of fields) field.value = set[name];
    people.field.value = views.now.people;
    month.update();
    const named = filterNames.filter((name) => set[name]);
    replace(chips, ...named.map((name) => {
      const label = choicesOf(net, name).find(([value]) => value === set[name])?.[1] ?? set[name];
      return button(`${titles[name]}: ${label} ✕`, () => views.change({ filters: { ...views.now.filters, [name]: "" } }),
        { "aria-label": `Take away the filter ${titles[name]}: ${label}` });
    }));
    chips.hidden = named.length === 0;
  }
  views.onChange(update);
  update();
  return h("div", {},
    h("details", { class: "copse-filters" }, h("summary", {}, "Filters and time"),
      h("div", { class: "copse-fields" }, ...elements, hasPeople && people.element, month.element)),
    chips);
}
