/* The network of the page: marks, links, and which links a mark has. Numbers of marks are used throughout. */
import type { Decoded } from "./decode";

export const enum Kind { Unit, Site, Topic, Team, Community, Person }

export const kindWord = ["unit", "site", "topic", "team", "community", "person"];
export const modeWord = ["not recorded", "face-to-face", "virtual", "hybrid"];
export const statusWord = ["not recorded", "active", "dormant", "proposed", "closed"];
export const opennessWord = ["not recorded", "anybody", "on request", "by invitation", "nobody now"];
export const activityWord = ["not known", "active in the last 12 months", "quiet in the last 12 months"];
/** By verdict, from 0: not judged. The keys stand in the URL. */
export const linksWord = ["not judged", "as usual", "few links", "perhaps few links", "too small to tell", "nothing recorded"];
export const linksKey = ["unjudged", "usual", "few", "perhaps", "small", "missing"];

export interface Network {
  title: string;
  day: string;
  /** Months since January 1970, from 1, of the day that counts are of. */
  month: number;
  audience: string;
  threshold: number;
  /** Links of teams of which it is not said how many people they are were too many for the page. */
  isCut: boolean;

  size: number;
  kind: Int32Array;
  /** Texts are read when one of their kind is first asked for: the map is drawn without most of them. */
  readonly key: string[];
  readonly name: string[];
  readonly description: string[];
  readonly contact: string[];
  readonly meets: string[];
  /** A mark, -1: none. */
  above: Int32Array;
  site: Int32Array;
  /** -1: not shown. */
  people: Int32Array;
  verdict: Int32Array;
  signal: Int32Array;
  /** In percent of what is usual; -1: not for this audience. */
  ties: Int32Array;
  seats: Int32Array;
  mode: Int32Array;
  status: Int32Array;
  openness: Int32Array;
  activity: Int32Array;
  /** A month; 0: not known. */
  since: Int32Array;
  x: Float32Array;
  y: Float32Array;
  hasPlace: Uint8Array;

  links: number;
  from: Int32Array;
  to: Int32Array;
  linkPeople: Int32Array;
  linkSince: Int32Array;
  /** Links of mark m: linkOf[start[m]] … linkOf[start[m + 1] - 1]. */
  start: Int32Array;
  linkOf: Int32Array;
  /** People by team: personOf[personStart[m]] … */
  personStart: Int32Array;
  personOf: Int32Array;
}

/** In place: the column is nobody else's. */
function minusOne(values: Int32Array): Int32Array {
  for (let i = 0; i < values.length; i++) values[i]--;
  return values;
}

/** Places in distances of marks side by side; what has none is at -1. */
function placesOf(column: Int32Array): Float32Array {
  const places = new Float32Array(column.length);
  for (let i = 0; i < places.length; i++) places[i] = (column[i] - 1) / PLACE;
  return places;
}

/** A function that is called once, when its value is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Lists of members by owner, in the order of members; owner -1 is in none. */
function groupBy(size: number, owners: Int32Array[], n: number): [Int32Array, Int32Array] {
  const start = new Int32Array(size + 1);
  for (const owner of owners) for (let i = 0; i < n; i++) if (owner[i] >= 0) start[owner[i] + 1]++;
  for (let m = 0; m < size; m++) start[m + 1] += start[m];
  const list = new Int32Array(start[size]);
  const next = start.slice();
  for (let i = 0; i < n; i++) for (const owner of owners) if (owner[i] >= 0) list[next[owner[i]]++] = i;
  return [start, list];
}

/* Golden angle: a sunflower has no rows, and grows outwards evenly. */
const TURN = Math.PI * (3 - Math.sqrt(5));

/** People stand around their team, without one around their first CoP; the file need not say where. */
function placePeople(net: Network): void {
  const next = new Int32Array(net.size);
  const of = (m: number) => (net.above[m] >= 0 ? net.above[m] : net.to[net.linkOf[net.start[m]]]);
  const total = new Int32Array(net.size);
  for (let m = 0; m < net.size; m++) if (net.kind[m] === Kind.Person) total[of(m)]++;
  for (let m = 0; m < net.size; m++) {
    if (net.kind[m] !== Kind.Person) continue;
    const around = of(m);
    const k = next[around]++;
    const radius = 0.22 + 0.26 * Math.sqrt((k + 0.5) / total[around]);
    net.x[m] = net.x[around] + radius * Math.cos(k * TURN);
    net.y[m] = net.y[around] + radius * Math.sin(k * TURN);
    net.hasPlace[m] = net.hasPlace[around];
  }
}

