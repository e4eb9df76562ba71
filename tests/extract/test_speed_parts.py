"""The parts that make reading fast change nothing of what is read."""

from __future__ import annotations

import re
from dataclasses import replace
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from checks.goods_facts import Particular
from sweep.extract.amounts.price_page import price_page
from sweep.extract.lexicon import languages, lexicon, pattern
from sweep.extract.numbers.identifier_kinds import KINDS
from sweep.extract.numbers.identifiers import shaped
from sweep.extract.page import Page, parse_page, visible_text
from sweep.extract.pages.elements import elements
from sweep.extract.pages.handover import Handover
from sweep.extract.pages.legal_text import legal_text
from sweep.extract.pages.outline import Outline
from sweep.extract.pages.statement_text import Hit, find_phrases, statement_text
from sweep.extract.pages.walk import _LEVELS, _walk, outline
from sweep.extract.prices import amounts
from sweep.extract.sector_goods import _sign
from sweep.extract.trader.doubt_shapes import _IN_MARKS, _TOWN_STREET, _WORD_IN_MARKS
from sweep.extract.trader.doubts import _CODES as _POSTCODES
from sweep.extract.trader.doubts import _HALF, _SPELLED
from sweep.extract.trader.third_parties import _SITES
from sweep.extract.words.legal_forms import _ABBREVIATIONS, _BEGINS, ABBREVIATION, find_forms
from sweep.extract.words.needles import Begun, Haystack, Sieve, needles
from sweep.extract.words.periods import _pattern, near_units
from sweep.extract.words.recent import Recent
from sweep.extract.words.text import _fold_table, fold
from tests.extract.shops import response

WORDS = st.lists(st.sampled_from("delai de 14 jours retour frais port widerruf tage in den korb - , . €".split()))


@given(WORDS, st.sampled_from(["refund", "withdraw_right", "delivery", "denial"]), st.sampled_from(languages()))
@settings(max_examples=150, deadline=None)
def test_a_sieve_finds_what_its_expression_finds(words: list[str], key: str, language: str) -> None:
    text = " ".join(words)
    compiled = pattern("statements", key, language)
    if compiled is not None:
        ours, theirs = Sieve(compiled.pattern).search(text), compiled.search(text)
        assert (ours and ours.span()) == (theirs and theirs.span())


_BEGUN = (
    r"(?<!\w)(?:opinion|opini|inion \d|nionop)(?!\w)",
    r"aba|bab(?=a)|abab",
    r"(?:retour|ours? de)(?: gratuit)?",
)


@given(st.lists(st.sampled_from("opini opinion on nionop inion 1 ab ba aba retour s de gratuit . - é".split())))
@settings(max_examples=300, deadline=None)
def test_a_sieve_finds_all_where_the_words_it_begins_with_share_letters(parts: list[str]) -> None:
    for text in (" ".join(parts), "".join(parts)):
        for words in _BEGUN:
            ours, theirs = Sieve(words).finditer(text), re.finditer(words, text)
            assert [match.span() for match in ours] == [match.span() for match in theirs]


_EVERY_FORM = re.compile(ABBREVIATION.pattern.replace(_BEGINS, ""))
_LOOKS_AHEAD = re.compile(r"\(\?[=!][^()]*\)")
_WRITTEN = st.sampled_from([_LOOKS_AHEAD.sub("", form) for form in _ABBREVIATIONS.values()]).flatmap(
    lambda form: st.from_regex(f"(?:{form})", fullmatch=True)
)


@given(_WRITTEN, st.sampled_from(["", " ", ".", "x", "\n", "-"]), st.sampled_from(["", " ", ".", "a", ", Paris"]))
@settings(max_examples=400, deadline=None)
def test_no_legal_form_is_passed_over_for_what_it_begins_with(form: str, before: str, behind: str) -> None:
    text = before + form + behind
    ours, all_tried = ABBREVIATION.finditer(text), _EVERY_FORM.finditer(text)
    assert [(m.span(), m.lastgroup) for m in ours] == [(m.span(), m.lastgroup) for m in all_tried]


