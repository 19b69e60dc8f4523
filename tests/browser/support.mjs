/*
 * What the tests of the page share: a browser, pages made by the program, axe.
 *
 * COPSE is the program; COPSE_BROWSER_DIR holds node_modules and the screenshots, COPSE_BROWSER_PAGES the made pages.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const dir = process.env.COPSE_BROWSER_DIR;
export const pages = process.env.COPSE_BROWSER_PAGES;
const require = createRequire(join(dir, "package.json"));
const { chromium } = require("playwright-core");
const axePath = require.resolve("axe-core/axe.min.js");
const source = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export const DAY = "2026-06-30";

/** Run the program; its notes are of no interest. */
export function copse(...args) {
  return execFileSync(process.env.COPSE, [...args, "--as-of", DAY], { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" });
}

/** A store of a folder of datasets/, or of any folder. */
export function makeStore(name, folder) {
  const store = join(pages, `${name}.copse`);
  copse("import", folder, "--store", store, "--quiet");
  return store;
}

export function makePage(name, store, ...options) {
  const page = join(pages, `${name}.html`);
  copse("map", "--store", store, ...options, "-o", page, "--quiet");
  return page;
}

export const trust = join(source, "datasets", "trust");

export function launch() {
  return chromium.launch({ executablePath: process.env.COPSE_CHROMIUM, args: ["--no-sandbox"] });
}

/**
 * Open a page by its file. Whatever it asks of a network, logs or throws ends up in `faults`, which must stay empty.
 */
export async function open(browser, file, { hash = "", before = async () => undefined, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, bypassCSP: false, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("request", (request) => { if (!/^(file|blob|data):/.test(request.url()) || (request.url().startsWith("file:") && !request.isNavigationRequest())) faults.push(`request ${request.url()}`); });
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  await before(page);
  await page.goto(pathToFileURL(file).href + (hash ? `#${hash}` : ""));
  if (options.javaScriptEnabled !== false) await settled(page);
  return { page, faults, close: () => context.close() };
}

/** Wait until the map rests and is drawn. Not waitForFunction(), which the page's policy refuses. */
export async function settled(page) {
  const count = () => page.evaluate(() => performance.getEntriesByName("copse-crisp").length);
  for (let i = 0, last = -1; i < 200; i++) {
    const now = await count();
    if (now > 0 && now === last) return;
    last = now;
    await page.waitForTimeout(50);
  }
  throw new Error("the map does not come to rest");
}

/**
 * Faults of accessibility in the page as it stands, in words; the page's policy does not bind the debugger.
 * @param within  a selector: only what it has, which is quicker
 */
export async function axe(page, within = "html") {
  const { readFileSync } = await import("node:fs");
  await page.evaluate(`if (!window.axe) { ${readFileSync(axePath, "utf8")} }`);
  const results = await page.evaluate((of) => window.axe.run(of === "html" ? document : of, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }), within);
  return results.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join("; ")})`);
}

export function shot(page, name) {
  mkdirSync(join(dir, "screenshots"), { recursive: true });
  return page.screenshot({ path: join(dir, "screenshots", `${name}.png`) });
}

/* ---- by keyboard alone ---- */

/** Press Tab until the focus is on what is named; fails where it cannot be reached. */
export async function tabTo(page, role, name, most = 120) {
  const target = page.getByRole(role, { name, exact: true }).first();
  for (let i = 0; i < most; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return target;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${role} '${name}' is not reached by ${most} tabs`);
}
