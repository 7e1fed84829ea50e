// Looks at mails as their readers' programs do: node scripts/browser/mails.mjs MAILS SHOTS TOOLS, where MAILS is a folder of
// HTML parts. In Chromium, light and dark, at 320 and 800 pixels; and asks caniemail what the programs can do.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { start } from "./chromium.mjs";

const [mails, shots, tools] = process.argv.slice(2).map((path) => resolve(path));
const { caniemail } = await import(pathToFileURL(join(tools, "node_modules/caniemail/dist/index.js")));
const names = readdirSync(mails).filter((name) => name.endsWith(".html")).sort();

const { browser, axe, failures, check } = await start(tools);
const asked = [];
for (const colorScheme of ["light", "dark"]) {
  for (const width of [800, 320]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled: true });
    const page = await context.newPage();
    page.on("request", (request) => asked.push(request.url()));
    for (const name of names) {
      await page.goto(pathToFileURL(join(mails, name)).href);
      const where = `${name} (${colorScheme}, ${width})`;
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(`${where} does not scroll sideways`, over <= 0, `by ${over}`);
      const ground = await page.evaluate(() => getComputedStyle(document.querySelector(".page")).backgroundColor);
      const light = ground.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3 > 128;
      check(`${where} has the ground of its scheme`, light === (colorScheme === "light"), ground);
      await page.evaluate(axe);
      // A mail is no page of a site: it needs no landmarks.
      const found = await page.evaluate(() => axe.run(document, { preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
      const said = found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 2).map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`);
      check(`axe on ${where}`, said.length === 0, said.join("; "));
      await page.screenshot({ path: join(shots, `mail-${name.replace(".html", "")}-${colorScheme}-${width}.png`), fullPage: true });
    }
    await context.close();
  }
}
// Without its style element, as some programs show it, a mail still has its form.
const bare = await (await browser.newContext({ viewport: { width: 800, height: 900 } })).newPage();
for (const name of names) {
  await bare.setContent(readFileSync(join(mails, name), "utf8").replace(/<style[^]*?<\/style>/g, ""));
  const form = await bare.evaluate(() => [getComputedStyle(document.querySelector("h1")).fontSize, getComputedStyle(document.querySelector(".page")).maxWidth]);
  check(`${name} without its style element has its form`, form.join() === "26px,640px", form.join());
}
await browser.close();
check("no mail asks anybody", asked.every((url) => url.startsWith("file:")), asked.find((url) => !url.startsWith("file:")));

// What a program does not know it must be able to leave out: mail-looks.json names what may be missing, and what that costs.
const looks = JSON.parse(readFileSync(new URL("mail-looks.json", import.meta.url), "utf8"));
const clients = ["gmail.*", "outlook.*", "apple-mail.*", "yahoo.*", "thunderbird.macos", "protonmail.*", "samsung-email.android", "fastmail.desktop-webmail"];
const missing = new Map();
for (const name of names) {
  const { issues } = caniemail({ clients, html: readFileSync(join(mails, name), "utf8") });
  for (const [client, found] of issues.errors) {
    for (const { title } of found) missing.set(title, (missing.get(title) ?? new Set()).add(client));
  }
}
for (const [title, without] of [...missing].sort()) {
  check(`caniemail: ${title} is missing in ${without.size} programs: ${looks[title] ?? "?"}`, title in looks, [...without].join(", "));
}
process.exit(failures.length ? 1 : 0);