def test_every_phrase_passes_the_haystack_of_its_own_key() -> None:
    for language in languages():
        keys = {key: p.pattern for key in lexicon(language)["prices"] if (p := pattern("prices", key, language))}
        haystack = Haystack(keys)
        for key, phrases in lexicon(language)["prices"].items():
            for phrase in phrases:
                if not phrase.startswith("re:"):
                    text = f"x {phrase.rstrip('*')} y"
                    assert key in haystack.possible(text)
                    assert key in haystack.spots(text).near(0, len(text))


def test_needles_are_told_only_where_every_match_has_one() -> None:
    assert needles(r"(?:retour|envoi) (?:gratuit|offert)") == ("gratui", "offert")  # their first six letters
    assert needles(r"retours?|\d+ jours") == (" jours", "retour")
    assert needles(r"(?:pas|point) (?:de retour|[àa] rendre)|rendu") == (" rendr", "de ret", "rendu")
    assert needles(r"(?:retour)?") == ()
    assert needles(r"(?i)retour") == ()
    assert needles(r"(?i:retour)") == ()
    assert needles(r"retour|\d+") == ()


def test_a_haystack_says_nothing_of_a_stretch_without_needles() -> None:
    spots = Haystack({"back": r"retours?", "any": r"\d"}).spots("le retour est simple")
    assert spots.near(0, 20) == {"back", "any"}
    assert spots.near(10, 20) == {"any"}


def test_a_haystack_tells_the_next_place_where_an_expression_may_match() -> None:
    spots = Haystack({"back": "retours?", "free": "gratuit", "any": r"\d"}).spots("retour gratuit, retour simple")
    assert [spots.following(frozenset({"back"}), at) for at in (0, 1, 17)] == [0, 16, -1]
    assert spots.following(frozenset({"back", "free"}), 1) == 7
    assert spots.following(frozenset({"free", "any"}), 3) == 3  # of this one no words are known
    assert spots.following(frozenset({"unknown"}), 0) == -1


@given(st.text(alphabet="timerTIMERcountsſıİK_= 0:", max_size=60))
@settings(max_examples=300, deadline=None)
def test_an_expression_tried_where_its_words_stand_finds_all(text: str) -> None:
    written = r"(?:timer|count|mer)\w{0,4}\s?[:=]|\bko\w"
    for told in (text, text.replace("t", "timer"), f"{text}Timer="):
        found = [match.span() for match in Begun(written).finditer(told)]
        assert found == [match.span() for match in re.finditer(written, told, re.IGNORECASE)]
        assert (Begun(written).search(told) is None) == (not found)


ADDRESSES = (
    "a@b @ (at) \n name at [at] \xa0chez\xa0 \xa0arobase\xa0 (a) _a_ -a- x.fr . point com { } \xa0malpa\xa0 "
    "Lund, Storgatan\xa04 AB1\xa02CD D02\xa0X285 www.".split(" ")
)


@given(st.lists(st.sampled_from([*ADDRESSES, " "]), max_size=30))
@settings(max_examples=300, deadline=None)
def test_addresses_are_found_in_the_lines_with_a_sign_of_one(parts: list[str]) -> None:
    text = "".join(parts).replace("\xa0", " ")
    for wanted in (_HALF, _SPELLED, _SITES, _POSTCODES, _TOWN_STREET, _IN_MARKS, _WORD_IN_MARKS):
        assert [m.span() for m in wanted.finditer(text)] == [m.span() for m in wanted.compiled.finditer(text)]


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_folding_by_replacement_is_folding_by_table(text: str) -> None:
    folded = text.translate(_fold_table()).lower() if not text.isascii() else text.lower()
    assert len(fold(text)) == len(text)
    if len(folded) == len(text):
        assert fold(text) == folded


def test_characters_that_become_others_that_change_are_folded_once() -> None:
    assert fold("ǽ æ") == "æ a"


