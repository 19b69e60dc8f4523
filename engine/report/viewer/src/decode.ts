/* The bytes that engine/report/map_pack.c wrote: strings, and tables of whole numbers. docs/map.md describes them. */
import { unzlibSync } from "fflate";

interface Table {
  rows: number;
  /** A column by name; all zeros where the page has none, so that an older page still opens. */
  column(name: string): Int32Array;
}

export interface Decoded {
  strings: string[];
  tables: Map<string, Table>;
}

function fromBase64(text: string): Uint8Array {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/** The browser's own inflater is fast; browsers older than 2023 do not have it and take the plain one. */
async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  if (typeof DecompressionStream === "undefined") return unzlibSync(packed);
  const stream = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

class Reader {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale; // not <<, which is of 32 bits
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  text(length: number): string {
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }
}

function readColumn(bytes: Uint8Array, rows: number, isDelta: boolean): Int32Array {
  const reader = new Reader(bytes);
  const values = new Int32Array(rows);
  let last = 0;
  for (let i = 0; i < rows; i++) {
    // Most are of one byte; a page has millions of them.
    const raw = bytes[reader.at] < 0x80 ? bytes[reader.at++] : reader.number();
    if (isDelta) last += raw % 2 ? -(raw + 1) / 2 : raw / 2;
    else last = raw;
    values[i] = last;
  }
  return values;
}

/** Bytes of a column, after its length. */
function take(reader: Reader): Uint8Array {
  const length = reader.number();
  reader.at += length;
  return reader.bytes.subarray(reader.at - length, reader.at);
}

/** Words, each after the ASCII characters that it shares with the one before. */
function readWords(shared: Int32Array, rests: string): string[] {
  const words = new Array<string>(shared.length);
  let last = "";
  let at = 0;
  for (let i = 0; i < words.length; i++) {
    const end = rests.indexOf("\n", at);
    last = last.slice(0, shared[i]) + rests.slice(at, end);
    words[i] = last;
    at = end + 1;
  }
  return words;
}

function readStrings(reader: Reader): string[] {
  const size = reader.number();
  const strings = new Array<string>(reader.number());
  const shared = readColumn(take(reader), size, false);
  const words = readWords(shared, new TextDecoder().decode(take(reader)));
  const counts = readColumn(take(reader), strings.length, false);
  const chosen = new Reader(take(reader));
  let fresh = 0; // the next word that no string has had
  const word = () => {
    const which = chosen.number();
    return words[which === 0 ? fresh++ : which - 1];
  };
  for (let i = 0; i < strings.length; i++) {
    let text = counts[i] > 0 ? word() : "";
    for (let k = 1; k < counts[i]; k++) text += ` ${word()}`;
    strings[i] = text;
  }
  return strings;
}

function readTable(reader: Reader, strings: string[]): [string, Table] {
  const name = strings[reader.number()];
  const rows = reader.number();
  const columns = new Map<string, Int32Array>();
  for (let left = reader.number(); left > 0; left--) {
    const title = strings[reader.number()];
    const isDelta = reader.number() === 1;
    const length = reader.number();
    columns.set(title, readColumn(reader.bytes.subarray(reader.at, reader.at + length), rows, isDelta));
    reader.at += length;
  }
  return [name, { rows, column: (title) => columns.get(title) ?? new Int32Array(rows) }];
}

export async function decode(base64: string): Promise<Decoded> {
  const reader = new Reader(await inflate(fromBase64(base64)));
  if (reader.text(4) !== "CPM2") throw new Error("this page holds data of another version");
  const strings = readStrings(reader); // the first is empty
  const tables = new Map<string, Table>();
  for (let left = reader.number(); left > 0; left--) {
    const [name, table] = readTable(reader, strings);
    tables.set(name, table);
  }
  return { strings, tables };
}
