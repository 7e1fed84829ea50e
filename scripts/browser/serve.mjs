// A reader in a real Chromium, without scripts: node scripts/browser/serve.mjs URL MAILBOX SHOTS TOOLS PAGES. Subscribes,
// confirms by the link of the mail, chooses, leaves. Each page is looked at by axe and written to PAGES.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { start } from "./chromium.mjs";

const [url, ...paths] = process.argv.slice(2);
const [mailbox, shots, tools, pages] = paths.map((path) => resolve(path));
mkdirSync(pages, { recursive: true });

const { browser, axe, failures, check } = await start(tools);
const page = await (await browser.newContext({ viewport: { width: 800, height: 900 } })).newPage();
const said = [];
const asked = [];
page.on("console", (message) => { if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) said.push(message.text()); });
page.on("request", (request) => asked.push(request.url()));

// Looks at the page as it is: both schemes, wide and narrow.
async function look(name, answer) {
  if (answer) writeFileSync(join(pages, `${name}.html`), await answer.text());
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [800, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) check(`${name} at ${width} pixels scrolls sideways`, false, `by ${over}`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
      for (const one of found.violations) check(`axe: ${name} (${colorScheme}, ${width})`, false, `${one.id}: ${one.nodes[0].html} ${one.nodes[0].failureSummary}`);
      await page.screenshot({ path: join(shots, `serve-${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 800, height: 900 });
}

// The first mail to somebody that holds such a link.
async function link(to, path) {
  for (let tries = 0; tries < 100; tries += 1) {
    for (const name of readdirSync(mailbox)) {
      const text = readFileSync(join(mailbox, name), "utf8").replaceAll("=\r\n", "").replaceAll("=\n", "").replaceAll("=3D", "=");
      const found = text.includes(`<${to}>`) || text.includes(`To: ${to}`) ? text.match(new RegExp(`/${path}/([A-Za-z0-9_-]{20,})`)) : null;
      if (found) return `${url}/${path}/${found[1]}`;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no mail to ${to} holds a link /${path}/`);
}

await look("subscribe", await page.goto(`${url}/subscribe`));
await page.evaluate(() => document.querySelector("form").setAttribute("novalidate", ""));
await page.locator("#email").fill("no address");
await page.getByRole("button").click();
check("an address that is none is said", await page.getByRole("alert").isVisible());
await page.locator("#email").fill("bea@b.example");
await page.locator("#name").fill("Bea Mar");
await page.getByRole("button").click();
check("the form answers", (await page.locator("h1").innerText()).length > 0 && (await page.locator("form").count()) === 0);
await look("sent");

await look("confirm", await page.goto(await link("bea@b.example", "c")));
await page.getByRole("button").click();
check("the button confirms", (await page.locator("form").count()) === 0);

await look("choose", await page.goto(await link("ana@a.example", "p")));
await page.locator("#topics").fill("trade");
await page.getByRole("button").click();
check("what was chosen is kept", (await page.locator("form").count()) === 0);

// Ana leaves by the link of her mail, and the button of the page.
await look("leave", await page.goto(await link("ana@a.example", "u")));
await page.getByRole("button").click();
check("the button leaves", (await page.locator("form").count()) === 0);
await look("wrong", await page.goto(`${url}/u/${"A".repeat(39)}`));
await page.goto(`${url}/`);
check("the archive is there", (await page.locator("h1").count()) === 1);

check("no page scrolls sideways", !failures.some((failure) => failure.endsWith("scrolls sideways")));
check("axe finds nothing", !failures.some((failure) => failure.startsWith("axe:")));
check("no page asks anybody else", asked.every((one) => one.startsWith(url)), asked.find((one) => !one.startsWith(url)));
check("no page breaks its own policy", said.length === 0, said.join("; "));
await browser.close();
process.exit(failures.length ? 1 : 0);
