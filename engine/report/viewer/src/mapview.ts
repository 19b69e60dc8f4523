/*
 * The map's canvas: a picture somewhat larger than the frame is kept; while the map moves the picture is shifted and
 * scaled, and when it rests it is drawn anew. So a frame costs the same at any number of marks.
 */
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import Flatbush from "flatbush";
import { h } from "./dom";
import { Dots } from "./dots";
import type { Box } from "./labels";
import { palette, radii } from "./look";
import { Kind, kindWord, type Network } from "./network";
import { drawScene, marksIn, screenRadius, type Frame, type Scene } from "./scene";
import { CanvasSurface } from "./surface";
import type { View, Zoom } from "./view";
import { Show, type Visible } from "./visible";

const MARGIN = 0.3; // of the frame, on each side, in the kept picture
const REST = 120; // ms without movement until it is drawn anew
const QUICK = 25; // ms that drawing may take while the map moves
const DEEPEST = 4000;

/** Marks that have a place, ascending. */
function placed(net: Network): Int32Array {
  const marked = new Int32Array(net.size);
  let n = 0;
  for (let m = 0; m < net.size; m++) if (net.hasPlace[m]) marked[n++] = m;
  return marked.subarray(0, n);
}

/** The box of their places, and some room around it. */
function boxOf(net: Network, marked: Int32Array): Box {
  let [left, top, right, bottom] = marked.length > 0 ? [Infinity, Infinity, -Infinity, -Infinity] : [0, 0, 0, 0];
  for (const m of marked) {
    left = Math.min(left, net.x[m]);
    right = Math.max(right, net.x[m]);
    top = Math.min(top, net.y[m]);
    bottom = Math.max(bottom, net.y[m]);
  }
  return { x: left - 1, y: top - 1, width: right - left + 2, height: bottom - top + 2 };
}

interface MapEvents {
  onSelect(mark: number): void;
  /** The map came to rest somewhere else. */
  onMoved(zoom: Zoom): void;
}

export class MapView {
  readonly element: HTMLElement;
  readonly canvas = h("canvas", { tabindex: 0, role: "application", "aria-describedby": "map-help" });
  private readonly tip = h("div", { class: "copse-tip", hidden: true });
  private readonly ctx = this.canvas.getContext("2d", { alpha: false })!;
  private readonly picture = document.createElement("canvas");
  private readonly radius: Float32Array;
  private made: Flatbush | null = null;
  private readonly marked: Int32Array;
  private readonly box: Box;
  private readonly behaviour = zoom<HTMLCanvasElement, unknown>();
  private scene!: Scene;
  private transform: ZoomTransform = zoomIdentity;
  private drawnAt: ZoomTransform | null = null;
  private lastCost = 0;
  private resting = 0;
  private asked = 0;
  private hovered = -1;
  private dots: Dots | null = null;
  private isOurs = false;
  private width = 0;
  private height = 0;
  private ratio = 1;

  constructor(private readonly net: Network, private readonly events: MapEvents) {
    this.radius = radii(net);
    this.marked = placed(net);
    this.box = boxOf(net, this.marked);
    this.canvas.setAttribute("aria-label", "Map of the network");
    this.element = h("div", { class: "copse-canvas" }, this.canvas, this.tip);
    this.listen();
  }

  /** What stands where: made when the mouse first comes, or a part of the map is first looked at. */
  private index(): Flatbush {
    if (this.made) return this.made;
    this.made = new Flatbush(Math.max(1, this.marked.length));
    for (const m of this.marked) this.made.add(this.net.x[m], this.net.y[m]);
    if (this.marked.length === 0) this.made.add(0, 0);
    this.made.finish();
    return this.made;
  }

  /* ---- coordinates ---- */

  /** Pixels of one world unit when all of the map fits. */
  private get base(): number {
    return Math.min(this.width / this.box.width, this.height / this.box.height);
  }

  private frameOf(transform: ZoomTransform, width = this.width, height = this.height, dx = 0, dy = 0): Frame {
    return { scale: transform.k * this.base, x: transform.x + dx, y: transform.y + dy, width, height, margin: { x: dx, y: dy } };
  }

  private transformOf(at: Zoom | null): ZoomTransform {
    const view = at ?? { x: this.box.x + this.box.width / 2, y: this.box.y + this.box.height / 2, k: 1 };
    const scale = view.k * this.base;
    return zoomIdentity.translate(this.width / 2 - view.x * scale, this.height / 2 - view.y * scale).scale(view.k);
  }

  private zoomOf(transform: ZoomTransform): Zoom {
    const scale = transform.k * this.base;
    return { x: (this.width / 2 - transform.x) / scale, y: (this.height / 2 - transform.y) / scale, k: transform.k };
  }

