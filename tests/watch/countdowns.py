"""Simulated countdowns with known truth: a product page of an invented shop as it stands at any moment, in any session.

one = countdown(seed, number)        # the same arguments give the same shop
one.page(at, session)                # its HTML at `at` (seconds since 1970) for a visitor with that session
one.false                            # whether its limit in time is none
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

START = 1_796_040_000  # 30 November 2026, 12:00 UTC
KINDS = {
    "honest": False,
    "honest, extended and announced": False,
    "honest, followed by another offer": False,
    "honest, daily dispatch": False,
    "honest, reserved basket": False,
    "honest, out of a cache": False,
    "restarting": True,
    "session-made": True,
    "extended after its end": True,
    "price unchanged after its end": True,
    "script-only": True,
    "today, every day": True,
}
_SHARES = (60, 20, 25, 25, 15, 15, 50, 50, 50, 35, 35, 20)  # of 400

_WORDS = {
    "en": ("Flash sale ends in", "Order within {} for delivery tomorrow", "Your basket is reserved for",
           "Only today: -40 % on this price", "Our offer is extended by popular demand", "This jug is made of clay "
           "and is for the water of the day, with a handle that you can hold. The glaze will last for years to come."),
    "fr": ("L'offre se termine dans", "Commandez avant {} pour être livré demain", "Votre panier est réservé pendant",
           "Aujourd'hui seulement : -40 % sur ce prix", "Notre offre est prolongée", "Cette cruche est faite de terre "
           "et convient pour l'eau de la table, avec une anse que vous pouvez tenir. Elle est à vous pour des années."),
    "de": ("Angebot endet in", "Bestellen Sie innerhalb {} für Lieferung morgen", "Ihr Warenkorb ist reserviert für",
           "Nur heute: -40 % auf diesen Preis", "Unser Angebot wird verlängert", "Dieser Krug ist aus Ton und mit "
           "einem Henkel, den Sie gut halten. Die Glasur ist blau und er ist für das Wasser auf dem Tisch."),
    "nl": ("Aanbieding eindigt over", "Bestel binnen {} en morgen bezorgd", "Uw winkelmand is gereserveerd voor",
           "Alleen vandaag: -40 % op deze prijs", "Onze aanbieding is verlengd", "Deze kruik is van klei en is voor "
           "het water op de tafel, met een oor dat u goed vast kunt houden. De glazuur is blauw en het is voor jaren."),
    "es": ("La oferta termina en", "Haz tu pedido antes de {} para la entrega de mañana", "Tu carrito está reservado",
           "Solo hoy: -40 % en este precio", "Nuestra oferta queda prorrogada", "Esta jarra es de barro y es para el "
           "agua de la mesa, con un asa que se puede coger. El esmalte es azul y dura por los años."),
    "it": ("L'offerta termina tra", "Ordina entro {} per la consegna domani", "Il tuo carrello è riservato per",
           "Solo oggi: -40 % su questo prezzo", "La nostra offerta è prorogata", "Questa brocca è di terra e serve per "
           "l'acqua della tavola, con un manico che si può tenere. Lo smalto è blu e dura per gli anni."),
}  # fmt: skip
_CLUTTER = (
    "<script>window.dataLayer=window.dataLayer||[];var cb=Math.floor(Math.random()*1e9);</script>",
    "<script>function setCookie(n,v){var d=new Date();d.setTime(d.getTime()+(30*24*60*60*1000));"
    "document.cookie=n+'='+v+'; expires='+d.toUTCString();}</script>",
    "<div class='carousel' data-interval='5000' data-timer='900'></div>",
    "<script src='/assets/app.js'></script>",
    "<meta property='article:modified_time' content='2026-11-29T08:00:00+00:00'>",
)

Show = Callable[[int, int], str]  # the moment and the session -> markup and script of the timer


@dataclass(frozen=True)
class Countdown:
    """One simulated shop's product page."""

    number: int
    kind: str
    language: str
    show: Show
    prices: Callable[[int], tuple[str, str]]  # the moment -> price and prior price ("" for none)
    clutter: str
    nonce: bool
    banner: bool
    cached: int = 0  # seconds for which a page is kept and given out again

    @property
    def false(self) -> bool:
        return KINDS[self.kind]

    def page(self, at: int, session: int) -> str:
        """The page as the visitor gets it."""
        at = at - (at - START) % self.cached if self.cached else at
        timer = self.show(at, session)
        price, prior = self.prices(at)
        about = _WORDS[self.language][5] * 3
        token = f"<input type=hidden name=token value={session}{at}>" if self.nonce else ""
        place = f"<div class='top-banner'>{timer}</div>" if self.banner else ""
        return (
            f"<html lang={self.language}><head><title>Cruche {self.number}</title>{_data(self.number, price)}</head>"
            f"<body>{place}{self.clutter}<main><h1>Cruche {self.number}</h1>{'' if self.banner else timer}"
            f"<p class=price>{f'<del>{prior} €</del> ' if prior else ''}<span class=current-price>{price} €</span></p>"
            f"<form>{token}<button>Add to cart</button></form><p>{about}</p></main></body></html>"
        )


