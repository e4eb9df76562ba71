"""The shop's own way to put one thing into a basket, told strictly from its form or link. Pure.

What is not plainly an add-to-basket form is never submitted: no form that asks for a person's data, none that signs in,
subscribes or orders, none that leads to another host. When in doubt there is no way, and the basket stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode
from urllib3.filepost import encode_multipart_formdata

from sweep.extract.lexicon import lexicon
from sweep.extract.page import Page, is_hidden
from sweep.extract.pages.links import absolute
from sweep.extract.words.labels import known, tidy
from sweep.gather.form_fields import QUANTITY, is_submit, own_fields, pairs_of, type_of
from sweep.gather.transport import Form

MAX_FIELDS = 200
MAX_BYTES = 20_000  # of all names and values: a form of a product is small

# In names, identifiers and addresses: what platforms call their add-to-basket forms and buttons.
_ADDS = re.compile(
    r"(?<![a-z])add[-_]?(?:item|product)?[-_]?(?:to|2)?[-_]?(?:my[-_]?)?(?:cart|basket|bag|trolley)(?![a-z])"
    r"|(?:cart|basket|bag|panier|warenkorb|winkelwagen|carrito|carrello|carrinho|koszyk|line-item)/(?:[\w-]+/){0,3}add"
    r"|ajouter[-_]au[-_]panier|in[-_]den[-_]warenkorb|single_add_to_cart|add-to-cart-or-refresh",
    re.IGNORECASE,
)
# What is done with these is no adding to a basket, whatever else the form says.
_NEVER = re.compile(
    r"wish|compare|favou?rit|subscri|newsletter|notif|reminder|stock[-_]?alert|review|comment|rating|log[-_]?in|sign[-_]?"
    r"(?:in|up)|regist(?:er|ration)|account|quick[-_]?(?:buy|order|check)|buy[-_]?(?:it[-_]?)?now|buy[-_]?direct|express"
    r"|one[-_]?click|1[-_]?click|paypal|apple[-_]?pay|google[-_]?pay|amazon[-_]?pay|klarna|(?<![a-z])pay(?:ment|now)?(?!"
    r"[a-z])|(?:place|submit|confirm|create|send|instant|direct)[-_]?order|(?<![a-z])orders?(?:[/?=]|$|[-_](?:now|submit|"
    r"place|confirm|create))|(?<![a-z])checkout(?!/(?:cart|basket|line-item)(?:/|$))|search|contact|enquir|inquir|quote",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?<![a-z])(?:e-?mail|mail|(?:first|last|sur|family|given|full|user|your|customer)[-_]?name|name|vorname|nachname"
    r"|prenom|nom|apellidos?|cognome|imie|nazwisko|phone|mobile|tel|telefon|telephone|street|strasse|address|adresse"
    r"|city|ville|ort|zip|postcode|postal|plz|birth\w*|geburt\w*|iban|bic|card[-_]?(?:number|no)?|cvc|cvv|company|vat"
    r"|password|passwd|login|user|signature)(?![a-z])",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"(?<![a-z])(?:e-?mail|phone|password|passwd|iban|cvc|cvv|card[-_]?number)(?![a-z])", re.IGNORECASE
)
_ICONS = re.compile("[\ue000-\uf8ff]")  # the private use area, where icon fonts have their signs
_PERSONAL_TYPES = frozenset({"email", "tel", "password"})
_TEXT_TYPES = frozenset({"", "text", "url", "search", "number", "date", "datetime-local", "month", "week", "time"})


@dataclass(frozen=True, slots=True)
class Submission:
    """One request that puts one thing into the basket: as a browser would send it when `label` is pressed."""

    method: Literal["GET", "POST"]
    url: str
    fields: tuple[tuple[str, str], ...]  # names and values, in the order of the form
    label: str
    page: str  # the address of the product's page
    multipart: bool = False


def add_to_basket(page: Page, inside: Callable[[str], bool], languages: Iterable[str] = ()) -> Submission | None:
    """How `page` lets its product be put into a basket, or None where nothing says so beyond doubt.

    `inside` tells addresses of the shop. Of several ways the surest is taken, then the first on the page.
    """
    spoken = known((page.language, *languages))
    ways = sorted(_ways(page, inside, spoken), key=lambda way: -way[0])
    return ways[0][1] if ways else _by_link(page, inside, spoken)


def _ways(page: Page, inside: Callable[[str], bool], spoken: tuple[str, ...]) -> Iterator[tuple[int, Submission]]:
    for form in page.tree.css("form"):
        fields = own_fields(page, form)
        if _out_of_sight(form) or _asks_for_a_person(fields):
            continue
        for button in (node for node in fields if is_submit(node)):
            submission = _submission(page, form, button, fields)
            if submission is None or not _proper(submission, page, inside):
                continue
            sureness = _sureness(form, button, spoken)
            if sureness:
                yield sureness, submission


def _out_of_sight(form: LexborNode) -> bool:
    node: LexborNode | None = form
    while node is not None:
        if is_hidden(node) or node.tag in ("footer", "template", "noscript"):
            return True
        node = node.parent
    return False


def _names(node: LexborNode, *keys: str) -> str:
    return " ".join(node.attributes.get(key) or "" for key in keys)


def _asks_for_a_person(fields: list[LexborNode]) -> bool:
    """Whether the form takes a person's data, a message or a file, or wants what we do not have."""
    if len(fields) > MAX_FIELDS:
        return True
    for node in fields:
        marks, kind = _names(node, "name", "id", "autocomplete"), type_of(node)
        if kind in _PERSONAL_TYPES or (kind == "hidden" and _SECRET.search(marks)):
            return True
        if node.tag == "textarea" or (node.tag == "input" and kind in _TEXT_TYPES):
            if _PERSON.search(marks) and not QUANTITY.search(marks):
                return True
            wanted = "required" in node.attributes and not (node.attributes.get("value") or "")
            if wanted and not QUANTITY.search(marks):
                return True
        if kind == "file" and "required" in node.attributes:
            return True
    return False


