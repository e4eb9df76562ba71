"""Numbers near the trader's that are another's: of who delivers or insures, and a second one of a kind that a firm
has but once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence

from sweep.extract.numbers.identifiers import Number
from sweep.extract.trader.trader import PageFinds
from sweep.extract.words.needles import Sieve

Place = tuple[PageFinds, Number]

# "Livraison assurée par Colibrume, SIREN ...": who does a part of the work, without any word for a firm.
_SERVED = Sieve(
    r"(?<!\w)(?:livraisons?|expeditions?|transports?|acheminement|collecte|recyclage|logistique|recouvrement|"
    r"lieferung(?:en)?|versand|zustellung|entsorgung|rucknahme|versicherung(?:en)?|logistik|"
    r"deliver(?:y|ies)|shipping|recycling|fulfilment|bezorging|verzending|levering(?:en)?|verzekering(?:en)?|"
    r"envios?|entregas?|transportes?|reciclaje|spedizion[ei]|consegn[ae]|trasport[oi]|assicurazion[ei]|riciclo|"
    r"dostaw[aey]|wysylk[aei]|przesylk[ai]|assurances?|insurance|seguros?)(?!\w)"
    r"(?: [\w'’]{1,20}){0,6}? "
    r"(?:par|durch|mit|uber|by|with|via|door|met|por|con|da|dal|dalla|tramite|przez|pel[oa])(?!\w)[^.;:\n]{0,60}$"
)
_SERVED_REACH = 170
_MOST = 60  # numbers of one kind among which one is looked for: more are a list of others
_NAMED_REACH = 320  # characters behind the trader's name in which its number stands
# Kinds of which a firm has one alone, with what makes two numbers one: the letters of the kind, digits kept.
_ONCE = {
    **dict.fromkeys(("fr.siren", "fr.rcs", "fr.siret"), ("fr", 9)),
    **{
        kind: (kind, None)
        for kind in (
            "be.kbo nl.kvk pl.nip pl.krs pl.regon bg.eik cz.ico sk.ico dk.cvr se.orgnr no.orgnr fi.ytunnus hr.oib "
            "gr.afm gr.gemi ro.cui es.nif pt.nif ee.registrikood lv.reg lt.kodas ch.uid at.fn hu.adoszam hu.ceg "
            "gb.company ie.cro it.rea de.vat it.vat nl.vat"
        ).split()
    },
}


def of_servants(finds: PageFinds, number: Number) -> bool:
    """Whether a number stands in a sentence behind who delivers, insures or takes back, no firm's form between."""
    begin = min(number.start, number.label) if number.label >= 0 else number.start
    left = max(0, begin - _SERVED_REACH)
    firm = bisect_left(finds.firms, begin, key=lambda m: m.end) - 1
    left = max(left, finds.firms[firm].end) if firm >= 0 else left
    return bool(_SERVED.search(finds.doc.flat[left:begin]))


def second_ones(own: Sequence[Place], is_trader: Callable[[str], bool]) -> set[int]:
    """Identities of the numbers that another of their kind, first behind the trader's name, shows to be another's."""
    groups: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for finds, number in own:
        if once := _ONCE.get(number.kind):
            groups[once[0]][number.digits[: once[1]]].append((finds, number))
    doubtful: set[int] = set()
    for group in (g for g in groups.values() if len(g) > 1 and sum(map(len, g.values())) <= _MOST):
        named = {
            digits for digits, places in group.items() if any(_is_named(place, group, is_trader) for place in places)
        }
        if named or _on_one_page(group):
            doubtful |= {id(n) for digits, places in group.items() if digits not in named for _, n in places}
    return doubtful


def _on_one_page(group: dict[str, list[Place]]) -> bool:
    """Whether two numbers of which a firm has but one stand on one page: one of them is another's."""
    first, *others = ({id(f) for f, _ in places} for places in group.values())
    return any(first & pages for pages in others)


def _is_named(place: Place, group: dict[str, list[Place]], is_trader: Callable[[str], bool]) -> bool:
    """Whether a number is the first of its kind behind the trader's name."""
    finds, number = place
    last = bisect_left(finds.names, number.start, key=lambda m: m.start)
    name = next((m for m in reversed(finds.names[max(0, last - 6) : last]) if is_trader(m.key)), None)
    if name is None or number.start - name.end > _NAMED_REACH:
        return False
    others = (n for places in group.values() for f, n in places if f is finds and n.digits != number.digits)
    return not any(name.end <= n.start < number.start for n in others)