  /** The frame as it is shown now. */
  get frame(): Frame {
    return this.frameOf(this.transform);
  }

  get current(): Scene {
    return this.scene;
  }

  /* ---- what is shown ---- */

  show(view: View, visible: Visible): void {
    this.scene = { net: this.net, view, visible, radius: this.radius, index: () => this.index(), marked: this.marked, box: this.box };
    this.drawnAt = null;
    this.moveTo(this.transformOf(view.zoom));
    this.ask();
  }

  /** A place from which all of the marks can be seen. */
  zoomAround(marks: number[]): Zoom | null {
    const placed = marks.filter((m) => this.net.hasPlace[m]);
    if (placed.length === 0) return null;
    const xs = placed.map((m) => this.net.x[m]);
    const ys = placed.map((m) => this.net.y[m]);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const scale = Math.min(this.width / (right - left + 3), this.height / (bottom - top + 3));
    return { x: (left + right) / 2, y: (top + bottom) / 2, k: Math.max(1, Math.min(DEEPEST, scale / this.base)) };
  }

  /** Marks that can be seen now, teams and CoPs first, the largest first. */
  marksInFrame(): number[] {
    const rank = (m: number) => (this.net.kind[m] === Kind.Person ? 1 : 0);
    const faint = (m: number) => (this.scene.visible.show[m] === Show.Faint ? 1 : 0);
    return marksIn(this.scene, this.frame).sort((a, b) => faint(a) - faint(b) || rank(a) - rank(b) || this.net.people[b] - this.net.people[a] || a - b);
  }

  /* ---- moving ---- */

  private moveTo(transform: ZoomTransform): void {
    this.isOurs = true;
    select(this.canvas).call(this.behaviour.transform, transform);
    this.isOurs = false;
  }

  /** As by the buttons and keys: dx, dy in parts of the frame. */
  pan(dx: number, dy: number): void {
    const t = this.transform;
    this.finishMove(zoomIdentity.translate(t.x - dx * this.width, t.y - dy * this.height).scale(t.k));
  }

  scaleBy(factor: number): void {
    const t = this.transform;
    const k = Math.max(0.5, Math.min(DEEPEST, t.k * factor));
    const [cx, cy] = [this.width / 2, this.height / 2];
    this.finishMove(zoomIdentity.translate(cx - ((cx - t.x) * k) / t.k, cy - ((cy - t.y) * k) / t.k).scale(k));
  }

  private finishMove(transform: ZoomTransform): void {
    this.moveTo(transform);
    this.events.onMoved(this.zoomOf(transform));
  }

