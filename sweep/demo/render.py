"""A demonstration shop as pages: address -> bytes, for a season. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import escape
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from sweep.demo.spec import PAGES, ProductSpec, Season, ShopSpec, read_text, words


@dataclass(frozen=True, slots=True)
class Document:
    """One answer of a shop. `body` is not yet compressed."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Addresses:
    """How a theme writes its addresses."""

    text: str
    catalogue: str
    product: str
    basket: str


_ADDRESSES = {
    "vitrine": _Addresses("/pages/{slug}", "/collections/tout", "/produits/{slug}", "/cart"),
    "comptoir": _Addresses("/content/{number}-{slug}", "/3-catalogue", "/{slug}.html", "/order"),
    "laden": _Addresses("/{slug}.html", "/alle-artikel.html", "/artikel/{slug}.html", "/warenkorb.html"),
    "galeria": _Addresses("/{slug}/", "/collection/", "/products/{slug}/", "/basket/"),
    "antico": _Addresses("/page.php?id={slug}", "/liste.php", "/article.php?ref={slug}", "/caddie.php"),
}


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product with everything ready to be printed; an empty string where the shop says nothing."""

    title: str
    path: str
    image: str
    sku: str
    brand: str
    mpn: str
    gtin: str
    description: str
    safety: str
    warning: str
    amount: str  # "39.90"
    whole: str
    cents: str
    price: str  # "39,90 €"
    was: str
    off: str
    lowest: str


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(read_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def money(amount: Decimal, language: str) -> str:
    """`amount` as shops of that language write it: "39,90 €", "€39.90"."""
    word = words()[language]
    return str(word["money"]).format(f"{amount:.2f}".replace(".", word["comma"]))


def _view(product: ProductSpec, shop: ShopSpec, season: Season) -> ProductView:
    said = product.priced(season)
    whole, cents = f"{said.price:.2f}".split(".")
    was = money(said.was, shop.language) if said.was is not None else ""
    return ProductView(
        title=product.title,
        path=_ADDRESSES[shop.theme].product.format(slug=product.slug),
        image=f"/img/{product.sku}.svg",
        sku=product.sku,
        brand=product.brand,
        mpn=product.mpn,
        gtin=product.gtin,
        description=product.description,
        safety=product.safety,
        warning=product.warning,
        amount=f"{said.price:.2f}",
        whole=whole,
        cents=cents,
        price=money(said.price, shop.language),
        was=was,
        off=str(said.off) if said.off is not None else "",
        lowest=was if said.lowest else "",
    )


def page_ids(shop: ShopSpec) -> tuple[str, ...]:
    """The legal and service pages that this shop has, in the order of its footer."""
    return tuple(
        page
        for page in PAGES
        if page != "withdraw" or ("no withdrawal function" not in shop.faults and page in _blocks(shop))
    )


def _blocks(shop: ShopSpec) -> Mapping[str, Any]:
    return _environment().get_template(f"texts/{shop.texts}.html").blocks


def addresses(shop: ShopSpec) -> dict[str, str]:
    """Page id -> path (with query), for home, catalogue, basket and the text pages."""
    scheme, named = _ADDRESSES[shop.theme], words()[shop.language]["pages"]
    texts = {page: scheme.text.format(slug=named[page][1], number=PAGES.index(page) + 2) for page in page_ids(shop)}
    return {"home": "/", "catalogue": scheme.catalogue, "basket": scheme.basket, **texts}


def _structured(view: ProductView, base: str) -> dict[str, object]:
    """The product as schema.org data."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": view.title,
        "sku": view.sku,
        "description": view.description,
        "image": [base + view.image],
        "offers": {
            "@type": "Offer",
            "url": base + view.path,
            "price": view.amount,
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
        },
    }
    if view.brand:
        data["brand"] = {"@type": "Brand", "name": view.brand}
    data |= {key: value for key, value in (("mpn", view.mpn), ("gtin13", view.gtin)) if value}
    return data


