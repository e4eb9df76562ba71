"""The bank accounts that a trader asks to be paid on, as its pages give them: IBANs (ISO 13616) and national numbers.

Where money went is what an investigation begins with; an account proves nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban

from checks.facts import Evidence, Fact, Found
from sweep.extract.numbers.identifiers import IBAN
from sweep.extract.numbers.national_accounts import national_accounts
from sweep.extract.pages.mentions import Mention
from sweep.extract.trader.attribution import IDENTITY, Trader, missing
from sweep.extract.trader.party import Party
from sweep.extract.trader.trader import PageFinds, firm_before
from sweep.extract.words.name_words import same_name

_NAMED = Mention("iban")
_OTHERS = (Party.HOST, Party.MEDIATOR, Party.AGENCY, Party.AUTHORITY, Party.UNCLEAR)
_BANK = re.compile(r"ban[kckq]|caixa|caja|caisse|cassa|kasse|credit|kredit|spolka oszczednosc|postfinance")
# "IBAN, for example NL..": where consumers are to write down their own.
_EXAMPLE = re.compile(
    r"(?:bijvoorbeeld|bijv\.?|beispiel\w{0,8}|z\. ?b\.|exemple|p\. ?ex\.|example|e\. ?g\.|ejemplo|esempio|"
    r"exemplo|przyklad\w{0,2}|"
    r"np\.|napr\.|pvz\.|pl\.)[ :(]{1,3}$"
)
_REACH = 160  # characters behind the name of another firm in which an account may be its own
_SHORTEST, _MOST = 15, 20
# Those of the standard's own registry, which templates carry.
_EXAMPLES = frozenset(
    "DE89370400440532013000 FR1420041010050500013M02606 GB29NWBK60161331926819 NL91ABNA0417164300 "
    "ES9121000418450200051332 IT60X0542811101000000123456 BE68539007547034 AT611904300234573201 "
    "PL61109010140000071219812874 PT50000201231234567890154 LU280019400644750000 IE29AIBK93115212345678".split()
)


def payment_accounts(trader: Trader) -> Fact[tuple[str, ...]]:
    """The accounts, each once, as IBANs without blanks where they have one.

    Those of a host, a mediator or an association named there are left out.
    """
    own: dict[str, Evidence] = {}
    unclear: list[Evidence] = []
    for finds in trader.pages:
        for number, start, end in _accounts(finds):
            if _is_own(trader, finds, start):
                own.setdefault(number, finds.doc.quote(start, end))
            else:
                unclear.append(finds.doc.quote(start, end))
    if not own:
        return missing(trader, IDENTITY, unclear)
    proofs = tuple(own.values())[:_MOST]
    return Found(tuple(own)[:_MOST], proofs[0], proofs[1:])


def _accounts(finds: PageFinds) -> Iterator[tuple[str, int, int]]:
    """The accounts with right check digits, each with its place."""
    if _NAMED.on(finds.page):
        yield from _ibans(finds.doc.text)
    yield from (account for account in national_accounts(finds.doc.flat) if account[0] not in _EXAMPLES)


def _ibans(text: str) -> Iterator[tuple[str, int, int]]:
    for match in IBAN.finditer(text):
        ends = [at + 1 for at in range(match.start(), match.end()) if text[at] != " "]
        for end in reversed(ends[_SHORTEST - 1 :]):  # a word in capitals may follow: "... 00 BIC"
            number = text[match.start() : end].replace(" ", "")
            if iban.is_valid(number):
                if number not in _EXAMPLES:
                    yield number, match.start(), end
                break


def _is_own(trader: Trader, finds: PageFinds, start: int) -> bool:
    """Whether an account is the trader's, though its bank be named in front of it."""
    if not finds.counts(start) or finds.parties.at(start).party in _OTHERS:
        return False
    if _EXAMPLE.search(finds.doc.flat, max(0, start - 20), start):
        return False
    firm = firm_before(finds, start, _REACH)
    return firm is None or not trader.key or same_name(firm.key, trader.key) or bool(_BANK.search(firm.key))
