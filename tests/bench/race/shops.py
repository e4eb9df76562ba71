"""Shop-like pages by the thousand: 80 to 200 kB each, with menus, scripts, styles, pictures, tiles and legal texts.

Everything is invented and follows from the number of the shop, so that two runs serve the same bytes.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cache
from html import escape

from tests.accusations.site import PAGES, texts

PRODUCTS, PER_LISTING = 40, 20
_SYLLABLES = "ba cor da fel gri hol ju kam lor mi nel op pra qui ros sel tam ur vol wen zil".split()
_WORDS = {
    "fr": "table lampe fauteuil carafe coussin panier plateau bougie vase miroir chaise tapis couverture tasse",
    "nl": "tafel lamp stoel karaf kussen mand dienblad kaars vaas spiegel kruk kleed deken kopje",
    "de": "Tisch Lampe Sessel Karaffe Kissen Korb Tablett Kerze Vase Spiegel Hocker Teppich Decke Tasse",
    "en": "table lamp armchair carafe cushion basket tray candle vase mirror chair carpet blanket cup",
    "es": "mesa lámpara sillón jarra cojín cesta bandeja vela jarrón espejo silla alfombra manta taza",
    "it": "tavolo lampada poltrona caraffa cuscino cesto vassoio candela vaso specchio sedia tappeto coperta tazza",
    "pt": "mesa candeeiro poltrona jarro almofada cesto tabuleiro vela vaso espelho cadeira tapete manta chávena",
    "pl": "stół lampa fotel karafka poduszka kosz taca świeca wazon lustro krzesło dywan koc filiżanka",
}
_SENTENCES = {
    "fr": (
        "Cet objet est fait à la main dans notre atelier et il trouve sa place dans la maison.|"
        "La matière est douce et l'entretien est simple avec un chiffon humide.|"
        "Les couleurs peuvent changer un peu d'une pièce à l'autre."
    ),
    "nl": (
        "Dit product is met de hand gemaakt in onze werkplaats en het past in ieder huis.|"
        "Het materiaal is zacht en u houdt het schoon met een vochtige doek.|"
        "De kleuren kunnen van stuk tot stuk een beetje anders zijn."
    ),
    "de": (
        "Dieses Stück ist in unserer Werkstatt von Hand gemacht und es passt in jedes Haus.|"
        "Das Material ist weich und mit einem feuchten Tuch leicht zu pflegen.|"
        "Die Farben können von Stück zu Stück ein wenig anders sein."
    ),
    "en": (
        "This piece is made by hand in our workshop and it finds its place in every home.|"
        "The material is soft and it is easy to look after with a damp cloth.|"
        "The colours may be a little different from piece to piece."
    ),
    "es": (
        "Esta pieza está hecha a mano en nuestro taller y encuentra su lugar en la casa.|"
        "El material es suave y es fácil de cuidar con un paño húmedo.|"
        "Los colores pueden cambiar un poco de una pieza a otra."
    ),
    "it": (
        "Questo oggetto è fatto a mano nella nostra bottega e trova il suo posto in ogni casa.|"
        "Il materiale è morbido e si pulisce con un panno umido.|"
        "I colori possono cambiare un poco da un pezzo all'altro."
    ),
    "pt": (
        "Esta peça é feita à mão na nossa oficina e encontra o seu lugar em todas as casas.|"
        "O material é macio e é fácil de tratar com um pano húmido.|"
        "As cores podem mudar um pouco de uma peça para outra."
    ),
    "pl": (
        "Ten przedmiot jest zrobiony ręcznie w naszej pracowni i pasuje do każdego domu.|"
        "Materiał jest miękki i łatwo go czyścić wilgotną szmatką.|"
        "Kolory mogą się trochę różnić na każdej sztuce."
    ),
}
_CART = {
    "fr": "Ajouter au panier", "nl": "In winkelwagen", "de": "In den Warenkorb", "en": "Add to cart",
    "es": "Añadir al carrito", "it": "Aggiungi al carrello", "pt": "Adicionar ao carrinho", "pl": "Dodaj do koszyka",
}  # fmt: skip


@dataclass(frozen=True)
class Product:
    name: str
    brand: str
    path: str
    gtin: str
    price: str
    before: str  # "" unless reduced


def _name(chance: random.Random, parts: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(parts)).capitalize()


def _gtin(chance: random.Random) -> str:
    """A number with a right check digit from the range that is kept for use inside a shop."""
    body = "2" + "".join(chance.choice("0123456789") for _ in range(11))
    return body + str(-sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(body)) % 10)


@cache
def products(number: int) -> tuple[Product, ...]:
    chance = random.Random(f"goods {number}")
    words = _WORDS[language(number)].split()
    made = []
    for i in range(PRODUCTS):
        brand, name = _name(chance, 2), f"{chance.choice(words).capitalize()} {_name(chance, 3)}"
        price = chance.randrange(900, 25_000)
        before = price * chance.choice((110, 125, 150)) // 100 if i % 4 == 0 else 0
        path = f"/product/{name.lower().replace(' ', '-')}-{i}"
        made.append(
            Product(f"{brand} {name}", brand, path, _gtin(chance), _euro(price), _euro(before) if before else "")
        )
    return tuple(made)


def _euro(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def language(number: int) -> str:
    return sorted(_WORDS)[number % len(_WORDS)]


def pages(number: int) -> dict[str, bytes]:
    """Path -> page of shop `number`: home, listings, products and its legal pages."""
    code = language(number)
    blocks = texts()[code]
    goods = products(number)
    lists = [goods[i : i + PER_LISTING] for i in range(0, PRODUCTS, PER_LISTING)]
    main = {"/": f"<h1>{_shop(number)}</h1>{blocks['home']}{_tiles(goods[:8], code)}"}
    main |= {f"/category/{i}": f"<h1>{_shop(number)} {i}</h1>{_tiles(part, code)}" for i, part in enumerate(lists)}
    main |= {p.path: _product(p, goods, code, number) for p in goods}
    for name, parts in PAGES.items():
        if name != "product":
            text = "".join(blocks.get(part, "") for part in parts)
            main[f"/{name}"] = f"<h1>{blocks['labels'][name]}</h1>{blocks['home']}{text}{_filler(number, 12)}"
    return {path: _page(number, path, inner) for path, inner in main.items()}


def _shop(number: int) -> str:
    return f"{_name(random.Random(f'shop {number}'), 3)} {number}"


def _filler(number: int, sentences: int) -> str:
    told = _SENTENCES[language(number)].split("|")
    return "".join(f"<p>{told[i % len(told)]}</p>" for i in range(sentences))


def _price(product: Product) -> str:
    was = f'<del class="price-old">{product.before} €</del> ' if product.before else ""
    return f'<div class="product-price">{was}<span class="price current">{product.price} €</span></div>'


def _tiles(goods: tuple[Product, ...], code: str) -> str:
    return '<ul class="product-grid">' + "".join(
        f'<li class="tile"><article class="card" data-id="{p.gtin}"><a class="card-link" href="{p.path}">'
        f'<img class="card-image" src="/img/{p.gtin}.jpg" alt="{p.name}" width="300" height="300" loading="lazy"></a>'
        f'<div class="card-body"><h3 class="card-title"><a href="{p.path}">{p.name}</a></h3><span class="card-brand">'
        f'{p.brand}</span>{_price(p)}<button type="button" class="card-button">{_CART[code]}</button></div></article>'
        "</li>"
        for p in goods
    ) + "</ul>"  # fmt: skip


def _product(product: Product, goods: tuple[Product, ...], code: str, number: int) -> str:
    chance = random.Random(f"page {number} {product.path}")
    stated = {
        "@context": "https://schema.org", "@type": "Product", "name": product.name, "gtin13": product.gtin,
        "brand": {"@type": "Brand", "name": product.brand}, "sku": product.gtin[-6:],
        "offers": {"@type": "Offer", "price": product.price.replace(",", "."), "priceCurrency": "EUR",
                   "availability": "https://schema.org/InStock", "url": product.path},
    }  # fmt: skip
    crumbs = (
        '<ol class="breadcrumb" itemscope itemtype="https://schema.org/BreadcrumbList"><li itemprop="itemListElement" '
        'itemscope itemtype="https://schema.org/ListItem"><a itemprop="item" href="/category/0"><span itemprop="name">'
        f'{_shop(number)}</span></a><meta itemprop="position" content="1"></li></ol>'
    )
    rows = "".join(f"<tr><th>{_name(chance, 2)}</th><td>{chance.randrange(5, 90)} cm</td></tr>" for _ in range(12))
    reviews = "".join(
        f'<div class="review"><span class="stars">★★★★☆</span><b>{_name(chance, 2)}</b>'
        f"<p>{chance.choice(_SENTENCES[code].split('|'))}</p></div>"
        for _ in range(chance.randrange(4, 14))
    )
    return (
        f'<script type="application/ld+json">{json.dumps(stated)}</script>{crumbs}<div class="product">'
        f'<h1>{product.name}</h1><div class="gallery">{"".join(_picture(product, i) for i in range(6))}</div>'
        f"{_price(product)}"
        f'<p class="tax">{texts()[code]["prices"]}</p><button class="buy">{_CART[code]}</button><div class="text">'
        f"{_filler(number, 9)}</div><table>{rows}</table><dl><dt>EAN</dt><dd>{product.gtin}</dd></dl></div>"
        f'<section class="reviews">{reviews}</section><section class="related">{_tiles(goods[-4:], code)}</section>'
    )


def _picture(product: Product, i: int) -> str:
    return (
        f'<img src="/img/{product.gtin}-{i}.jpg" alt="{product.name} {i}" srcset="/img/{product.gtin}-{i}@2x.jpg 2x">'
    )


@cache
def _frame(number: int) -> tuple[str, str, str]:
    """Head, menu and footer, the same on all pages of a shop."""
    chance = random.Random(f"frame {number}")
    code = language(number)
    rules = "".join(
        f".{_name(chance, 2).lower()}-{i}{{margin:{i % 40}px;color:#{chance.randrange(4096):03x};display:flex}}"
        for i in range(chance.randrange(300, 700))
    )
    words = _WORDS[code].split()
    menu = "".join(
        f'<li class="menu-item"><a class="menu-link" href="/category/{i % 2}{_filter(i)}"><svg class="icon" '
        f'viewBox="0 0 24 24"><path d="M{i} 2h{i}v9z"></path></svg>'
        f"<span>{words[i % len(words)]} {_name(chance, 2)}</span></a></li>"
        for i in range(chance.randrange(90, 160))
    )
    labels = texts()[code]["labels"]
    legal = "".join(f'<li><a href="/{name}">{labels[name]}</a></li>' for name in PAGES if name != "product")
    shown = escape(_shop(number))
    head = f"<style>{rules}</style>"
    nav = f'<header class="site-header"><a class="logo" href="/">{shown}</a><nav><ul>{menu}</ul></nav></header>'
    footer = f'<footer class="site-footer"><ul>{legal}</ul>{texts()[code]["home"]}<p>© {shown}</p></footer>'
    return head, nav, footer


def _filter(i: int) -> str:
    return f"?filter={i}" if i > 1 else ""


def _state(number: int, path: str) -> str:
    """What a shop's scripts carry along: most of the bytes of a page, none of its words."""
    chance = random.Random(f"state {number} {path}")
    rows = [{"id": i, "slug": _name(chance, 3), "stock": i * 7 % 13, "tags": [i, i + 1]} for i in range(60)]
    return json.dumps({"state": rows}) * chance.randrange(11, 28)


def _page(number: int, path: str, inner: str) -> bytes:
    head, nav, footer = _frame(number)
    title = f"{path.strip('/') or 'home'} | {_shop(number)}"
    return (
        f'<!doctype html><html lang="{language(number)}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}"><meta name="viewport" content="width=device-width">{head}</head>'
        f"<body>{nav}<main>{inner}</main>{footer}"
        f"<script>window.state={json.dumps(_state(number, path))}</script>"
        "</body></html>"
    ).encode()
