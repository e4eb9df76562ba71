"""To whom the model withdrawal form is addressed: the lines above its first sentence."""

from __future__ import annotations

import re

from checks.contract_facts import FormAddressee
from checks.facts import Absent, Fact, Found, Unknown
from sweep.extract.numbers.contacts import valid_email
from sweep.extract.pages.statement_text import Span, StatementText, statement_text
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.withdrawal import COVERAGE
from sweep.extract.visit.stated import TEXTS, merged, texts

_BEFORE = 700  # characters above the form's first sentence in which its addressee stands
_LINE = 3_000  # characters before it, where one line holds all of it
_ANCHOR = re.compile(
    r"(?:^|\n|[.:;!] )[ \W]{0,4}(?P<to>a l'attention|a (?:l'intention|adresser)|an(?: die| den)?(?= |:)|"
    r"aan(?= |:)|to(?= |:)|a la atencion|alla (?:cortese )?attenzione|destinatario|destinataire|adresat|"
    r"para(?= |:)|all'attenzione|spett)"
)
_PLACEHOLDER = re.compile(
    r"[\[(<{][^\])>}\n]{0,200}(?:inser|einzufug|eingefug|einfug|invul|in te vullen|wpis|wstaw|nom du professionnel|"
    r"name des unternehmers|trader'?s name|nombre del empresario|nome del professionista)[^\])>}\n]{0,200}[\])>}]?|"
    r"[\[{](?:ihr|firm|name|anschrift|your|company|business|trader|votre|nom|adres|uw |naam|bedrijf|nazwa)"
    r"[^\]}\n]{0,80}[\]}]"
)
_BLANK = re.compile(r"[._…]{4,}")
_BOX = re.compile(r"(?<!\w)(?:p\.?o\.? ?box|postfach|postbus|b\.?p\.?|apartado|casella postale|skrytka)[ .:]{0,3}\d+")
_NUMBERED = re.compile(
    r"(?<!\d)\d{4,5}(?!\d)|(?<!\d)\d{2}-\d{3}(?!\d)|\d{1,4}[a-z]?,? [^\W\d]{3,}|[^\W\d]{3,} \d{1,4}(?!\d)"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


def form_addressee(shop: ShopPages) -> Fact[FormAddressee]:
    """The lines of the model form above its first sentence, from "To ..." on."""
    pages = [statement_text(page) for page in shop.of(*TEXTS)]  # a model that was never filled in is what is looked for
    found = [f for told in pages for hit in told.of("model_form") if (f := _addressee(told, hit.start))]
    if found:
        return merged(sorted(found, key=lambda f: (bool(f.value.placeholder), not f.value.email)))
    nothing = shop.not_found(*COVERAGE)
    return nothing if isinstance(nothing, Unknown) else _no_form(shop, nothing)


def _no_form(shop: ShopPages, nothing: Absent) -> Absent | Unknown:
    """A form whose addressee stands elsewhere than above it is not one without an addressee."""
    if any(told.of("model_form") for told in texts(shop, *TEXTS)):
        return Unknown("unclear", "the lines above the model form name no addressee in words known here")
    return nothing


def _addressee(told: StatementText, start: int) -> Found[FormAddressee] | None:
    line = told.flat.rfind("\n", 0, start) + 1
    low = max(0, line - _BEFORE, start - _LINE)
    anchors = list(_ANCHOR.finditer(told.flat, low, start))
    if not anchors:
        return None
    first = anchors[-1].start("to")
    span = Span(first, line if first < line else start)
    words, flat = told.text[span.start : span.end].strip(), told.flat[span.start : span.end]
    if not words:
        return None
    filled = _PLACEHOLDER.sub(" ", flat)
    address = bool(_NUMBERED.search(_BOX.sub(" ", filled)))
    mail = any(valid_email(m[0]) for m in _EMAIL.finditer(filled))
    hole = None if address and mail else _PLACEHOLDER.search(flat)  # beside a whole address the consumer fills it in
    hole = hole or (None if address or "@" in filled else _BLANK.search(flat))
    value = FormAddressee(words, _words_at(told, span, hole), mail, address)
    return Found(value, told.page.evidence(words[:600].strip()))


def _words_at(told: StatementText, span: Span, match: re.Match[str] | None) -> str:
    """The words of a match within a span, as they stand on the page; "" for none."""
    return told.text[span.start + match.start() : span.start + match.end()] if match else ""
