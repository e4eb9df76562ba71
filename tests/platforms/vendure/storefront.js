// The storefront: Vue over the shop's GraphQL interface. Every word on a page is put there by this script.
"use strict";
const { createApp } = Vue;

// Questions are asked by GET, as storefronts behind a cache do; only what changes something is a POST.
async function ask(query, variables = {}) {
  const address = new URL("/shop-api", location.origin);
  const question = { query, variables: JSON.stringify(variables), languageCode: "de" };
  Object.entries(question).forEach(([name, value]) => address.searchParams.set(name, value));
  const answer = await fetch(address, { headers: { "apollo-require-preflight": "true" } });
  return (await answer.json()).data;
}

function change(query, variables) {
  const body = JSON.stringify({ query, variables });
  return fetch("/shop-api", { method: "POST", headers: { "Content-Type": "application/json" }, body });
}

const PRICE = "priceWithTax currencyCode";
const euros = (cents) => (cents / 100).toFixed(2).replace(".", ",") + " €";

createApp({
  data: () => ({ view: "", infos: [], goods: [], product: null, info: null, order: null }),
  async mounted() {
    const path = location.pathname;
    const { collections } = await ask("{ collections { items { name slug description parent { slug } } } }");
    this.infos = collections.items.filter((c) => c.parent.slug === "informationen");
    const slug = decodeURIComponent(path.split("/")[2] || "");
    if (path.startsWith("/produkt/")) await this.showProduct(slug);
    else if (path.startsWith("/info/")) this.showInfo(slug);
    else if (path === "/warenkorb") await this.showBasket();
    else await this.showGoods(path === "/leuchten" ? "listing" : "home");
  },
  methods: {
    euros,
    async showGoods(view) {
      const { products } = await ask(`{ products { items { name slug variants { ${PRICE} } } } }`);
      this.goods = products.items;
      this.view = view;
    },
    async showProduct(slug) {
      const query = `query($slug: String!) { product(slug: $slug) { name description variants { id sku ${PRICE} } } }`;
      this.product = (await ask(query, { slug })).product;
      document.title = `${this.product.name} | Wolkenhag Leuchten`;
      this.view = "product";
    },
    showInfo(slug) {
      this.info = this.infos.find((c) => c.slug === slug);
      document.title = `${this.info.name} | Wolkenhag Leuchten`;
      this.view = "info";
    },
    async showBasket() {
      this.order = (await ask("{ activeOrder { totalWithTax lines { quantity linePriceWithTax productVariant { name } } } }")).activeOrder;
      document.title = "Warenkorb | Wolkenhag Leuchten";
      this.view = "basket";
    },
    async add(id) {
      await change("mutation($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 1) { __typename } }", { id });
      location.href = "/warenkorb";
    },
  },
  template: `
    <header><a href="/">Wolkenhag Leuchten</a>
      <nav><a href="/leuchten">Leuchten</a> <a href="/warenkorb">Warenkorb</a></nav></header>
    <main>
      <template v-if="view === 'home' || view === 'listing'">
        <h1>{{ view === 'home' ? 'Leuchten für jeden Raum' : 'Alle Leuchten' }}</h1>
        <ul><li v-for="p in goods" class="product-card"><a :href="'/produkt/' + p.slug">{{ p.name }}</a>
          <span class="price">{{ euros(p.variants[0].priceWithTax) }}</span></li></ul>
      </template>
      <template v-if="view === 'product'">
        <h1>{{ product.name }}</h1>
        <p class="price">{{ euros(product.variants[0].priceWithTax) }}</p>
        <p>inkl. MwSt., zzgl. <a href="/info/versand">Versandkosten</a></p>
        <p>Artikelnummer: {{ product.variants[0].sku }}</p>
        <div v-html="product.description"></div>
        <button type="button" @click="add(product.variants[0].id)">In den Warenkorb</button>
      </template>
      <template v-if="view === 'info'"><h1>{{ info.name }}</h1><div v-html="info.description"></div></template>
      <template v-if="view === 'basket'"><h1>Warenkorb</h1>
        <p v-if="!order">Ihr Warenkorb ist leer.</p>
        <table v-else><tr v-for="l in order.lines"><td>{{ l.quantity }} x {{ l.productVariant.name }}</td>
          <td>{{ euros(l.linePriceWithTax) }}</td></tr><tr><td>Gesamtsumme</td><td>{{ euros(order.totalWithTax) }}</td></tr></table>
      </template>
    </main>
    <footer v-if="view"><a v-for="i in infos" :href="'/info/' + i.slug" style="margin: 1em">{{ i.name }}</a></footer>`,
}).mount("#app");