@given(
    st.lists(
        st.sampled_from("<p> </p> <b> <td> <br> <svg> </svg> <i hidden> word <a href=x> </a> <select> <li>".split())
    )
)
@settings(max_examples=150, deadline=None)
def test_an_outline_has_the_words_of_the_tree(parts: list[str]) -> None:
    body = LexborHTMLParser(" ".join(parts)).body
    made = outline(body)
    assert body is not None
    assert made.all_text(0) == body.text()
    assert [node.tag for node in body.css("*")] == made.tags
    assert all(parent < i < stop for i, (parent, stop) in enumerate(zip(made.parents, made.stops, strict=True)))


@given(
    st.lists(
        st.sampled_from("<script>a</script> <svg> </svg> <p> <table> <head> </body> <template> </template>".split())
    )
)
@settings(max_examples=150, deadline=None)
def test_the_elements_of_a_tag_are_those_of_the_tree(parts: list[str]) -> None:
    page = parse_page(response("/", " ".join(parts)))
    told = [(part.attributes[i], part.all_text(i)) for part, i in elements(page, "script")]
    assert told == [(node.attributes, node.text()) for node in page.tree.css("script")]


MARKUP = st.lists(
    st.sampled_from(
        "<header> </header> <nav> </nav> <footer> </footer> <div> </div> <p> <br> <td> <b> </b> a b <!--c--> <select>"
        " </select> <nav\xa0hidden> <div\xa0style='display:none'> <p\xa0style='font-size:0'> words".split(" ")
    ),
    max_size=40,
)


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_a_part_that_pages_share_is_what_walking_it_again_tells(parts: list[str]) -> None:
    body = LexborHTMLParser("<body>" + "".join(parts).replace("\xa0", " ")).body
    assert body is not None
    walked = Outline()
    _walk(walked, body, _LEVELS, None)
    for _ in range(2):
        shared = outline(body)
        assert {name: getattr(shared, name) for name in _COLUMNS} == {name: getattr(walked, name) for name in _COLUMNS}


_COLUMNS = [name for name in Outline.__slots__ if name not in ("by_tag", "shared", "kept")]


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_the_words_of_a_hidden_menu_are_those_of_its_element_alone(parts: list[str]) -> None:
    root = LexborHTMLParser("<body>" + "".join(parts).replace("\xa0", " ")).body
    assert root is not None
    body = outline(root)
    nodes = root.css("header, nav, footer")
    assert [body.text_by_itself(i) for i in body.of("header", "nav", "footer")] == [visible_text(n) for n in nodes]


@pytest.mark.parametrize("first", ["<header><div data-countdown>", '<header><div data-countdown="">'])
def test_what_a_menu_tells_does_not_depend_on_the_page_before(first: str) -> None:
    for source in (first, "<header><div data-countdown>", '<header><div data-countdown="">'):
        assert outline(LexborHTMLParser(source).body).attributes[2] == {"data-countdown": ""}


def test_a_menu_in_a_formula_is_not_one_of_the_page() -> None:
    menu = "<nav><xmp><a href=/terms>Terms</a></xmp></nav>"
    for source in (menu, f"<math>{menu}</math>", menu):
        body = outline(LexborHTMLParser(source).body)
        assert ("a" in body.tags) == source.startswith("<math>")


def test_what_is_kept_is_the_last_used_and_never_more_than_the_room() -> None:
    kept: Recent[int] = Recent(80)
    for i, text in enumerate(("a" * 10, "b" * 10, "c" * 10)):
        kept.put(text, i)
    assert kept.get("a" * 10) == 0
    for text in ("d" * 10, "e" * 10, "f" * 10, "g" * 10, "h" * 10, "i" * 10):
        kept.put(text, 9)
    assert kept.get("b" * 10) is None
    assert kept.get("a" * 10) == 0
    kept.put("z" * 11, 1)
    assert kept.get("z" * 11) is None


def test_hidden_words_are_no_words_but_stand_in_the_outline() -> None:
    made = outline(LexborHTMLParser("<p>seen<i hidden>not <b>this</b></i></p><script>nor this</script>").body)
    assert made.words.split() == ["seen"]
    assert re.sub(r"\s", "", made.all_text(0)) == "seennotthisnorthis"


