/* How two marks are linked: the shortest ways through CoPs, teams and people who may be named. */
import { Kind, otherEnd, tiedTo, type Network } from "./network";

interface Path {
  /** All marks of the shortest ways, the ends among them; empty where there is no way. */
  marks: number[];
  /** One of them, in order. */
  steps: number[];
  /** Those between two ends that are two steps apart: the CoPs that they share. */
  between: number[];
}

function neighbours(net: Network, mark: number): number[] {
  const found: number[] = [];
  for (let i = net.start[mark]; i < net.start[mark + 1]; i++) found.push(otherEnd(net, net.linkOf[i], mark));
  return found;
}

/** To share a topic is no link between people: a way may begin or end at a topic, not lead through it. */
function maySpread(net: Network, mark: number, begin: number): boolean {
  return mark === begin || net.kind[mark] !== Kind.Topic;
}

function distances(net: Network, begin: number): Int32Array {
  const distance = new Int32Array(net.size).fill(-1);
  const queue = [begin];
  distance[begin] = 0;
  for (let at = 0; at < queue.length; at++) {
    const mark = queue[at];
    if (!maySpread(net, mark, begin)) continue;
    for (const other of neighbours(net, mark))
      if (distance[other] < 0) {
        distance[other] = distance[mark] + 1;
        queue.push(other);
      }
  }
  return distance;
}

export function findPath(net: Network, from: number, to: number): Path {
  const there = distances(net, from);
  const length = there[to];
  if (length < 0) return { marks: [], steps: [], between: [] };
  const back = distances(net, to);
  const marks: number[] = [];
  for (let m = 0; m < net.size; m++)
    if (there[m] >= 0 && back[m] >= 0 && there[m] + back[m] === length && net.kind[m] !== Kind.Unit) marks.push(m);
  const steps = [from];
  while (steps[steps.length - 1] !== to) {
    const last = steps[steps.length - 1];
    steps.push(neighbours(net, last).filter((m) => back[m] >= 0 && there[m] === there[last] + 1 && there[m] + back[m] === length).sort((a, b) => a - b)[0]);
  }
  return { marks, steps, between: length === 2 ? marks.filter((m) => m !== from && m !== to) : [] };
}

/** People who may be named and are in one of the CoPs, from either end. */
export function peopleBetween(net: Network, from: number, to: number, cops: number[]): Array<{ person: number; cops: number[] }> {
  const found = new Map<number, number[]>();
  for (const cop of cops)
    for (const person of tiedTo(net, cop, Kind.Person))
      if (net.above[person] === from || net.above[person] === to) found.set(person, [...(found.get(person) ?? []), cop]);
  return Array.from(found, ([person, of]) => ({ person, cops: of })).sort((a, b) => b.cops.length - a.cops.length || a.person - b.person);
}
