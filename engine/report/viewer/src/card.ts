/* What a mark is and means, in plain English, with what it is tied to. Names in it lead on. */
import { bdi, button, h } from "./dom";
import { FEW, PERHAPS } from "./look";
import {
  activityWord, countWord, Kind, kindWord, linksWord, modeWord, monthWord, opennessWord, otherEnd, peopleOf, statusWord, tiedTo, type Network,
} from "./network";
import { findPath, peopleBetween } from "./path";

export interface CardActions {
  select(mark: number): void;
  toggleOnly(): void;
  pathFrom(mark: number): void;
  close(): void;
}

const linksMeaning = [
  "Its size is not shown, or too few teams are known to compare it with.",
  "Its links to others are within what teams of its size have.",
  "It surely has fewer links that lead out than teams of its size: few direct ties, few seats in CoPs, or seats among its own people. Ask it first: links may not be recorded.",
  "It may have fewer links that lead out than teams of its size; that is not sure.",
  "So few people work here that even no link at all would not stand out.",
  "Nothing at all is recorded of its people: that is missing data, not isolation.",
];
const signalWord = ["few direct ties", "few seats in CoPs", "its seats are among themselves"];
const meaning: Record<number, string> = {
  [Kind.Unit]: "Part of the organisation, with the teams below it.",
  [Kind.Site]: "A place of work.",
  [Kind.Topic]: "Something that people know about. CoPs that cover it are listed.",
  [Kind.Community]: "A community of practice: people who share a goal or an interest and learn from each other. Teams that have people in it are linked by it.",
  [Kind.Person]: "Somebody who agreed to be named.",
};

export function markLink(net: Network, mark: number, actions: Pick<CardActions, "select">): HTMLElement {
  return h("button", { type: "button", class: "copse-link", onclick: () => actions.select(mark) }, bdi(net.name[mark]));
}

/** Facts of a mark as term and value: the card's list and the table's row are the same. */
export function factsOf(net: Network, mark: number): Array<[string, string]> {
  const facts: Array<[string, string]> = [];
  const kind = net.kind[mark];
  if (kind === Kind.Team || kind === Kind.Unit || kind === Kind.Site) facts.push(["Staff", countWord(net, net.people[mark])]);
  if (net.above[mark] >= 0) facts.push([kind === Kind.Person ? "Team" : kind === Kind.Topic ? "Part of the topic" : "Part of", net.name[net.above[mark]]]);
  if (kind === Kind.Team) {
    facts.push(["Links to others", linksWord[net.verdict[mark]]]);
    if (net.signal[mark]) facts.push(["Strongest sign", signalWord[net.signal[mark] - 1]]);
    if (net.ties[mark] >= 0) facts.push(["Direct ties", `${net.ties[mark]} % of what is usual`]);
    if (net.seats[mark] >= 0) facts.push(["Seats in CoPs", `${net.seats[mark]} % of what is usual`]);
  }
  if (kind === Kind.Community) {
    facts.push(["Members", countWord(net, net.people[mark])], ["How it meets", modeWord[net.mode[mark]]]);
    facts.push(["Status", statusWord[net.status[mark]]], ["Activity", activityWord[net.activity[mark]]], ["Who may join", opennessWord[net.openness[mark]]]);
    if (net.meets[mark]) facts.push(["When", net.meets[mark]]);
    if (net.contact[mark]) facts.push(["Contact", net.contact[mark]]);
    facts.push(["Founded", monthWord(net.since[mark])]);
  }
  if (net.site[mark] >= 0) facts.push(["Where", net.name[net.site[mark]]]);
  return facts;
}

const SHOWN = 12;

function listOf(net: Network, title: string, marks: number[], actions: CardActions, note: (mark: number) => string = () => ""): HTMLElement | null {
  if (marks.length === 0) return null;
  const item = (m: number) => h("li", {}, markLink(net, m, actions), note(m) && ` ${note(m)}`);
  const rest = marks.slice(SHOWN);
  return h("div", {},
    h("h4", { class: "nhsuk-heading-xs" }, `${title} (${marks.length})`),
    h("ul", { class: "nhsuk-list copse-list" }, ...marks.slice(0, SHOWN).map(item)),
    rest.length > 0 && h("details", {}, h("summary", {}, `${rest.length} more`), h("ul", { class: "nhsuk-list copse-list" }, ...rest.map(item))));
}

function byCount(net: Network, mark: number, marks: number[]): { marks: number[]; note: (m: number) => string } {
  const people = new Map<number, number>();
  for (let i = net.start[mark]; i < net.start[mark + 1]; i++) people.set(otherEnd(net, net.linkOf[i], mark), net.linkPeople[net.linkOf[i]]);
  const sorted = [...marks].sort((a, b) => people.get(b)! - people.get(a)! || a - b);
  return { marks: sorted, note: (m) => ((n) => (n < 0 ? `fewer than ${net.threshold}, or withheld` : `${n} ${n === 1 ? "person" : "people"}`))(people.get(m)!) };
}

function tiedLists(net: Network, mark: number, actions: CardActions): Array<HTMLElement | null> {
  const kind = net.kind[mark];
  const cops = tiedTo(net, mark, Kind.Community);
  if (kind === Kind.Team) {
    const { marks, note } = byCount(net, mark, cops);
    return [listOf(net, "Has people in", marks, actions, note), listOf(net, "Who agreed to be named", peopleOf(net, mark), actions)];
  }
  if (kind === Kind.Community) {
    const { marks, note } = byCount(net, mark, tiedTo(net, mark, Kind.Team));
    return [listOf(net, "Topics", tiedTo(net, mark, Kind.Topic), actions), listOf(net, "Teams that it links", marks, actions, note),
      listOf(net, "Members who agreed to be named", tiedTo(net, mark, Kind.Person), actions)];
  }
  const below = Array.from({ length: net.size }, (_, m) => m).filter((m) => net.above[m] === mark || (kind === Kind.Site && net.site[m] === mark));
  return [listOf(net, kind === Kind.Topic ? "CoPs that cover it" : "Is in", cops, actions), listOf(net, kind === Kind.Site ? "Here" : "Below it", below, actions)];
}

