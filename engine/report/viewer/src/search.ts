/* Finding marks by what their names begin with, or nearly. */
import MiniSearch from "minisearch";
import { Kind, kindWord, type Network } from "./network";

const MOST = 12;
/** Accents folded, case folded: as people type. */
const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const order = [Kind.Team, Kind.Community, Kind.Topic, Kind.Person, Kind.Unit, Kind.Site];

export class Search {
  private index: MiniSearch | null = null;

  constructor(private readonly net: Network) {}

  /** Made when it is first asked for: opening the page does not wait for it. */
  private ready(): MiniSearch {
    if (this.index) return this.index;
    const { net } = this;
    this.index = new MiniSearch({ fields: ["name", "key"], processTerm: fold, searchOptions: { prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : 0), combineWith: "AND", boost: { name: 2 } } });
    this.index.addAll(Array.from({ length: net.size }, (_, id) => ({ id, name: net.name[id], key: net.key[id] })));
    return this.index;
  }

  /** Marks for a text, the best first; only of these kinds. */
  find(text: string, kinds?: Kind[]): number[] {
    if (!text.trim()) return [];
    const { net } = this;
    const found = this.ready().search(text, kinds ? { filter: (result) => kinds.includes(net.kind[result.id as number]) } : undefined);
    const exact = fold(text.trim());
    const rank = (m: number) => (fold(net.name[m]) === exact || fold(net.key[m]) === exact ? 0 : 1);
    return found
      .map(({ id, score }) => ({ mark: id as number, score }))
      .sort((a, b) => rank(a.mark) - rank(b.mark) || b.score - a.score || order.indexOf(net.kind[a.mark]) - order.indexOf(net.kind[b.mark]) || a.mark - b.mark)
      .slice(0, MOST)
      .map(({ mark }) => mark);
  }

  describe(mark: number): string {
    const { net } = this;
    const above = net.above[mark] >= 0 && net.kind[mark] !== Kind.Topic ? `, ${net.name[net.above[mark]]}` : "";
    return `${kindWord[net.kind[mark]]}${above}`;
  }
}
