/* What a person wants to know, each by mouse and by keyboard alone. The answers are of datasets/trust, worked out from its files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DAY, launch, makePage, makeStore, open, settled, shot, tabTo, trust } from "./support.mjs";

/* ---- the answers, from the data set's own files ---- */

function rows(name) {
  const [head, ...lines] = readFileSync(join(trust, name), "utf8").trim().split("\n").map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((cell) => cell.replace(/,$/, "").replace(/^"|"$/g, "")));
  return lines.map((line) => Object.fromEntries(head.map((title, i) => [title, line[i] ?? ""])));
}

const holds = ({ since, until }) => (!since || since <= DAY) && (!until || until > DAY);
const nameOf = (table, id) => new Map(rows(table).map((row) => [row[id], row.name]));
const teams = nameOf("teams.csv", "team_id");
const cops = nameOf("communities.csv", "community_id");
const planted = JSON.parse(readFileSync(join(trust, "truth.json"), "utf8"));

/** Those that a map shows. */
const openCops = rows("communities.csv").filter((c) => c.sensitive !== "yes" && c.status !== "closed");
const shown = new Set(openCops.map((c) => c.community_id));

/** CoPs in which somebody of the team is. */
function copsOf(team) {
  const first = new Map();
  for (const a of rows("assignments.csv").filter(holds)) if (!first.has(a.member_id) || a.team_id < first.get(a.member_id)) first.set(a.member_id, a.team_id);
  const objected = new Set(rows("members.csv").filter((m) => m.objected === "yes").map((m) => m.member_id));
  return new Set(rows("memberships.csv").filter((m) => holds(m) && first.get(m.member_id) === team && shown.has(m.community_id) && !objected.has(m.member_id)).map((m) => cops.get(m.community_id)));
}

const [A, B] = ["t02", "t03"];
const shared = [...copsOf(A)].filter((cop) => copsOf(B).has(cop)).sort();
const TOPIC = rows("topics.csv").find(({ topic_id }) => topic_id === "k002").name;
const covering = rows("community_topics.csv").filter(({ topic_id, community_id }) => topic_id === "k002" && shown.has(community_id)).map(({ community_id }) => cops.get(community_id)).sort();
const SINCE = "2024-03"; // the latest foundings of the set are of 2024
const founded = openCops.filter((c) => c.created.slice(0, 7) > SINCE).map((c) => c.name).sort();

/* ---- the page ---- */

let browser, file;
before(async () => {
  browser = await launch();
  file = makePage("journeys", makeStore("journeys", trust), "--level", "people");
});
after(() => browser?.close());

