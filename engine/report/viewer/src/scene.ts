/* What a view looks like at some place and size: the same for the screen, a picture and an SVG file. */
import { polygonHull } from "d3-polygon";
import type Flatbush from "flatbush";
import { Dots, toPixel } from "./dots";
import { Occupied, shorten, textWidth, type Box } from "./labels";
import { colourOf, FEW, PERHAPS, shapeOf, type Palette } from "./look";
import { Kind, peopleOf, type Network } from "./network";
import type { Surface } from "./surface";
import type { View } from "./view";
import { Show, type Visible } from "./visible";

/** screen = world * scale + (x, y); margin: what lies outside what is seen, on each side. */
export interface Frame { scale: number; x: number; y: number; width: number; height: number; margin?: { x: number; y: number } }

export interface Scene {
  net: Network;
  view: View;
  visible: Visible;
  radius: Float32Array;
  /** Marks that have a place, ascending, and the box of their places. */
  marked: Int32Array;
  box: Box;
  /** Of them; item i is marked[i]. Made when it is first asked for: what shows all of the map needs none. */
  index(): Flatbush;
}

const SMALLEST_SHAPE = 2.5; // pixels; below it a mark is a dot
const LARGEST_SHAPE = 34;
const MOST_SHAPES = 6000;
const MOST_LABELS = 160;
const FONT_SIZE = 13;

/** The least radius keeps a selected or rare mark findable at any zoom. */
export function screenRadius(scene: Scene, mark: number, scale: number): number {
  const isStrong = scene.visible.show[mark] === Show.Strong;
  const least = scene.net.kind[mark] !== Kind.Person ? 4 : isStrong ? 3 : 1; // a line to somebody ends in a mark
  return Math.min(LARGEST_SHAPE, Math.max(least, scene.radius[mark] * scale));
}

/** Marks in the frame that are shown. */
export function marksIn(scene: Scene, frame: Frame): number[] {
  const margin = 0.5;
  const { box } = scene;
  const [left, top] = [-frame.x / frame.scale - margin, -frame.y / frame.scale - margin];
  const [right, bottom] = [(frame.width - frame.x) / frame.scale + margin, (frame.height - frame.y) / frame.scale + margin];
  const marks: number[] = [];
  if (left <= box.x && top <= box.y && right >= box.x + box.width && bottom >= box.y + box.height) {
    for (const mark of scene.marked) if (scene.visible.show[mark]) marks.push(mark);
    return marks;
  }
  for (const item of scene.index().search(left, top, right, bottom)) if (scene.visible.show[scene.marked[item]]) marks.push(scene.marked[item]);
  return marks.sort((a, b) => a - b);
}

const at = (scene: Scene, frame: Frame, mark: number): [number, number] => [
  scene.net.x[mark] * frame.scale + frame.x, scene.net.y[mark] * frame.scale + frame.y,
];

function drawLinks(surface: Surface, scene: Scene, frame: Frame, links: number[], colours: Palette, isStrong: boolean): void {
  const ends: number[] = [];
  for (const link of links) {
    const a = scene.net.from[link];
    const b = scene.net.to[link];
    if (scene.net.hasPlace[a] && scene.net.hasPlace[b]) ends.push(...at(scene, frame, a), ...at(scene, frame, b));
  }
  if (isStrong) surface.lines(ends, { colour: colours.ink, width: 1.6, opacity: 0.75 });
  else surface.lines(ends, { colour: colours.line, width: 1, opacity: scene.visible.strong.length ? 0.12 : 0.28 });
}

/** Around the people of a selected team. */
function drawHull(surface: Surface, scene: Scene, frame: Frame, colours: Palette): void {
  const { net, view } = scene;
  for (const team of [view.selected, view.from, view.to]) {
    if (net.kind[team] !== Kind.Team) continue;
    const places = peopleOf(net, team).filter((m) => scene.visible.show[m]).map((m) => at(scene, frame, m));
    const hull = places.length > 2 ? polygonHull(places) : null;
    if (hull) surface.polygon(hull, colours.hull, { colour: colours.person, width: 1 }, 0.7);
  }
}

