"""Lawful texts in unusual places: everything on the home page or under "Questions", cut into parts, foreign."""

from __future__ import annotations

import pytest

from sweep.capture import Capture
from tests.accusations.site import accusations, judged
from tests.accusations.test_kinds import shops, visit
from tests.extract.shops import response

# Shop -> the labels of its legal notice and of its terms.
SHOPS = {
    "at-keramik": ("/impressum", "/agb"),
    "be-nl": ("/wie", "/voorwaarden"),
    "en-vintage": ("/about", "/terms"),
    "es-vintage": ("/quienes", "/condiciones"),
    "it-museo": ("/chi-siamo", "/condizioni"),
    "lu-fr": ("/mentions", "/cgv"),
    "pl-antyk": ("/o-nas", "/regulamin"),
    "pt": ("/quem", "/condicoes"),
}
HUNGARIAN = (
    "A szerződés feltételei és a szállítás módja ezen az oldalon olvasható, kérjük, olvassa el figyelmesen. A vásárló "
    "és az eladó közötti megállapodás a törvény szerint jön létre, az árak az általános forgalmi adót is tartalmazzák, "
    "a csomagot futár viszi házhoz, a visszaküldés módját pedig külön lap ismerteti minden kedves vevőnkkel.\n"
)


def blocks(name: str) -> dict[str, str]:
    """Path -> head and body of each page of a shop."""
    parts = ("\n" + shops()[name]["pages"].strip()).split("\n= ")[1:]
    return {part.split(" |", 1)[0]: part for part in parts}


def told(name: str, pages: dict[str, str]) -> dict[str, str]:
    shop = shops()[name] | {"pages": "".join(f"= {part}\n" for part in pages.values())}
    return accusations(judged(visit(shop), shop["country"]))


def body(part: str) -> str:
    return part.partition("\n")[2]


@pytest.mark.parametrize("name", sorted(SHOPS))
def test_everything_on_the_home_page(name: str) -> None:
    pages = blocks(name)
    taken = [pages.pop(path) for path in SHOPS[name]]
    pages["/"] += "".join(f"\n## {part.split('|')[1].strip()[:40]}\n{body(part)}" for part in taken)
    assert told(name, pages) == {}


@pytest.mark.parametrize("name", sorted(SHOPS))
def test_everything_on_one_page_of_questions(name: str) -> None:
    pages = blocks(name)
    taken = [pages.pop(path) for path in SHOPS[name]]
    pages["/faq"] = "/faq | FAQ\n" + "\n".join(map(body, taken))
    assert told(name, pages) == {}


@pytest.mark.parametrize("label", ["2", "»", "Weiter", "Seite 2"])
def test_a_second_part_that_was_not_read(label: str) -> None:
    pages = blocks("at-keramik")
    first, second = pages["/agb"].split("## Sie haben", 1)
    pages["/agb"] = f'{first}\n<p><a href="/texte/mehr-davon">{label}</a></p>'
    assert told("at-keramik", pages) == {}
    pages["/mehr"] = f"/texte/mehr-davon | Noch mehr | -\n## Sie haben{second}"
    assert told("at-keramik", pages) == {}
    pages["/mehr"] = "/texte/mehr-davon | Noch mehr | -\nDas war alles, vielen Dank für Ihren Besuch bei uns."
    assert "guarantee.legal_info" in told("at-keramik", pages)  # read, and without it


@pytest.mark.parametrize("name", sorted(SHOPS))
def test_terms_in_a_language_that_they_do_not_declare(name: str) -> None:
    pages = blocks(name)
    path = SHOPS[name][1]
    pages[path] = f"{pages[path].partition(chr(10))[0]}\n{HUNGARIAN}"
    assert told(name, pages) == {}


def test_a_notice_under_a_label_of_its_own_is_one() -> None:
    """Without any page called legal notice, the page of the menus with number, address and e-mail is it."""
    pages = blocks("be-nl")
    pages["/wie"] = pages["/wie"].replace("Wie zijn wij? | Colofon", "Achter de toog | Achter de toog")
    assert told("be-nl", pages) == {}
    without = pages | {"/wie": "/wie | Achter de toog\nWij zijn met twee en wij houden van de klei van de Schelde."}
    assert "identity.phone" in told("be-nl", without)


def test_a_shop_on_a_single_page_is_no_whole_visit() -> None:
    home = visit(shops()["pt"]).responses[0]
    assert accusations(judged(Capture(home.url, (response("/", home.body.decode()),)), "PT")) == {}
