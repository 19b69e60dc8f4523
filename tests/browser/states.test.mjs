/* The page in each of its states: accessible, quiet, readable without scripts, at 400 %, and with names meant to break it. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { axe, launch, makePage, makeStore, open, pages, settled, shot, trust } from "./support.mjs";

let browser, file;
before(async () => {
  browser = await launch();
  file = makePage("states", makeStore("states", trust), "--level", "people");
});
after(() => browser?.close());

async function withPage(options, run, made = file) {
  const { page, faults, close } = await open(browser, made, options);
  try {
    await run(page);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}

/* ---- accessibility: each state that the page can be in, light and dark ---- */

const states = [
  ["as it opens", "", {}],
  ["a team, with its people", "mark=team:t12", { colorScheme: "dark" }],
  ["a CoP and what is tied to it", "mark=community:c02&only=tied", {}],
  ["a topic", "mark=topic:k002", { colorScheme: "dark", reducedMotion: "reduce" }],
  ["a way between two teams", "from=team:t02&to=team:t03", {}],
  ["what is new, filtered", "month=651&new=since&mode=virtual", { forcedColors: "active" }],
];

for (const [name, hash, options] of states)
  test(`no fault of accessibility: ${name}`, () =>
    withPage({ hash, ...options }, async (page) => {
      await page.evaluate(() => document.querySelectorAll("#app details").forEach((details) => (details.open = true)));
      await settled(page);
      assert.deepEqual(await axe(page), []);
      await shot(page, `state-${name.replace(/[^a-z]+/gi, "-")}`);
    }));

/* One page that is walked through the rest: what is asked for by the address, then what only a hand brings about. */
const addresses = {
  "a filter of topic, with people": "topic=k002&people=all", "of a unit and of links": "unit=u02&links=few",
  "of a site, with nobody": "site=s01&people=none", "two that nothing fulfils": "status=dormant&links=small",
  "a unit": "mark=unit:u02", "a site": "mark=site:s01", "two that are linked by nothing": "from=team:t02&to=topic:k002",
  "an earlier month, from near": "month=640&zoom=10,10,8", "a person, and only what is tied": "mark=person:m001&only=tied",
};

const hands = {
  "a search that finds": async (page) => {
    await page.getByRole("combobox", { name: "Search" }).fill("ca");
    await page.keyboard.press("ArrowDown");
  },
  "a search that finds nothing": (page) => page.getByRole("combobox", { name: "Search" }).fill("zzzzzz"),
  "what was found, selected": async (page) => {
    await page.getByRole("combobox", { name: "Search" }).fill("Yarrow");
    await page.keyboard.press("Enter");
  },
  "the first end of a way": (page) => page.getByRole("button", { name: "How is it linked to…" }).click(),
  "undone": (page) => page.getByRole("button", { name: "Undo" }).click(),
  "done again": (page) => page.getByRole("button", { name: "Redo" }).click(),
  "under the mouse": (page) => page.locator("canvas").first().hover(),
  "dark": (page) => page.emulateMedia({ colorScheme: "dark" }),
  "in colours of one's own": (page) => page.emulateMedia({ colorScheme: "light", forcedColors: "active" }),
};

test("no fault of accessibility in any other state", () =>
  withPage({}, async (page) => {
    const faults = {};
    const look = async (name, within = "#app") => {
      await settled(page);
      for (const fault of await axe(page, within)) (faults[fault] ??= []).push(name);
    };
    await page.evaluate(() => document.querySelectorAll("#app details").forEach((details) => (details.open = true)));
    for (const [name, hash] of Object.entries(addresses)) {
      await page.evaluate((at) => (location.hash = at), hash);
      await look(name);
    }
    await page.evaluate(() => (location.hash = ""));
    for (const [name, move] of Object.entries(hands)) {
      await move(page);
      await look(name);
    }
    await page.emulateMedia({ forcedColors: "none", colorScheme: "light" });
    await page.locator("section[aria-labelledby=communities]").getByRole("button", { name: "Members" }).click();
    await look("a table that was sorted", "section[aria-labelledby=communities]");
    await page.locator("summary", { hasText: "Show the table" }).click();
    await look("the table of everything", "#everything");
    await page.emulateMedia({ media: "print" });
    await look("printed", "html");
    assert.deepEqual(faults, {});
  }));

test("every control is 24 pixels or more each way, or stands in a line of text", () =>
  withPage({ hash: "mark=community:c02" }, async (page) => {
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, input, select, summary, canvas[tabindex]")]
        .map((e) => [e.tagName, e.textContent.slice(0, 30), e.getBoundingClientRect()])
        .filter(([, , box]) => box.width > 0 && (box.width < 24 || box.height < 23.5))
        .map(([tag, text, box]) => `${tag} ${text} ${box.width}×${box.height}`));
    assert.deepEqual(small, []);
  }));

test("at 400 % nothing has to be scrolled sideways but tables, and the map can be used", () =>
  withPage({ viewport: { width: 320, height: 256 }, hash: "mark=team:t12" }, async (page) => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true);
    assert.ok((await page.locator("canvas").first().boundingBox()).height >= 200);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await settled(page);
    await shot(page, "at-400-percent");
    assert.deepEqual(await axe(page), []);
  }));