class _Painter:
    """Renders the pages of one shop in one season."""

    def __init__(self, shop: ShopSpec, base: str, season: Season) -> None:
        self.shop, self.base, self.season = shop, base, season
        self.word = words()[shop.language]
        self.addresses = addresses(shop)
        self.titles = {page: title for page, (title, _) in self.word["pages"].items()}
        self.views = tuple(_view(product, shop, season) for product in shop.products)
        self.layout = _environment().get_template(f"themes/{shop.theme}.html")

    def context(self) -> dict[str, object]:
        return {
            "shop": self.shop,
            "o": self.shop.operator,
            "w": self.word | ({"payment": self.shop.payment} if self.shop.payment else {}),
            "faults": self.shop.faults,
            "titles": self.titles,
            "footer": page_ids(self.shop),
            "base": self.base,
            "url": self.addresses.__getitem__,
        }

    def text(self, block: str) -> Markup:
        template = _environment().get_template(f"texts/{self.shop.texts}.html")
        return Markup("".join(template.blocks[block](template.new_context(self.context()))))  # noqa: S704 - our own

    def page(self, kind: str, path: str, title: str, body: str = "", **more: object) -> Document:
        shown = {"kind": kind, "path": path, "title": title, "body": body, **more}
        html = self.layout.render(self.context() | shown)
        # What the charset cannot say ("€" in ISO 8859-1) becomes a character reference, as shops of old did it.
        return Document(html.encode(self.shop.charset, "xmlcharrefreplace"), f"text/html; charset={self.shop.charset}")

    def pages(self) -> dict[str, Document]:
        shop, at = self.shop, self.addresses
        found = {
            "/": self.page("home", "/", shop.brand, self.text("intro"), products=self.views[:3]),
            at["catalogue"]: self.page("listing", at["catalogue"], self.word["catalogue"], products=self.views),
            at["basket"]: self.page("basket", at["basket"], self.word["basket"], self.word["empty"]),
        }
        for name in page_ids(shop):
            found[at[name]] = self.page("text", at[name], self.titles[name], self.text(name))
        for view in self.views:
            data = _structured(view, self.base)
            found[view.path] = self.page("product", view.path, view.title, product=view, ld=data)
        return found


def _picture(view: ProductView, colour: str) -> Document:
    """A coloured card with the initials of the product."""
    initials = escape("".join(word[0] for word in view.title.split()[:2]).upper())
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">'
        f'<rect width="200" height="200" fill="{colour}" opacity=".18"/>'
        f'<circle cx="100" cy="100" r="62" fill="{colour}" opacity=".5"/>'
        f'<text x="100" y="118" font-family="sans-serif" font-size="52" text-anchor="middle">{initials}</text></svg>'
    )
    return Document(svg.encode(), "image/svg+xml")


def site(shop: ShopSpec, base: str, season: Season) -> dict[str, Document]:
    """Path (with query) -> document: every page of the shop, its pictures, robots.txt and sitemap.xml.

    `base` is the shop's address without a slash at its end ("http://127.0.1.1:8080").
    """
    painter = _Painter(shop.in_season(season), base, season)
    found = painter.pages()
    listed = "".join(f"<url><loc>{escape(base + path)}</loc></url>" for path in found)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    robots = f"User-agent: *\nDisallow: /admin/\nSitemap: {base}/sitemap.xml\n"
    for view in painter.views:
        found[view.image] = _picture(view, shop.colour)
    found["/sitemap.xml"] = Document(sitemap.encode(), "application/xml")
    found["/robots.txt"] = Document(robots.encode(), "text/plain; charset=utf-8")
    return found


def challenge() -> Document:
    """What every address of the shop behind a bot challenge answers."""
    markers = (("cf-mitigated", "challenge"), ("Server", "cloudflare"), ("Cache-Control", "private, no-store"))
    return Document(read_text("challenge.html").encode(), "text/html; charset=UTF-8", 403, markers)


def scripts_site() -> dict[str, Document]:
    """A shop whose every page is empty until a browser runs its script."""
    shell = Document(read_text("scripts.html").encode())
    script = Document(read_text("scripts.js").encode(), "text/javascript; charset=utf-8")
    return {"/static/app.js": script, "/": shell, "/impressum": shell, "/agb": shell}
