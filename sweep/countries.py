"""Countries as people write them in lists and plans: codes, and names in the languages of the single market."""

from __future__ import annotations

import unicodedata

from checks.countries import EEA, normal
from sweep.errors import SweepError

EUROPE = EEA | {"CH", "GB"}  # consumers of these countries can be swept for

_NAMES = """
AT Austria Autriche Österreich Oostenrijk
BE Belgium Belgique België Belgien Bélgica Belgio
BG Bulgaria Bulgarie Bulgarien Bulgarije България
CH Switzerland Suisse Schweiz Svizzera Zwitserland
CY Cyprus Chypre Zypern Κύπρος
CZ Czechia Tchéquie Tschechien Tsjechië Česko
DE Germany Allemagne Deutschland Duitsland Alemania Germania
DK Denmark Danemark Dänemark Danmark Denemarken
EE Estonia Estonie Estland Eesti
ES Spain Espagne Spanien España Spanje Spagna
FI Finland Finlande Finnland Suomi
FR France Frankreich Frankrijk Francia
GB United_Kingdom Royaume-Uni Great_Britain Großbritannien Verenigd_Koninkrijk
GR Greece Grèce Griechenland Griekenland Ελλάδα
HR Croatia Croatie Kroatien Kroatië Hrvatska
HU Hungary Hongrie Ungarn Hongarije Magyarország
IE Ireland Irlande Irland Ierland Éire
IS Iceland Islande Island Ísland
IT Italy Italie Italien Italia Italië
LI Liechtenstein
LT Lithuania Lituanie Litauen Litouwen Lietuva
LU Luxembourg Luxemburg Lëtzebuerg
LV Latvia Lettonie Lettland Letland Latvija
MT Malta Malte
NL Netherlands The_Netherlands Pays-Bas Nederland Niederlande
NO Norway Norvège Norwegen Noorwegen Norge
PL Poland Pologne Polen Polska Polonia
PT Portugal
RO Romania Roumanie Rumänien Roemenië România
SE Sweden Suède Schweden Zweden Sverige
SI Slovenia Slovénie Slowenien Slovenië Slovenija
SK Slovakia Slovaquie Slowakei Slowakije Slovensko
"""


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if c.isalnum())


_CODES = {
    _plain(name): code for code, *names in (line.split() for line in _NAMES.split("\n") if line) for name in names
}


def country_code(text: str) -> str:
    """ISO 3166-1 alpha-2 of a country of the single market (or CH, GB); "" for anything else, never a guess."""
    code = normal(text)
    return code if code in EUROPE else _CODES.get(_plain(text), "")


def named_country(text: str) -> str:
    """The code of the country named with `--country`. Raises SweepError that tells which there are."""
    if code := country_code(text):
        return code
    raise SweepError(f"--country {text}: not a country that can be swept for; use one of {', '.join(sorted(EUROPE))}")