function drawShape(surface: Surface, scene: Scene, frame: Frame, mark: number, colours: Palette): void {
  const { net, visible } = scene;
  const [x, y] = at(scene, frame, mark);
  const r = screenRadius(scene, mark, frame.scale);
  const colour = colourOf(net, mark, colours);
  const opacity = visible.show[mark] === Show.Faint ? 0.25 : 1;
  const shape = shapeOf(net.kind[mark]);
  const isHollow = net.kind[mark] === Kind.Community && net.status[mark] >= 2; // dormant or proposed
  surface.shape(shape, x, y, r, isHollow ? colours.paper : colour, { colour: isHollow ? colour : colours.paper, width: isHollow ? 2 : 1 }, opacity);
  if (net.kind[mark] === Kind.Team && (net.verdict[mark] === FEW || net.verdict[mark] === PERHAPS))
    surface.shape("circle", x, y, r + 4, null, { colour, width: 2, dash: net.verdict[mark] === FEW ? [] : [3, 3] }, opacity);
  if (mark === scene.view.selected || mark === scene.view.from || mark === scene.view.to)
    surface.shape(shape, x, y, r + 7, null, { colour: colours.focus, width: 3 });
}

/** Whether the edge of what is seen now does not cut it; the kept picture is larger than that. */
function isWhole(box: Box, frame: Frame): boolean {
  const [mx, my] = [frame.margin?.x ?? 0, frame.margin?.y ?? 0];
  const [left, top, right, bottom] = [mx, my, frame.width - mx, frame.height - my];
  const isOutside = box.x > right || box.y > bottom || box.x + box.width < left || box.y + box.height < top;
  return isOutside || (box.x >= left && box.y >= top && box.x + box.width <= right && box.y + box.height <= bottom);
}

/** Names: of what is selected first, then CoPs, teams with few links, teams, people; the larger first. */
function importance(scene: Scene, mark: number): number {
  const { net, view, visible } = scene;
  const size = Math.max(0, net.people[mark]);
  if (mark === view.selected || mark === view.from || mark === view.to) return 4e9;
  const kind = net.kind[mark] === Kind.Community ? 3e8 : net.kind[mark] === Kind.Team ? (net.verdict[mark] === FEW ? 2e8 : 1e8) : 0;
  return (visible.show[mark] === Show.Strong ? 1e9 : 0) + kind + size;
}

function drawLabels(surface: Surface, scene: Scene, frame: Frame, marks: number[], colours: Palette): void {
  const { net, visible, view } = scene;
  const wanted = marks.filter((m) => visible.show[m] !== Show.Faint && (net.kind[m] !== Kind.Person || scene.radius[m] * frame.scale > 4 || m === view.selected));
  wanted.sort((a, b) => importance(scene, b) - importance(scene, a) || a - b);
  // Names keep clear of each other and of what matters; of teams' marks where there is room, or the busiest CoPs had no name.
  const [occupied, clear, named] = [new Occupied(), new Occupied(), new Occupied()];
  for (const mark of marks.slice(0, 3000)) {
    const [x, y] = at(scene, frame, mark);
    const r = screenRadius(scene, mark, frame.scale);
    const box = { x: x - r, y: y - r, width: 2 * r, height: 2 * r };
    const matters = visible.show[mark] !== Show.Faint && (net.kind[mark] === Kind.Community || net.verdict[mark] === FEW);
    (matters ? occupied : clear).take(box);
  }
  drawRegions(surface, scene, frame, named, colours);
  let written = 0;
  for (const mark of wanted) {
    if (written === MOST_LABELS) break;
    const [x, y] = at(scene, frame, mark);
    const bold = net.kind[mark] === Kind.Community || mark === view.selected;
    const few = net.verdict[mark] === FEW ? " (few links)" : "";
    const text = shorten(net.name[mark]) + (net.kind[mark] === Kind.Team ? few : "");
    const width = textWidth(text, FONT_SIZE, bold) + 4;
    const gap = screenRadius(scene, mark, frame.scale) + 10;
    const boxes = [
      { x: x + gap - 2, y: y - 9, width, height: 18 },
      { x: x - gap - width + 2, y: y - 9, width, height: 18 },
      { x: x - width / 2, y: y + gap - 7, width, height: 18 },
      { x: x - width / 2, y: y - gap - 11, width, height: 18 },
    ];
    const matters = bold || net.verdict[mark] === FEW;
    const free = boxes.filter((candidate) => occupied.isFree(candidate) && named.isFree(candidate));
    const whole = free.filter((candidate) => isWhole(candidate, frame));
    const box = whole.find((candidate) => clear.isFree(candidate)) ?? (matters ? whole[0] : undefined);
    if (!box) continue;
    occupied.take(box);
    surface.text(text, box.x + 2, box.y + 9, { size: FONT_SIZE, bold, fill: colours.ink, halo: colours.paper });
    written++;
  }
}

const MANY_TEAMS = 250; // above it the map is read by its regions first

interface Region { name: string; x: number; y: number }

