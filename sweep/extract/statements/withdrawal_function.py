"""The online withdrawal function: the clickable element with which a consumer withdraws (Dir. 2011/83/EU, art. 11a)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal

from checks.facts import Fact, Found, WithdrawalFunction
from sweep.extract.lexicon import lexicon
from sweep.extract.page import Page
from sweep.extract.pages.forms import has_form
from sweep.extract.pages.links import Link
from sweep.extract.pages.places import attribute_quote
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.platforms import body_role, path_role
from sweep.extract.visit.roles import page_key
from sweep.extract.visit.stated import clauses, merged, texts
from sweep.extract.words.labels import known, tidy
from sweep.extract.words.needles import Sieve
from sweep.extract.words.sieves import sieve
from sweep.extract.words.text import fold

Grade = Literal["official", "equivalent", "ambiguous"]
GRADES: tuple[Grade, ...] = ("official", "equivalent", "ambiguous")
_QUOTES = tuple("«“„\"'‘‚›»")
_ROUND_LABEL = 4  # words round a label that make a sentence of it
_PLACES = ("footer", "nav", "main")
_NO_PAGE = re.compile(r"\.(?:pdf|docx?|odt|rtf|jpe?g|png)(?:$|\?)", re.IGNORECASE)
_HERE = frozenset(
    fold(
        "ici hier here aqui qui tutaj tu her har tasta anseo cia aici hawnhekk tukaj ovde ovdje siin seit zde itt тук "
        "εδω online онлайн internetu tiessaiste jetzt now maintenant ahora ora teraz nu"
    ).split()
)
_WHOSE = frozenset(  # words for whose contract is meant, which goes without saying
    fold(
        "my your this the mon ma votre ce cet mein meinen ihren diesen mijn uw deze mi su este mio tuo questo meu este "
        "moj moje swojej din mit min mitt minu mano jusu mana του της"
    ).split()
)
_COVERAGE = ("home", "withdrawal", "terms", "delivery", "contact")


def withdrawal_function(shop: ShopPages) -> Fact[WithdrawalFunction]:
    """The best labelled element on any page read. A heading, a text or a file to print is none.

    An ambiguous label whose target was read and holds no form is information, not a function.
    """
    found = sorted(_candidates(shop), key=lambda c: (GRADES.index(c[1]), _PLACES.index(c[2].place), c[0].url, c[2].url))
    if not found:
        return shop.not_found(*_COVERAGE)
    page, grade, link = found[0]
    target = shop.page_at(link.url)
    value = WithdrawalFunction(
        label=" ".join(link.text.split()),
        grade=grade,
        href=link.url,
        behind_login=_behind_login(link, target),
        confirmation=_confirmation([p for p in (target, page) if p is not None]),
    )
    return Found(value, page.evidence(attribute_quote(page, link)))


def _candidates(shop: ShopPages) -> Iterable[tuple[Page, Grade, Link]]:
    for page in shop.pages:
        languages = known(dict.fromkeys((*shop.languages, page.language)))
        for link in page.links:
            grade = _grade(link, languages)
            if grade and not (grade == "ambiguous" and _only_information(shop, page, link)):
                yield page, grade, link


def _grade(link: Link, languages: tuple[str, ...]) -> Grade | None:
    grade = label_grade(link.text, languages) if 0 < len(link.text) <= 90 and link.kind != "form" else None
    if grade is None or _NO_PAGE.search(link.url) or (link.url and not link.url.startswith("http")):
        return None
    return grade


@lru_cache(maxsize=20_000)
def label_grade(text: str, languages: tuple[str, ...]) -> Grade | None:
    """What a label says in these languages (as `known` returns them), None where it is about something else.

    Cached: the menus of a shop have the same labels on every page.
    """
    label = tidy(text)
    grade = _labels(languages).get(label) or _near_grade(label, languages)
    return "ambiguous" if grade and text.rstrip().endswith("?") else grade  # "Bestellung widerrufen?" leads to answers


def _near_grade(label: str, languages: tuple[str, ...]) -> Grade | None:
    """The grade of a label that is none of those known by heart: official words with more round them, or words on
    withdrawing of the shop's own, on which a person decides."""
    if _official(languages).search(label) or _bare(label) in _bare_labels(languages):
        return "equivalent"
    stems = sieve("statements", ("function_stem",), languages)
    return "ambiguous" if stems and stems.search(label) else None