/** CoPs of links: the first of each mark counted from the first CoP, the others from the one before. */
function ends(from: Int32Array, steps: Int32Array, kind: Int32Array): Int32Array {
  const first = Math.max(0, kind.indexOf(Kind.Community));
  const to = new Int32Array(steps.length);
  for (let i = 0; i < steps.length; i++) to[i] = steps[i] + (i > 0 && from[i] === from[i - 1] ? to[i - 1] : first);
  return to;
}

const PLACE = 64; // of the file's units to one distance of marks side by side

export function makeNetwork({ strings, tables }: Decoded): Network {
  const map = tables.get("map")!;
  const marks = tables.get("marks")!;
  const links = tables.get("links")!;
  const size = marks.rows;
  const text = (name: string, fill?: () => string[]) => once(() => {
    const places = marks.column(name);
    const texts = new Array<string>(size);
    for (let m = 0; m < size; m++) texts[m] = strings[places[m]] || (fill ? fill()[m] : "");
    return texts;
  });
  const from = links.column("from");
  const month = map.column("month")[0];
  const kind = marks.column("kind");
  const to = ends(from, links.column("to"), kind);
  const above = minusOne(marks.column("above"));
  const [start, linkOf] = groupBy(size, [from, to], links.rows);
  const team = new Int32Array(size);
  for (let m = 0; m < size; m++) team[m] = kind[m] === Kind.Person ? above[m] : -1;
  const [personStart, personOf] = groupBy(size, [team], size);
  const x = marks.column("x");
  const hasPlace = new Uint8Array(size);
  for (let m = 0; m < size; m++) hasPlace[m] = x[m] > 0 ? 1 : 0;
  const age = links.column("age");
  for (let i = 0; i < age.length; i++) age[i] = age[i] > 0 ? month - age[i] + 1 : 0;
  const key = text("key");
  const [name, description, contact, meets] = [text("name", key), text("description"), text("contact"), text("meets")];
  const net: Network = {
    title: strings[map.column("title")[0]],
    day: strings[map.column("day")[0]],
    month,
    audience: strings[map.column("audience")[0]],
    threshold: map.column("threshold")[0],
    isCut: map.column("cut")[0] === 1,
    size, kind, above,
    get key() { return key(); },
    get name() { return name(); },
    get description() { return description(); },
    get contact() { return contact(); },
    get meets() { return meets(); },
    site: minusOne(marks.column("site")),
    people: minusOne(marks.column("people")),
    verdict: marks.column("verdict"),
    signal: marks.column("signal"),
    ties: minusOne(marks.column("ties")),
    seats: minusOne(marks.column("seats")),
    mode: marks.column("mode"),
    status: marks.column("status"),
    openness: marks.column("openness"),
    activity: marks.column("activity"),
    since: marks.column("since"),
    x: placesOf(x),
    y: placesOf(marks.column("y")),
    hasPlace,
    links: links.rows, from, to,
    linkPeople: minusOne(links.column("people")),
    linkSince: age,
    start, linkOf, personStart, personOf,
  };
  placePeople(net);
  return net;
}

/** The other end of a link. */
export function otherEnd(net: Network, link: number, mark: number): number {
  return net.from[link] === mark ? net.to[link] : net.from[link];
}

/** The marks tied to a mark, of one kind. */
export function tiedTo(net: Network, mark: number, kind: Kind): number[] {
  const found: number[] = [];
  for (let i = net.start[mark]; i < net.start[mark + 1]; i++) {
    const other = otherEnd(net, net.linkOf[i], mark);
    if (net.kind[other] === kind) found.push(other);
  }
  return found;
}

/** People of a team, or of a CoP, or the person. */
export function peopleOf(net: Network, mark: number): number[] {
  if (net.kind[mark] === Kind.Person) return [mark];
  if (net.kind[mark] === Kind.Team) return Array.from(net.personOf.subarray(net.personStart[mark], net.personStart[mark + 1]));
  return tiedTo(net, mark, Kind.Person);
}

/** Whether a mark is, or stands under, another. */
export function isUnder(net: Network, mark: number, of: number): boolean {
  let at = mark;
  while (at >= 0 && at !== of) at = net.above[at];
  return at === of;
}

export function markOf(net: Network, kind: Kind, key: string): number {
  for (let m = 0; m < net.size; m++) if (net.kind[m] === kind && net.key[m] === key) return m;
  return -1;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export function monthWord(month: number): string {
  return month <= 0 ? "not recorded" : `${MONTHS[(month - 1) % 12]} ${1970 + Math.floor((month - 1) / 12)}`;
}

export function countWord(net: Network, count: number): string {
  return count < 0 ? `fewer than ${net.threshold}, or withheld` : String(count);
}
