// Looks at an archive and at printed pages in a real Chromium, from their files:
// node scripts/browser/pages.mjs SITE SHOTS TOOLS PRINTED
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { start } from "./chromium.mjs";

const [site, shots, tools, printed] = process.argv.slice(2).map((path) => resolve(path));

const { browser, axe, failures, check } = await start(tools);
const address = (page) => { const [path, more] = page.split("?"); return pathToFileURL(join(site, path)).href + (more ? `?${more}` : ""); };
const first = (folder) => `${folder}/${readdirSync(join(site, folder)).filter((name) => name.endsWith(".html")).sort()[0]}`;
const pages = ["index.html", "calendar.html", "search.html", "stories.html", "people.html", "countries.html", "digest/main-1.html", "digest/main-3.html", "story/*", "person/karin-tamm.html", "country/estonia.html", "pair/est-ltu.html", "source/*"]
  .flatMap((page) => (page.endsWith("/*") ? readdirSync(join(site, page.slice(0, -2))).filter((name) => name.endsWith(".html")).sort().map((name) => page.slice(0, -1) + name) : [page]));

// Every page asks for nothing but its own files, and breaks no rule of its own policy.
const asked = [];
const said = [];
async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => { if (message.type() === "error") said.push(message.text()); });
  page.on("pageerror", (error) => said.push(String(error)));
  return page;
}

const wide = await open({ viewport: { width: 1200, height: 900 }, colorScheme: "light" });

