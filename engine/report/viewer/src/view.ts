/* What the page shows now: one value, kept in the URL's hash so that a view can be passed on, with undo and redo. */
import { Kind, kindWord, markOf, type Network } from "./network";

/** Where the map is looked at: the place in the middle, and how many times larger than when all of it fits. */
export interface Zoom { x: number; y: number; k: number }

export const filterNames = ["topic", "unit", "site", "mode", "status", "links"] as const;
export type FilterName = (typeof filterNames)[number];

export interface View {
  selected: number;
  /** Ends of the path that is asked for; -1. */
  from: number;
  to: number;
  /** Only what is tied to the selected mark. */
  ego: boolean;
  /** Keys of topics, units and sites; words of the others; "": any. */
  filters: Record<FilterName, string>;
  people: "selected" | "all" | "none";
  /** As things stood in this month; 0: now. */
  month: number;
  /** Only what is new since that month. */
  news: boolean;
  zoom: Zoom | null;
}

export function initialView(): View {
  return {
    selected: -1, from: -1, to: -1, ego: false,
    filters: { topic: "", unit: "", site: "", mode: "", status: "", links: "" },
    people: "selected", month: 0, news: false, zoom: null,
  };
}

/* ---- in the URL: a mark is "kind:key" ---- */

function markText(net: Network, mark: number): string {
  return mark < 0 ? "" : `${kindWord[net.kind[mark]]}:${net.key[mark]}`;
}

function readMark(net: Network, text: string | null): number {
  const colon = text?.indexOf(":") ?? -1;
  if (!text || colon < 0) return -1;
  const kind = kindWord.indexOf(text.slice(0, colon));
  return kind < 0 ? -1 : markOf(net, kind as Kind, text.slice(colon + 1));
}

export function toHash(net: Network, view: View): string {
  const words = new URLSearchParams();
  const set = (name: string, value: string) => value && words.set(name, value);
  set("mark", markText(net, view.selected));
  set("from", markText(net, view.from));
  set("to", markText(net, view.to));
  set("only", view.ego ? "tied" : "");
  for (const name of filterNames) set(name, view.filters[name]);
  set("people", view.people === "selected" ? "" : view.people);
  set("month", view.month ? String(view.month) : "");
  set("new", view.news ? "since" : "");
  set("zoom", view.zoom ? [view.zoom.x.toFixed(1), view.zoom.y.toFixed(1), view.zoom.k.toPrecision(4)].join(",") : "");
  return words.toString();
}

export function fromHash(net: Network, hash: string): View {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const view = initialView();
  view.selected = readMark(net, words.get("mark"));
  view.from = readMark(net, words.get("from"));
  view.to = readMark(net, words.get("to"));
  view.ego = words.get("only") === "tied" && view.selected >= 0;
  for (const name of filterNames) view.filters[name] = words.get(name) ?? "";
  const people = words.get("people");
  if (people === "all" || people === "none") view.people = people;
  view.month = Math.max(0, Number.parseInt(words.get("month") ?? "0", 10) || 0);
  view.news = words.get("new") === "since";
  const numbers = (words.get("zoom") ?? "").split(",").map(Number);
  if (numbers.length === 3 && numbers.every(Number.isFinite) && numbers[2] > 0) view.zoom = { x: numbers[0], y: numbers[1], k: numbers[2] };
  return view;
}

/* ---- undo and redo ---- */

type Listener = (view: View, before: View) => void;

export class Views {
  private past: View[] = [];
  private future: View[] = [];
  private listeners: Listener[] = [];

  constructor(public now: View) {}

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Change the view; what was can be had back. */
  change(changes: Partial<View>): void {
    this.past.push(this.now);
    this.future = [];
    this.show({ ...this.now, ...changes });
  }

  undo(): boolean {
    return this.step(this.past, this.future);
  }

  redo(): boolean {
    return this.step(this.future, this.past);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  private step(from: View[], to: View[]): boolean {
    const view = from.pop();
    if (!view) return false;
    to.push(this.now);
    this.show(view);
    return true;
  }

  private show(view: View): void {
    const before = this.now;
    this.now = view;
    for (const listener of this.listeners) listener(view, before);
  }
}