def test_a_page_is_handed_over_once_and_to_its_own_response_only() -> None:
    held = Handover()
    answer = response("/", "<p>hello", record_id="urn:1")
    page = parse_page(answer)
    held.lay_by(answer, page)
    assert held.take(replace(answer, sha256="0" * 64)) is None
    assert held.take(answer) is page
    assert held.take(answer) is None


def test_the_handover_forgets_the_oldest_and_what_has_no_record() -> None:
    held = Handover(most=25)
    answers = [response(f"/{i}", "<p>hello hello", record_id=f"urn:{i}") for i in range(3)]
    pages: list[Page] = [parse_page(answer) for answer in answers]
    for answer, page in zip(answers, pages, strict=True):
        held.lay_by(answer, page)
    assert [held.take(answer) for answer in answers] == [None, None, pages[2]]
    unrecorded = response("/", "<p>hello")
    held.lay_by(unrecorded, parse_page(unrecorded))
    assert held.take(unrecorded) is None


def test_what_was_made_of_a_page_goes_with_it() -> None:
    page = parse_page(response("/", "<p>Der Preis: 3,00 €</p>"))
    price_page(page), statement_text(page), legal_text(page)
    watched = ref(page)
    page.kept.clear()
    del page
    assert watched() is None


_NUMBERS = st.lists(
    st.sampled_from(
        "DE 012345678 DE012345674 FR 83 012 345 674 HRB 12345 B Nr. : 0123.456.749 BE CHE-012.345.678 W751012345 "
        "capital de . , / - a siret société 1 22 333 J40/123/2020 ¤¤¤ FN 12345 k Handelsregister Impressum".split(" ")
    ),
    max_size=40,
)


@given(_NUMBERS, st.sampled_from([" ", "", " " * 30]))
@settings(max_examples=200, deadline=None)
def test_numbers_looked_for_round_digits_are_those_of_the_whole_text(words: list[str], gap: str) -> None:
    text = gap.join(words)
    whole = {(kind.name, m.span()) for kind in KINDS.values() if kind.bare for m in kind.bare.finditer(text)}
    near = {(kind.name, m.span()) for kind, m in shaped(text)}
    assert near == whole


def test_every_way_to_begin_a_legal_form_is_known() -> None:
    written = (
        "SARL|S.à r.l.|Sàrl|asbl|ASBL|vzw|v.z.w.|cvba|s.n.c.|Soc. Coop.|società cooperativa|scarl|s.r.l.|srls|s.p.a.|"
        "s. r. o.|spol. s r. o.|v.o.f.|gGmbH|GmbH|mbH|eGbR|e. K.|e.U.|eG|e. V.|Unipessoal, Lda|sp. z o.o.|Sp. z o.o.|"
        "sp. k.|SP. J.|s. c.|plc|p.l.c.|A/S|a. s.|d.o.o.|OÜ|ЕООД|ΙΚΕ|KGaA|Ltd|Inc."
    ).split("|")
    for form in written:
        assert find_forms(f"x {form} y", fold(f"x {form} y")), form
    assert not find_forms("sans doute", "sans doute")


def test_phrases_of_a_line_stand_where_they_stand_in_the_text() -> None:
    line = "vous disposez d'un delai de retractation de quatorze jours"
    alone, twice = find_phrases(line, ("fr",)), find_phrases(f"{line}\nautre ligne\n{line}", ("fr",))
    behind = len(line) + len("\nautre ligne\n")
    for key, hits in alone.items():
        moved = tuple(Hit(h.key, h.start + behind, h.end + behind) for h in hits)
        assert twice[key] == (*hits, *moved)
    assert alone


_COUNTS = st.lists(
    st.sampled_from(
        "14 48h vierzehn quatorze (14) 2 30/14 jours jour ouvrés tage werktage stunden monate un an mois x 1.14 - h "
        "(quatorze) days business two \n".split(" ")
    ),
    max_size=30,
)


@given(_COUNTS, st.sampled_from(["fr", "de", "en"]))
@settings(max_examples=200, deadline=None)
def test_periods_looked_for_before_units_are_those_of_the_whole_text(words: list[str], language: str) -> None:
    text = fold(" ".join(words))
    pattern, _, _, _ = _pattern(language)
    whole = [m.span() for m in pattern.finditer(text)]
    assert {m.span() for start, end in near_units(language, text) for m in pattern.finditer(text, start, end)} == set(
        whole
    )


