// How long a browser takes with a large archive: node scripts/browser/large.mjs SITE TOOLS
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { start } from "./chromium.mjs";

const [site, tools] = process.argv.slice(2).map((path) => resolve(path));
const { browser, failures, check } = await start(tools);
const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
const address = (path) => { const [file, query] = path.split("?"); return pathToFileURL(join(site, file)).href + (query ? `?${query}` : ""); };

async function timed(what, most, work) {
  const began = Date.now();
  await work();
  const took = Date.now() - began;
  check(`${what}: ${took} ms`, took <= most, `more than ${most} ms`);
}

const biggest = (function walk(folder) {
  return readdirSync(join(site, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [[statSync(join(site, path)).size, path]];
  });
}(".")).sort((a, b) => b[0] - a[0]);
console.log(biggest.slice(0, 8).map(([size, path]) => `${(size / 1024).toFixed(0)} KB ${path}`).join("\n"));
check("no page has more than 500 KB", !biggest.some(([size, path]) => path.endsWith(".html") && size > 500 * 1024));

await page.goto("about:blank");
for (const path of ["index.html", "stories.html", "people.html", "countries.html", "country/estonia.html", "calendar.html"]) {
  await timed(`${path} is there`, 1000, () => page.goto(address(path)));
}
const complete = () => page.waitForFunction(() => document.querySelector("#status").textContent !== "" && !document.querySelector("#status").textContent.includes("still being read"));
await timed("the search has found a word that is everywhere", 3000, async () => { await page.goto(address("search.html?q=visit")); await complete(); });
console.log(await page.locator("#status").innerText());
for (const words of ["grain estonia", "kask paris", "peru", "zzzz"]) {
  await timed(`a search for ${words}`, 1000, async () => {
    await page.locator("#q").fill(words);
    await complete();
  });
  console.log(await page.locator("#status").innerText());
}
await browser.close();
process.exit(failures.length ? 1 : 0);
