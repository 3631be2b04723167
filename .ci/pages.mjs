// The ways through the pages, as people take them: by mouse, by keyboard, without script; narrow and wide, light and dark.
//   node pages.mjs ADDRESS [FOLDER]     FOLDER gets a picture of every page
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import assert from "node:assert/strict";

const require = createRequire(join(process.cwd(), "here.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [base, folder] = process.argv.slice(2);
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const open = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") wrong.push(message.text()); });
  page.on("request", (request) => { if (!request.url().startsWith(base) && !request.url().startsWith("data:")) wrong.push("asks for " + request.url()); });
  return { context, page, wrong };
};
const to = (page, path) => page.goto(base + path, { waitUntil: "load" });

// Addresses of the pages, found by following links.
const found = await open({});
await to(found.page, "/");
const first = (selector) => found.page.locator(selector).first().getAttribute("href");
const story = await first(".stories a");
await to(found.page, story);
const cite = await first("a.cite");
const entity = await first("#names a");
await found.context.close();
const pages = { stories: "/", story, report: cite, entity, names: "/entities", search: "/search?q=dam", nothing: "/search?q=zzz", add: "/add", "sign-in": "/sign-in", missing: "/nowhere", ask: "/ask?q=who%20met%20Brandt", corrections: "/corrections?story=" + story.split("/").pop(), versions: cite.split("?")[0] + "/versions" };

let looked = 0;
for (const width of [320, 390, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    const { context, page, wrong } = await open({ viewport: { width, height: 800 }, colorScheme });
    for (const [name, path] of Object.entries(pages)) {
      await to(page, path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px too wide at ${width}`);
      if (width !== 320) {
        await page.evaluate(axe);
        for (const folded of await page.locator("details").all()) await folded.evaluate((details) => { details.open = true; });
        const { violations } = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), STANDARDS);
        const told = violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html + " " + node.failureSummary).join("; ")}`);
        assert.deepEqual(told, [], `${path} at ${width}, ${colorScheme}`);
        for (const folded of await page.locator("details").all()) await folded.evaluate((details) => { details.open = false; });
        if (folder) await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      looked += 1;
    }
    assert.deepEqual(wrong.filter((said) => !said.includes("404")), []);
    await context.close();
  }
}

for (const width of [390, 1280]) {
  // By mouse: a datum, its words, back to the datum, and the focus where it was.
  const { context, page } = await open({ viewport: { width, height: 800 } });
  await to(page, "/");
  await page.locator(".stories a").first().click();
  const address = page.url();
  await page.locator("a.cite").first().click();
  await page.locator("mark#at").waitFor();
  await page.waitForFunction(() => {
    const at = document.getElementById("at").getBoundingClientRect();
    return at.top >= 0 && at.bottom <= innerHeight;
  });
  await page.goBack();
  assert.equal(page.url(), address);
  await page.waitForFunction(() => document.activeElement?.matches("a.cite"));
  await page.locator("a.cite").first().click();
  await page.locator(".notes a").first().click();
  await page.locator(".row:target").waitFor();

  // By keyboard.
  await to(page, "/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  await to(page, "/search");
  await page.keyboard.press("/");
  await page.keyboard.type("dam");
  await page.keyboard.press("Enter");
  await page.locator(".hits mark").first().waitFor();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      const look = getComputedStyle(element);
      return element === document.body || (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 1);
    });
    assert.ok(seen, "the focus is seen");
    if (await page.evaluate(() => document.activeElement.closest(".hits") !== null)) break;
  }
  await page.keyboard.press("Enter");
  await page.locator("article.report").waitFor();
  await context.close();

  // Without script.
  const plain = await open({ viewport: { width, height: 800 }, javaScriptEnabled: false });
  await to(plain.page, story);
  await plain.page.locator("a.cite").first().click();
  await plain.page.locator("mark#at").waitFor();
  await plain.page.locator(".notes a").first().click();
  await plain.page.locator(".row:target").waitFor();
  await to(plain.page, "/add");
  await plain.page.locator("#text").fill(`Ferry ${width}\n\nThe ferry Linnet sailed to Norwick on Monday with ${width} passengers.\n`);
  await plain.page.locator("form.fields button").click();
  await plain.page.getByText("1 new report").waitFor();
  await plain.context.close();
}
await browser.close();
console.log(`${looked} pages looked at; by mouse, by keyboard, without script: nothing wrong`);