_MONEY = st.lists(
    st.sampled_from("12 299 1.299 9,90 € EUR zł 12,- $ 10€ - 20 x - 19€99 12. CHF".split(" ")), max_size=8
)


@given(_MONEY, _MONEY)
@settings(max_examples=200, deadline=None)
def test_amounts_of_lines_apart_are_those_of_the_lines(above: list[str], below: list[str]) -> None:
    one, other = f"a {' '.join(above)} b", f"c {' '.join(below)} d"
    apart = [(a.value, a.start, a.end) for a in amounts(one)]
    apart += [(a.value, a.start + len(one) + 1, a.end + len(one) + 1) for a in amounts(other)]
    assert [(a.value, a.start, a.end) for a in amounts(f"{one}\n{other}")] == apart


_CODES = (
    r"\b(?:EUH|H)[2-4]\d{2}\b|\bGHS ?0\d\b|ghs[-_]?0?\d\.(?:png|svg|gif|jpe?g)",
    r"(?:0[-_]3|36m|not[-_]?under[-_]?3)[\w-]{0,20}\.(?:png|svg|gif|jpe?g)|suggestedminage",
    r"(?-i:\b[A-Z]{2}-(?:BIO|ÖKO|OKO|ECO|EKO|ORG)-\d{1,3}\b)",
    r"(?-i:\bEN ?(?:ISO ?)?\d{3,5}\b|\bCE ?0\d{3}\b)",
)
_PIECES = (
    "H EUH 301 30 ghs GHS 0 5 .png 0-3 36m notunder3 _a suggestedMinAge DE AT é • -BIO -ÖKO -7 EN CE ISO 0123 X , -"
)


@given(st.lists(st.sampled_from([*_PIECES.split(), " "]), max_size=12).map("".join))
@settings(max_examples=400, deadline=None)
def test_signs_looked_for_as_bytes_are_those_of_the_text(source: str) -> None:
    page = parse_page(response("https://shop.example/", source))
    for what, expression in zip(("hazard", "age", "organic_code", "conformity"), _CODES, strict=True):
        wanted = re.search(expression, page.html, re.IGNORECASE)
        assert _sign(what, page) == (wanted[0] if wanted else ""), expression  # type: ignore[arg-type]


def test_a_letter_with_an_accent_is_a_letter_in_bytes_too() -> None:
    for source in ("éH301", "éGHS 05", "éEN 71"):
        page = parse_page(response("https://shop.example/", f"<p>{source}</p>"))
        assert not any(_sign(what, page) for what in ("hazard", "conformity"))
    page = parse_page(response("https://shop.example/", "<img src='/36m-déjà.png'>"))
    assert _sign("age", page) == "36m-déjà.png"


@pytest.mark.parametrize(
    ("what", "source", "sign"),
    [
        ("hazard", "• H314", "H314"),
        ("hazard", "•H314", "H314"),
        ("hazard", "Hinweis\xa0H314", "H314"),
        ("hazard", "–GHS05", "GHS05"),
        ("hazard", "„EUH208“", "EUH208"),
        ("hazard", "H302é", ""),
        ("organic_code", "Certifié\xa0FR-BIO-01", "FR-BIO-01"),
        ("organic_code", "«DE-ÖKO-006»", "DE-ÖKO-006"),
        ("organic_code", "DE-ÖKO-006é", ""),
        ("conformity", "«CE 0123»", "CE 0123"),
        ("age", "<img src='/0-3_предупреждение.png'>", "0-3_предупреждение.png"),
        ("age", "<img src='/36m™.png'>", ""),
    ],
)
def test_what_stands_beside_a_sign_is_asked_in_characters(what: Particular, source: str, sign: str) -> None:
    assert _sign(what, parse_page(response("/", f"<p>{source}</p>"))) == sign


def test_an_expression_without_known_beginnings_is_tried_everywhere() -> None:
    assert [match[0] for match in Begun(r"\d+ left").finditer("3 left, 14 left")] == ["3 left", "14 left"]
