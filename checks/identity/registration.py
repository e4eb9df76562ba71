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
    "jednoosobow;dzialalnosc gospodarcz;indywidualna dzialalnosc;osoba fizyczna;enkeltmand;enskild firma;enskild "
    "narings;"
    "toiminimi;association;foundation;stiftung;stichting;asbl;vzw;e.v.".split(";")
)
_LETTERS = str.maketrans("łøđß", "lods")


def _sole(form: str) -> bool:
    marks = unicodedata.normalize("NFKD", form.strip().lower().translate(_LETTERS))
    folded = "".join(c for c in marks if not unicodedata.combining(c))
    return folded in _SOLE_FORMS or folded.startswith(_SOLE)


def _judged(found: Found[tuple[Registration, ...]]) -> Answer:
    wrong = [r.number for r in found.value if r.valid is False]
    if not wrong:
        return passed("given", found, number=", ".join(r.number for r in found.value))
    if len(wrong) == len(found.value):
        return failed("check_digit", found, number=", ".join(wrong))
    return review("one_wrong", found, number=", ".join(wrong))


def check(
    operator_registrations: Known[tuple[Registration, ...]],
    operator_legal_form: Fact[str],
) -> Answer:
    match operator_registrations, operator_legal_form:
        case Found() as found, _:
            return _judged(found)
        case _, Found(value=form) if not _sole(form):
            return failed("absent", operator_registrations, operator_legal_form, form=form)
        case _, Found():
            return review("perhaps_exempt", operator_registrations, operator_legal_form)
        case _, Absent():
            return review("perhaps_exempt", operator_registrations, operator_legal_form)
    return not_measurable("cannot_tell", operator_registrations)
