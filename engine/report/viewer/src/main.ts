/* The page: reads its data, builds the parts and lets one view decide what each of them shows. */
import "./style.scss";
import { factsOf, markCard, newsCard, pathCard, type CardActions } from "./card";
import { combobox } from "./combobox";
import { decode } from "./decode";
import { bdi, button, h, replace } from "./dom";
import { filters } from "./filters";
import { legend } from "./legend";
import { palette } from "./look";
import { MapView } from "./mapview";
import { Kind, kindWord, makeNetwork, type Network } from "./network";
import { saveCsv, savePng, saveSvg } from "./output";
import { Search } from "./search";
import { everything, linkRows, makeSortable } from "./tables";
import { fromHash, initialView, toHash, Views, type View } from "./view";
import { computeVisible, neighbourhood } from "./visible";

const SEEN = 60; // marks in the list of what can be seen

function announce(net: Network, view: View, count: number): string {
  if (view.from >= 0 && view.to >= 0) return `How ${net.name[view.from]} and ${net.name[view.to]} are linked.`;
  if (view.selected >= 0) {
    const facts = factsOf(net, view.selected).slice(0, 3).map(([term, value]) => `${term}: ${value}`).join(". ");
    return `${net.name[view.selected]}, ${kindWord[net.kind[view.selected]]}. ${facts}`;
  }
  return `${count} marks are shown.`;
}