def _data(number: int, price: str) -> str:
    offer = {
        "@type": "Offer",
        "price": price.replace(",", "."),
        "priceCurrency": "EUR",
        "priceValidUntil": "2027-12-31",
    }
    product = {"@context": "https://schema.org", "@type": "Product", "name": f"Cruche {number}", "offers": offer}
    return f"<script type='application/ld+json'>{json.dumps(product)}</script>"


def countdowns(seed: int, number: int = 400) -> list[Countdown]:
    """`number` of them, the kinds in their shares."""
    kinds = [kind for kind, share in zip(KINDS, _SHARES, strict=True) for _ in range(max(1, share * number // 400))]
    return [countdown(seed, n, kind) for n, kind in enumerate(kinds)]


def countdown(seed: int, number: int, kind: str) -> Countdown:
    r = random.Random(f"{seed} {number}")
    language = r.choice(tuple(_WORDS))
    words = _WORDS[language]
    length = r.choice((10, 15, 20, 30, 45, 60, 90, 120, 240, 600)) * 60
    end = START + length + r.randrange(-120, 120)
    banner = KINDS[kind] and r.random() < 0.1
    show = _SHOWS[kind](r, words, length, end)
    clutter = "".join(piece for piece in _CLUTTER if r.random() < 0.4)
    if kind == "restarting" and r.random() < 0.9:
        clutter = clutter.replace(_CLUTTER[3], "")
    cached = 7_200 if kind == "honest, out of a cache" else 0
    return Countdown(number, kind, language, show, _prices(r, kind, end), clutter, not cached, banner, cached)


def _prices(r: random.Random, kind: str, end: int) -> Callable[[int], tuple[str, str]]:
    low = r.randrange(20, 90)
    high, other = f"{low + r.randrange(10, 60)},00", f"{low - 3},00"

    def honest(at: int) -> tuple[str, str]:
        return (f"{low},00", high) if at < end else (high, "")

    def followed(at: int) -> tuple[str, str]:
        return (f"{low},00", high) if at < end else (other, high)

    def stays(_: int) -> tuple[str, str]:
        return f"{low},00", high

    return {"honest": honest, "honest, out of a cache": honest, "honest, followed by another offer": followed}.get(
        kind, stays
    )


# --- how a limit is shown


def _digits(left: int) -> str:
    hours, rest = divmod(max(0, left), 3600)
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _until(r: random.Random, words: str, end_at: Callable[[int, int], int]) -> Show:
    """A limit with an end that the server knows, in one of the forms shops write it."""
    script = "setInterval(function(){document.getElementById('left').textContent='';},1000)"
    forms: tuple[Show, ...] = (
        lambda at, s: f"<div class='countdown' data-end='{_iso(end_at(at, s))}'>{words} <b></b></div>",
        lambda at, s: f"<div class='deal-timer' data-end-time='{end_at(at, s) * 1000}'><p>{words}</p><i></i></div>",
        lambda at, s: f"<p>{words} <span class='timer'>{_digits(end_at(at, s) - at)}</span></p>",
        lambda at, s: f"<div class='js-countdown' data-seconds='{end_at(at, s) - at}'>{words} <b></b></div>",
        lambda at, s: f"<p>{words} <span id=left></span></p><script>var deadline = new Date('{_iso(end_at(at, s))}');"
                      f"{script}</script>",
        lambda at, s: f"<p>{words} <span id=left></span></p><script>var endTime = {end_at(at, s) * 1000};"
                      f"{script}</script>",
        lambda at, s: f"<p>{words} <span id=left></span></p><script>var saleEnd = Date.now() + "
                      f"{end_at(at, s) - at} * 1000;{script}</script>",
        lambda at, s: "<div class='elementor-countdown' data-settings='"
                      + json.dumps({"due_date": _iso(end_at(at, s)).replace("T", " ").rstrip("Z")})
                      + f"'>{words} <b></b></div>",
    )  # fmt: skip
    return r.choice(forms)


def _honest(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    shown = _until(r, words[0], lambda at, s: end)
    return lambda at, s: shown(at, s) if at < end else ""


def _announced(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    shown = _until(r, words[0], lambda at, s: end if at < end else end + 86_400)
    return lambda at, s: shown(at, s) + (f"<p>{words[4]}</p>" if at >= end else "")


def _followed(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    return _until(r, words[0], lambda at, s: end if at < end else end + 7_200)


def _dispatch(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    words_round = words[1].format("<b></b>")
    return _until(r, words_round, lambda at, s: end + max(0, (at - end) // 86_400 + 1) * 86_400 if at >= end else end)


def _reserved(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    return lambda at, s: (
        f"<p>{words[2]} <span id=left></span></p><script>var seconds = {length};"
        "setInterval(function(){seconds--; document.getElementById('left').textContent = seconds;},1000)</script>"
    )


def _restarting(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    return _until(r, words[0], lambda at, s: at + length)


def _session(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    shown = f"<p class=promo>{words[0]} <span id=left></span></p>"
    write = "document.getElementById('left').textContent"
    scripts = (
        f"var end = new Date().getTime() + {length // 60} * 60 * 1000; setInterval(function(){{{write} = end;}}, 1000)",
        f"let timeLeft = {length}; setInterval(() => {{ timeLeft--; {write} = timeLeft; }}, 1000)",
        f"var deadline = localStorage.getItem('deadline'); if (!deadline || deadline < Date.now()) {{ deadline = "
        f"Date.now() + {length * 1000}; localStorage.setItem('deadline', deadline); }} {write} = deadline",
        f"var target = new Date(); target.setMinutes(target.getMinutes() + {length // 60}); {write} = target",
        f"function startTimer(d, e) {{ setInterval(function () {{ e.textContent = --d; }}, 1000); }} "
        f"startTimer({length // 60} * 60, document.getElementById('left'))",
    )
    script = r.choice(scripts)
    return lambda at, s: f"{shown}<script>{script}</script>"


def _extended(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    more = r.choice((3_600, 7_200, 86_400, 172_800))
    return _until(r, words[0], lambda at, s: end if at < end else end + (1 + (at - end) // more) * more)


def _went_on(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    shown = _until(r, words[0], lambda at, s: end)
    return lambda at, s: shown(at, s) if at < end else ""


def _script_only(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    target = "document.querySelector('.offer-clock').innerHTML"
    scripts: tuple[Callable[[int], str], ...] = (
        lambda at: f"var duration = {length}; setInterval(function(){{duration -= 1; {target} = duration;}},1000)",
        lambda at: f"var countDownDate = Date.now() + {length // 60} * 60000; {target} = countDownDate - Date.now()",
        lambda at: f"var offer = {{end: '{_iso(end if at < end else end + 43_200)}'}}; {target} = offer.end",
    )
    script = r.choice(scripts)
    return lambda at, s: f"<p>{words[0]} <span class='offer-clock'></span></p><script>{script(at)}</script>"


def _today(r: random.Random, words: tuple[str, ...], length: int, end: int) -> Show:
    return lambda at, s: f"<p class=promo>{words[3]}</p>"


_SHOWS: dict[str, Callable[[random.Random, tuple[str, ...], int, int], Show]] = {
    "honest": _honest,
    "honest, out of a cache": _honest,
    "honest, extended and announced": _announced,
    "honest, followed by another offer": _followed,
    "honest, daily dispatch": _dispatch,
    "honest, reserved basket": _reserved,
    "restarting": _restarting,
    "session-made": _session,
    "extended after its end": _extended,
    "price unchanged after its end": _went_on,
    "script-only": _script_only,
    "today, every day": _today,
}
