"""Forms in which a consumer can write to the shop, told from search fields, sign-ins and newsletters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from sweep.extract.page import Page

_TEXT_TYPES = ("", "text", "email", "tel", "number", "date")
_OTHER_USE = re.compile(r"search|such|recherche|newsletter|subscri|login|sign-?in|connexion|review|comment|cart|basket")
# Message fields that write to other consumers, or about them: a review, an answer, the report of an advertisement.
_NO_LETTER = re.compile(
    r"captcha|review|com+ent|kommentar|bewertung|recens|opini|avaliac|answer|antwort|r[ea]spun|reply|abuse|report|anzeige|"
    r"signaler|segnala",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"question|frage|domanda|pregunta|vraag|pergunta|pytani", re.IGNORECASE)
_MOST_FIELDS = 50
_TEXTAREA = re.compile(r"<textarea\b[^>]{0,500}>", re.IGNORECASE)


def has_form(page: Page) -> bool:
    """Whether a page has a form with a message field, or with at least two text fields and no password."""
    return any(_is_letter(form) or _has_fields(form) for form in page.tree.css("form"))


def contact_form(page: Page) -> str:
    """The raw tag of the message field of a contact form, as it stands in the page's html, or "".

    Fields for reviews, comments and reports are none; nor, elsewhere than on a contact page, are those for questions.
    """
    return next((tag for tag in _letters(page) if page.role == "contact" or not _QUESTION.search(tag)), "")


def perhaps_contact_form(page: Page) -> bool:
    """Whether there is a field for questions, which may go to the shop or to other consumers."""
    return next(_letters(page), "") != ""


def _letters(page: Page) -> Iterator[str]:
    if any(_is_letter(form) for form in page.tree.css("form")):
        fields = (match[0] for match in islice(_TEXTAREA.finditer(page.html), _MOST_FIELDS))
        yield from (tag for tag in fields if not _NO_LETTER.search(tag))


def _marks(form: LexborNode) -> str:
    attributes = form.attributes
    return " ".join(attributes.get(name) or "" for name in ("action", "id", "class", "name", "role")).lower()


def _is_letter(form: LexborNode) -> bool:
    # No e-mail field is asked for: a customer who is signed in need not give one.
    return form.css_first("textarea") is not None and not re.search(r"review|comment|cart|basket", _marks(form))


def _has_fields(form: LexborNode) -> bool:
    if _OTHER_USE.search(_marks(form)) or form.css_first("input[type=password]") is not None:
        return False
    fields = [n for n in form.css("input") if (n.attributes.get("type") or "").lower() in _TEXT_TYPES]
    return len(fields) >= 2
