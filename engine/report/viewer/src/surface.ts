/* What a scene is drawn on: the screen's canvas, a picture, or an SVG file. Coordinates are CSS pixels. */

export type Shape = "circle" | "diamond" | "triangle";

interface Stroke { colour: string; width: number; dash?: number[]; opacity?: number }

export interface Surface {
  /** Several lines of one stroke: x0, y0, x1, y1, … */
  lines(ends: number[], stroke: Stroke): void;
  shape(shape: Shape, x: number, y: number, r: number, fill: string | null, stroke: Stroke | null, opacity?: number): void;
  polygon(points: Array<[number, number]>, fill: string, stroke: Stroke, opacity?: number): void;
  text(text: string, x: number, y: number, style: TextStyle): void;
  rectangle(x: number, y: number, width: number, height: number, fill: string): void;
}

interface TextStyle { size: number; bold?: boolean; fill: string; halo?: string; align?: "start" | "center" }

export const FONT = "Arial, sans-serif";

/** Corners of the shapes that have some. */
function corners(shape: Shape, x: number, y: number, r: number): Array<[number, number]> {
  if (shape === "diamond") return [[x, y - 1.25 * r], [x + 1.25 * r, y], [x, y + 1.25 * r], [x - 1.25 * r, y]];
  return [[x, y - 1.2 * r], [x + 1.1 * r, y + 0.8 * r], [x - 1.1 * r, y + 0.8 * r]];
}

export class CanvasSurface implements Surface {
  constructor(private readonly ctx: CanvasRenderingContext2D) {}

  private stroke(stroke: Stroke): void {
    this.ctx.strokeStyle = stroke.colour;
    this.ctx.lineWidth = stroke.width;
    this.ctx.setLineDash(stroke.dash ?? []);
    this.ctx.stroke();
  }

  lines(ends: number[], stroke: Stroke): void {
    const { ctx } = this;
    ctx.globalAlpha = stroke.opacity ?? 1;
    ctx.beginPath();
    for (let i = 0; i < ends.length; i += 4) {
      ctx.moveTo(ends[i], ends[i + 1]);
      ctx.lineTo(ends[i + 2], ends[i + 3]);
    }
    this.stroke(stroke);
    ctx.globalAlpha = 1;
  }

  shape(shape: Shape, x: number, y: number, r: number, fill: string | null, stroke: Stroke | null, opacity = 1): void {
    const { ctx } = this;
    ctx.globalAlpha = opacity;
    ctx.beginPath();
    if (shape === "circle") ctx.arc(x, y, r, 0, 2 * Math.PI);
    else {
      corners(shape, x, y, r).forEach(([cx, cy], i) => (i ? ctx.lineTo(cx, cy) : ctx.moveTo(cx, cy)));
      ctx.closePath();
    }
    if (fill) {
      ctx.fillStyle = fill;
      ctx.fill();
    }
    if (stroke) this.stroke(stroke);
    ctx.globalAlpha = 1;
  }

  polygon(points: Array<[number, number]>, fill: string, stroke: Stroke, opacity = 1): void {
    const { ctx } = this;
    ctx.globalAlpha = opacity;
    ctx.beginPath();
    points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
    ctx.fillStyle = fill;
    ctx.fill();
    this.stroke(stroke);
    ctx.globalAlpha = 1;
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const { ctx } = this;
    ctx.font = `${style.bold ? "bold " : ""}${style.size}px ${FONT}`;
    ctx.textAlign = style.align ?? "start";
    ctx.textBaseline = "middle";
    if (style.halo) {
      ctx.strokeStyle = style.halo;
      ctx.lineWidth = 3;
      ctx.lineJoin = "round";
      ctx.setLineDash([]);
      ctx.strokeText(text, x, y);
    }
    ctx.fillStyle = style.fill;
    ctx.fillText(text, x, y);
  }

  rectangle(x: number, y: number, width: number, height: number, fill: string): void {
    this.ctx.fillStyle = fill;
    this.ctx.fillRect(x, y, width, height);
  }
}

/* ---- SVG ---- */

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

const round = (value: number) => String(Math.round(10 * value) / 10);

export class SvgSurface implements Surface {
  private readonly parts: string[] = [];

  constructor(private readonly width: number, private readonly height: number, private readonly title: string) {}

  private strokeWords(stroke: Stroke | null): string {
    if (!stroke) return "";
    const dash = stroke.dash?.length ? ` stroke-dasharray="${stroke.dash.join(" ")}"` : "";
    return ` stroke="${stroke.colour}" stroke-width="${stroke.width}"${dash}`;
  }

  lines(ends: number[], stroke: Stroke): void {
    let d = "";
    for (let i = 0; i < ends.length; i += 4) d += `M${round(ends[i])} ${round(ends[i + 1])}L${round(ends[i + 2])} ${round(ends[i + 3])}`;
    if (d) this.parts.push(`<path d="${d}" fill="none"${this.strokeWords(stroke)} opacity="${stroke.opacity ?? 1}"/>`);
  }

  shape(shape: Shape, x: number, y: number, r: number, fill: string | null, stroke: Stroke | null, opacity = 1): void {
    const look = ` fill="${fill ?? "none"}"${this.strokeWords(stroke)}${opacity < 1 ? ` opacity="${opacity}"` : ""}`;
    if (shape === "circle") this.parts.push(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}"${look}/>`);
    else this.parts.push(`<polygon points="${corners(shape, x, y, r).map((p) => p.map(round).join(",")).join(" ")}"${look}/>`);
  }

  polygon(points: Array<[number, number]>, fill: string, stroke: Stroke, opacity = 1): void {
    this.parts.push(`<polygon points="${points.map((p) => p.map(round).join(",")).join(" ")}" fill="${fill}"${this.strokeWords(stroke)} opacity="${opacity}"/>`);
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const halo = style.halo ? ` stroke="${style.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"` : "";
    this.parts.push(
      `<text x="${round(x)}" y="${round(y)}" dominant-baseline="central" text-anchor="${style.align === "center" ? "middle" : "start"}" ` +
        `font-family="${FONT}" font-size="${style.size}"${style.bold ? ' font-weight="bold"' : ""} fill="${style.fill}"${halo}>${escape(text)}</text>`,
    );
  }

  rectangle(x: number, y: number, width: number, height: number, fill: string): void {
    this.parts.push(`<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"/>`);
  }

  toString(): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}" role="img">` +
      `<title>${escape(this.title)}</title>${this.parts.join("\n")}</svg>\n`
    );
  }
}
