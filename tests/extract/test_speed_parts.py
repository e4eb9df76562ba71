"""The parts that make reading fast change nothing of what is read."""

from __future__ import annotations

import re
from dataclasses import replace
from weakref import ref

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sweep.extract.handover import Handover
from sweep.extract.legal_text import legal_text
from sweep.extract.lexicon import languages, lexicon, pattern
from sweep.extract.needles import Haystack, Sieve, needles
from sweep.extract.outline import outline
from sweep.extract.page import Page, parse_page
from sweep.extract.price_page import price_page
from sweep.extract.statement_text import statement_text
from sweep.extract.text import _fold_table, fold
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
    assert set(needles(r"(?:retour|envoi) (?:gratuit|offert)")) in ({"retour", "envoi"}, {"gratuit", "offert"})
    assert needles(r"retours?|\d+ jours") == ("jours", "retour") or needles(r"retours?|\d+ jours") == (
        " jours",
        "retour",
    )
    assert needles(r"(?:retour)?") == ()
    assert needles(r"(?i)retour") == ()
    assert needles(r"(?i:retour)") == ()
    assert needles(r"retour|\d+") == ()


def test_a_haystack_says_nothing_of_a_stretch_without_needles() -> None:
    spots = Haystack({"back": r"retours?", "any": r"\d"}).spots("le retour est simple")
    assert spots.near(0, 20) == {"back", "any"}
    assert spots.near(10, 20) == {"any"}


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