export function markCard(net: Network, mark: number, isOnly: boolean, actions: CardActions): HTMLElement {
  const kind = net.kind[mark];
  const hasLinks = net.start[mark] < net.start[mark + 1];
  const isFew = net.verdict[mark] === FEW || net.verdict[mark] === PERHAPS;
  return h("div", {},
    h("p", { class: "copse-aside" }, kind === Kind.Community ? "community of practice" : kindWord[kind]),
    h("h3", { class: "nhsuk-heading-s", tabindex: -1 }, bdi(net.name[mark])),
    net.description[mark] && h("p", {}, net.description[mark]),
    kind === Kind.Team && isFew && h("p", {}, h("strong", { class: "nhsuk-tag copse-tag" }, linksWord[net.verdict[mark]])),
    h("p", {}, kind === Kind.Team ? linksMeaning[net.verdict[mark]] : meaning[kind]),
    h("dl", { class: "copse-facts" }, ...factsOf(net, mark).flatMap(([term, value]) => [h("dt", {}, term), h("dd", {}, bdi(value))])),
    h("div", { class: "copse-row" },
      hasLinks && button(isOnly ? "Show everything" : "Only what is tied to it", actions.toggleOnly, { "aria-pressed": String(isOnly) }),
      hasLinks && button("How is it linked to…", () => actions.pathFrom(mark)),
      button("Close", actions.close)),
    ...tiedLists(net, mark, actions),
    (kind === Kind.Team || kind === Kind.Community) && cutNote(net));
}

/** What the lists of a very large map do not have. */
function cutNote(net: Network): HTMLElement | null {
  return net.isCut ? h("p", { class: "copse-aside" }, `Only where ${net.threshold} or more people of a team are in a CoP: with all the others the map would be too large.`) : null;
}

/** How two marks are linked, in words. */
export function pathCard(net: Network, from: number, to: number, actions: CardActions): HTMLElement {
  const path = findPath(net, from, to);
  const title = h("h3", { class: "nhsuk-heading-s", tabindex: -1 }, bdi(net.name[from]), " and ", bdi(net.name[to]));
  const closing = h("div", { class: "copse-row" }, button("Close", actions.close));
  if (path.marks.length === 0) return h("div", {}, title, h("p", {}, "No CoP links them, not even through others."), cutNote(net), closing);
  const people = peopleBetween(net, from, to, path.between);
  const inCops = new Map(people.map(({ person, cops }) => [person, `in ${cops.map((c) => net.name[c]).join(", ")}; ${net.name[net.above[person]]}`]));
  const sentence = path.between.length > 0
    ? `They are linked by ${path.between.length === 1 ? "one CoP" : `${path.between.length} CoPs`}, in which both have people.`
    : path.steps.length === 2 ? "They are linked directly." : `They are linked through ${path.steps.length - 2} others, one after the other:`;
  return h("div", {}, title, h("p", {}, sentence),
    path.between.length > 0
      ? listOf(net, "Linked by", path.between, actions)
      : h("ol", { class: "copse-list" }, ...path.steps.map((m) => h("li", {}, markLink(net, m, actions), ` ${kindWord[net.kind[m]]}`))),
    listOf(net, "People in them who agreed to be named", people.map(({ person }) => person), actions, (m) => inCops.get(m)!),
    path.between.length > 0 && people.length === 0 && h("p", { class: "copse-aside" }, "Nobody in them is named on this map."),
    cutNote(net), closing);
}

/** What is new since a month. */
export function newsCard(net: Network, month: number, actions: CardActions): HTMLElement {
  const marks = Array.from({ length: net.size }, (_, m) => m);
  const cops = marks.filter((m) => net.kind[m] === Kind.Community && net.since[m] > month).sort((a, b) => net.since[b] - net.since[a] || a - b);
  const joined = new Map<number, string[]>();
  for (let link = 0; link < net.links; link++) {
    const from = net.from[link];
    if (net.linkSince[link] > month && net.kind[from] !== Kind.Topic)
      joined.set(from, [...(joined.get(from) ?? []), `${net.name[net.to[link]]} (${monthWord(net.linkSince[link])})`]);
  }
  const of = (kind: Kind) => [...joined.keys()].filter((m) => net.kind[m] === kind);
  const note = (m: number) => `in ${joined.get(m)!.join(", ")}`;
  const nothing = cops.length + joined.size === 0;
  return h("div", {},
    h("h3", { class: "nhsuk-heading-s", tabindex: -1 }, `What changed since ${monthWord(month)}`),
    nothing && h("p", {}, "Nothing that this map may tell."),
    listOf(net, "CoPs founded since", cops, actions, (m) => monthWord(net.since[m])),
    listOf(net, "Teams first in a CoP since", of(Kind.Team), actions, note),
    listOf(net, "People who joined since, of those who agreed to be named", of(Kind.Person), actions, note),
    h("p", { class: "copse-aside" }, "Of those who are members now: who left is not shown. How many joined is published once for each version of the data: 'copse compare' tells what changed between two."),
    h("div", { class: "copse-row" }, button("Close", actions.close)));
}
