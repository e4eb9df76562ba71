// A Vendure shop on a loopback port, its database in memory: prints its address and serves until killed.
// The platform is the real one, legal texts are its collections; the storefront, trader and goods are invented here.
"use strict";
const fs = require("node:fs");
const Module = require("node:module");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");
const here = process.env.SHOP_FOLDER;

// No script of a package runs when it is installed, so that bcrypt is not compiled: the same in JavaScript stands for it.
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => resolve(name === "bcrypt" ? "bcryptjs" : name, ...rest);

const {
  bootstrap, Channel, DefaultLogger, JobQueueService, LogLevel, Populator, TransactionalConnection,
} = require("@vendure/core");
const { importProductsFromCsv, populateCollections } = require("@vendure/core/cli");
const goods = JSON.parse(fs.readFileSync(path.join(here, "goods.json"), "utf8"));

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// The storefront's files; every other address that is no interface of the platform gets the same empty page.
function storefront(request, response, next) {
  const file = request.path.match(/^\/assets-of-shop\/(storefront\.js|vue\.global\.prod\.js)$/);
  if (request.method !== "GET" || /^\/(?:shop-api|admin-api|health)/.test(request.path)) return next();
  if (request.path === "/robots.txt" || request.path.endsWith(".xml")) return response.status(404).send("");
  if (!file) return response.type("html").send(fs.readFileSync(path.join(here, "storefront.html")));
  const folder = file[1] === "storefront.js" ? here : path.join(path.dirname(require.resolve("vue")), "dist");
  return response.type("text/javascript").send(fs.readFileSync(path.join(folder, file[1])));
}

const configuration = (port, folder) => ({
  apiOptions: {
    hostname: "127.0.0.1", port, adminApiPath: "admin-api", shopApiPath: "shop-api",
    middleware: [{ route: "/", handler: storefront, beforeListen: true }],
  },
  authOptions: {
    tokenMethod: ["cookie"], cookieOptions: { secret: "only for a test on loopback" },
    superadminCredentials: { identifier: "superadmin", password: "superadmin" },
  },
  defaultLanguageCode: "de",
  dbConnectionOptions: { type: "sqljs", synchronize: true, logging: false, autoSave: false },
  importExportOptions: { importAssetsDir: folder },
  logger: new DefaultLogger({ level: LogLevel.Error }),
  paymentOptions: { paymentMethodHandlers: [] },
  plugins: [],
});

const initial = {
  defaultLanguage: "de", defaultZone: "Europa",
  countries: [{ code: "DE", name: "Deutschland", zone: "Europa" }],
  taxRates: [{ name: "Normalsatz", percentage: 19 }],
  shippingMethods: [{ name: "Paket", price: 490 }], paymentMethods: [],
  collections: [
    { name: "Leuchten", slug: "leuchten", filters: [{ code: "facet-value-filter", args: { facetValueNames: ["leuchten"], containsAny: false } }] },
    { name: "Informationen", slug: "informationen", filters: [] },
    ...goods.pages.map((p) => ({ name: p.name, slug: p.slug, description: p.text, parentName: "Informationen", filters: [] })),
  ],
};

function table() {
  const head = "name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets";
  const lines = goods.products.map((p) =>
    [p.name, p.slug, `${p.name} aus lackiertem Stahl.`, "", "kategorie:leuchten", "", "", p.sku, p.price, "Normalsatz", "50", "false", "", ""].join(","));
  return [head, ...lines].join("\n");
}

async function main() {
  const port = await freePort();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vendure-"));
  const csv = path.join(folder, "goods.csv");
  fs.writeFileSync(csv, table());
  const app = await bootstrap(configuration(port, folder));
  const channels = app.get(TransactionalConnection).rawConnection.getRepository(Channel);
  const [channel] = await channels.find();
  Object.assign(channel, { defaultCurrencyCode: "EUR", availableCurrencyCodes: ["EUR"], pricesIncludeTax: true });
  await channels.save(channel);
  await app.get(Populator).populateInitialData(initial);
  await app.get(JobQueueService).start();
  await importProductsFromCsv(app, csv, "de");
  await populateCollections(app, initial);
  console.log(`http://127.0.0.1:${port}/`);
}

main().catch((error) => { console.error(error); process.exit(1); });
