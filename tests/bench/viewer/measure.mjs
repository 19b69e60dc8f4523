/*
 * How long until a map is seen, and how long a frame takes while it is moved: without a graphics card, with labels,
 * hover and hit-testing on.
 *
 * Usage: measure.mjs PAGE.html…, as run.sh beside it calls it. Each page is opened as it is
 * and with all people drawn; five times, the median is printed.
 */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { launch, open } from "../../browser/support.mjs";

const OPENINGS = 5;
const FRAMES = 120;

/** Of the page's own clock: navigation start to the first whole picture, and what the frames of a drag took. */
async function measure(browser, file, hash) {
  let cdp;
  const { page, close } = await open(browser, file, {
    hash,
    before: async (made) => {
      cdp = await made.context().newCDPSession(made);
      await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    },
  });
  const marks = await page.evaluate(() => ({
    first: performance.getEntriesByName("copse-crisp")[0].startTime,
    decoded: performance.getEntriesByName("copse-decoded")[0].startTime,
  }));
  const { metrics } = await cdp.send("Performance.getMetrics");
  const busy = 1000 * metrics.find(({ name }) => name === "ThreadTime").value;
  const box = await page.locator("canvas").first().boundingBox();
  await page.evaluate((n) => {
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames_.push(now - last);
      last = now;
      if (window.frames_.length < n) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }, FRAMES);
  const [cx, cy] = [box.x + box.width / 2, Math.min(box.y + box.height / 2, 800)];
  await page.mouse.move(cx, cy);
  await page.mouse.down();
  for (let i = 0; (await page.evaluate(() => window.frames_.length)) < FRAMES; i++)
    await page.mouse.move(cx + 150 * Math.sin(i / 6), cy + 60 * Math.cos(i / 5)); // hover and hit-testing run on each
  await page.mouse.up();
  const frames = (await page.evaluate(() => window.frames_)).slice(5).sort((a, b) => a - b);
  await close();
  return { ...marks, busy, p95: frames[Math.floor(0.95 * frames.length)], median: frames[Math.floor(0.5 * frames.length)] };
}

const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await launch();
for (const file of process.argv.slice(2))
  for (const [title, hash] of [["teams and CoPs", ""], ["all people drawn", "people=all"]]) {
    const runs = [];
    for (let i = 0; i < OPENINGS; i++) runs.push(await measure(browser, file, hash));
    const of = (name) => Math.round(middle(runs.map((run) => run[name])));
    console.log(`${basename(file)} (${(statSync(file).size / 1e6).toFixed(2)} MB), ${title}: decoded ${of("decoded")} ms, first paint ${of("first")} ms (${of("busy")} ms of processor time until it rests), frame median ${of("median")} ms, p95 ${of("p95")} ms`);
  }
await browser.close();