/** Shown teams by every unit above them. */
function teamsByUnit(scene: Scene): { teams: Map<number, number[]>; shown: number } {
  const teams = new Map<number, number[]>();
  let shown = 0;
  for (const mark of scene.marked) {
    if (scene.net.kind[mark] !== Kind.Team || !scene.visible.show[mark]) continue;
    shown++;
    for (let unit = scene.net.above[mark]; unit >= 0; unit = scene.net.above[unit]) {
      const list = teams.get(unit);
      if (list) list.push(mark);
      else teams.set(unit, [mark]);
    }
  }
  return { teams, shown };
}

/** Units whose teams stand together, at their middle, the larger before those inside them: a scattered one has no place. */
function regionsOf(scene: Scene): Region[] {
  const { net } = scene;
  const { teams, shown } = teamsByUnit(scene);
  if (shown < MANY_TEAMS) return [];
  const spread = Math.max(scene.box.width, scene.box.height) / 12;
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const named = new Set<number>();
  const regions: Region[] = [];
  for (const [unit, marks] of [...teams].sort((a, b) => b[1].length - a[1].length || a[0] - b[0])) {
    if (marks.length < 8 || marks.length > shown / 2) continue;
    let above = net.above[unit];
    while (above >= 0 && !named.has(above)) above = net.above[above];
    if (above >= 0) continue;
    const [x, y] = [middle(marks.map((m) => net.x[m])), middle(marks.map((m) => net.y[m]))];
    if (marks.filter((m) => Math.hypot(net.x[m] - x, net.y[m] - y) < spread).length < 0.6 * marks.length) continue;
    named.add(unit);
    regions.push({ name: net.name[unit], x, y });
  }
  return regions;
}

function drawRegions(surface: Surface, scene: Scene, frame: Frame, occupied: Occupied, colours: Palette): void {
  const size = 15;
  for (const region of regionsOf(scene)) {
    const text = shorten(region.name);
    const width = textWidth(text, size, true) + 8;
    const box = { x: region.x * frame.scale + frame.x - width / 2, y: region.y * frame.scale + frame.y - 12, width, height: 24 };
    if (!occupied.isFree(box)) continue;
    occupied.take(box);
    surface.text(text, box.x + 4, box.y + 12, { size, bold: true, fill: colours.ink, halo: colours.paper });
  }
}

/** Marks too small for a shape, as dots; @return those that are not. */
function drawDots(dots: Dots, scene: Scene, frame: Frame, marks: number[], colours: Palette, ratio: number): number[] {
  const { net, visible } = scene;
  const shapes: number[] = [];
  const pixel = [Kind.Unit, Kind.Site, Kind.Topic, Kind.Team, Kind.Community, Kind.Person].map((kind) =>
    toPixel(kind === Kind.Person ? colours.person : kind === Kind.Community ? colours.community : colours.team));
  const isMany = marks.length > MOST_SHAPES;
  for (const mark of marks) {
    const isPerson = net.kind[mark] === Kind.Person;
    const isDot = visible.show[mark] !== Show.Strong && (isPerson || isMany) && (isMany || scene.radius[mark] * frame.scale < SMALLEST_SHAPE);
    if (!isDot) {
      shapes.push(mark);
      continue;
    }
    const side = isPerson ? Math.max(1, Math.round(ratio * 1.6 * Math.min(SMALLEST_SHAPE, scene.radius[mark] * frame.scale))) : Math.round(4 * ratio);
    dots.put((net.x[mark] * frame.scale + frame.x) * ratio, (net.y[mark] * frame.scale + frame.y) * ratio, side, pixel[net.kind[mark]]);
  }
  return shapes;
}

/**
 * Draw everything in the frame.
 * @param dots  where very small marks go, and how many device pixels a pixel has; null: all are shapes
 */
export function drawScene(surface: Surface, scene: Scene, frame: Frame, colours: Palette,
                          dots: { layer: Dots; ratio: number; show: () => void } | null): void {
  const marks = marksIn(scene, frame);
  drawHull(surface, scene, frame, colours);
  drawLinks(surface, scene, frame, scene.visible.faint, colours, false);
  drawLinks(surface, scene, frame, scene.visible.strong, colours, true);
  let shapes = marks;
  if (dots) {
    shapes = drawDots(dots.layer, scene, frame, marks, colours, dots.ratio);
    dots.show();
  }
  for (const kind of [Kind.Person, Kind.Team, Kind.Community])
    for (const mark of shapes) if (scene.net.kind[mark] === kind) drawShape(surface, scene, frame, mark, colours);
  drawLabels(surface, scene, frame, shapes, colours);
}