/** Run a journey with a page of its own; whatever it asked of a network, logged or threw fails it. */
function journey(name, run) {
  test(name, async () => {
    const { page, faults, close } = await open(browser, file);
    try {
      await run(page);
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  });
}

const card = (page) => page.getByRole("region", { name: "What is selected" });
const inCard = async (page, title) => (await card(page).locator("div > h4", { hasText: title }).locator("xpath=..").getByRole("button").allTextContents()).sort();
const said = (page) => page.locator("#app [role=status]").allTextContents();

async function type(page, text) {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/* ---- which teams are isolated? ---- */

async function checkFew(page) {
  const named = (await page.locator("section[aria-labelledby=few] tbody th").allTextContents()).sort();
  assert.deepEqual(named, planted.isolated_teams.map(({ team_id }) => teams.get(team_id)).sort());
}

journey("which teams are isolated? by mouse: the table names those that were planted, and each leads to the map", async (page) => {
  await checkFew(page);
  await page.locator("section[aria-labelledby=few]").getByRole("button", { name: "Yarrow catering" }).click();
  await settled(page);
  assert.match(await card(page).textContent(), /Yarrow catering.*few links/s);
  assert.match(page.url(), /#mark=team%3A/);
  await shot(page, "isolated");
});

journey("which teams are isolated? by keyboard: a filter shows them, the list of what is seen names them", async (page) => {
  await checkFew(page);
  await tabTo(page, "combobox", "Search");
  const filters = page.locator("summary", { hasText: "Filters and time" });
  while (!(await filters.evaluate((e) => e === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, "combobox", "Links of the team");
  await page.keyboard.type("few");
  await settled(page);
  assert.match(page.url(), /links=few/);
  const seen = page.locator("summary", { hasText: "What can be seen now" });
  while (!(await seen.evaluate((e) => e === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const names = await page.locator(".copse-seen li").allTextContents();
  for (const { team_id } of planted.isolated_teams) assert.ok(names.some((name) => name.startsWith(teams.get(team_id))), teams.get(team_id));
  assert.equal(names.filter((name) => name.includes(" team, ")).length, planted.isolated_teams.length);
});

/* ---- who links team A and B? ---- */

journey("who links two teams? by mouse", async (page) => {
  assert.ok(shared.length > 1);
  await page.locator("summary", { hasText: "How are two of them linked?" }).click();
  for (const [field, team] of [["From", A], ["To", B]]) {
    await page.getByRole("combobox", { name: field, exact: true }).fill(teams.get(team));
    await page.getByRole("option").first().click();
  }
  await settled(page);
  assert.deepEqual(await inCard(page, "Linked by"), shared);
  assert.ok((await inCard(page, "People in them")).length > 0);
  await shot(page, "linked");
});

journey("who links two teams? by keyboard", async (page) => {
  await tabTo(page, "combobox", "Search");
  await type(page, teams.get(A));
  await tabTo(page, "button", "How is it linked to…");
  await page.keyboard.press("Enter");
  await type(page, teams.get(B));
  await settled(page);
  assert.deepEqual(await inCard(page, "Linked by"), shared);
  assert.match((await said(page)).join(), /are linked/);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H3");
});

/* ---- which CoP covers topic T? ---- */

async function checkTopic(page) {
  await settled(page);
  assert.deepEqual(await inCard(page, "CoPs that cover it"), covering);
}

journey("which CoP covers a topic? by mouse", async (page) => {
  await page.getByRole("combobox", { name: "Search" }).fill(TOPIC);
  await page.getByRole("option").filter({ hasText: "topic" }).first().click();
  await checkTopic(page);
});

journey("which CoP covers a topic? by keyboard", async (page) => {
  await tabTo(page, "combobox", "Search");
  await page.keyboard.type(TOPIC);
  const options = await page.getByRole("option").allTextContents();
  for (let i = options.findIndex((text) => text.endsWith(" topic")); i > 0; i--) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await checkTopic(page);
});

/* ---- what changed since March? ---- */

const months = Number(SINCE.slice(5)) + 12 * (Number(SINCE.slice(0, 4)) - 1970);

async function checkNews(page) {
  await settled(page);
  assert.match(await card(page).textContent(), /What changed since March 2024/);
  assert.ok(founded.length > 0);
  assert.deepEqual(await inCard(page, "CoPs founded since"), founded);
}

journey("what changed since March? by mouse", async (page) => {
  await page.locator("summary", { hasText: "Filters and time" }).click();
  await page.getByRole("slider").fill(String(months));
  await page.getByRole("checkbox", { name: "Only what is new since then" }).click();
  await checkNews(page);
  await shot(page, "changed");
});

journey("what changed since March? by keyboard", async (page) => {
  const filters = page.locator("summary", { hasText: "Filters and time" });
  await tabTo(page, "combobox", "Search");
  while (!(await filters.evaluate((e) => e === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const slider = await tabTo(page, "slider", /As things stood in/);
  while (Number(await slider.inputValue()) > months) await page.keyboard.press("ArrowLeft");
  assert.equal(await slider.getAttribute("aria-valuetext"), "March 2024");
  await tabTo(page, "checkbox", "Only what is new since then");
  await page.keyboard.press("Space");
  await checkNews(page);
});

/* ---- the rest of what the page promises ---- */

journey("undo and redo bring views back, by buttons and by keys, and the address holds the view", async (page) => {
  await page.getByRole("combobox", { name: "Search" }).fill(teams.get(A));
  await page.keyboard.press("Enter");
  await settled(page);
  const withTeam = page.url();
  await page.getByRole("button", { name: "Undo" }).click();
  assert.match(await card(page).textContent(), /Nothing is selected/);
  await page.getByRole("button", { name: "Redo" }).click();
  assert.equal(page.url(), withTeam);
  await page.locator("canvas").first().focus();
  await page.keyboard.press("Control+z");
  assert.match(await card(page).textContent(), /Nothing is selected/);
  await page.keyboard.press("Control+y");
  assert.equal(page.url(), withTeam);
  await page.goto(withTeam);
  await page.reload();
  await settled(page);
  assert.match(await card(page).textContent(), new RegExp(teams.get(A)));
});

journey("a mark is hit by the mouse where it stands, hovering names it, and the map moves by keys and buttons", async (page) => {
  await page.getByRole("combobox", { name: "Search" }).fill(teams.get(A));
  await page.keyboard.press("Enter");
  await settled(page);
  const name = await card(page).locator("h3").textContent();
  await page.getByRole("button", { name: "Close" }).click();
  const canvas = page.locator("canvas").first();
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  // Over the whole map, as a mouse would: the tip names what is under it.
  const place = await canvas.evaluate((element, wanted) => {
    const tip = document.querySelector(".copse-tip");
    const frame = element.getBoundingClientRect();
    for (let y = 8; y < frame.height; y += 8)
      for (let x = 8; x < frame.width; x += 8) {
        element.dispatchEvent(new PointerEvent("pointermove", { clientX: frame.x + x, clientY: frame.y + y, bubbles: true }));
        if (!tip.hidden && tip.textContent === wanted) return { x, y };
      }
    return null;
  }, `${name} (team)`);
  assert.ok(place);
  await page.mouse.click(box.x + place.x, box.y + place.y);
  assert.equal(await card(page).locator("h3").textContent(), name);
  const before = page.url();
  await canvas.focus();
  for (const key of ["ArrowLeft", "+", "ArrowDown"]) await page.keyboard.press(key);
  assert.notEqual(page.url(), before);
  await page.keyboard.press("0");
  await page.getByRole("button", { name: "Zoom in" }).click();
  await settled(page);
});

journey("what is seen is saved as SVG, PNG and CSV, with its legend", async (page) => {
  await page.locator("summary", { hasText: "Save what is seen" }).click();
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
    return readFileSync(await download.path());
  };
  const svg = (await save("SVG")).toString("utf8");
  assert.match(svg, /^<svg xmlns=/);
  for (const name of ["Yarrow catering", "Community of practice (CoP)", "as of 30 June 2026"]) assert.ok(svg.includes(name), name);
  const png = await save("PNG");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  const width = (await page.locator("canvas").first().boundingBox()).width;
  assert.equal(png.readUInt32BE(16), Math.round(2 * width));
  const csv = (await save("CSV")).toString("utf8");
  assert.match(csv, /^\ufeffkind,key,name,facts,tied to\r\n/);
  assert.ok(csv.includes("Yarrow catering"));
});

journey("every mark is in the table of everything, and tables sort", async (page) => {
  await page.locator("summary", { hasText: "Show the table" }).click();
  const region = page.getByRole("region", { name: "Rows" });
  const shownTeams = [];
  for (;;) {
    shownTeams.push(...(await region.locator("tbody th").allTextContents()));
    const further = page.getByRole("button", { name: "Further rows" });
    if (!(await further.count())) break;
    await further.click();
  }
  assert.equal(new Set(shownTeams).size, [...new Set(rows("assignments.csv").filter(holds).map((a) => a.team_id))].length);
  const table = page.locator("section[aria-labelledby=communities] table");
  await table.getByRole("button", { name: "Members" }).click();
  const members = (await table.locator("tbody td:nth-child(2)").allTextContents()).map(Number).filter(Number.isFinite);
  assert.deepEqual(members, [...members].sort((a, b) => a - b));
  assert.equal(await table.locator("th[aria-sort=ascending]").count(), 1);
});