def _bare(label: str) -> str:
    """A label without the words that only say where to click, or whose contract it is."""
    return " ".join(word for word in label.split() if word not in _HERE and word not in _WHOSE)


@cache
def _bare_labels(languages: tuple[str, ...]) -> frozenset[str]:
    bare = (_bare(label) for label, grade in _labels(languages).items() if grade != "ambiguous")
    return frozenset(label for label in bare if " " in label)  # "withdraw" alone may be another right


@cache
def _official(languages: tuple[str, ...]) -> Sieve:
    labels = [tidy(t) for code in languages for t in lexicon(code)["statements"].get("function_official", ())]
    return Sieve(r"(?<!\w)(?:" + "|".join(map(re.escape, labels)) + r")(?!\w)" if labels else r"(?!)")


@cache
def _labels(languages: tuple[str, ...]) -> dict[str, Grade]:
    return {
        tidy(label): grade
        for grade in reversed(GRADES)
        for language in languages
        for label in lexicon(language)["statements"].get(f"function_{grade}", ())
    }


def _only_information(shop: ShopPages, page: Page, link: Link) -> bool:
    """Whether what the link leads to was read and holds no form and no frame that could be one."""
    target = page if page_key(link.url) == page_key(page.url) else shop.page_at(link.url)
    return target is not None and not has_form(target) and target.tree.css_first("iframe") is None


def _behind_login(link: Link, target: Page | None) -> bool:
    if target is not None and "login" in (path_role(target.url), body_role(target)):
        return True
    return path_role(link.url) == "login"


def _confirmation(pages: Iterable[Page]) -> str:
    """The label of the second step on the first of these pages that has one."""
    for page in pages:
        labels = _confirm_labels(known([page.language]))
        for link in page.links:
            if link.kind != "form" and tidy(link.text) in labels:
                return " ".join(link.text.split())
    return ""


@cache
def _confirm_labels(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        tidy(label) for code in languages for label in lexicon(code)["statements"].get("function_confirm", ())
    )


# --- the function in the texts ---


def withdrawal_function_info(shop: ShopPages) -> Fact[str]:
    """A sentence that tells of the online withdrawal function, where to find it, or quotes its label."""
    pages = list(texts(shop, "withdrawal", "terms", "delivery", "legal_notice", "other"))
    found = clauses(pages, "contract.tells_function", _is_sentence) or list(_quoting_label(shop, pages))
    return merged(found) if found else shop.not_found("withdrawal", "terms", "delivery")


def _quoting_label(shop: ShopPages, pages: Iterable[StatementText]) -> Iterator[Found[str]]:
    """Sentences that name the function by the words that the shop's own link bears."""
    function = withdrawal_function(shop)
    if not isinstance(function, Found) or function.value.grade == "ambiguous":
        return
    label = function.value.label
    for told in pages:
        at = told.text.find(label)
        while at >= 0:
            clause = told.clause(at)
            whole = told.words(clause) >= len(label.split()) + _ROUND_LABEL
            if whole and _set_apart(told, clause, at) and not told.is_menu(clause):
                yield Found(told.quote(clause, at), told.evidence(clause, at))
                break
            at = told.text.find(label, at + len(label))


def _set_apart(told: StatementText, clause: Span, at: int) -> bool:
    """Whether words stand as a name in a sentence: in quotes, or with a capital that grammar does not ask for."""
    if told.text[max(0, at - 2) : at].strip()[-1:] in _QUOTES:
        return True
    german = told.page.language == "de"  # its nouns have one anyway
    return told.text[at].isupper() and not german and bool(told.text[clause.start : at].strip())


def _is_sentence(told: StatementText, clause: Span) -> bool:
    return told.words(clause) >= 5 and not told.says(clause, "consent", "withdraw_not")
