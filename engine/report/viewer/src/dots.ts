/*
 * Very many very small marks: straight into pixels. A canvas without a graphics card needs about a microsecond and a
 * half for each filled square; writing four pixels takes a hundredth of that.
 */

function toPixel(colour: string): number {
  const n = Number.parseInt(colour.slice(1), 16);
  return (0xff000000 | ((n & 0xff) << 16) | (n & 0xff00) | (n >> 16)) >>> 0; // little-endian ABGR
}

export class Dots {
  private readonly image: ImageData;
  private readonly pixels: Uint32Array;

  constructor(readonly width: number, readonly height: number) {
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  clear(): void {
    this.pixels.fill(0);
  }

  /** A square of `side` device pixels around (x, y). */
  put(x: number, y: number, side: number, pixel: number): void {
    const left = Math.max(0, Math.round(x - side / 2));
    const top = Math.max(0, Math.round(y - side / 2));
    const right = Math.min(this.width, left + side);
    const bottom = Math.min(this.height, top + side);
    for (let row = top; row < bottom; row++) this.pixels.fill(pixel, row * this.width + left, row * this.width + right);
  }

  drawOn(ctx: CanvasRenderingContext2D): void {
    const layer = document.createElement("canvas");
    layer.width = this.width;
    layer.height = this.height;
    layer.getContext("2d")!.putImageData(this.image, 0, 0);
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(layer, 0, 0);
    ctx.restore();
  }
}

export { toPixel };
