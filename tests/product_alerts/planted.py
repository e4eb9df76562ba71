"""Offers in six languages, planted in the clothes that shops give them: for the recall of the watchlists."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from product_alerts.model import Offer

SEED = 20261122
SIZE = 300

# How shops dress a name: by language, before and behind it.
_DRESS = {
    "en": ("{}", "{} - free shipping", "NEW! {}", "{} | in stock", "Top quality {}", "{}, fast delivery (B-114)"),
    "fr": ("{}", "{} - livraison offerte", "NOUVEAU ! {}", "{} | en stock", "Promo : {}", "{}, envoi rapide (B-114)"),
    "de": ("{}", "{} - Versand gratis", "NEU! {}", "{} | auf Lager", "Angebot: {}", "{}, schneller Versand (B-114)"),
    "nl": ("{}", "{} - gratis verzending", "NIEUW! {}", "{} | op voorraad", "Actie: {}", "{}, snel geleverd (B-114)"),
    "es": ("{}", "{} - envío gratis", "¡NUEVO! {}", "{} | en stock", "Oferta: {}", "{}, entrega rápida (B-114)"),
    "it": ("{}", "{} - spedizione gratuita", "NOVITÀ! {}", "{} | disponibile", "Offerta: {}", "{}, subito (B-114)"),
}


@dataclass(frozen=True, slots=True)
class Planted:
    """An offer and the list that must spot it; "" for one that all lists must leave alone."""

    offer: Offer
    watchlist: str
    language: str


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("planted.yaml").read_text(encoding="utf-8"))
    return data


def _dressed(names: Iterator[tuple[str, str, str]], draw: random.Random) -> Iterator[Planted]:
    for watchlist, language, name in names:
        title = draw.choice(_DRESS[language]).format(name)
        title = title.upper() if draw.random() < 0.15 else title
        yield Planted(Offer("https://shop.example/p", title), watchlist, language)


def planted() -> tuple[Planted, ...]:
    """300 offers of goods that stand on a list: every name once or twice, each time in other clothes."""
    draw = random.Random(SEED)
    names = [
        (watchlist, language, name)
        for watchlist, languages in _names().items()
        if watchlist != "silent"
        for language, found in languages.items()
        for name in found
    ]
    return tuple(_dressed(iter([*names, *draw.sample(names, SIZE - len(names))]), draw))


def neighbours() -> tuple[Planted, ...]:
    """Ordinary goods that share words with the lists."""
    names = ((lang, name) for lang, found in _names()["silent"].items() for name in found)
    return tuple(_dressed((("", language, name) for language, name in names), random.Random(SEED)))
