"""Legal forms of companies: how they are written in Europe, and their short name.

Abbreviations are case-sensitive (AG, SA and AS are words otherwise); full names are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sweep.extract.words.legal_form_names import FULL
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

# Short name -> abbreviations as patterns. The longest are tried first.
_ABBREVIATIONS: dict[str, str] = {
    "SASU": r"SASU|S\.A\.S\.U\.?",
    "SAS": r"SAS|S\.A\.S(?:\.(?!\w))?|[Ss]\.a\.s\.?(?!\w)|[Ss]as(?= di [A-Z])",
    "SARL-S": r"SARL-S(?!\w)|[Ss]\.? ?à\.? ?[Rr]\.? ?[Ll]\.?-[Ss]\.?(?!\w)|Sàrl-S(?!\w)",
    "SARL": r"S\.A\.?R\.?L(?:\.(?!\w))?|SARL|[Ss]\.? ?à\.? ?r\.? ?[lL]\.?|Sàrl|Sarl",
    "EURL": r"EURL|E\.U\.R\.L\.?",
    "SNC": r"SNC|S\.N\.C\.?|S\.n\.c\.?|s\.n\.c\.?|Snc|snc(?= di [A-Z])",
    "SCA": r"SCA|S\.C\.A\.?",
    "SCOP": r"SCOP(?: ARL)?|Scop",
    "SCIC": r"SCIC",
    "EARL": r"EARL(?![\w-])",
    "SCEA": r"SCEA(?![\w-])",
    "SICA": r"SICA(?![\w-])",
    "GAEC": r"GAEC",
    "ASBL": r"ASBL|asbl|A\.S\.B\.L\.?",
    "VZW": r"VZW|vzw|v\.z\.w\.?",
    "CVBA": r"CVBA|cvba|C\.V\.B\.A\.?",
    "SCRL": r"SCRL|S\.C\.R\.L\.?",
    "S. Coop.": r"S\. ?Coop\.?(?: (?:And|Mad|V|Galega|C)\.)?|SOC\. COOP\.(?: AND\.)?|SCCL|S\.C\.C\.L\.?",
    "Soc. Coop.": r"[Ss]oc(?:ietà|\.) [Cc]oop(?:erativa|\.)(?: a r\.?l\.?| sociale)?|S\.c\.a r\.l\.|[Ss]carl",
    "SELARL": r"SELARL",
    "SELAS": r"SELAS",
    "GIE": r"GIE",
    "EIRL": r"EIRL",
    "EI": r"EI(?![\w-])",
    "SPRL": r"SPRL|S\.P\.R\.L\.?|sprl(?![\w-])",
    "BVBA": r"BVBA|B\.V\.B\.A\.?",
    "SRL": r"SRLS?|S\.R\.L\.?(?:S\.?)?|S\.r\.l\.?s?\.?|s\.r\.l\.?s?\.?|Srls?|srls?",
    "SPA": r"SPA|S\.p\.A\.?|S\.P\.A\.?|SpA|s\.p\.a\.?|Spa",
    "SRO": r"s\. ?r\. ?o\.?|S\. ?R\. ?O\.?|spol\. s r\. ?o\.",
    "BV & Co. KG": r"B\.?V\.? & Co\.? KG",
    "BV": r"B\.V\.?|BV|Bv|bv(?!\.)",
    "NV": r"N\.V\.?|NV|Nv|nv(?!\.)",
    "VOF": r"V\.O\.F\.?|VOF|v\.o\.f\.?",
    "CV": r"C\.V\.(?=\W)",
    "GmbH & Co. KG": r"g?(?:GmbH|GMBH) (?:&|und|UND|u\.) C[oO]\.? ?(?:KGaA|KG|OHG)|GmbH & Co\.",
    "UG": r"UG \(haftungsbeschränkt\)(?: & Co\.? KG)?|UG(?![\w-])",
    "GmbH": r"g?GmbH|Ges\.m\.b\.H\.?|GesmbH|G\.m\.b\.H\.?|mbH",
    "AG & Co. KG": r"AG & Co\.? (?:KGaA|KG|OHG)",
    "KGaA": r"KGaA",
    "AG": r"AG(?![\w-])",
    "OHG": r"[oO]HG",
    # In capital headings of Denmark and Norway "OG" is but "and".
    "OG": r"OG(?![\w-]| [^\W_])",
    "FlexCo": r"FlexCo|FlexKapG",
    "PartG": r"PartG(?: ?mbB)?(?![\w-])",
    "KG": r"KG(?![\w-])",
    "GbR": r"e?GbR",
    "eK": r"e\. ?K(?:fm|fr)?\.?(?!\w)",
    "eU": r"e\. ?U(?:\.|$|(?=[\n,;]))(?!\w)",
    "eG": r"e\. ?G\.(?!\w)|eG(?!\w)",
    "eV": r"e\. ?V\.(?!\w)",
    "SE": r"SE(?: & Co\.? KGaA?)?(?![\w-])",
    "SLP": r"S\.L\.P\.?(?:U\.?)?|SLPU?",
    "SLU": r"S\.L\.U\.?|SLU|S\.L\. ?Unipersonal",
    "SL": r"S\.L\.?(?!\w)|SL(?![\w-])|S\.L\.L\.?",
    "SAU": r"S\.A\.U\.?|SAU",
    "comunidad de bienes": r"C\.B\.(?!\w)",
    "SA": r"S\.A\.?(?![\w.])|SA(?![\w-])",
    "Lda": r"(?:(?:Unipessoal|UNIPESSOAL),? )?(?:L\.?da\.?|LDA\.?)|Limitada|Ltda\.?|LTDA\.?",
    "CRL": r"C\.R\.L\.?|CRL(?![\w-])",
    "Sagl": r"Sagl|SAGL|S\.a\.g\.l\.?",
    "sp. z o.o.": r"[Ss][Pp](?i:(?:\.|ółka)? ?z\.? ?o\.? ?o\.?)(?: (?:sp\. ?k\.|S\.K\.A\.))?",
    "sp. k.": r"[Ss][Pp](?i:\. ?k\.)",
    "sp. j.": r"[Ss][Pp](?i:\. ?j\.)",
    "s.c.": r"s\. ?c\.(?!\w)",
    "PLC": r"PLC|[Pp]lc|p\.l\.c(?:\.|(?!\w))|P\.L\.C\.?",
    "LLP": r"LLP",
    "LLC": r"LLC|L\.L\.C\.",
    "DAC": r"DAC|Designated Activity Company",
    "ULC": r"ULC|(?<=Ireland )UC|(?<=International )UC|Unlimited Company",
    "CLG": r"CLG",
    "CIC": r"CIC(?![\w-])|C\.I\.C\.",
    "Co. Ltd": r"(?:Co\.?|Company|CO\.?),? ?(?:Ltd|LTD|Limited|LIMITED)\.?",
    "FIE": r"FIE(?= [A-ZÄÕÖÜ])",
    "Ltd": r"Λτδ\.?|ΛΤΔ|Ltd\.?|LTD\.?|(?:Limited|LIMITED)(?! [Ee]dition)",
    "Inc.": r"Inc\.?|INC\.?|Incorporated",
    "Corp.": r"Corp\.?|Corporation",
    "ApS": r"ApS|A\.p\.S\.?",
    "A/S": r"A/S",
    "I/S": r"I/S",
    "K/S": r"K/S",
    "ENK": r"ENK(?![\w-])",
    "AB": r"AB(?: \(publ\))?(?![\w-])|(?<=[a-zåäö] )Ab(?=$|[\n,(|])",
    "AS": r"AS(?![\w-]| IS(?!\w))",
    "ASA": r"ASA(?![\w-])",
    "Oy": r"Oyj?|OYJ?(?![\w-])",
    "Tmi": r"Tmi(?= [A-ZÄÖÅ])|(?<=[^\W\d_] )[Tt]mi(?=\n|$|[,(])",
    "HB": r"HB(?![\w-])",
    "a.s.": r"a\. ?s\.(?!\w)",
    "Kft.": r"Kft\.?|KFT\.?",
    "Zrt.": r"Zrt\.?|Nyrt\.?",
    "Bt.": r"Bt\.(?!\w)",
    "Kkt.": r"Kkt\.(?!\w)",
    "d.o.o.": r"(?:j\. ?)?d\. ?o\. ?o\.",
    "s.p.": r"s\. ?p\.(?!\w| ?[a-z]\.)",
    "v.o.s.": r"v\. ?o\. ?s\.(?!\w)",
    "k.s.": r"k\. ?s\.(?!\w)",
    "cooperative": r"z\. ?[ob]\. ?o\.(?!\w)|(?<=[^\W\d_], )družstvo(?=[,\n])",
    "VšĮ": r"VšĮ",
    "Ky": r"Ky(?![\w-])",
    "egyéni vállalkozó": r"[Ee]\. ?[Vv]\.|[Ee]v\.|EV",
    "OÜ": r"OÜ",
    "MTÜ": r"MTÜ(?![\w-])",
    "IK": r"IK(?= ?[„\"“«][^\W\d_])",
    "Z/S": r"Z/S(?= ?[„\"“«])|ZS(?= ?[„\"“«])",
    "OPG": r"OPG(?= [A-ZČĆŠŽĐ][a-zčćšžđ])",
    "SIA": r"SIA(?![\w-])",
    "UAB": r"UAB(?![\w-])",
    "EOOD": r"ЕООД|EOOD",
    "OOD": r"ООД|OOD",
    "AD": r"Е?АД(?![\w-])|J[Ss][Cc]",
    "ET": r"ЕТ(?= [„\"“А-Я])",
    "AE": r"Α\.?Ε\.(?!\w)|ΑΕ(?![\w-])|ΑΒΕΕ|Α\.Β\.Ε\.Ε\.?|ΑΕΒΕ|Α\.Ε\.Β\.Ε\.?",
    "OE": r"Ο\.?Ε\.(?!\w)|ΟΕ(?![\w-])",
    "MB": r"(?<!\d )MB",
    "IKE": r"(?:Μ\.?|ΜΟΝ\. ?)?(?:ΙΚΕ|Ι\.Κ\.Ε\.?)|IKE|I\.K\.E\.",
    "EPE": r"(?:Μ\.?|ΜΟΝ\. ?)?(?:ΕΠΕ|Ε\.Π\.Ε\.?)",
    "ehf.": r"ehf\.?",
    "hf.": r"(?<=[^\W\d_] )hf\.",
    "slf.": r"slf\.",
    "Teo.": r"Teo(?:ranta|\.)",
    "PFA": r"PFA|P\.F\.A\.?",
    "association": r"r\. ?y\.(?!\w)|(?<=[^\W\d_] )ry(?=$|[\n,(])|o\. ?z\.(?!\w)|z\. ?[sú]\.(?!\w)|o\. ?p\. ?s\.(?!\w)",
}

_ORDER = sorted(_ABBREVIATIONS, key=lambda form: -max(len(p) for p in _ABBREVIATIONS[form].split("|")))
_GROUPS = {f"f{i}": form for i, form in enumerate(_ORDER)}
# How they all begin: most words of a text do not, and are passed over at once.
_BEGINS = (
    r"(?=S(?:[.ANCEPRLIàO]| à|a[rsg]|n|c[oa]|oc|[pP][.aA zZóÓ]|r)|A[.SGpBb/]|B[.Vvt]"
    r"|C(?:[.VLORI]|o(?:[., L]|mp|rp))|D(?:A|es)"
    r"|E[.UAIONVv]|F(?:lex|IE)|G(?:[.AImMb]|es[.m])|HB|I[.KnN/]|J[sS]|K[GfFky/]|L(?:[.dDILtT]|im|td)|M(?:B|TÜ)|N[.Vvy]|O[HyYÜOGP]|P[LlFa.]|[Tt]mi|Teo|U[GnALCN]"
    r"|V[.ZOš]|Z(?:r|/S|S )"
    r"|[^\W\d_A-Za-z]|[a-z][.A-Z]|oHG|asbl|bv|cvba|dr|e(?:v|hf)|hf\.|slf|mbH|nv|plc|s(?:oc|as|nc|carl|rl|p|à| à)|vzw)"
)
_EACH = "|".join(f"(?P<{g}>{_ABBREVIATIONS[form]})" for g, form in _GROUPS.items())
ABBREVIATION = re.compile(rf"(?<![\w.&/@-]){_BEGINS}(?:{_EACH})(?!\w)")  # for a few words
_ABBREVIATIONS_IN_A_TEXT = Sieve(rf"(?<![\w.&/@-])(?:{_EACH})(?!\w)")
FULL_NAME = Sieve(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, FULL), key=len, reverse=True)) + r")(?!\w)")

# "Párás Ilona e.v.": a sole trader, where Hungarian is spoken round it; a German association is an "e.V.".
_HUNGARIAN = re.compile(r"(?<!\w)(?:szekhely|adoszam|szolgaltat|uzemeltet|elado|vallalkoz|webaruhaz)")
# "Rūko lapė, MB": a small partnership, where Lithuanian is spoken round it; else the size of a file.
_LITHUANIAN = re.compile(
    r"(?<!\w)(?:imones kod|im\. ?k|juridinio asmens|pvm|toliau|pardavej|buvein|administruoja|valdo)"
)
_COUNTRY_NEAR = 300
_HOMES = {
    g: words for g, form in _GROUPS.items() if (words := {"egyéni vállalkozó": _HUNGARIAN, "MB": _LITHUANIAN}.get(form))
}
# The letters of a Dutch postcode ("1011 AB Amsterdam") and of a quarter of Copenhagen ("2400 København NV").
_POSTCODE = re.compile(r"(?:^|[\n,–-] ?|\d[A-Za-z]? )[1-9]\d{3} [A-Z]{2},? [A-Z'’]")
_QUARTER = re.compile(r"\d{4} (?:K[øo]benhavn|Copenhagen|Frederiksberg) $")

BODIES = ("foundation", "cooperative", "association")  # parts of the name they stand before ("Stichting Nevelwerk")


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form in a text: its short name and place; `full` where it was written out."""

    short: str
    start: int
    end: int
    full: bool = False


