"""Nothing is called absent that was not looked for: every way in which a page can be missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import Absent, Found, Unknown
from sweep.capture import Capture, Response
from sweep.evidence.archive import read_capture
from sweep.extract import notices
from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.visits import shop_pages_of
from tests.extract.shops import BASE, FILLER, failure, page, response, shop
from tests.shared import shared

TEXTS = {
    "terms": "Droit de rétractation : quatorze jours. La livraison coûte 5 €.",
    "legal_notice": "Vasenia SARL, rue du Puits 1, 01000 Bourgneuf.",
    "delivery": "Livraison sous 3 jours.",
}


def pages_of(capture: Capture, blocked: str = "") -> ShopPages:
    def wall(seen: Page, _response: Response) -> Unknown | None:
        return Unknown("blocked", seen.url) if blocked and seen.url == BASE + blocked else None

    return shop_pages_of(capture, "FR", wall)


def without(capture: Capture, path: str, *more: Response) -> Capture:
    kept = tuple(r for r in capture.responses if r.url != BASE + path)
    return replace(capture, responses=(*kept, *more))


def test_a_whole_shop_may_lack_things() -> None:
    found = pages_of(shop("fr", TEXTS))
    assert not set(found.gaps) & {"terms", "legal_notice", "delivery", "withdrawal", "mediation", "home", "product"}
    answer = found.not_found("mediation", "terms")
    assert isinstance(answer, Absent)
    assert {e.role for e in answer.read} >= {"home", "terms", "legal_notice", "delivery"}


def test_a_page_that_was_not_fetched_is_a_gap_for_its_role_and_for_all_that_have_no_page() -> None:
    found = pages_of(without(shop("fr", TEXTS), "/terms"))
    assert found.gaps["terms"].kind == "not fetched"
    assert found.gaps["mediation"].kind == "not fetched"
    assert "delivery" not in found.gaps


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("timeout", "unreachable"), ("server", "unreachable"), ("robots", "not fetched"), ("too large", "not parsed")],
)
def test_failures_keep_their_reason(kind: str, expected: str) -> None:
    capture = replace(without(shop("fr", TEXTS), "/terms"), failures=(failure("/terms", kind),))
    assert pages_of(capture).gaps["terms"].kind == expected


@pytest.mark.parametrize(("status", "expected"), [(404, "unreachable"), (403, "blocked"), (503, "unreachable")])
def test_an_answer_that_is_no_success(status: int, expected: str) -> None:
    capture = without(shop("fr", TEXTS), "/terms", response("/terms", "<h1>Non</h1>", status))
    assert pages_of(capture).gaps["terms"].kind == expected


def test_a_pdf_a_cut_page_and_a_blocked_page() -> None:
    whole = shop("fr", TEXTS)
    pdf = response("/terms", "%PDF", headers=(("Content-Type", "application/pdf"),))
    assert pages_of(without(whole, "/terms", pdf)).gaps["terms"].kind == "not parsed"
    cut = tuple(replace(r, truncated=r.url.endswith("/terms")) for r in whole.responses)
    found = pages_of(replace(whole, responses=cut))
    assert found.gaps["terms"].kind == "not parsed"
    assert isinstance(notices.read(found)["withdrawal_period"], Found)  # what was read, was read
    assert pages_of(whole, blocked="/terms").gaps["terms"].kind == "blocked"
    walled = pages_of(whole, blocked="/")
    assert {gap.kind for gap in walled.gaps.values()} == {"blocked"}


def test_a_page_in_a_language_nobody_here_reads() -> None:
    text = "A szerződés feltételei és a szállítás módja ezen az oldalon olvasható, kérjük, olvassa el figyelmesen."
    foreign = response("/terms", page("hu", "CGV", text))
    assert pages_of(without(shop("fr", TEXTS), "/terms", foreign)).gaps["terms"].kind == "language"


def test_a_page_of_names_and_numbers_is_in_no_other_language() -> None:
    names = " ".join(f"Nébuline Brumel SARL, {n} Quai Zéphir, 00000 Brumeville." for n in range(1, 9))
    block = response("/legal_notice", page("fr", "Mentions légales", names))
    assert "legal_notice" not in pages_of(without(shop("fr", TEXTS), "/legal_notice", block)).gaps
    words = " ".join(["nebulin brumel zefir kvai", "brumvil nulo trazad umo"] * 8)
    other = response("/legal_notice", page("fr", "Mentions légales", words))
    assert pages_of(without(shop("fr", TEXTS), "/legal_notice", other)).gaps["legal_notice"].kind == "language"


def test_a_file_that_was_read_leaves_nothing_unseen_on_a_page_of_few_words() -> None:
    fields = "<input name=n><input name=c><input type=email name=m><textarea name=t></textarea><button>OK</button>"
    body = f'<form method="post">{fields}</form><p><a href="/cgv.pdf">CGV (PDF)</a></p>'
    form = response("/withdrawal", page("fr", "Rétractation", "Renoncer au contrat ici", body=body))
    read = response("/cgv.pdf", page("fr", "CGV", TEXTS["terms"]))
    capture = without(shop("fr", {**TEXTS, "withdrawal": "Rétractation"}), "/withdrawal", form)
    assert pages_of(capture).gaps["withdrawal"].kind == "not parsed"
    assert "withdrawal" not in pages_of(replace(capture, responses=(*capture.responses, read))).gaps


@pytest.mark.parametrize(
    ("picture", "whole"),
    [
        ('<a href="https://europa.eu/youreurope/guarantees"><img src="/avis.png" alt="Avis"></a>', True),
        ('<a href="/tarifs.png"><img src="/tarifs-petit.png" alt=""></a>', False),
        ('<img src="/tarifs.png" alt="Tarifs">', False),
    ],
)
def test_a_badge_that_leads_away_is_no_picture_of_the_text(picture: str, whole: bool) -> None:
    words = "Livraison sous trois jours au Luxembourg, en Belgique et en France, pour 6,00 € à 9,00 €."
    short = response("/delivery", page("fr", "Livraison", words, body=picture))
    assert ("delivery" not in pages_of(without(shop("fr", TEXTS), "/delivery", short)).gaps) is whole


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("Vasenia, rue du Puits 1, 01000 Bourgneuf. Téléphone 04 74 00 00 00.", False),
        ("Nos vases sont faits pour vous et pour ceux qui sont avec nous.", True),
    ],
)
def test_an_address_under_a_name_unknown_here_may_be_the_trader_s(words: str, known: bool) -> None:
    texts = {"terms": TEXTS["terms"]}
    seen = shop("fr", texts)
    home = page("fr", "Vasenia", FILLER["fr"], {"/terms": "CGV", "/nous": "Zéphirines", "/product/vase": "Vase 4711"})
    card = response("/nous", page("fr", "Zéphirines", words))
    capture = without(seen, "/", response("/", home), card)
    assert ("legal_notice" not in pages_of(capture).gaps) is known


def test_an_unfilled_page_says_nothing_and_is_a_gap() -> None:
    found = pages_of(shop("fr", TEXTS | {"terms": "Lorem ipsum dolor sit amet. Droit de rétractation : 7 jours."}))
    assert found.gaps["terms"].kind == "unfilled template"
    assert isinstance(notices.read(found)["withdrawal_period"], Unknown)


def test_a_label_that_only_scripts_open() -> None:
    capture = shop("fr", TEXTS)
    home = page("fr", "Vasenia", FILLER["fr"], {"/terms": "CGV", "/delivery": "Livraison", "#": "Médiation"})
    assert pages_of(without(capture, "/", response("/", home))).gaps["mediation"].kind == "scripts needed"
    here = home.replace('href="#"', 'href="#m"').replace("<h1>", '<h1 id="m">')
    assert "mediation" not in pages_of(without(capture, "/", response("/", here))).gaps


def test_an_unread_page_of_unknown_purpose_in_the_footer_leaves_room_for_doubt() -> None:
    links = {"/terms": "CGV", "/delivery": "Livraison", "/legal_notice": "Mentions légales", "/x": "Notre charte"}
    home = response("/", page("fr", "Vasenia", FILLER["fr"], links))
    found = pages_of(without(shop("fr", TEXTS), "/", home))
    assert found.gaps["mediation"].kind == "not fetched"
    assert "terms" not in found.gaps
    read = pages_of(without(shop("fr", TEXTS, extra=(response("/x", page("fr", "Charte", "Oui")),)), "/", home))
    assert "mediation" not in read.gaps


def test_a_page_left_out_of_the_visit_is_a_gap() -> None:
    found = pages_of(replace(shop("fr", TEXTS), not_followed=(f"{BASE}/pages/mediation", f"{BASE}/blog/7")))
    assert found.gaps["mediation"].kind == "not fetched"
    assert "terms" not in pages_of(replace(shop("fr", TEXTS), not_followed=(f"{BASE}/blog/7", f"{BASE}/terms"))).gaps


def test_a_second_page_of_a_role_counts_where_a_menu_without_markup_leads_to_it() -> None:
    """The withdrawal function was read, the page on the right of withdrawal was not: nothing on it may be missed."""
    menu = '<p><a href="/retractation">Droit de rétractation</a></p>'
    texts = TEXTS | {"withdrawal": "Renoncer au contrat ici."}
    everywhere = pages_of(shop("fr", texts, bodies=dict.fromkeys(("home", *texts), menu)))
    assert everywhere.gaps["withdrawal"].kind == "not fetched"
    once = pages_of(shop("fr", texts, bodies={"terms": menu}))  # a mention in a text leads anywhere
    assert "withdrawal" not in once.gaps


def test_links_of_other_houses_are_no_gaps() -> None:
    links = {"/terms": "CGV", "/delivery": "Livraison", "https://europa.eu/guarantees": "Garantie légale"}
    home = response("/", page("fr", "Vasenia", FILLER["fr"], links))
    assert "guarantee" not in pages_of(without(shop("fr", TEXTS), "/", home)).gaps


def test_a_redirected_page_is_read_where_it_ended() -> None:
    whole = shop("fr", TEXTS)
    moved = response("/terms", "", 301, headers=(("Location", "/fr/cgv"),))
    terms = next(r for r in whole.responses if r.url.endswith("/terms"))
    found = pages_of(without(whole, "/terms", moved, replace(terms, url=f"{BASE}/fr/cgv")))
    assert "terms" not in found.gaps
    assert [p.url for p in found.of("terms")] == [f"{BASE}/fr/cgv"]


def test_a_single_page_proves_no_absence() -> None:
    whole = shop("fr", TEXTS)
    for path in ("/terms", "/product/vase", "/"):
        alone = next(r for r in whole.responses if r.url == BASE + path)
        found = pages_of(Capture(alone.url, (alone,)))
        assert not [n for n, fact in notices.read(found).items() if isinstance(fact, Absent)]
    bare = response("/", page("fr", "Vasenia", FILLER["fr"]))
    assert not [n for n, f in notices.read(pages_of(Capture(BASE + "/", (bare,)))).items() if isinstance(f, Absent)]


def test_an_empty_visit_and_a_dead_home_page() -> None:
    empty = pages_of(Capture(BASE + "/", (), (failure("/", "dns"),)))
    assert {gap.kind for gap in empty.gaps.values()} == {"unreachable"}
    assert isinstance(notices.read(empty)["legal_notice"], Unknown)
    dead = pages_of(without(shop("fr", TEXTS), "/", response("/", "<h1>500</h1>", 500)))
    assert {gap.kind for gap in dead.gaps.values()} == {"unreachable"}


def test_an_archive_that_ends_early() -> None:
    found = pages_of(replace(shop("fr", TEXTS), truncated=True))
    assert found.gaps["mediation"].kind == "not fetched"


def test_pages_of_other_sites_are_not_the_shop() -> None:
    foreign = replace(
        response("/terms", page("fr", "CGV", "Droit de rétractation : 3 jours")), url="https://ads.example/"
    )
    found = pages_of(shop("fr", TEXTS, extra=(foreign,)))
    assert not [p for p in found.pages if "ads.example" in p.url]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_a_visit_does_not_matter(random: object) -> None:
    whole = shop("fr", TEXTS)
    mixed = list(whole.responses)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    first, second = pages_of(whole), pages_of(replace(whole, responses=tuple(mixed)))
    assert notices.read(first) == notices.read(second)
    assert first.gaps == second.gaps


NOISE = st.sampled_from(
    [
        "Nos vases sont tournés à la main depuis 1987.",
        "L'atelier est ouvert 6 jours sur 7, sauf en août.",
        "Vase bleu 40 €, vase vert 45 €.",
        "Sans eau, une fleur ne tient pas 3 jours !",
        "Merci de votre visite.",
        "((modalTitle))",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(NOISE, max_size=5), st.lists(NOISE, max_size=5))
def test_noise_changes_no_fact(before: list[str], after: list[str]) -> None:
    plain = notices.read(pages_of(shop("fr", TEXTS)))
    noisy = {role: "\n".join([*before, text, *after]) for role, text in TEXTS.items()}
    blog = response("/blog/1", page("fr", "Journal", "\n".join(after)))
    for name, fact in notices.read(pages_of(shop("fr", noisy, extra=(blog,)))).items():
        assert type(fact) is type(plain[name]), name
        if isinstance(fact, Found):
            assert fact.value == plain[name].value


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(["/", "/terms", "/legal_notice", "/delivery", "/product/vase"])))
def test_what_is_unseen_is_never_held_against_a_shop(missing: set[str]) -> None:
    whole = shop("fr", TEXTS)
    full = notices.read(pages_of(whole))
    less = whole
    for path in missing:
        less = without(less, path)
    for name, fact in notices.read(pages_of(less)).items():
        assert not isinstance(fact, Absent) or isinstance(full[name], Absent)


def test_the_german_demonstration_shop_was_never_filled_in() -> None:
    found = pages_of(read_capture(shared("shop_captures", "prestashop-de.html.warc.gz")))
    facts = notices.read(found)
    notice = facts["legal_notice"]
    assert isinstance(notice, Found)
    assert notice.value.placeholders == ("Konzept und Gestaltung:",)
    assert notice.value.clicks == 1
    assert isinstance(facts["contact_form"], Found)
    assert {found.gaps[role].kind for role in ("legal_notice", "terms", "delivery")} == {"unfilled template"}
    assert not [name for name, fact in facts.items() if isinstance(fact, Absent)]
