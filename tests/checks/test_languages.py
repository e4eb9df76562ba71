"""Every text of the law stands in the four languages, with the same placeholders, and no text is a copy of another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from checks.card import placeholders
from checks.catalogue import load, manual_questions, render, words
from checks.judge import judge
from tests.checks.notation import shop

FOUR = ("en", "fr", "nl", "de")
_DAY = date(2026, 11, 21)


def _card_texts(check_id: str) -> Iterator[tuple[str, dict[str, str]]]:
    card = load()[check_id].card
    yield "title", card.title
    if card.remedy:
        yield "remedy", card.remedy
    yield from card.messages.items()


@pytest.mark.parametrize("check_id", list(load()))
def test_a_card_speaks_four_languages(check_id: str) -> None:
    for key, texts in _card_texts(check_id):
        assert set(texts) == set(FOUR), f"{check_id} {key}: {', '.join(texts)}"
        assert all(text.strip() for text in texts.values()), f"{check_id} {key}: an empty text"
        assert len({placeholders(text) for text in texts.values()}) == 1, f"{check_id} {key}: placeholders differ"
        sentences = [text for text in texts.values() if len(text) > 40]
        assert len(set(sentences)) == len(sentences), f"{check_id} {key}: a text that was not translated"


@pytest.mark.parametrize("question", list(manual_questions()))
def test_a_question_for_a_person_speaks_four_languages(question: str) -> None:
    for texts in (manual_questions()[question].title, manual_questions()[question].instruction):
        assert set(texts) == set(FOUR)
        assert len({text.strip() for text in texts.values() if text.strip()}) == len(FOUR)


@pytest.mark.parametrize("section", list(words()))
def test_the_judge_speaks_four_languages(section: str) -> None:
    for key, texts in words()[section].items():
        assert set(texts) == set(FOUR), f"{section}.{key}: {', '.join(texts)}"
        assert len({placeholders(text) for text in texts.values()}) == 1, f"{section}.{key}: placeholders differ"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Not measurable: the delivery cost could not be established, because"),
        ("fr", "Non mesurable : le montant des frais de livraison n'a pas pu être établi, car"),
        ("nl", "Niet meetbaar. Niet vast te stellen: de leveringskosten. Reden: de toegang"),
        ("de", "Nicht messbar. Nicht festzustellen: die Lieferkosten. Grund: der Zugriff"),
    ],
)
def test_what_could_not_be_seen_is_said_in_each(language: str, said: str) -> None:
    facts = shop({"offers": "goods", "delivery_cost": {"unknown": "blocked"}})
    verdict = judge(load()["price.delivery_cost"], facts, "BE", _DAY)
    assert render(verdict, language).startswith(said)


def test_an_unknown_language_gets_english() -> None:
    facts = shop({"offers": "goods", "delivery_cost": "absent"})
    verdict = judge(load()["price.delivery_cost"], facts, "BE", _DAY)
    assert render(verdict, "xx") == render(verdict, "en")
    assert render(verdict, "nl") == "Op de 2 bezochte pagina's werd geen vermelding van de leveringskosten gevonden."
    assert render(verdict, "de") == "Auf den 2 besuchten Seiten wurde keine Angabe zu den Lieferkosten gefunden."