def shorts() -> frozenset[str]:
    """The short names of all forms."""
    return frozenset((*_ABBREVIATIONS, *FULL.values()))


def find_forms(text: str, flat: str) -> tuple[Form, ...]:
    """The legal forms in `text` (`flat` is its fold), in order."""
    found = [
        Form(_GROUPS[m.lastgroup or ""], m.start(), m.end())
        for m in _ABBREVIATIONS_IN_A_TEXT.finditer(text)
        if not (m.end() - m.start() == 2 and _in_address(text, m.start(), m.end())) and _at_home(flat, m)
    ]
    found += [Form(FULL[m[0]], m.start(), m.end(), full=True) for m in FULL_NAME.finditer(flat)]
    return tuple(sorted(found, key=lambda f: f.start))


def _at_home(flat: str, match: re.Match[str]) -> bool:
    """Whether the words of its country stand round a form that means something else in others."""
    near = _HOMES.get(match.lastgroup or "")
    return near is None or bool(near.search(flat, max(0, match.start() - _COUNTRY_NEAR), match.end() + _COUNTRY_NEAR))


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether two letters belong to a postcode or a town."""
    return bool(_POSTCODE.search(text, max(0, start - 8), end + 4) or _QUARTER.search(text, max(0, start - 21), start))


def canonical(text: str) -> str:
    """The short name of the first legal form in `text`, or ""."""
    return next((form.short for form in find_forms(text, fold(text))), "")