  private listen(): void {
    const { canvas } = this;
    this.behaviour
      .scaleExtent([0.5, DEEPEST])
      .extent((): [[number, number], [number, number]] => [[0, 0], [this.width, this.height]]) // d3-zoom's own asks the page, which lays all of it out anew
      // The page scrolls under the wheel until the map was clicked, or with Ctrl.
      .filter((event: MouseEvent | WheelEvent) => (event.type === "wheel" ? event.ctrlKey || document.activeElement === canvas : !event.button))
      .on("zoom", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        this.transform = event.transform;
        this.ask();
      })
      .on("end", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        if (!this.isOurs && event.sourceEvent) this.events.onMoved(this.zoomOf(event.transform));
      });
    select(canvas).call(this.behaviour).on("dblclick.zoom", null);
    canvas.addEventListener("pointermove", (event) => this.hover(event.offsetX, event.offsetY));
    canvas.addEventListener("pointerleave", () => this.hover(-1e6, -1e6));
    canvas.addEventListener("click", (event) => {
      const mark = this.hit(event.offsetX, event.offsetY);
      if (mark >= 0) this.events.onSelect(mark);
    });
    canvas.addEventListener("keydown", (event) => this.onKey(event));
    new ResizeObserver(() => this.resize()).observe(this.element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 0.15;
    const keys: Record<string, () => void> = {
      ArrowLeft: () => this.pan(-step, 0), ArrowRight: () => this.pan(step, 0),
      ArrowUp: () => this.pan(0, -step), ArrowDown: () => this.pan(0, step),
      "+": () => this.scaleBy(1.5), "=": () => this.scaleBy(1.5), "-": () => this.scaleBy(1 / 1.5),
      "0": () => this.finishMove(this.transformOf(null)),
    };
    if (!keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
  }

  /** The mark at a place of the frame, within 12 pixels (targets are at least 24 wide); -1. */
  hit(px: number, py: number): number {
    const { scale, x, y } = this.frame;
    const reach = 40 / scale;
    const [wx, wy] = [(px - x) / scale, (py - y) / scale];
    let best = -1;
    let least = Infinity;
    for (const item of this.index().search(wx - reach, wy - reach, wx + reach, wy + reach)) {
      const mark = this.marked[item];
      if (!this.scene.visible.show[mark]) continue;
      const distance = Math.hypot(this.net.x[mark] - wx, this.net.y[mark] - wy) * scale - screenRadius(this.scene, mark, scale);
      if (distance < least && distance < 12) {
        best = mark;
        least = distance;
      }
    }
    return best;
  }

  private hover(px: number, py: number): void {
    const mark = this.hit(px, py);
    if (mark === this.hovered) return;
    this.hovered = mark;
    this.canvas.classList.toggle("copse-pointing", mark >= 0);
    this.tip.hidden = mark < 0;
    if (mark >= 0) {
      this.tip.textContent = `${this.net.name[mark]} (${kindWord[this.net.kind[mark]]})`;
      this.tip.style.left = `${Math.min(px + 14, this.width - 160)}px`;
      this.tip.style.top = `${py + 14}px`;
    }
    this.ask();
  }

  /* ---- drawing ---- */

  private resize(): void {
    const { clientWidth, clientHeight } = this.element;
    if (clientWidth === 0 || (clientWidth === this.width && clientHeight === this.height)) return;
    [this.width, this.height] = [clientWidth, clientHeight];
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    this.canvas.width = Math.round(this.width * this.ratio);
    this.canvas.height = Math.round(this.height * this.ratio);
    this.picture.width = Math.round(this.canvas.width * (1 + 2 * MARGIN));
    this.picture.height = Math.round(this.canvas.height * (1 + 2 * MARGIN));
    this.dots = null;
    if (this.scene) {
      this.moveTo(this.transformOf(this.scene.view.zoom));
      this.redraw();
    }
  }

  private redraw(): void {
    this.drawnAt = null;
    this.ask();
  }

  private ask(): void {
    if (!this.asked) this.asked = requestAnimationFrame(() => this.drawFrame());
  }

  /** Draw the kept picture anew at the present place. */
  private drawPicture(): void {
    const begin = performance.now();
    const { ratio } = this;
    const ctx = this.picture.getContext("2d", { alpha: false })!;
    const colours = palette();
    const [dx, dy] = [this.width * MARGIN, this.height * MARGIN];
    const frame = this.frameOf(this.transform, this.width + 2 * dx, this.height + 2 * dy, dx, dy);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, frame.width, frame.height);
    this.dots ??= new Dots(this.picture.width, this.picture.height);
    const dots = this.dots;
    dots.clear();
    drawScene(new CanvasSurface(ctx), this.scene, frame, colours, { layer: dots, ratio, show: () => dots.drawOn(ctx) });
    this.drawnAt = this.transform;
    this.lastCost = performance.now() - begin;
  }

  private isCovered(): boolean {
    if (!this.drawnAt) return false;
    const k = this.transform.k / this.drawnAt.k;
    const left = this.transform.x - k * (this.drawnAt.x + this.width * MARGIN);
    const top = this.transform.y - k * (this.drawnAt.y + this.height * MARGIN);
    const [width, height] = [k * this.width * (1 + 2 * MARGIN), k * this.height * (1 + 2 * MARGIN)];
    return left <= 0 && top <= 0 && left + width >= this.width && top + height >= this.height;
  }

  private drawFrame(): void {
    this.asked = 0;
    if (!this.scene || this.width === 0) return;
    const moved = this.drawnAt !== this.transform;
    if (!this.drawnAt || (moved && !this.isCovered() && this.lastCost < QUICK)) this.drawPicture();
    this.showPicture();
    this.drawHover();
    clearTimeout(this.resting);
    if (this.drawnAt !== this.transform) this.resting = window.setTimeout(() => this.redraw(), REST);
    else performance.mark("copse-crisp");
  }

  private showPicture(): void {
    const { ctx, ratio, transform, drawnAt } = this;
    if (!drawnAt) return;
    const k = transform.k / drawnAt.k;
    const x = transform.x - k * (drawnAt.x + this.width * MARGIN);
    const y = transform.y - k * (drawnAt.y + this.height * MARGIN);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.imageSmoothingEnabled = k !== 1;
    if (!this.isCovered()) {
      ctx.fillStyle = palette().paper;
      ctx.fillRect(0, 0, this.canvas.width, this.canvas.height);
    }
    ctx.drawImage(this.picture, Math.round(x * ratio), Math.round(y * ratio), this.picture.width * k, this.picture.height * k);
  }

  private drawHover(): void {
    if (this.hovered < 0 || !this.scene.visible.show[this.hovered]) return;
    const { scale, x, y } = this.frame;
    this.ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    new CanvasSurface(this.ctx).shape("circle", this.net.x[this.hovered] * scale + x, this.net.y[this.hovered] * scale + y,
      screenRadius(this.scene, this.hovered, scale) + 5, null, { colour: palette().focus, width: 2 });
  }
}