test("with scripts off the figures, the teams with few links and the CoPs can be read", async () => {
  const { page, faults, close } = await open(browser, file, { javaScriptEnabled: false });
  const text = await page.textContent("main");
  for (const words of ["396", "Yarrow catering", "Acute medicine community of practice", "Scripts are off"]) assert.ok(text.includes(words), words);
  assert.equal(await page.locator("section[aria-labelledby=few] tbody tr").count(), 3);
  await shot(page, "scripts-off");
  assert.deepEqual(faults, []);
  await close();
});

/* axe is a script, so this is the page with its own taken out. */
test("no fault of accessibility with scripts off", async () => {
  const bare = join(pages, "bare.html");
  writeFileSync(bare, readFileSync(file, "utf8").replace(/<script type="module"[^>]*>[\s\S]*?<\/script>/, "").replace(/<\/?noscript>/g, "")
    .replace("<body>", '<body class="copse-drawn">'));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(bare).href);
  assert.ok((await page.textContent("main")).includes("Scripts are off"));
  assert.deepEqual(await axe(page), []);
  await context.close();
});

/* ---- no request, whatever is tried ---- */

test("the policy lets nothing out: a script put into the page cannot run, and none can fetch", async () => {
  const { page, faults, close } = await open(browser, file);
  const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/);
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.ran_ = true";
    document.body.append(script);
    return [window.ran_ === true, await fetch("file:///etc/hostname").then(() => true, () => false)];
  });
  assert.deepEqual(ran, [false, false]);
  // The browser logs what it refused, and nothing went out.
  assert.ok(faults.length >= 2 && faults.every((fault) => fault.includes("Content Security Policy") || fault.includes("Fetch API cannot load")), faults.join("\n"));
  await close();
});

test("a browser without DecompressionStream reads the same", () =>
  withPage({ before: (page) => page.addInitScript(() => delete window.DecompressionStream), hash: "mark=team:t12" }, async (page) => {
    assert.match(await page.getByRole("region", { name: "What is selected" }).textContent(), /team/);
  }));

/* ---- names that are meant to break it ---- */

const hostile = [
  "</script><script>window.hit_ = 1</script>", '"><img src=x onerror="window.hit_ = 2">', "{{copse:data}} ${7*7} <!-- -->",
  "=HYPERLINK(\"http://x\")", "שלום \u202eabc العربية", "👩🏽‍⚕️ Team 🏥", "N".repeat(300), "O'Brien & \"Sons\"",
];

function writeHostile() {
  const folder = join(pages, "hostile-names");
  mkdirSync(folder, { recursive: true });
  const cell = (text) => `"${text.replace(/"/g, '""')}"`;
  const write = (name, head, lines) => writeFileSync(join(folder, name), [head, ...lines].join("\n") + "\n");
  write("teams.csv", "team_id,name", hostile.map((name, i) => `t${i},${cell(name)}`));
  write("communities.csv", "community_id,name,description,contact", hostile.map((name, i) => `c${i},${cell(name)},${cell(name)},${cell(name)}`));
  write("topics.csv", "topic_id,name", hostile.map((name, i) => `k${i},${cell(`topic ${name}`)}`));
  write("community_topics.csv", "community_id,topic_id,weight", hostile.map((_, i) => `c${i},k${i},1`));
  const people = Array.from({ length: 48 }, (_, i) => i);
  write("members.csv", "member_id,name,visibility,team_id", people.map((i) => `m${i},${cell(hostile[i % 8])},trust,t${i % 8}`));
  write("memberships.csv", "member_id,community_id", people.flatMap((i) => [`m${i},c${i % 8}`, `m${i},c${(i + 1) % 8}`]));
  return folder;
}

test("hostile names are shown as text, and run nothing", () => {
  const made = makePage("hostile", makeStore("hostile", writeHostile()), "--level", "people", "--title", hostile[0]);
  return withPage({}, async (page) => {
    await page.locator("summary", { hasText: "Save what is seen" }).click();
    for (let i = 0; i < hostile.length; i++) {
      await page.evaluate((mark) => (location.hash = mark), `mark=community:c${i}`);
      const shown = page.getByRole("region", { name: "What is selected" }).locator("h3");
      await shown.filter({ hasText: hostile[i].slice(0, 5) }).waitFor();
      assert.equal(await shown.textContent(), hostile[i].replace(/\u202e/g, "")); // what turns the direction of text is taken out
    }
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    for (const name of ["SVG", "CSV"]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
      const text = readFileSync(await download.path(), "utf8");
      if (name === "SVG") assert.ok(!text.includes("<script") && !text.includes("<img"));
      else assert.ok(!/(^|,|")=HYPERLINK/m.test(text));
    }
    assert.equal(await page.evaluate(() => window.hit_), undefined);
    assert.equal(await page.locator("img").count(), 0);
    assert.deepEqual(await axe(page), []);
    await shot(page, "hostile");
  }, made);
});
