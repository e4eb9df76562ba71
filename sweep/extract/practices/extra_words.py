"""What the words and marks of a choice with a price tell: a paid extra, a refusal, a gift, or a part of the order."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from sweep.extract.lexicon import pattern
from sweep.extract.practices.chosen import Choice
from sweep.extract.words.text import fold

# A choice of delivery, payment or variant must begin somewhere: a choice made in advance there is no extra.
_NEEDED = re.compile(
    r"shipping|delivery|versand|livr|liefer|envio|spediz|entrega|dostaw|wysyl|przesyl|bezorg|verzend|levering|retrait|abhol|"
    r"carrier|payment|zahlung|zahlart|paiement|pago|pagamento|platnos|betaal|variant|size|colou?r|groesse|taille|address"
    r"|attribute(?!s\[)|group\[|option_id|newsletter|terms|agb|cgv|privacy|remember|country|currency|quantity|menge|qty",
    re.IGNORECASE,
)
# Boxes that choose between parts of a page or narrow a list down, and those that may open and close a part of it.
_CONTROL = re.compile(r"(?<![a-z])tabs?(?![a-z])|faq|filter|facet|compare", re.IGNORECASE)
_MAY_OPEN = re.compile(r"accordion|collaps|menu|drawer|summary", re.IGNORECASE)
_MARKS = ("name", "id", "class")
_ROUND = 3  # elements round a box whose marks are its own
# "incl. 21 % VAT", "IVA incluido": said of a price, not of the extra.
_TAX = re.compile(
    r"\(?(?<!\w)(?:in[ck]l?(?:l?usi(?:ve|ef))?\.?|including|w tym|z) ?(?:\d\d? ?% ?)?(?:der )?(?:ges\w*\.? )?"
    r"(?:mwst|ust|mehrwertsteuer|umsatzsteuer|vat|btw|tva|iva|tax)\.?\)?|(?<!\w)(?:iva|tva) (?:incl\w+|compris\w?)"
)


def is_needed(choice: Choice) -> bool:
    """Whether a choice belongs to what every order needs, or cannot be undone by the consumer."""
    return "disabled" in choice.node.attributes or bool(_NEEDED.search(_marks(choice.node)))


def is_control(choice: Choice) -> bool:
    """Whether a box only moves parts of the page, or answers a question that stands as its label."""
    return "?" in choice.words or _CONTROL.search(_marks_round(choice)) is not None


def may_open(choice: Choice) -> bool:
    """Whether a box may only open a part of the page; ordering in steps has such parts, too."""
    return _MAY_OPEN.search(_marks_round(choice)) is not None


def _marks_round(choice: Choice) -> str:
    node: LexborNode | None = choice.node
    marks: list[str] = []
    while node is not None and len(marks) <= _ROUND and node.tag not in ("form", "main", "body"):
        marks.append(f"{node.tag} {_marks(node)}")
        node = node.parent
    return " ".join(marks)


def _marks(node: LexborNode) -> str:
    return " ".join(node.attributes.get(key) or "" for key in _MARKS)


def names_extra(words: str, spoken: tuple[str, ...]) -> bool:
    """Whether words name what nobody needs for the goods themselves: an insurance, a wrapping, a donation."""
    return _says("extra", fold(words), spoken)


def declines(words: str, spoken: tuple[str, ...]) -> bool:
    """Whether a choice is the one against an extra: "without insurance", "I do not want"."""
    folded = fold(words)
    without = [p for code in spoken if (p := pattern("checkout", "without", code))]
    return any(p.match(folded) for p in without) or _says("declined", folded, spoken)


def costs_nothing(words: str, spoken: tuple[str, ...]) -> bool:
    """Whether the amount in the words may be what is not to be paid: a gift's worth, a credit, a deposit."""
    return _says("no_extra", _TAX.sub(" ", fold(words)), spoken)


def _says(key: str, folded: str, spoken: tuple[str, ...]) -> bool:
    return any(p.search(folded) for code in spoken if (p := pattern("checkout", key, code)))
