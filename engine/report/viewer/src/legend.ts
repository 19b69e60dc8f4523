/* What the shapes mean: beside the map, and inside pictures of it. */
import { h } from "./dom";
import type { Palette } from "./look";
import { Kind, type Network } from "./network";
import { CanvasSurface, type Surface } from "./surface";
import { MOST_FAINT_LINKS } from "./visible";

interface Entry { text: string; draw(surface: Surface, x: number, y: number, colours: Palette): void }

const all: Array<Entry & { needs?: Kind; ofMany?: boolean }> = [
  { text: "Team (the larger, the more people)", draw: (s, x, y, c) => s.shape("circle", x, y, 6, c.team, null) },
  { text: "Team with few links to others", draw: (s, x, y, c) => { s.shape("circle", x, y, 5, c.few, null); s.shape("circle", x, y, 8, null, { colour: c.few, width: 2 }); } },
  { text: "Team with perhaps few links", draw: (s, x, y, c) => { s.shape("circle", x, y, 5, c.few, null); s.shape("circle", x, y, 8, null, { colour: c.few, width: 2, dash: [3, 3] }); } },
  { text: "Community of practice (CoP)", draw: (s, x, y, c) => s.shape("diamond", x, y, 6, c.community, null) },
  { text: "CoP that sleeps or is proposed", draw: (s, x, y, c) => s.shape("diamond", x, y, 6, c.paper, { colour: c.community, width: 2 }) },
  { text: "Person who agreed to be named", needs: Kind.Person, draw: (s, x, y, c) => s.shape("triangle", x, y, 6, c.person, null) },
  { text: "Line: a team has people in the CoP", ofMany: false, draw: (s, x, y, c) => s.lines([x - 8, y, x + 8, y], { colour: c.line, width: 2 }) },
  { text: "Line, of what is selected: a team has people in the CoP", ofMany: true, draw: (s, x, y, c) => s.lines([x - 8, y, x + 8, y], { colour: c.ink, width: 2 }) },
];

/** Whether teams have more links with CoPs than are drawn at once. */
function hasManyLines(net: Network): boolean {
  let lines = 0;
  for (let link = 0; link < net.links && lines <= MOST_FAINT_LINKS; link++) lines += net.kind[net.from[link]] === Kind.Team ? 1 : 0;
  return lines > MOST_FAINT_LINKS;
}

function entries(net: Network): Entry[] {
  const isMany = hasManyLines(net);
  return all.filter(({ needs, ofMany }) => (needs === undefined || net.kind.includes(needs)) && (ofMany === undefined || ofMany === isMany));
}

const LINE = 22;

export const legendHeight = (net: Network) => entries(net).length * LINE + 12;

export function drawLegend(surface: Surface, net: Network, x: number, y: number, colours: Palette): void {
  entries(net).forEach((entry, i) => {
    entry.draw(surface, x + 12, y + 12 + i * LINE, colours);
    surface.text(entry.text, x + 30, y + 12 + i * LINE, { size: 13, fill: colours.ink });
  });
}

function sample(entry: Entry, colours: Palette): HTMLCanvasElement {
  const canvas = h("canvas", { width: 48, height: 48, class: "copse-sample", "aria-hidden": "true" });
  const ctx = canvas.getContext("2d")!;
  ctx.scale(2, 2);
  entry.draw(new CanvasSurface(ctx), 12, 12, colours);
  return canvas;
}

export function legend(net: Network, colours: Palette): HTMLElement {
  return h("ul", { class: "copse-legend", "aria-label": "What the shapes mean" },
    ...entries(net).map((entry) => h("li", {}, sample(entry, colours), entry.text)));
}
