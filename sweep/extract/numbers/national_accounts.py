"""Numbers of bank accounts as a country writes them at home, beside the IBAN (ISO 13616).

Where the country's IBAN is made of the number alone, the account is given as one, so that an account written in either
way is the same account. Check digits are asked for wherever the country has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from stdnum import iban, luhn
from stdnum.cz import bankaccount
from stdnum.es import ccc
from stdnum.no import kontonr

_Read = Callable[[re.Match[str]], str]


class Form(NamedTuple):
    """How accounts are written in one country. `read` gives the account, or "" for a number that cannot be one."""

    named: tuple[str, ...]  # folded; a page with none of these is passed over
    written: re.Pattern[str]  # in folded text; group "account" is what is quoted
    read: _Read


def _iban(country: str, account: str) -> str:
    return f"{country}{iban.calc_check_digits(f'{country}00{account}')}{account}"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _polish(match: re.Match[str]) -> str:
    """Numer Rachunku Bankowego: an IBAN without its letters."""
    number = "PL" + _digits(match["account"])
    return number if iban.is_valid(number) else ""


def _czech(match: re.Match[str]) -> str:
    if not bankaccount.is_valid(match["account"]):
        return ""
    prefix, _, rest = bankaccount.compact(match["account"]).rpartition("-")
    root, _, bank = rest.partition("/")
    return _iban("CZ", bank + prefix.zfill(6) + root.zfill(10))


_HUNGARIAN = (9, 7, 3, 1) * 4


def _hungarian(match: re.Match[str]) -> str:
    """Pénzforgalmi jelzőszám: bank and branch, then the account, each with a check digit of its own."""
    number = _digits(match["account"]).ljust(24, "0")
    parts = (number[:8], number[8:])
    if any(sum(int(d) * w for d, w in zip(part, _HUNGARIAN, strict=False)) % 10 for part in parts):
        return ""
    return _iban("HU", number)


def _norwegian(match: re.Match[str]) -> str:
    number = _digits(match["account"])
    return _iban("NO", number) if kontonr.is_valid(number) else ""


def _danish(match: re.Match[str]) -> str:
    """Registreringsnummer and kontonummer, which have no check digit."""
    return _iban("DK", match["branch"] + _digits(match["number"]).zfill(10))


def _spanish(match: re.Match[str]) -> str:
    """Código Cuenta Cliente."""
    number = _digits(match["account"])
    return _iban("ES", number) if ccc.is_valid(number) else ""


_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "12345678912345678923456789")


def _french(match: re.Match[str]) -> str:
    """Relevé d'identité bancaire: bank, branch, account and key."""
    bank, branch, account, key = match["account"].split()
    figures = (int(part.translate(_LETTERS)) for part in (bank, branch, account))
    if (sum(n * w for n, w in zip(figures, (89, 15, 3), strict=True)) + int(key)) % 97:
        return ""
    return _iban("FR", (bank + branch + account + key).upper())


def _giro(name: str) -> _Read:
    """Swedish numbers for payments, which lead to an account and have no IBAN of their own."""
    return lambda match: f"{name} {_digits(match['account'])}" if luhn.is_valid(_digits(match["account"])) else ""


def _british(match: re.Match[str]) -> str:
    """Sort code and account number. An IBAN names the bank too, which the sort code alone does not."""
    return f"sort code {_digits(match['branch'])} account {match['number']}"


_TO_NUMBER = r"\W{0,4}"
_NR = r"(?:[ -]?(?:nr|nummer|number|no)\b)?"

# What must not stand before a number is asked for behind its first letter or figure: a search is faster so.
FORMS = (
    Form(
        ("rachun", "nr konta", "numer konta", "konto bankowe", "konta bankowego", "nrb"),
        re.compile(r"(?P<account>\d(?<![\w-]\d)\d(?:[ -]?\d{4}){6})(?![\w-])"),
        _polish,
    ),
    Form(
        ("cislo uctu", "c. uctu", "bankovni uc", "bankovniho uc"),
        re.compile(r"(?P<account>\d(?<![\w/-]\d)(?:\d{0,5}-\d)?\d{1,9}/\d{4})(?![\w/-])"),
        _czech,
    ),
    Form(
        ("bankszamla", "szamlaszam"),
        re.compile(r"(?P<account>\d(?<![\w-]\d)\d{7}-\d{8}(?:-\d{8})?)(?![\w-])"),
        _hungarian,
    ),
    Form(
        ("konto",),
        re.compile(rf"konto{_NR}{_TO_NUMBER}(?P<account>\d{{4}}[. ]?\d\d[. ]?\d{{5}})(?!\w)"),
        _norwegian,
    ),
    Form(
        ("konto",),
        re.compile(
            rf"(?P<account>reg(?<!\wreg)\.?{_NR}{_TO_NUMBER}(?P<branch>\d{{4}})\W{{1,5}}"
            rf"konto{_NR}{_TO_NUMBER}(?P<number>\d(?: ?\d){{5,9}}))(?!\w)"
        ),
        _danish,
    ),
    Form(
        ("de cuenta", "cuenta bancaria", "cuenta corriente", "ccc"),
        re.compile(r"(?P<account>\d(?<![\w-]\d)\d{3}[ -]\d{4}[ -]\d\d[ -]\d{10})(?![\w-])"),
        _spanish,
    ),
    Form(
        ("(rib)", "rib :", "rib:", "bancaires", "identite bancaire"),
        re.compile(r"(?P<account>\d(?<!\w\d)\d{4} \d{5} [\da-z]{11} \d\d)(?!\w)"),
        _french,
    ),
    Form(
        ("bankgiro", "bg "),
        re.compile(rf"b(?<!\wb)(?:ankgiro|g){_NR}{_TO_NUMBER}(?P<account>\d{{3,4}}-\d{{4}})(?![\w-])"),
        _giro("bankgiro"),
    ),
    Form(
        ("plusgiro", "postgiro", "pg "),
        re.compile(rf"p(?<!\wp)(?:lusgiro|ostgiro|g){_NR}{_TO_NUMBER}(?P<account>\d[\d ]{{0,8}}-\d)(?![\w-])"),
        _giro("plusgiro"),
    ),
    Form(
        ("sort code", "sort-code", "sortcode"),
        re.compile(
            rf"(?P<account>sort[ -]?code{_TO_NUMBER}(?P<branch>\d\d([ -]?)\d\d\3\d\d)\W{{1,5}}"
            rf"(?:account|acc|a/c){_NR}\.?{_TO_NUMBER}(?P<number>\d{{8}}))(?!\w)"
        ),
        _british,
    ),
)


def national_accounts(flat: str) -> Iterator[tuple[str, int, int]]:
    """Account, start and end of each number in a folded text; those with wrong check digits are left out."""
    for form in FORMS:
        if any(word in flat for word in form.named):
            for match in form.written.finditer(flat):
                if match["account"].isascii() and (account := form.read(match)):
                    yield account, *match.span("account")