def _sureness(form: LexborNode, button: LexborNode, spoken: tuple[str, ...]) -> int:
    """0 where the button adds nothing to a basket, else how plainly it says that it does."""
    label = _label(button)
    words = tidy(label)
    marks = _names(button, "name", "id", "value", "formaction", "data-button-action", "data-action")
    of_form = f"{_names(form, 'id', 'name')} {_path(form.attributes.get('action') or '')}"
    if words in _phrases("at_once", spoken) or _NEVER.search(f"{marks} {words}") or _NEVER.search(of_form):
        return 0
    if _NEVER.search(_names(button, "class").replace("payment", "")):
        return 0
    said = words in _phrases("add", spoken)
    meant = bool(_ADDS.search(f"{marks} {_names(button, 'class')}")) or bool(_ADDS.search(of_form))
    return 2 * said + 2 * meant if said or meant else 0


def _path(action: str) -> str:
    try:
        parts = urlsplit(action)
    except ValueError:
        return action
    return unquote(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _label(button: LexborNode) -> str:
    text = button.text() if button.tag == "button" else button.attributes.get("value") or button.attributes.get("alt")
    words = text or button.attributes.get("aria-label") or button.attributes.get("title") or ""
    return " ".join(_ICONS.sub(" ", words).split())


@cache
def _phrases(key: str, spoken: tuple[str, ...]) -> frozenset[str]:
    return frozenset(tidy(phrase) for code in spoken for phrase in lexicon(code)["checkout"].get(key, ()))


def _submission(page: Page, form: LexborNode, button: LexborNode, fields: list[LexborNode]) -> Submission | None:
    attributes = {**form.attributes, **_overrides(button.attributes)}
    method = (attributes.get("method") or "get").strip().lower()
    pairs = tuple(pairs_of(fields, button))
    if method not in ("get", "post") or sum(len(k) + len(v) for k, v in pairs) > MAX_BYTES:
        return None
    action = absolute(_base(page), attributes.get("action") or page.url).partition("#")[0]
    if not (attributes.get("action") or _names(button, "name").strip() or any(k for k, _ in pairs)):
        return None  # nothing but a script could act on this
    if method == "get":
        parts = urlsplit(action)
        return Submission("GET", urlunsplit((*parts[:3], urlencode(pairs), "")), (), _label(button), page.url)
    multipart = "multipart" in (attributes.get("enctype") or "").lower()
    return Submission("POST", action, pairs, _label(button), page.url, multipart)


def _overrides(button: Mapping[str, str | None]) -> dict[str, str | None]:
    return {key: button[f"form{key}"] for key in ("action", "method", "enctype") if button.get(f"form{key}")}


def _base(page: Page) -> str:
    node = page.tree.css_first("base[href]")
    return absolute(page.url, node.attributes.get("href") or "") if node is not None else page.url


def _proper(submission: Submission, page: Page, inside: Callable[[str], bool]) -> bool:
    """Whether it goes to the page's own host, not less safely, and says nothing of an order."""
    try:
        here, there = urlsplit(page.url), urlsplit(submission.url)
        same = (here.hostname, here.port) == (there.hostname, there.port)
    except ValueError:
        return False
    if there.scheme not in ("http", "https") or not same or (here.scheme, there.scheme) == ("https", "http"):
        return False
    address = submission.url if submission.method == "GET" else _path(submission.url)
    orders = any(_NEVER.search(f"{name}={value}") for name, value in submission.fields if _telling(name, value))
    return inside(submission.url) and not _NEVER.search(_path(address)) and not orders


def _telling(name: str, value: str) -> bool:
    """Whether a field says what is to be done: not a token, a number or an address to go back to."""
    return bool(re.search(r"action|submit|mode|type|do$|cmd|task|buy|order|checkout|pay", name, re.IGNORECASE)) and (
        value.strip().lower() not in ("", "0", "false", "no", "off") and len(value) <= 40
    )


def _by_link(page: Page, inside: Callable[[str], bool], spoken: tuple[str, ...]) -> Submission | None:
    """The link that adds the product of this page, as shops without a form have it."""
    for link in page.links:
        if link.kind != "a" or link.place != "main" or tidy(link.text) not in _phrases("add", spoken):
            continue
        submission = Submission("GET", link.url.partition("#")[0], (), link.text, page.url)
        if _ADDS.search(_path(submission.url)) and _proper(submission, page, inside):
            return submission
    return None


def form_of(submission: Submission) -> Form:
    """What a browser would send for this form: its body, its encoding, where it came from."""
    if submission.multipart:
        body, kind = encode_multipart_formdata(list(submission.fields))
    else:
        body, kind = urlencode(submission.fields).encode(), "application/x-www-form-urlencoded"
    page = submission.page.partition("#")[0]
    parts = urlsplit(page)
    origin = f"{parts.scheme}://{parts.netloc}"
    return Form(body, (("Content-Type", kind), ("Origin", origin), ("Referer", page)))
