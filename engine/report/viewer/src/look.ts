/* How marks look: shape and words say everything, colour only helps. Colours have 3:1 or more against the paper. */
import { Kind, type Network } from "./network";
import type { Shape } from "./surface";

export interface Palette {
  paper: string; ink: string; soft: string;
  team: string; community: string; person: string; few: string; focus: string; line: string; hull: string;
}

const light: Palette = {
  paper: "#ffffff", ink: "#212b32", soft: "#4c6272",
  team: "#425563", community: "#005eb8", person: "#006747", few: "#b3321b", focus: "#212b32", line: "#5d7a8c", hull: "#e3efe9",
};

const dark: Palette = {
  paper: "#181c1f", ink: "#f0f4f5", soft: "#c8d3da",
  team: "#aebac2", community: "#6cb2ff", person: "#5fc9a0", few: "#ff9c85", focus: "#ffffff", line: "#7f98a8", hull: "#23352e",
};

export function palette(): Palette {
  return matchMedia("(prefers-color-scheme: dark)").matches ? dark : light;
}

export const paperPalette = light;

export function shapeOf(kind: number): Shape {
  return kind === Kind.Team ? "circle" : kind === Kind.Community ? "diamond" : "triangle";
}

export const FEW = 2; // linksWord
export const PERHAPS = 3;

export function colourOf(net: Network, mark: number, colours: Palette): string {
  if (net.kind[mark] === Kind.Community) return colours.community;
  if (net.kind[mark] === Kind.Person) return colours.person;
  return net.verdict[mark] === FEW || net.verdict[mark] === PERHAPS ? colours.few : colours.team;
}

/** Radii in the distance of two marks side by side; area follows the number of people, what is not shown counts as few. */
export function radii(net: Network): Float32Array {
  let most = 1;
  for (let m = 0; m < net.size; m++) if (net.hasPlace[m]) most = Math.max(most, net.people[m]);
  const radius = new Float32Array(net.size);
  for (let m = 0; m < net.size; m++)
    radius[m] = net.kind[m] === Kind.Person ? 0.035 : 0.13 + 0.25 * Math.sqrt(Math.max(0, net.people[m]) / most);
  return radius;
}