await wide.goto(address("index.html"));
await wide.getByRole("searchbox", { name: "Search" }).fill("lodz railway");
await wide.keyboard.press("Enter");
await wide.waitForFunction(() => document.querySelectorAll("#found a").length > 0);
check("the search finds words of a line, typed without their marks", (await wide.locator("#found a").first().innerText()).includes("Riga"), await wide.locator("#found").innerText());
await wide.locator("#q").focus();
await wide.keyboard.press("ArrowDown");
check("the arrow leads from the box to what was found", await wide.evaluate(() => document.activeElement.closest("#found") !== null));
await wide.keyboard.press("Enter");
await wide.waitForURL(/digest\/main-3\.html#story-/);
check("what was found leads to its story", (await wide.locator("article:target h2").innerText()).includes("Riga"));
await wide.goto(address("search.html?q=zzzz"));
await wide.waitForFunction(() => document.getElementById("status").textContent !== "");
check("the search says where there is nothing", (await wide.locator("#status").innerText()) === "Nothing found.");

await wide.goto(address("calendar.html"));
await wide.locator("table.month td.has a").first().click();
await wide.waitForURL(/digest\/main-1\.html/);
check("the calendar leads to a digest", (await wide.locator("h1").innerText()) === "Tuesday, 25 March 2031");

const mark = wide.locator("#l2-1 .marks a").first();
await mark.click();
await wide.waitForURL(/source\/.*#s1$/);
const shown = wide.locator("mark:target");
check("a receipt opens its sentence", (await shown.innerText()).includes("arrived in Vilnius on Tuesday"), await shown.innerText());
const colour = await shown.evaluate((element) => getComputedStyle(element).backgroundColor);
check("the sentence is marked", colour !== "rgba(0, 0, 0, 0)", colour);
await wide.locator("mark:target + .marks a").first().click();
await wide.waitForURL(/digest\/main-\d+\.html#l\d+-\d+$/);
check("the sentence leads back to its line", true);

await wide.goto(address("digest/main-1.html"));
check("a corrected line says so", (await wide.locator("#l2-1 + .corrected").innerText()).includes("No. 2"));
await wide.keyboard.press("Tab");
check("the first key leads past the masthead", (await wide.evaluate(() => document.activeElement.className)) === "skip");

// No label of a timeline lies on another or runs out of its drawing.
for (const [width, form] of [[1200, "wide"], [320, "narrow"]]) {
  await wide.setViewportSize({ width, height: 900 });
  for (const path of pages.filter((page) => /^(story|pair)/.test(page))) {
    await wide.goto(address(path));
    const wrong = await wide.evaluate((form) => {
      const drawing = document.querySelector(`.timeline .${form} svg`);
      if (!drawing) return [];
      const frame = drawing.getBoundingClientRect();
      const texts = [...drawing.querySelectorAll("text")].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
      const out = texts.filter(({ box }) => box.left < frame.left - 0.5 || box.right > frame.right + 0.5).map(({ text }) => `out: ${text}`);
      texts.forEach((one, n) => texts.slice(n + 1).forEach((other) => {
        const apart = one.box.right <= other.box.left || other.box.right <= one.box.left || one.box.bottom <= other.box.top + 2.5 || other.box.bottom <= one.box.top + 2.5;
        if (!apart) out.push(`on each other: ${one.text} / ${other.text}`);
      }));
      return out;
    }, form);
    if (wrong.length) check(`labels of the ${form} timeline of ${path}`, false, wrong.join("; "));
  }
}
check("labels of timelines keep apart", !failures.some((failure) => failure.startsWith("labels of the")));

for (const scheme of ["light", "dark"]) {
  for (const width of [1200, 320]) {
    const page = await open({ viewport: { width, height: 900 }, colorScheme: scheme });
    for (const path of pages) {
      await page.goto(address(path));
      if (path === "search.html") await page.locator("#q").fill("ruritania");
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) check(`${path} at ${width} pixels scrolls sideways`, false, `by ${over}`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
      for (const violation of found.violations) {
        check(`axe: ${path} (${scheme}, ${width})`, false, `${violation.impact}: ${violation.id}: ${violation.nodes.slice(0, 2).map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`);
      }
    }
    for (const path of ["index.html", "calendar.html", "search.html", "digest/main-1.html", first("story"), "pair/est-ltu.html", "person/karin-tamm.html", first("source")]) {
      await page.goto(address(path));
      if (path === "search.html") { await page.locator("#q").fill("ruritania"); await page.waitForTimeout(100); }
      await page.screenshot({ path: join(shots, `${path.replace(/\/.*/, "").replace(".html", "")}-${scheme}-${width}.png`), fullPage: true });
    }
    await page.context().close();
  }
}
// Briefs and digests as pages of their own.
for (const scheme of ["light", "dark"]) {
  for (const width of [800, 320]) {
    const page = await open({ viewport: { width, height: 900 }, colorScheme: scheme });
    for (const name of readdirSync(printed).filter((name) => name.endsWith(".html")).sort()) {
      await page.goto(pathToFileURL(join(printed, name)).href);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) check(`${name} at ${width} pixels scrolls sideways`, false, `by ${over}`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
      for (const violation of found.violations) {
        check(`axe: ${name} (${scheme}, ${width})`, false, `${violation.impact}: ${violation.id}: ${violation.nodes.slice(0, 2).map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`);
      }
      if (name === "visit-en.html") await page.screenshot({ path: join(shots, `brief-${scheme}-${width}.png`), fullPage: true });
    }
    await page.context().close();
  }
}
check("no page scrolls sideways", !failures.some((failure) => failure.endsWith("scrolls sideways")));
check("axe finds nothing", !failures.some((failure) => failure.startsWith("axe:")));

const print = await open({ viewport: { width: 800, height: 1000 } });
await print.goto(address("digest/main-1.html"));
await print.emulateMedia({ media: "print" });
check("what is of no use on paper is not printed", await print.locator(".find").isHidden());
await print.pdf({ path: join(shots, "digest.pdf"), format: "A4" });

check("no page asks anybody", asked.every((url) => url.startsWith("file:")), asked.find((url) => !url.startsWith("file:")));
check("no page breaks its own policy", said.length === 0, said.join("; "));
await browser.close();
process.exit(failures.length ? 1 : 0);
