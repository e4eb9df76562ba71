"""What hurries a reader, read from text, markup and scripts in eight languages; and what only looks like it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.urgency import Pressure
from sweep.capture import Response
from sweep.extract.page import Page, parse_page
from sweep.extract.practices.urgency_scripts import moment_of
from sweep.extract.practices.urgency_words import time_left
from sweep.extract.urgency import is_fresh, look_of, made_at, pressure

ABOUT = {
    "en": "This jug is made of clay and is for the water of the day, with a handle that you can hold for years.",
    "fr": "Cette cruche est faite de terre et convient pour l'eau de la table, avec une anse que vous pouvez tenir.",
    "de": "Dieser Krug ist aus Ton und mit einem Henkel, den Sie gut halten. Er ist für das Wasser auf dem Tisch.",
    "nl": "Deze kruik is van klei en is voor het water op de tafel, met een oor dat u goed vast kunt houden.",
    "es": "Esta jarra es de barro y es para el agua de la mesa, con un asa que se puede coger por los años.",
    "it": "Questa brocca è di terra e serve per l'acqua della tavola, con un manico che si può tenere per gli anni.",
    "pt": "Este jarro é de barro e serve para a água da mesa, com uma asa que se pode segurar para os anos.",
    "pl": "Ten dzbanek jest z gliny i jest do wody na stole, z uchem które można trzymać. Szkliwo nie pęka przez lata.",
}
SEEN = datetime(2026, 11, 20, 10, tzinfo=UTC)
TICK = "setInterval(function(){document.getElementById('left').textContent='';}, 1000)"


def answer(body: str, language: str = "en", **headers: str) -> Response:
    html = f"<html lang={language}><body><h1>Jug</h1>{body}<p>{ABOUT[language] * 3}</p></body></html>"
    head = (("Content-Type", "text/html; charset=utf-8"), *((k.replace("_", "-"), v) for k, v in headers.items()))
    return Response("https://zephirelle.example/jug", 200, "OK", head, html.encode(), SEEN, sha256="0" * 64)


def page(body: str, language: str = "en", role: str = "product") -> Page:
    parsed = parse_page(answer(body, language))
    parsed.role = role
    return parsed


def read(body: str, language: str = "en", role: str = "product") -> Pressure:
    return pressure(page(body, language, role), date(2026, 11, 20))


SPOKEN = {
    "en": ("Offer ends in 02:14:33", "Today only: -40 % on all prices", "Sale until 30 November",
           "Only 2 left in stock", "17 people are looking at this product"),
    "fr": ("L'offre se termine dans 02:14:33", "Aujourd'hui seulement : -40 % sur tout", "Soldes jusqu'au 30 novembre",
           "Plus que 2 en stock", "17 personnes regardent ce produit"),
    "de": ("Angebot endet in 02:14:33", "Nur heute: -40 % Rabatt", "Aktion gültig bis 30.11.2026",
           "Nur noch 2 auf Lager", "17 Personen sehen sich dieses Produkt an"),
    "nl": ("Aanbieding eindigt over 02:14:33", "Alleen vandaag: 40% korting", "Actie geldig tot 30 november",
           "Nog maar 2 stuks op voorraad", "17 mensen bekijken dit product"),
    "es": ("La oferta termina en 02:14:33", "Solo hoy: -40 % de descuento", "Oferta válida hasta el 30 de noviembre",
           "Solo quedan 2 unidades", "17 personas están viendo este producto"),
    "it": ("L'offerta termina tra 02:14:33", "Solo oggi: sconto -40 %", "Offerta valida fino al 30 novembre",
           "Solo 2 pezzi disponibili", "17 persone stanno guardando questo prodotto"),
    "pt": ("A oferta termina em 02:14:33", "Só hoje: desconto de -40 %", "Oferta válida até 30 de novembro",
           "Restam apenas 2 unidades", "17 pessoas estão a ver este produto"),
    "pl": ("Promocja kończy się za 02:14:33", "Tylko dziś: rabat -40 %", "Promocja ważna do 30 listopada",
           "Zostały tylko 2 sztuki", "17 osób ogląda ten produkt"),
}  # fmt: skip


@pytest.mark.parametrize("language", SPOKEN)
def test_words_in_each_language(language: str) -> None:
    found = read("".join(f"<p>{line}</p>" for line in SPOKEN[language]), language)
    countdown, today, deadline = found.limits
    assert (countdown.kind, countdown.topic, countdown.left) == ("countdown", "offer", 8073)
    assert (today.kind, today.topic) == ("today", "offer")
    assert (deadline.kind, deadline.zoned) == ("deadline", False)
    assert deadline.ends == round(datetime(2026, 12, 1, tzinfo=UTC).timestamp())
    assert [(s.kind, s.number) for s in found.scarcities] == [("stock", 2), ("viewers", 17)]
    assert [x.text for x in found.limits] + [x.text for x in found.scarcities] == list(SPOKEN[language])


@pytest.mark.parametrize(("language", "text", "pressing"), [
    ("de", "Nur 3 Stück pro Kunde", False),
    ("de", "Nur noch 3 Stück verfügbar", True),
    ("fr", "Seulement 2 pièces par client", False),
    ("en", "Only 2 left in stock, one per order", False),
    ("de", "Nur noch 2 Tage 4 Std – dann ist das Angebot vorbei", True),
    ("de", "Nur noch 2 Tage alte Ware", False),
    ("fr", "Plus que 02:14:33 pour en profiter", True),
    ("pl", "Do końca promocji pozostało: 1 dzień 05:12:10", True),
    ("es", "Quedan 02:10:05 para que acabe la oferta", True),
    ("it", "Mancano 02:10:05 alla fine dell'offerta", True),
    ("it", "Il film dura 02:10:05", False),
    ("it", "Solo 1 rimasto", True),
    ("nl", "Nog 2 dagen en 4 uur tot het einde van de actie", True),
])  # fmt: skip
def test_words_that_press_and_words_that_do_not(language: str, text: str, pressing: bool) -> None:
    found = read(f"<p>{text}</p>", language)
    assert bool(found.limits or found.scarcities) is pressing


@pytest.mark.parametrize(("attribute", "ends", "zoned"), [
    ("data-end='2026-11-21T10:00:00Z'", datetime(2026, 11, 21, 10, tzinfo=UTC), True),
    ("data-end-date='2026-11-21T10:00:00+01:00'", datetime(2026, 11, 21, 9, tzinfo=UTC), True),
    ("data-countdown='2026/11/21 10:00:00'", datetime(2026, 11, 21, 10, tzinfo=UTC), False),
    ("data-deadline='1795255200000'", datetime(2026, 11, 21, 10, tzinfo=UTC), True),
    ("data-settings='{\"due_date\": \"2026-11-21 10:00:00\"}'", datetime(2026, 11, 21, 10, tzinfo=UTC), False),
])  # fmt: skip
def test_an_end_in_markup(attribute: str, ends: datetime, zoned: bool) -> None:
    (limit,) = read(f"<div class='sale-countdown' {attribute}><b>Flash sale ends in</b><i></i></div>").limits
    assert (limit.ends, limit.zoned, limit.topic) == (round(ends.timestamp()), zoned, "offer")
    assert limit.mark in page(f"<div class='sale-countdown' {attribute}><b>Flash sale ends in</b><i></i></div>").html
    assert limit.mark


@pytest.mark.parametrize(("script", "made", "left"), [
    (f"var end = new Date().getTime() + 15 * 60 * 1000; {TICK}", "session", 900),
    (f"var deadline = Date.now() + 5403 * 1000; {TICK}", "page", 5403),  # the server may have worked that out
    ("let timeLeft = 600; setInterval(() => { timeLeft--; $('#left').text(timeLeft) }, 1000)", "session", 600),
    (f"var target = new Date(); target.setHours(target.getHours() + 2); {TICK}", "session", 7200),
    ("function startTimer(d, e) { setInterval(() => e.textContent = d--, 1000) } "
     "startTimer(60 * 5, document.getElementById('left'))", "session", 300),
])  # fmt: skip
def test_a_time_that_a_script_begins(script: str, made: str, left: int) -> None:
    (limit,) = read(f"<p>Offer ends in <span id=left></span></p><script>{script}</script>").limits
    assert (limit.made, limit.left, limit.topic) == (made, left, "offer")
    assert limit.code
    assert limit.code in script


def test_an_end_in_a_script_and_one_of_every_midnight() -> None:
    end = "var countDownDate = new Date('Nov 30, 2026 15:37:25').getTime();"
    (limit,) = read(f"<p>Offer ends in <span id=left></span></p><script>{end}{TICK}</script>").limits
    assert (limit.ends, limit.zoned) == (round(datetime(2026, 11, 30, 15, 37, 25, tzinfo=UTC).timestamp()), False)
    midnight = "var d = new Date(); d.setHours(23,59,59);"
    (limit,) = read(f"<p>Offer ends in <span id=left></span></p><script>{midnight}{TICK}</script>").limits
    assert (limit.kind, limit.made) == ("today", "session")


@pytest.mark.parametrize(("body", "topic"), [
    ("<div class=countdown data-seconds=900>Order within <b></b> for delivery tomorrow</div>", "dispatch"),
    ("<div class=countdown data-seconds=900>Your basket is reserved for <b></b></div>", "reservation"),
    ("<div class=countdown data-seconds=900>The new collection is coming soon <b></b></div>", "opening"),
    ("<div class=countdown data-seconds=900>Auction: time to your last bid <b></b></div>", "auction"),
    ("<div class=countdown data-seconds=900>Flash deal <b></b></div>", "offer"),
])  # fmt: skip
def test_of_what_a_countdown_speaks(body: str, topic: str) -> None:
    assert [limit.topic for limit in read(body).limits] == [topic]


@pytest.mark.parametrize("body", [
    "<p>Order within 2 h 10 min for delivery tomorrow</p>",
    "<div class='carousel timer-slider' data-interval=5000 data-timer=900>Our offers</div>",
    "<script>var d=new Date();d.setTime(d.getTime()+(30*24*60*60*1000));document.cookie='a=b; expires='+d</script>",
    "<script>var end = Date.now() + 30*24*60*60*1000; var r = Math.random();</script>",
    "<p>We are open until 18:00. Returns until 30 days after delivery.</p>",
    "<p>There are 2 colours, and 17 people work in our shop.</p>",
    "<p>The glaze is only 2 mm thick.</p>",
    "<script type='application/ld+json'>{\"priceValidUntil\": \"2027-12-31\"}</script>",
])  # fmt: skip
def test_what_presses_nobody(body: str) -> None:
    found = read(body)
    assert (found.limits, found.scarcities) == ((), ())


def test_placeholders_are_no_time() -> None:
    assert read("<div class=countdown>Offer ends in 00:00:00</div>").limits == ()


def test_figures_that_a_script_of_another_file_may_replace() -> None:
    (limit,) = read("<div class=countdown>Offer ends in 02:14:33</div><script src=/a.js></script>").limits
    assert limit.overwritten
    (limit,) = read("<div class=countdown>Offer ends in 02:14:33</div>").limits
    assert not limit.overwritten


@pytest.mark.parametrize(("body", "made"), [
    ("<p><span id=n>17</span> people are viewing this right now</p><script>setInterval(function(){document"
     ".getElementById('n').textContent=Math.floor(Math.random()*20)+5},3000)</script>", "random"),
    ("<script>var n=Math.floor(Math.random()*20)+5; document.querySelector('.x').innerHTML = n + "
     "' people are viewing this product';</script>", "random"),
    ("<p><span id=n>17</span> people are viewing this right now</p><script>var cb=Math.random();</script>", "page"),
    ("<p><span id=n>17</span> people are viewing this right now</p><script>fetch('/viewers').then(r=>r.text())"
     ".then(t=>document.getElementById('n').textContent=t)</script>", "page"),
])  # fmt: skip
def test_numbers_drawn_by_lot(body: str, made: str) -> None:
    (number,) = read(body).scarcities
    assert (number.kind, number.made) == ("viewers", made)
    assert ("Math.random" in number.code) == (made == "random")


def test_where_a_limit_stands() -> None:
    (limit,) = read("<div class='top-banner'><p>Sale ends in 02:14:33</p></div>").limits
    assert limit.where == "banner"
    assert read("<p>Offer ends in 02:14:33</p>", role="terms") == Pressure()


def test_a_look_is_dated_by_what_the_answer_says_of_its_age() -> None:
    assert made_at(answer("")) == SEEN
    assert made_at(answer("", Age="600", Date="Fri, 20 Nov 2026 09:50:00 GMT")) == SEEN.replace(hour=9, minute=50)
    assert made_at(answer("", Date="Fri, 20 Nov 2026 12:00:00 GMT")) is None
    parsed = page("<p>Offer ends in 02:14:33</p>")
    assert look_of(parsed, answer("", Date="Fri, 20 Nov 2026 12:00:00 GMT"), "1") is None


def test_what_was_made_for_this_visitor() -> None:
    assert is_fresh(answer("", Set_Cookie="s=1"))
    assert is_fresh(answer("", Cache_Control="private, no-store"))
    assert not is_fresh(answer("", Cache_Control="private", Age="20"))
    assert not is_fresh(answer("", Set_Cookie="s=1", X_Cache="HIT from edge"))
    assert not is_fresh(answer(""))


def test_every_quote_stands_on_the_page() -> None:
    body = (
        "<div class=countdown data-end='2026-11-21T10:00:00Z'>Flash &amp; sale ends in</div><p>Only 2 left in stock</p>"
    )
    parsed = page(body)
    found = look_of(parsed, answer(body), "1")
    assert found is not None
    assert len(found.proof) == 3
    assert all(e.quote in parsed.text or e.quote in parsed.html for e in found.proof)


@pytest.mark.parametrize(("text", "seconds"), [
    ("02:14:33", 8073), ("1:02:14:33", 94_473), ("2 h 14 min", 8040), ("3 days 4 hours", 273_600), ("99999 h", None),
    ("14:33", None), ("1,5 h", None), ("ends at 20:00", None), ("2 hats", None),
])  # fmt: skip
def test_time_left(text: str, seconds: int | None) -> None:
    found = time_left(text)
    assert (found.seconds if found else None) == seconds


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_nothing_breaks_on_any_text(text: str) -> None:
    time_left(text, short=True)
    moment_of(text)
    read(f"<div class=countdown data-end='{text}' data-settings='{{{text}'>{text}</div><script>{text}</script>")


INTERVALS = {
    "en": "Offer valid from 20 to 30 November 2026",
    "fr": "Promotion du vendredi 20 au lundi 30 novembre 2026",
    "de": "Angebot gültig vom 20.11. bis 30.11.2026",
    "es": "Oferta válida del 20 al 30 de noviembre de 2026",
    "it": "Sconto valido dal 20 novembre al 30 novembre 2026",
    "pl": "Promocja trwa od 20.11.2026 do 30.11.2026",
}


@pytest.mark.parametrize("language", INTERVALS)
def test_the_end_of_an_interval_is_a_deadline(language: str) -> None:
    (limit,) = read(f"<p>49,00 €</p><p>{INTERVALS[language]}</p>", language).limits
    assert (limit.kind, limit.ends) == ("deadline", round(datetime(2026, 12, 1, tzinfo=UTC).timestamp()))


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("fr", "Promotion jusqu'au mardi 24 novembre", date(2026, 11, 24)),
        ("nl", "Actie geldig tot maandag 30 november", date(2026, 11, 30)),
        ("es", "Oferta válida hasta el martes 24 de noviembre", date(2026, 11, 24)),
        ("en", "Sale until Monday 30 November", date(2026, 11, 30)),
        ("en", "Sale until Monday, November 30, 2026", date(2026, 11, 30)),
        ("en", "Sale until Mar. 24, 2027", date(2027, 3, 24)),
    ],
)
def test_a_day_of_the_week_is_no_month(language: str, words: str, day: date) -> None:
    (limit,) = read(f"<p>49,00 €</p><p>{words}</p>", language).limits
    ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC)
    assert limit.ends == round(ends.timestamp())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "From 20 cups to 30 cups: ask for our offer"),
        ("fr", "Promotion du rayon 20 au rayon des jarres"),
        ("es", "Oferta del 20 % al comprar dos"),
        ("it", "Sconto dal 20 % al 30 % su tutto"),
    ],
)
def test_other_intervals_are_no_deadline(language: str, words: str) -> None:
    assert read(f"<p>49,00 €</p><p>{words}</p>", language).limits == ()
