"""The button that places the order (Directive 2011/83/EU, art. 8(2)): which element it is, and what its words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from selectolax.lexbor import LexborNode

from checks.facts import Fact, Found, OrderButton, Unknown
from sweep.extract.lexicon import lexicon, pattern
from sweep.extract.page import Page, is_hidden
from sweep.extract.practices.basket import rows
from sweep.extract.prices import amounts
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.labels import known, tidy
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import clean, fold

Grade = Literal["good", "grey", "order", "next", "other"]
_KEYS: tuple[tuple[Grade, str], ...] = (
    ("good", "order_good"),
    ("grey", "order_grey"),
    ("order", "order_word"),
    ("next", "order_next"),
)
# How platforms themselves call the last button: WooCommerce, PrestaShop, Magento, OpenCart, Shopware, Shopify, Oscar.
_FINAL = (
    "#place_order, button[name=woocommerce_checkout_place_order], #payment-confirmation button[type=submit], "
    ".payment-method button.action.primary.checkout, #button-confirm, #confirmFormSubmit, #checkout-pay-button, "
    "#place-order, button[name=place_order], input[name=place_order], button[name=submit_order], #submit-order, "
    "[data-testid=place-order], [data-testid=submit-order-button]"
)
_CHOICE_OF_PAYMENT = (
    "input[type=radio][name*=payment], input[type=radio][name*=zahlung], select[name*=payment], "
    "input[autocomplete=cc-number], input[name*=card_number], input[name*=cardnumber]"
)
# Who asks for the buyer's name or street beside the means of payment asks for all that an order needs.
_PERSON = ", ".join(
    (
        *(f"input[autocomplete*={told}]" for told in ("name", "street", "address", "postal")),
        *(f"input[name*={told}]" for told in "name nom naam nome imie adres address strasse street straat".split()),
        *(f"input[name*={told}]" for told in "direccion indirizzo morada ulica".split()),
    )
)
_AGREED = re.compile(
    r"(?<!\w)(?:cgv|agb|terms|conditions|(?:algemene )?voorwaarden|(?:geschafts)?bedingungen|condiciones|condizioni|"
    r"termini|condicoes|termos|regulamin\w*)(?!\w)"
)
_MAX_LABEL = 90
_ICONS = re.compile("[\ue000-\uf8ff]")  # the private use area, where icon fonts have their signs


def order_button(shop: ShopPages) -> Fact[OrderButton]:
    """The best known order button of the checkout pages read.

    A visit of ours ends where personal data are asked for, mostly before the last step: then it is Unknown. Where no
    page of a checkout was seen, a basket with the last button itself is the last step, and so may be one that asks
    who buys and how it is paid.
    """
    pages = shop.of("checkout") or tuple(page for page in shop.of("basket") if _may_end(page))
    found = [f for page in pages for f in _on_page(page, shop.languages)]
    if found:
        return min(found, key=lambda f: (not f.value.final, f.evidence.url))
    if pages:
        return Unknown("not fetched", f"the last step of the order, behind {pages[0].url}")
    return Unknown("not fetched", "the last step of the order")


def _may_end(page: Page) -> bool:
    whole = (form for form in page.tree.css("form") if _pays(form) and form.css_first(_PERSON) is not None)
    named = any(not _leads_on(node) for node in page.tree.css(_FINAL))
    return named or next(whole, None) is not None


def _on_page(page: Page, languages: tuple[str, ...]) -> Iterator[Found[OrderButton]]:
    spoken = known((page.language, *languages))
    named = [(node, True) for node in page.tree.css(_FINAL) if not _hidden(node) and not _leads_on(node)]
    last = not (_announces_step(page) or _is_free(page, languages) or _NO_DUTY.search(page.folded))
    for node, final in named or _by_its_form(page, spoken):
        words = label(node)
        if words and len(words) <= _MAX_LABEL:
            yield Found(OrderButton(words, grade(words, spoken), final and last), page.evidence(_quote(page, words)))


def _leads_on(node: LexborNode) -> bool:
    """Whether it is a link to a further page, on which the order goes on."""
    target = (node.attributes.get("href") or "").strip()
    return node.tag == "a" and bool(target) and not target.startswith(("#", "javascript:"))


# "Step 2 of 3", "In the next step you check your order".
_STEP = re.compile(
    r"(?<!\w)(?:step|schritt|etape|stap|paso|passo|passaggio|passos?|krok) (\d) ?(?:of|von|sur|van|de|di|z|"
    r"/) ?(\d)(?!\d)"
)
_NEXT = Sieve(
    r"(?<!\w)(?:in the next step|on the next page|im nachsten schritt|auf der nachsten seite|a l'etape suivante|"
    r"a la page suivante|in de volgende stap|op de volgende pagina|en el siguiente paso|en el paso siguiente|"
    r"nel (?:passo|passaggio) successivo|nella pagina successiva|no passo seguinte|na pagina seguinte|"
    r"w (?:nastepnym|kolejnym) kroku|na nastepnej stronie)(?!\w)"
)


# Who only asks for a price, or reserves, has nothing to pay yet.
_NO_DUTY = Sieve(
    r"(?<!\w)(?:unverbindlich\w* (?:reservier|anfrag|vormerk|vorbestell|buchung)\w*|(?:preis|angebots)anfrage|"
    r"bezahlt wird nichts|"
    r"without obligation|non-binding|(?:request|ask for) a quote|sans engagement d'achat|demande de devis|"
    r"vrijblijvend\w*|"
    r"offerteaanvraag|sin compromiso(?: de compra)?|solicitud de presupuesto|senza impegno|richiesta di preventivo|"
    r"sem compromisso|pedido de orcamento|niezobowiazujac\w+|zapytanie o cene)(?!\w)"
)
_ZERO = re.compile(r"(?<!\w)(?:gesamt\w*|total\w{0,2}|totaal|summe|razem|suma)(?!\w)[^\d\n]{0,15}0[.,]00(?!\d)")


def _announces_step(page: Page) -> bool:
    """Whether the page says that a step follows: nobody can tell then that this one is the last."""
    counted = any(int(m[1]) < int(m[2]) for m in _STEP.finditer(page.folded))
    return counted or _NEXT.search(page.folded) is not None


def _is_free(page: Page, languages: tuple[str, ...]) -> bool:
    """Whether the order costs nothing: the words are owed where the consumer has to pay."""
    totals = [row.amount for row in rows(page, languages) if row.kind == "total"]
    return not any(totals) and (bool(totals) or _ZERO.search(page.folded) is not None)


def _by_its_form(page: Page, spoken: tuple[str, ...]) -> Iterator[tuple[LexborNode, bool]]:
    """Buttons with words of ordering in a form that is sent by POST and in which the payment is chosen; which is last.

    One with words of ordering is the last where the buyer agrees to the terms in the same form. One with words of
    going on may then be the last, too, or where the basket itself asks for all that an order needs: a person must
    look. In a checkout without such a box a step may follow.
    """
    for form in filter(_pays, page.tree.css("form")):
        agreed = _agrees(form)
        whole = page.role == "basket" and form.css_first(_PERSON) is not None
        wanted = (*_ORDERS, "next") if agreed or whole else _ORDERS
        for node in form.css("button, input[type=submit], input[type=image]"):
            kind = (node.attributes.get("type") or "submit").lower()
            said = grade(label(node), spoken)
            if kind in ("submit", "image") and not _hidden(node) and said in wanted:
                yield node, said == "order" and agreed


def _pays(form: LexborNode) -> bool:
    return (form.attributes.get("method") or "").lower() == "post" and form.css_first(_CHOICE_OF_PAYMENT) is not None


def _agrees(form: LexborNode) -> bool:
    """Whether terms are agreed to by a box in a form that asks who buys."""
    boxed = form.css_first("input[type=checkbox]") is not None and form.css_first(_PERSON) is not None
    return boxed and _AGREED.search(fold(form.text(separator=" "))) is not None


_ORDERS = ("good", "grey", "order")


def label(node: LexborNode) -> str:
    """The words on a button, icons and blanks tidied up."""
    if node.tag == "input":
        return clean(node.attributes.get("value") or node.attributes.get("alt") or "")
    text = " ".join(_ICONS.sub(" ", node.text()).split())
    return text or clean(node.attributes.get("aria-label") or node.attributes.get("title") or "")


def grade(words: str, spoken: tuple[str, ...]) -> Grade:
    """What a label says of the duty to pay, in the languages of the page; the sum on it says nothing.

    Known labels are looked up; of others, one that holds a whole formula of the law is good, and one with a word of
    paying is left to a person.
    """
    said = tidy(_without_sums(words))
    if said in _labels(spoken):
        return _labels(spoken)[said]
    if _formula(spoken).search(said):
        return "good"
    paying = (pattern("checkout", "pay_word", code) for code in spoken)
    return "grey" if any(p.search(said) for p in paying if p) else "other"


def _without_sums(words: str) -> str:
    for amount in reversed(amounts(words)):
        words = words[: amount.start] + " " + words[amount.end :]
    return re.sub(r"\(\s*\)|[:·|-]\s*$", " ", words.strip())


@cache
def _labels(spoken: tuple[str, ...]) -> dict[str, Grade]:
    """Label -> grade; where languages differ the first one spoken decides, and within it the better grade."""
    known_labels: dict[str, Grade] = {}
    for code in spoken:
        for name, key in _KEYS:
            for phrase in lexicon(code)["checkout"].get(key, ()):
                known_labels.setdefault(tidy(phrase), name)
    return known_labels


@cache
def _formula(spoken: tuple[str, ...]) -> re.Pattern[str]:
    """Official formulas of several words, inside a longer label."""
    phrases = {tidy(p) for code in spoken for p in lexicon(code)["checkout"].get("order_good", ()) if " " in p}
    long = sorted((p for p in phrases if len(p) >= 20), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, long)) + r")(?!\w)" if long else r"(?!)")


def _hidden(node: LexborNode) -> bool:
    current: LexborNode | None = node
    while current is not None:
        if is_hidden(current) or current.tag in ("template", "noscript"):
            return True
        current = current.parent
    return False


def _quote(page: Page, words: str) -> str:
    """The label as it stands in the page, or the longest run of its words that does."""
    parts = words.split(" ")
    runs = (" ".join(parts[: len(parts) - n]) for n in range(len(parts)))
    return next((run for run in runs if run in page.text or run in page.html), "")
