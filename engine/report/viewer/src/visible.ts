/* Which marks and links a view shows, and which of them stand out. */
import { isUnder, Kind, linksKey, markOf, modeWord, otherEnd, peopleOf, statusWord, tiedTo, type Network } from "./network";
import { findPath } from "./path";
import type { View } from "./view";

export const enum Show { Hidden, Faint, Plain, Strong }

export interface Visible {
  /** By mark. */
  show: Uint8Array;
  /** Links that stand out, and all others that may be drawn. */
  strong: number[];
  faint: number[];
  count: number;
}

/** More than this many lines are a hairball: then only those of what is selected are drawn. */
export const MOST_FAINT_LINKS = 1500;

function communityMatches(net: Network, view: View, topic: number, site: number, mark: number): boolean {
  const { filters } = view;
  if (filters.mode && modeWord[net.mode[mark]] !== filters.mode) return false;
  if (filters.status && statusWord[net.status[mark]] !== filters.status) return false;
  if (site >= 0 && net.site[mark] !== site) return false;
  if (topic >= 0 && !tiedTo(net, mark, Kind.Topic).some((t) => isUnder(net, t, topic))) return false;
  return true;
}

/** Founded by the view's month; or, of what is new, founded after it. */
function inTime(view: View, since: number): boolean {
  if (!view.month) return true;
  return view.news ? since > view.month : since <= view.month;
}

/** Whether a link may be drawn in the view's month: one whose day is not known always was. */
function linkInTime(net: Network, view: View, link: number): boolean {
  const since = Math.max(net.linkSince[link], net.since[net.to[link]]);
  return !view.month || (view.news ? since > view.month : since <= view.month);
}

function teamMatches(net: Network, view: View, unit: number, mark: number): boolean {
  if (unit >= 0 && !isUnder(net, mark, unit)) return false;
  return !view.filters.links || linksKey[net.verdict[mark]] === view.filters.links;
}

/** Teams and CoPs that fulfil the filters of their kind and, where there are filters of the other kind, are tied to one that does. */
function filterPlaced(net: Network, view: View, show: Uint8Array): void {
  const { filters } = view;
  const topic = filters.topic ? markOf(net, Kind.Topic, filters.topic) : -1;
  const site = filters.site ? markOf(net, Kind.Site, filters.site) : -1;
  const unit = filters.unit ? markOf(net, Kind.Unit, filters.unit) : -1;
  const ofCommunities = !!(filters.topic || filters.site || filters.mode || filters.status || view.news);
  const ofTeams = !!(filters.unit || filters.links);
  const fits = new Uint8Array(net.size);
  for (let m = 0; m < net.size; m++) {
    if (net.kind[m] === Kind.Community) fits[m] = Number(inTime(view, net.since[m]) && communityMatches(net, view, topic, site, m));
    if (net.kind[m] === Kind.Team) fits[m] = Number(teamMatches(net, view, unit, m));
  }
  const touches = (m: number, kind: Kind) => {
    for (let i = net.start[m]; i < net.start[m + 1]; i++) {
      const link = net.linkOf[i];
      const other = otherEnd(net, link, m);
      if (net.kind[other] === kind && fits[other] && linkInTime(net, view, link)) return true;
    }
    return false;
  };
  for (let m = 0; m < net.size; m++) {
    if (!fits[m]) continue;
    const other = net.kind[m] === Kind.Community ? Kind.Team : Kind.Community;
    const needsOther = net.kind[m] === Kind.Community ? ofTeams : ofCommunities;
    if (!needsOther || touches(m, other)) show[m] = Show.Plain;
  }
}

/** What is tied to a mark; of a topic also the teams of its CoPs. */
export function neighbourhood(net: Network, mark: number): Set<number> {
  const around = new Set([mark]);
  const add = (marks: number[]) => marks.forEach((m) => around.add(m));
  if (net.kind[mark] === Kind.Unit || net.kind[mark] === Kind.Site) {
    for (let m = 0; m < net.size; m++)
      if (net.hasPlace[m] && net.kind[m] !== Kind.Person && (isUnder(net, m, mark) || net.site[m] === mark)) around.add(m);
    return around;
  }
  add(tiedTo(net, mark, Kind.Community));
  add(tiedTo(net, mark, Kind.Team));
  if (net.kind[mark] === Kind.Topic) for (const cop of tiedTo(net, mark, Kind.Community)) add(tiedTo(net, cop, Kind.Team));
  if (net.kind[mark] === Kind.Person && net.above[mark] >= 0) around.add(net.above[mark]);
  return around;
}

function showPeople(net: Network, view: View, show: Uint8Array): void {
  if (view.people === "all") {
    for (let m = 0; m < net.size; m++)
      if (net.kind[m] === Kind.Person && (net.above[m] < 0 || show[net.above[m]] || tiedTo(net, m, Kind.Community).some((c) => show[c])))
        show[m] = Show.Plain;
  } else if (view.people === "selected") {
    for (const mark of [view.selected, view.from, view.to])
      if (mark >= 0) for (const m of peopleOf(net, mark)) show[m] = Show.Strong;
  }
}

/** Links between marks that stand out, at least one of which is what was asked for. */
function pickLinks(net: Network, view: View, show: Uint8Array, focus: Set<number>): Pick<Visible, "strong" | "faint"> {
  const strong: number[] = [];
  const faint: number[] = [];
  for (const mark of focus)
    for (let i = net.start[mark]; i < net.start[mark + 1]; i++) {
      const link = net.linkOf[i];
      const other = otherEnd(net, link, mark);
      if (show[other] === Show.Strong && show[mark] === Show.Strong && linkInTime(net, view, link) && !(focus.has(other) && other < mark)) strong.push(link);
    }
  for (let link = 0; link < net.links && faint.length <= MOST_FAINT_LINKS; link++)
    if (net.kind[net.from[link]] === Kind.Team && show[net.from[link]] && show[net.to[link]] && linkInTime(net, view, link)) faint.push(link);
  return { strong, faint: faint.length > MOST_FAINT_LINKS ? [] : faint };
}

export function computeVisible(net: Network, view: View): Visible {
  const show = new Uint8Array(net.size);
  filterPlaced(net, view, show);
  const hasPath = view.from >= 0 && view.to >= 0;
  const focus = new Set<number>(hasPath ? findPath(net, view.from, view.to).marks : view.selected >= 0 ? [view.selected] : []);
  if (net.kind[view.selected] === Kind.Topic) tiedTo(net, view.selected, Kind.Community).forEach((m) => focus.add(m));
  if (focus.size > 0) {
    const bright = hasPath ? focus : neighbourhood(net, view.selected);
    for (let m = 0; m < net.size; m++) {
      if (!net.hasPlace[m] || net.kind[m] === Kind.Person) continue;
      if (bright.has(m)) show[m] = Show.Strong; // what was asked for is shown, whatever the filters
      else if (show[m]) show[m] = view.ego ? Show.Hidden : Show.Faint;
    }
  }
  showPeople(net, view, show);
  let count = 0;
  for (let m = 0; m < net.size; m++) count += show[m] ? 1 : 0;
  return { show, ...pickLinks(net, view, show, focus), count };
}
