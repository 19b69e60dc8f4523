/* Which names can be written without one lying on another: the most important first, each where there is room. */
import { FONT } from "./surface";

export interface Box { x: number; y: number; width: number; height: number }

const CELL = 64;

/** Boxes on a grid, so that a new one is held against those nearby only. */
export class Occupied {
  private readonly cells = new Map<number, Box[]>();

  private *keys(box: Box): Generator<number> {
    for (let row = Math.floor(box.y / CELL); row <= Math.floor((box.y + box.height) / CELL); row++)
      for (let column = Math.floor(box.x / CELL); column <= Math.floor((box.x + box.width) / CELL); column++) yield row * 4096 + column;
  }

  isFree(box: Box): boolean {
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) ?? [])
        if (box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height && other.y < box.y + box.height) return false;
    return true;
  }

  take(box: Box): void {
    for (const key of this.keys(box)) {
      const list = this.cells.get(key);
      if (list) list.push(box);
      else this.cells.set(key, [box]);
    }
  }
}

/** At most so many characters of a name stand on the map; the card has all of it. */
const LONGEST = 28;

export function shorten(name: string): string {
  const letters = Array.from(name.replace(/ community of practice$/i, " CoP"));
  return letters.length <= LONGEST ? letters.join("") : letters.slice(0, LONGEST - 1).join("").trimEnd() + "…";
}

/* Measuring text is slow and asked for again and again. */
const widths = new Map<string, number>();
let measuring: CanvasRenderingContext2D | null = null;

export function textWidth(text: string, size: number, bold: boolean): number {
  const key = `${bold ? "b" : ""}${size}${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    measuring ??= document.createElement("canvas").getContext("2d")!;
    measuring.font = `${bold ? "bold " : ""}${size}px ${FONT}`;
    width = measuring.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}
