// What each look into a browser begins with: Chromium, axe, and a list of what does not hold.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

// Chromium with its driver from TOOLS (a folder with node_modules), the source of axe, and `check`, which prints a line for
// what must hold and adds what does not to `failures`.
export async function start(tools) {
  const require = createRequire(join(tools, "package.json"));
  const { chromium } = require("playwright-core");
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const failures = [];
  const check = (what, holds, more = "") => {
    console.log(`${holds ? "ok" : "FAILED"}: ${what}${holds ? "" : ` ${more}`}`);
    if (!holds) failures.push(what);
  };
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return { browser, axe, failures, check };
}