function build(net: Network): void {
  const search = new Search(net);
  const views = new Views(fromHash(net, location.hash));
  const map = new MapView(net, { onSelect: (mark) => select(mark, false), onMoved: (zoom) => views.change({ zoom }) });
  const card = h("div", { class: "copse-card", role: "region", "aria-label": "What is selected", tabindex: 0 });
  const status = h("div", { role: "status", class: "nhsuk-u-visually-hidden" });
  let visible = computeVisible(net, views.now);

  /* ---- what can be done ---- */

  const focusCard = () => (card.querySelector("h3") ?? card).focus();

  function select(mark: number, isTravelling = true): void {
    const zoom = isTravelling ? map.zoomAround([...neighbourhood(net, mark)]) : null;
    views.change({ selected: mark, from: -1, to: -1, ego: false, news: false, ...(zoom ? { zoom } : {}) });
    if (isTravelling) focusCard();
  }

  function askPath(from: number, to: number): void {
    if (from < 0 || to < 0 || from === to) return;
    views.change({ selected: -1, from, to, ego: false, news: false, zoom: map.zoomAround([from, to]) });
    focusCard();
  }

  const actions: CardActions = {
    select,
    toggleOnly: () => { views.change({ ego: !views.now.ego }); focusCard(); },
    pathFrom: (mark) => { path.open = true; ends.from = mark; fromField.set(mark); toField.input.focus(); },
    close: () => { views.change({ selected: -1, from: -1, to: -1, ego: false, news: false, month: views.now.news ? 0 : views.now.month }); searchField.input.focus(); },
  };

  /* ---- parts ---- */

  const searchField = combobox(net, search, "Search", "A team, a CoP, a topic" + (net.kind.includes(Kind.Person) ? " or a person" : ""), (mark) => select(mark));
  const ends = { from: -1, to: -1 };
  const fromField = combobox(net, search, "From", "A team, a CoP or a person", (mark) => { ends.from = mark; askPath(ends.from, ends.to); });
  const toField = combobox(net, search, "To", "Another one", (mark) => { ends.to = mark; askPath(ends.from, ends.to); });
  const path = h("details", {}, h("summary", {}, "How are two of them linked?"), h("div", { class: "copse-fields" }, fromField.element, toField.element));
  const undo = button("Undo", () => views.undo());
  const redo = button("Redo", () => views.redo());
  const tools = h("div", { class: "copse-row copse-tools", role: "group", "aria-label": "Move the map" },
    button("+", () => map.scaleBy(1.5), { "aria-label": "Zoom in" }), button("−", () => map.scaleBy(1 / 1.5), { "aria-label": "Zoom out" }),
    button("←", () => map.pan(-0.25, 0), { "aria-label": "Move left" }), button("→", () => map.pan(0.25, 0), { "aria-label": "Move right" }),
    button("↑", () => map.pan(0, -0.25), { "aria-label": "Move up" }), button("↓", () => map.pan(0, 0.25), { "aria-label": "Move down" }),
    button("Show all", () => views.change({ ...initialView() })), undo, redo);
  const seen = h("ul", { class: "nhsuk-list copse-seen" });
  const seenDetails = h("details", { ontoggle: () => listSeen() }, h("summary", {}, "What can be seen now, as a list"), seen);
  const output = h("details", {}, h("summary", {}, "Save what is seen"),
    h("div", { class: "copse-row" }, button("SVG", () => saveSvg(net, map.current, map.frame)),
      button("PNG", () => savePng(net, map.current, map.frame)), button("CSV", () => saveCsv(net, map.current, map.frame))));
  const table = everything(net, { select });

  function listSeen(): void {
    if (!seenDetails.open) return;
    replace(seen, ...map.marksInFrame().slice(0, SEEN).map((mark) =>
      h("li", {}, h("button", { type: "button", class: "copse-link", onclick: () => select(mark) }, bdi(net.name[mark])), " ", h("span", { class: "copse-aside" }, search.describe(mark)))));
  }

  function fillCard(view: View): void {
    const content =
      view.from >= 0 && view.to >= 0 ? pathCard(net, view.from, view.to, actions)
      : view.news && view.month ? newsCard(net, view.month, actions)
      : view.selected >= 0 ? markCard(net, view.selected, view.ego, actions)
      : h("div", {}, h("h3", { class: "nhsuk-heading-s", tabindex: -1 }, "Nothing is selected"),
          h("p", {}, "Search above, or choose a mark on the map or a name in a table, to see what it is and what it is tied to."));
    replace(card, content);
  }

  function show(view: View, isFirst = false): void {
    visible = computeVisible(net, view);
    map.show(view, visible);
    fillCard(view);
    undo.disabled = !views.canUndo;
    redo.disabled = !views.canRedo;
    table.update(visible);
    listSeen();
    if (isFirst) return;
    status.textContent = announce(net, view, visible.count);
    const hash = toHash(net, view);
    history.replaceState(null, "", hash ? `#${hash}` : location.href.split("#")[0]);
  }

  /** A change of place alone needs no new card, or the reader would lose theirs. */
  function onChange(view: View, before: View): void {
    const isMove = (Object.keys(view) as Array<keyof View>).every((name) => name === "zoom" || view[name] === before[name]);
    if (!isMove) return show(view);
    map.show(view, visible);
    undo.disabled = !views.canUndo;
    redo.disabled = !views.canRedo;
    listSeen();
    history.replaceState(null, "", `#${toHash(net, view)}`);
  }

  function onKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    const done = key === "z" && !event.shiftKey ? views.undo() : key === "y" || key === "z" ? views.redo() : false;
    if (done) event.preventDefault();
  }

  /* ---- together ---- */

  const help = h("p", { id: "map-help", class: "copse-aside" },
    "Click a mark to select it; drag to move; click the map, then roll to zoom. By keyboard: arrows move, + and − zoom, 0 shows all. Large names stand where most teams of a unit are. Everything on the map is in the lists and tables as well.");
  replace(document.getElementById("app")!,
    h("section", { class: "copse-section", "aria-labelledby": "map" }, h("h2", { class: "nhsuk-heading-m", id: "map" }, "Search and map"),
      h("div", { class: "copse-ask" }, searchField.element, path), filters(net, views), status,
      h("div", { class: "copse-grid" },
        h("div", {}, tools, map.element, legend(net, palette()), help, seenDetails, output), card)));
  replace(document.getElementById("everything")!, table.element);
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", () => { if (location.hash.slice(1) !== toHash(net, views.now)) views.change(fromHash(net, location.hash)); });
  views.onChange(onChange);
  show(views.now, true);
  // The map is seen first.
  requestAnimationFrame(() => setTimeout(() => {
    document.body.classList.add("copse-drawn");
    document.querySelectorAll<HTMLTableElement>("table[data-sortable]").forEach(makeSortable);
    linkRows(net, { select });
  }));
}

async function start(): Promise<void> {
  const holder = document.getElementById("copse-data")!;
  try {
    const net = makeNetwork(await decode(holder.textContent!.trim()));
    performance.mark("copse-decoded");
    build(net);
  } catch (error) {
    console.error(error);
    document.body.classList.add("copse-drawn");
    document.getElementById("app")!.append(h("p", { role: "alert" }, "The map cannot be shown in this browser; the tables below can be read."));
  }
}

void start();
