/* What is seen, as a file: SVG, a picture of twice the size, or the marks as CSV. Made in the page; nothing is sent. */
import { factsOf } from "./card";
import { drawLegend, legendHeight } from "./legend";
import { paperPalette } from "./look";
import { Kind, kindWord, tiedTo, type Network } from "./network";
import { drawScene, marksIn, type Frame, type Scene } from "./scene";
import { CanvasSurface, SvgSurface, type Surface } from "./surface";

function save(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const HEAD = 34;

/** The scene with its title, its day and its legend, on white. */
function compose(surface: Surface, net: Network, scene: Scene, frame: Frame): void {
  const low = legendHeight(net);
  surface.rectangle(0, 0, frame.width, frame.height + HEAD + low, paperPalette.paper);
  drawScene(surface, scene, { ...frame, y: frame.y + HEAD, height: frame.height + HEAD }, paperPalette, null);
  surface.rectangle(0, 0, frame.width, HEAD, paperPalette.paper);
  surface.rectangle(0, frame.height + HEAD, frame.width, low, paperPalette.paper);
  surface.text(`${net.title}, as of ${net.day}`, 12, HEAD / 2, { size: 16, bold: true, fill: paperPalette.ink });
  drawLegend(surface, net, 8, frame.height + HEAD + 4, paperPalette);
}

export function saveSvg(net: Network, scene: Scene, frame: Frame): void {
  const surface = new SvgSurface(Math.round(frame.width), Math.round(frame.height + HEAD + legendHeight(net)), net.title);
  compose(surface, net, scene, frame);
  save("map.svg", new Blob([surface.toString()], { type: "image/svg+xml" }));
}

export function savePng(net: Network, scene: Scene, frame: Frame): void {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(2 * frame.width);
  canvas.height = Math.round(2 * (frame.height + HEAD + legendHeight(net)));
  const ctx = canvas.getContext("2d")!;
  ctx.scale(2, 2);
  compose(new CanvasSurface(ctx), net, scene, frame);
  canvas.toBlob((blob) => blob && save("map.png", blob), "image/png");
}

/** A cell of a spreadsheet: what would be read as a formula is text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export function saveCsv(net: Network, scene: Scene, frame: Frame): void {
  const lines = ["kind,key,name,facts,tied to"];
  for (const mark of marksIn(scene, frame)) {
    const facts = factsOf(net, mark).map(([term, value]) => `${term}: ${value}`).join("; ");
    const tied = tiedTo(net, mark, net.kind[mark] === Kind.Community ? Kind.Team : Kind.Community).map((m) => net.name[m]).join("; ");
    lines.push([kindWord[net.kind[mark]], net.key[mark], net.name[mark], facts, tied].map(cell).join(","));
  }
  save("map.csv", new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }));
}
