"""The trader's registration number: its presence where a company trades, and its check digit."""

from __future__ import annotations

import unicodedata

from checks.facts import Absent, Fact, Found, Known, Registration
from checks.verdict import Answer, failed, not_measurable, passed, review

# People, not companies: whether they are registered depends on their trade and country; an "eingetragener Kaufmann"
# always is. Associations, foundations and partnerships of civil law have other registers or none.
# Forms are compared in lower case without accents.
_SOLE_FORMS = frozenset("ei eirl s.c. pfa zzp gbr ev".split())
_SOLE = tuple(
    "entrepreneur individuel;entrepreneure individuelle;entreprise individuelle;micro;auto-entrepr;autoentrepr;"
    "einzelunternehm;einzelkauf;einzelfirma;kleinunternehm;freiberufl;eenmans;zelfstandig;"
    "sole trader;sole proprietor;self-employed;autonom;trabajador autonom;trabajadora autonom;empresario individual;"
    "empresaria individual;ditta individuale;impresa individuale;libero professionista;persona fisica;"
    "empresario em nome individual;empresaria em nome individual;trabalhador independente;trabalhadora independente;"
    "jednoosobow;dzialalnosc gospodarcz;dzialalnosc nierejestrowan;dzialalnosc nieewidencjonowan;"
    "indywidualna dzialalnosc;osoba fizyczna;enkeltmand;enskild firma;enskild "
    "narings;"
    "toiminimi;obrt;egyeni vallalkozo;association;foundation;stiftung;stichting;asbl;vzw;e.v.".split(";")
)
_LETTERS = str.maketrans("łøđß", "lods")


def _sole(form: str) -> bool:
    marks = unicodedata.normalize("NFKD", form.strip().lower().translate(_LETTERS))
    folded = "".join(c for c in marks if not unicodedata.combining(c))
    return folded in _SOLE_FORMS or folded.startswith(_SOLE)


# Where a VAT number is built on the company number: its last digits are those of the firm.
_BUILT_ON = {"fr.vat": (("fr.siren", "fr.siret", "fr.rcs"), 9), "be.vat": (("be.kbo",), 10)}


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _of_other_firm(found: Found[tuple[Registration, ...]], vat: Registration) -> bool:
    """Whether a sound VAT number is built on the number of a firm that is none of those registered here."""
    kinds, length = _BUILT_ON.get(vat.kind, ((), 0))
    firms = {_digits(r.number)[:length] for r in found.value if r.kind in kinds and r.valid is not False}
    return bool(firms) and vat.valid is True and _digits(vat.number)[-length:] not in firms


def _judged(found: Found[tuple[Registration, ...]], operator_vat: Fact[Registration]) -> Answer:
    wrong = [r.number for r in found.value if r.valid is False]
    if not wrong:
        if isinstance(operator_vat, Found) and _of_other_firm(found, operator_vat.value):
            numbers = ", ".join(r.number for r in found.value)
            return review("other_firm", found, operator_vat, number=numbers, vat=operator_vat.value.number)
        return passed("given", found, number=", ".join(r.number for r in found.value))
    if len(wrong) == len(found.value):
        return failed("check_digit", found, number=", ".join(wrong))
    return review("one_wrong", found, number=", ".join(wrong))


def check(
    operator_registrations: Known[tuple[Registration, ...]],
    operator_legal_form: Fact[str],
    operator_vat: Fact[Registration],
) -> Answer:
    match operator_registrations, operator_legal_form:
        case Found() as found, _:
            return _judged(found, operator_vat)
        case _, Found(value=form) if not _sole(form):
            return failed("absent", operator_registrations, operator_legal_form, form=form)
        case _, Found():
            return review("perhaps_exempt", operator_registrations, operator_legal_form)
        case _, Absent():
            return review("perhaps_exempt", operator_registrations, operator_legal_form)
    return not_measurable("cannot_tell", operator_registrations)
