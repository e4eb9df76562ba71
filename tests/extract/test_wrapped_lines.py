"""Terms copied out of a PDF, each line in a paragraph of its own: sentences go on over the ends of lines."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import Found
from sweep.extract.pages.wrapped_lines import unwrapped
from sweep.extract.shop import read_shop
from tests.extract.shops import shop

TERMS = (
    "Les présentes conditions règlent les ventes que la société Brumel conclut avec des consommateurs sur son site, et "
    "elles sont les seules qui s'appliquent à ces ventes.\n"
    "Le client dispose, pour chaque achat qu'il fait sur le site et sans avoir à donner de motif, d'un délai de "
    "rétractation de trente jours à compter de la réception du dernier de ses produits.\n"
    "Pour l'exercer, il écrit au service des retours à l'adresse que donne la page de contact, ou il remplit le "
    "formulaire type qui est joint à ces conditions et dont il garde une copie.\n"
    "Nous remboursons tous les paiements reçus de lui, frais de livraison standard compris, au plus tard dans les "
    "dix jours qui suivent celui où nous sommes informés de sa décision de se rétracter.\n"
    "Les frais directs de renvoi du produit, quel que soit le transporteur que choisit le client pour ce renvoi, "
    "restent à notre charge.\n"
    "Le vendeur répond des défauts de conformité qui existent lors de la délivrance et qui apparaissent dans un délai "
    "de deux ans à compter de celle-ci, sans frais pour le client et sans qu'il ait à les prouver.\n"
    "Toute demande est traitée par notre service dans un délai de cinq jours ouvrés, et le client peut ensuite saisir "
    "gratuitement le médiateur dont le nom et l'adresse sont donnés à la fin de ces conditions.\n"
)


TERMS += (
    "Les données que le client donne lors de sa commande servent à la traiter, à la livrer et à répondre aux questions "
    "qu'il pose ensuite, et elles ne sont données à personne d'autre que le transporteur.\n"
    "Le contrat est conclu en français et le client peut en garder une copie, que nous lui envoyons avec l'annonce "
    "de sa commande et qu'il retrouve aussi dans son compte pendant dix ans.\n"
)


def _wrapped(text: str, width: int) -> list[str]:
    return [line for paragraph in text.splitlines() for line in textwrap.wrap(paragraph, width)]


@pytest.mark.parametrize("width", [70, 85, 110])
def test_statements_are_read_over_the_ends_of_lines(width: int) -> None:
    whole = read_shop(shop("fr", {"terms": TERMS.strip()}), country="FR")
    facts = read_shop(shop("fr", {"terms": "\n".join(_wrapped(TERMS, width))}), country="FR")
    for name in ("withdrawal_period", "refund_period", "return_costs"):
        read, wanted = getattr(facts, name), getattr(whole, name)
        assert isinstance(wanted, Found)
        assert isinstance(read, Found)
        assert read.value == wanted.value
    assert isinstance(facts.withdrawal_period, Found)
    assert facts.withdrawal_period.value.days == 30
    assert isinstance(facts.return_costs, Found)
    assert facts.return_costs.value.payer == "trader"


def test_a_full_line_joins_the_next_and_an_item_begins_anew() -> None:
    lines = unwrapped("\n".join(_wrapped(TERMS * 2, 80))).split("\n")
    assert lines[: len(TERMS.splitlines())] == TERMS.splitlines()
    items = [f"- {line}" for line in _wrapped(TERMS * 2, 80)]
    assert unwrapped("\n".join(items)).split("\n") == items


@pytest.mark.parametrize(
    "lines",
    [
        ["Lampe de table Nébulon en laiton brossé, hauteur 45 cm"] * 60,  # tiles
        ["les frais de renvoi, lorsque le produit est défectueux"] * 9,  # too few to tell
        [line * 3 for line in TERMS.splitlines()] * 6,  # paragraphs that the browser wraps
        ["Livraison", "offerte", "dès 50 €", "retours", "gratuits"] * 30,  # a menu
    ],
)
def test_other_texts_keep_their_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert unwrapped(text) == text


@given(st.lists(st.sampled_from([*_wrapped(TERMS, 60), "Article 5", "- offert", "", "x" * 200]), max_size=80))
def test_only_line_breaks_change(lines: list[str]) -> None:
    text = "\n".join(line for line in lines if line)
    assert unwrapped(text).replace("\n", " ") == text.replace("\n", " ")


@pytest.mark.parametrize("count", ["(14) jours", "14 jours"])
def test_a_count_at_the_beginning_of_a_line_is_no_number_of_an_item(count: str) -> None:
    broken = f"Le client qui se rétracte est remboursé de tous ses paiements dans un délai de\n{count} calendaires."
    assert broken.replace("\n", " ") in unwrapped("\n".join(_wrapped(TERMS * 2, 80)) + "\n" + broken)
    item = broken.replace(count, "14. Le calcul des délais en jours")
    assert item in unwrapped("\n".join(_wrapped(TERMS * 2, 80)) + "\n" + item)
