// Reads product pages with metascraper and its rules for shops.
//
//   node read.mjs FOLDER-WITH-NODE_MODULES < pages.jsonl > read.jsonl
//
// A line in is {"url", "html"}, a line out {"price", "currency", "sku", "brand", "availability"} with text or "".
import { File } from "node:buffer";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";

const FIELDS = ["price", "currency", "sku", "brand", "availability"];
globalThis.File ??= File; // Node 18, which Debian 12 has, does not name it
const require = createRequire(path.join(path.resolve(process.argv[2]), "package.json"));
const shopping = require("@samirrayani/metascraper-shopping")();

// A rule that throws (most do on JSON-LD that is no JSON) would end the page: here it has only read nothing.
const guarded = (rule) => async (page) => {
  try {
    return await rule(page);
  } catch {
    return undefined;
  }
};
const rules = Object.fromEntries(FIELDS.map((field) => [field, shopping[field].map(guarded)]));
const metascraper = require("metascraper")([rules]);
const text = (value) => (["string", "number"].includes(typeof value) ? String(value) : "");

for await (const line of readline.createInterface({ input: process.stdin })) {
  const found = await metascraper({ ...JSON.parse(line), validateUrl: false });
  console.log(JSON.stringify(Object.fromEntries(FIELDS.map((field) => [field, text(found[field])]))));
}
