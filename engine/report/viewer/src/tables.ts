/* Tables: the page's own become sortable, and one holds everything that the map shows. */
import { factsOf, markLink, type CardActions } from "./card";
import { bdi, button, freshId, h, replace } from "./dom";
import { Kind, tiedTo, type Network } from "./network";
import type { Visible } from "./visible";

const collator = new Intl.Collator("en-GB", { numeric: true });

/** Numbers as numbers; what is not shown below all of them. */
function compare(a: string, b: string): number {
  const [x, y] = [Number.parseFloat(a), Number.parseFloat(b)];
  const isNumber = (text: string, value: number) => String(value) === text.trim();
  if (isNumber(a, x) && isNumber(b, y)) return x - y;
  if (isNumber(a, x) !== isNumber(b, y)) return isNumber(a, x) ? 1 : -1;
  return collator.compare(a, b);
}

function headButton(cell: HTMLElement, onclick: () => void): void {
  const label = cell.textContent ?? "";
  replace(cell, h("button", { type: "button", class: "copse-sort", onclick }, label));
}

function markSorted(heads: HTMLElement[], at: number, isUp: boolean): void {
  heads.forEach((head, i) => (i === at ? head.setAttribute("aria-sort", isUp ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
}

/** Sort by the columns of a table that the page came with. */
export function makeSortable(table: HTMLTableElement): void {
  const heads = Array.from(table.tHead!.rows[0].cells);
  heads.forEach((head, column) =>
    headButton(head, () => {
      const isUp = head.getAttribute("aria-sort") !== "ascending";
      const body = table.tBodies[0];
      const rows = Array.from(body.rows).sort((a, b) => (isUp ? 1 : -1) * compare(a.cells[column].textContent ?? "", b.cells[column].textContent ?? ""));
      body.append(...rows);
      markSorted(heads, column, isUp);
    }));
}

/** Names in the page's own tables lead to the map. */
export function linkRows(net: Network, actions: Pick<CardActions, "select">): void {
  for (const row of document.querySelectorAll<HTMLElement>("tr[data-mark]")) {
    const cell = row.querySelector("th");
    const mark = Number(row.dataset.mark);
    if (cell && mark < net.size) replace(cell, markLink(net, mark, actions));
  }
}

/* ---- everything ---- */

const ROWS = 50;
const kinds: Array<[Kind, string]> = [
  [Kind.Team, "Teams"], [Kind.Community, "CoPs"], [Kind.Topic, "Topics"], [Kind.Person, "People"], [Kind.Unit, "Units"], [Kind.Site, "Sites"],
];

function tiedWords(net: Network, mark: number): string {
  const kind = net.kind[mark];
  const marks = tiedTo(net, mark, kind === Kind.Community ? Kind.Team : Kind.Community);
  return marks.map((m) => net.name[m]).join("; ");
}

/** The columns of a kind, in the words of the card. */
function columnsOf(net: Network, marks: number[]): string[] {
  const names: string[] = [];
  for (const mark of marks) for (const [term] of factsOf(net, mark)) if (!names.includes(term)) names.push(term);
  return names;
}

function rowOf(net: Network, mark: number, columns: string[]): string[] {
  const facts = new Map(factsOf(net, mark));
  return [net.name[mark], ...columns.map((name) => facts.get(name) ?? ""), tiedWords(net, mark)];
}

export interface Everything { element: HTMLElement; update(visible: Visible): void }

export function everything(net: Network, actions: Pick<CardActions, "select">): Everything {
  const present = kinds.filter(([kind]) => net.kind.includes(kind));
  const [kindId, onlyId] = [freshId("kind"), freshId("only")];
  const kindField = h("select", { id: kindId, class: "nhsuk-select", onchange: () => { page = 0; sorted = null; draw(); } }, ...present.map(([kind, title]) => h("option", { value: kind }, title)));
  const onlyShown = h("input", { id: onlyId, type: "checkbox", class: "copse-check", onchange: () => { page = 0; draw(); } });
  const holder = h("div", { class: "copse-scroll", role: "region", tabindex: 0, "aria-label": "Rows" });
  const status = h("p", { role: "status" });
  const pages = h("div", { class: "copse-row" });
  let visible: Visible | null = null;
  let page = 0;
  let sorted: { column: number; isUp: boolean } | null = null;

  function marksOf(kind: Kind): number[] {
    const isOnMap = (m: number) => !onlyShown.checked || !net.hasPlace[m] || !!visible?.show[m];
    return Array.from({ length: net.size }, (_, m) => m).filter((m) => net.kind[m] === kind && isOnMap(m));
  }

  function draw(): void {
    const kind = Number(kindField.value) as Kind;
    const marks = marksOf(kind);
    const columns = columnsOf(net, marks.slice(0, 1000));
    if (sorted) {
      const { column, isUp } = sorted;
      const value = new Map(marks.map((m) => [m, rowOf(net, m, columns)[column]]));
      marks.sort((a, b) => (isUp ? 1 : -1) * compare(value.get(a)!, value.get(b)!) || a - b);
    }
    const shown = marks.slice(page * ROWS, (page + 1) * ROWS);
    const titles = ["Name", ...columns, kind === Kind.Community ? "Teams" : "CoPs"];
    const heads = titles.map((title) => h("th", { scope: "col" }, title));
    heads.forEach((head, column) => headButton(head, () => { sorted = { column, isUp: !(sorted?.column === column && sorted.isUp) }; draw(); }));
    if (sorted) markSorted(heads, sorted.column, sorted.isUp);
    const rows = shown.map((m) => h("tr", {}, h("th", { scope: "row" }, markLink(net, m, actions)),
      ...rowOf(net, m, columns).slice(1).map((text) => h("td", { class: "nhsuk-table__cell" }, bdi(text)))));
    const title = kinds.find(([k]) => k === kind)![1];
    replace(holder, h("table", { class: "nhsuk-table" }, h("caption", { class: "nhsuk-table__caption" }, title), h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows)));
    const last = Math.ceil(marks.length / ROWS);
    status.textContent = marks.length === 0 ? "None." : `${page * ROWS + 1} to ${page * ROWS + shown.length} of ${marks.length}`;
    replace(pages, page > 0 && button("Earlier rows", () => { page--; draw(); }), page + 1 < last && button("Further rows", () => { page++; draw(); }));
  }

  const details = h("details", { ontoggle: () => details.open && draw() }, h("summary", {}, "Show the table"),
    h("div", { class: "copse-fields" },
      h("div", { class: "copse-field" }, h("label", { class: "nhsuk-label", for: kindId }, "What"), kindField),
      h("div", { class: "copse-field copse-tick" }, onlyShown, h("label", { for: onlyId }, "Only what is on the map now"))),
    status, holder, pages);
  return {
    element: h("section", { class: "copse-section", "aria-labelledby": "all" },
      h("h2", { class: "nhsuk-heading-m", id: "all" }, "Everything on the map, as a table"), details),
    update: (now) => { visible = now; if (details.open && onlyShown.checked) draw(); },
  };
}
