"""The kinds of company and tax numbers of Europe: shape, check and the labels that announce them.

Formats and check digits: reference tables of python-stdnum; shapes are bounded, so search is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

_SEPARATORS = re.compile(r"[ .\-/]")
_PREFIX_COUNTRY = {"EL": "GR", "XI": "GB", "CHE": "CH"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of number.

    `shape` finds it behind its label; `bare` finds it without any label (None: needs one); `loose` marks a
    VAT number written without its prefix, believed only when its check digit is right.
    """

    name: str
    shape: re.Pattern[str]
    check: Callable[[str], bool] | None = None
    bare: re.Pattern[str] | None = None
    prefixed: bool = False
    loose: bool = False
    keep: re.Pattern[str] | None = None  # normalise only blanks where letters and marks matter

    @property
    def country(self) -> str:
        return self.name.split(".", 1)[0].upper()

    @property
    def unmistakable(self) -> bool:
        """Whether a loose VAT number is told from others by its length or letters alone."""
        return self.country in ("IT", "BE", "PL", "NL", "FR", "ES", "AT", "IE")

    def normal(self, raw: str) -> str:
        """The number without separators: "FR 83 012345674" -> "FR83012345674", "hrb  12 b" -> "HRB 12 B"."""
        if self.keep is not None:
            return " ".join(m for m in self.keep.findall(raw))
        if self.name == "at.fn":
            return _SEPARATORS.sub("", raw).lower().removeprefix("fn")
        plain = _SEPARATORS.sub("", raw).upper()
        return plain.removeprefix("BE") if self.name == "be.kbo" else plain


def _check(module: str, strip: str = "") -> Callable[[str], bool]:
    """`is_valid` of a python-stdnum module, on the number without the prefix `strip`."""
    is_valid = import_module(f"stdnum.{module}").is_valid

    def check(number: str) -> bool:
        return bool(is_valid(number.removeprefix(strip) if strip else number))

    return check


def _leading(module: str, count: int) -> Callable[[str], bool]:
    """The check of a number of which only the first `count` characters carry the check digit."""
    is_valid = import_module(f"stdnum.{module}").is_valid
    return lambda number: bool(is_valid(number[:count]))


def _digits(count: int, last: str = "") -> str:
    return rf"(?<![\w]){_run(count)}{last}(?!\d)"


def _run(count: int) -> str:
    return rf"\d(?:[ .\-]?\d){{{count - 1}}}"


def _of(name: str, shape: str, check: str = "", **more: object) -> Kind:
    bare = more.pop("bare", None)
    keep = more.pop("keep", None)
    module, _, count = check.partition(":")
    return Kind(
        name,
        re.compile(shape),
        (_leading(module, int(count)) if count else _check(module)) if check else None,
        re.compile(bare) if isinstance(bare, str) else None,
        keep=re.compile(keep) if isinstance(keep, str) else None,
        prefixed=bool(more.get("prefixed")),
        loose=bool(more.get("loose")),
    )


_SIRET = r"(?<![\w])\d{3}[ .]?\d{3}[ .]?\d{3}[ .-]?(?:\d{5}|\d{3}[ .]\d{2}|\d{2}[ .]\d{3})(?!\d)"
_SIREN = r"(?<![\w])(?<![A-Z]-)\d{3}[ .\-]?\d{3}[ .\-]?\d{3}(?!\d)|(?<![\w])\d(?:[ .]?\d){8}(?![ .]?\d)"
_RNA = r"(?<![\w])W ?\d[\dAB]\d[ .]?\d{3}[ .]?\d{3}(?!\w)"
_HR_WORD = r"(?:HR ?[AB]|GnR|VR|PR|GsR)"
_HR = rf"(?<![\w]){_HR_WORD}[ :.\-]{{0,3}}(?:Nr\.?|Nummer|n°)?[ :.]{{0,2}}\d{{1,6}}(?: ?[A-Z]{{1,2}}(?!\w))?"
_HR_BARE = _HR.replace(_HR_WORD, "HR ?[AB]")
_FN = r"(?<![\w])(?:FN ?)?\d{1,3}[ .]?\d{1,3} ?[a-z](?!\w)"
_CHE = r"(?<![\w])CHE[ \-]?\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)"
_ES_NIF = (
    r"(?<![\w])(?:[A-HJNP-SUVW][ \-]?(?:\d{7}|\d{2}\.?\d{3}\.?\d{2})[ \-]?[0-9A-J]|"
    r"[XYZ]?[ \-]?\d{7,8}[ \-]?[A-Z])(?!\w)"
)
_TOMO = (
    r"(?i:tomo):? ?[\d.]+[^¤]{0,50}?(?i:folio):? ?\d+[^¤]{0,60}?(?i:hoja)"
    r":? ?(?:(?:n[º°.o]|n[úu]mero) ?)?[A-Z]{1,2} ?-? ?[\d.]*\d"
)
_FL = r"(?<![\w])FL-\d{4}\.\d{3}\.\d{3}-\d(?!\d)"
_ICO = r"(?<![\w])(?:\d{3} ?\d{2}|\d{2} \d{3}) ?\d{3}(?!\d)"
_GB_NO = r"(?<![\w])(?:(?:SC|NI|OC|SO|NC|FC)\d{6}|\d{8}|\d{7})(?!\w)"

_REGISTERS = (
    _of("fr.siret", _SIRET, "fr.siret"),
    _of("fr.siren", _SIREN, "fr.siren"),
    _of("fr.rcs", _SIREN, "fr.siren"),
    # Associations of France: a letter, the department, its town and a serial number; no check digit.
    _of("fr.rna", _RNA, bare=_RNA.replace("[ .]?", " ?")),
    _of(
        "be.kbo", r"(?<![\w])(?:BE ?[01]?|[01])" + _run(9) + r"(?!\d)", "be.vat",
        bare=r"(?<![\w.])[01]\d{3}\.\d{3}\.\d{3}(?![\d.])",
    ),
    _of("de.hr", _HR, bare=_HR_BARE, prefixed=True, keep=r"HR ?[AB]|GnR|VR|PR|GsR|\d+|[A-Z]{1,2}$"),
    _of("de.widnr", r"(?<![\w])DE ?\d{9}-\d{5}(?!\d)", bare=r"(?<![\w])DE ?\d{9}-\d{5}(?!\d)"),
    _of("at.fn", _FN, "at.businessid", bare=r"(?<![\w])FN ?\d{5,6} ?[a-z](?!\w)"),
    _of("at.gisa", _digits(8)),
    _of("at.zvr", r"(?<![\w])\d{9,10}(?!\d)"),
    _of("ch.uid", _CHE, "ch.uid", bare=_CHE),
    _of("it.rea", r"(?<![\w])(?:[A-Z]{2} ?[\-/.]? ?)?(?:n\.? ?)?\d{4,7}(?!\d)", keep=r"[A-Z]{2}|\d+"),
    _of("it.ri", r"(?<![\w])\d{11}(?!\d)", "it.iva"),
    _of("it.cf", r"(?<![\w])\d{11}(?!\d)|(?<![\w])[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z](?!\w)", "it.codicefiscale"),
    _of("es.nif", _ES_NIF, "es.nif"),
    _of("es.rm", _TOMO, prefixed=True, keep=r"(?i:tomo|folio|hoja)|[A-Z]{1,2}(?= ?-? ?\d)|\d[\d.]*"),
    _of("nl.kvk", _digits(8)),
    _of("pl.nip", r"(?<![\w])(?:PL ?)?" + _run(10) + r"(?!\d)", "pl.nip"),
    _of("pl.krs", _digits(10)),
    _of("pl.regon", rf"{_digits(14)}|{_digits(9)}", "pl.regon"),
    _of("pt.nif", r"(?<![\w])(?:PT ?)?" + _run(9) + r"(?!\d)", "pt.nif"),
    # Three figures more, and it was a French one ("RCS Brestol B 007 451 298").
    _of("lu.rcs", r"(?<![\w])[ABFJ] ?\d{1,3}[ .]?\d{3}(?![ .]?\d{3}(?!\d))(?!\d)"),
    _of("gb.company", _GB_NO),
    _of("ie.cro", r"(?<![\w])\d{5,6}(?!\d)"),
    _of("dk.cvr", r"(?<![\w])(?:DK[ \-]?)?" + _run(8) + r"(?!\d)", "dk.cvr"),
    _of("se.orgnr", r"(?<![\w])\d{6}-?\d{4}(?!\d)", "se.orgnr"),
    _of("no.orgnr", r"(?<![\w])\d{3} ?\d{3} ?\d{3}(?!\d)", "no.orgnr"),
    _of("fi.ytunnus", r"(?<![\w])\d{7}-\d(?!\d)", "fi.ytunnus"),
    _of("is.kennitala", r"(?<![\w])\d{6}-?\d{4}(?!\d)", "is_.kennitala"),
    _of("is.vsk", r"(?<![\w])\d{5,6}(?!\d)"),
    _of("li.oera", _FL, bare=_FL, keep=r"FL-[\d.]+-\d"),
    _of("cz.ico", _ICO, "cz.dic"),
    _of("sk.ico", _ICO, "cz.dic"),  # Slovakia kept the numbers of Czechoslovakia, check digit and all
    _of("hu.adoszam", r"(?<![\w])\d{8}-\d-\d{2}(?!\d)", "hu.anum:8"),
    _of("hu.ceg", r"(?<![\w])\d{2}[ \-]\d{2}[ \-]\d{6}(?!\d)"),
    _of("ro.cui", r"(?<![\w])(?:RO ?)?\d{6,10}(?!\d)", "ro.cui"),
    _of(
        "ro.onrc", r"(?<![\w])[JFC] ?\d{1,2}/\d{1,6}/\d{4}(?!\d)|(?<![\w])[JFC](?:19|20)\d{11}(?!\d)",
        bare=r"(?<![\w])[JFC]\d{1,2}/\d{1,6}/\d{4}(?!\d)", keep=r"[JFC]? ?\d+/\d+/\d+|[JFC]\d{13}",
    ),
    _of("bg.eik", r"(?:(?<![\w])|(?<=(?<![\w])BG))\d{9}(?:\d{4})?(?!\d)"),
    _of("hr.oib", r"(?<![\w])(?:HR ?)?\d{11}(?!\d)", "hr.oib"),
    _of("hr.mbs", r"(?<![\w])\d{8,9}(?!\d)"),
    _of("si.maticna", r"(?<![\w])\d{7}(?:\d{3})?(?!\d)", "si.maticna"),
    _of("gr.gemi", r"(?<![\w])\d{12}(?!\d)"),
    _of("gr.afm", r"(?<![\w])(?:EL ?)?\d{9}(?!\d)", "gr.vat"),
    _of("ee.registrikood", r"(?<![\w])\d{8}(?!\d)", "ee.registrikood"),
    _of("lv.reg", r"(?<![\w])\d{11}(?!\d)"),
    _of("lt.kodas", r"(?<![\w])\d{9}(?!\d)"),
    _of(
        "mt.company",
        r"(?<![\w])C ?\d{3,6}(?!\d)",
        # "Mistfall Ltd (C 48350)", "Mistfall Ltd, C 48350, ..."
        bare=r"(?<![\w])C(?:(?<=imited \(C)|(?<=Ltd \(C)|(?<=Ltd\. \(C)|(?<=Ltd, C)|(?<=imited, C))"
        r" ?\d{3,6}(?=\)|,(?!\d)| ?$)",
    ),
    _of(
        "cy.company", r"(?<![\w])(?:HE|ΗΕ) ?\d{4,6}(?!\d)",
        bare=r"(?<![\w])HE(?:(?<=imited \(HE)|(?<=Ltd \(HE)|(?<=Ltd, HE)|(?<=imited, HE)) ?\d{4,6}(?!\d)",
    ),
    _of("cn.uscc", r"(?<![\w])[0-9A-HJ-NPQRTUWXY]{18}(?!\w)", "cn.uscc"),
)  # fmt: skip

# VAT numbers: prefix, shape of the rest, python-stdnum module, prefix the module does not want, whether the
# shape is believed without a label.
_VAT = (
    ("FR", r"[0-9A-HJ-NP-Z]{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}", "fr.tva", "", True),
    ("BE", r"[01]?" + _run(9), "be.vat", "", True),
    ("DE", _run(9) + r"(?!-\d{5})", "de.vat", "", True),
    ("AT", r"U ?(?:\d{8}|\d{3} \d{3} \d{2}|\d{4} \d{4})", "at.uid", "", True),
    ("NL", r"\d{4}[ .]?\d{2}[ .]?\d{3}[ .]?B[ .]?\d{2}", "nl.btw", "", True),
    ("IT", _run(11), "it.iva", "", True),
    ("ES", r"[ \-]?[A-Z0-9][ \-]?\d{7}[ \-]?[A-Z0-9]", "es.nif", "", True),
    ("PT", _run(9), "pt.nif", "", True),
    ("PL", _run(10), "pl.nip", "", True),
    ("LU", r"\d{8}", "lu.tva", "", True),
    ("IE", r"\d[0-9A-Z+*]\d{5}[A-W][A-I]?", "ie.vat", "", True),
    ("BG", r"\d{9,10}", "bg.vat", "", False),
    ("CY", r"\d{8}[A-Z]", "cy.vat", "", True),
    ("CZ", r"\d{8,10}|\d{3} \d{2} \d{3}", "cz.dic", "", True),
    ("DK", r"\d{8}", "dk.cvr", "", True),
    ("EE", r"\d{9}", "ee.kmkr", "", True),
    ("EL", r"\d{9}", "gr.vat", "", True),
    ("FI", r"\d{8}", "fi.alv", "", True),
    ("HR", r"\d{11}", "hr.oib", "", True),
    ("HU", r"\d{8}", "hu.anum", "", True),
    ("LT", r"\d{12}|\d{9}", "lt.pvm", "", True),
    ("LV", r"\d{11}", "lv.pvn", "", True),
    ("MT", r"\d{8}", "mt.vat", "", True),
    ("RO", r"\d{2,10}", "ro.cf", "", False),
    ("SE", r"\d{10}01", "se.vat", "", True),
    ("SI", r"\d{8}", "si.ddv", "", True),
    ("SK", r"\d{10}", "sk.dph", "", True),
    ("GB", r"\d{3} ?\d{4} ?\d{2}(?: ?\d{3})?", "gb.vat", "", True),
    ("XI", r"\d{9}", "gb.vat", "XI", False),
    ("NO", r"\d{3} ?\d{3} ?\d{3} ?MVA", "no.mva", "", True),
    ("CHE", r"[ \-]?\d{3}[ .]?\d{3}[ .]?\d{3} ?(?:MWST|TVA|IVA|TPV)", "ch.vat", "", True),
)


def _vat_kind(prefix: str, rest: str, module: str, strip: str, bare: bool) -> Kind:
    shape = rf"(?<![\w]){prefix}[ .\-]?(?:{rest})(?!\w)"
    # Without a label dots are taken for those of an amount ("AU CAPITAL DE 546.601.552").
    plain = shape.replace("[ .]?", " ?").replace("[ .\\-]?", "[ \\-]?") if prefix != "BE" else shape
    name = f"{_PREFIX_COUNTRY.get(prefix, prefix).lower()}.vat"
    return Kind(name, re.compile(shape), _check(module, strip), re.compile(plain) if bare else None, prefixed=True)


# Written without a prefix behind a VAT label; believed only with a right check digit.
_LOOSE = (
    ("it", r"(?<![\w])\d{11}(?!\d)", "it.iva"),
    ("be", r"(?<![\w])[01]\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)", "be.vat"),
    ("pl", _digits(10), "pl.nip"),
    ("nl", r"(?<![\w])\d{9}B\d{2}(?!\w)", "nl.btw"),
    ("fr", r"(?<![\w])\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\d)", "fr.tva"),
    ("es", _ES_NIF, "es.nif"),
    ("de", r"(?<![\w])\d{9}(?!\d)", "de.vat"),
    ("pt", _digits(9), "pt.nif"),
    ("at", r"(?<![\w])U\d{8}(?!\d)", "at.uid"),
    ("lu", r"(?<![\w])\d{8}(?!\d)", "lu.tva"),
    ("gb", r"(?<![\w])\d{3} ?\d{4} ?\d{2}(?!\d)", "gb.vat"),
    ("ie", r"(?<![\w])\d{7}[A-W][A-I]?(?!\w)", "ie.vat"),
)

_PREFIXED_LIST = tuple(_vat_kind(*row) for row in _VAT)
VAT_PREFIXED = _PREFIXED_LIST
KINDS: dict[str, Kind] = {kind.name: kind for kind in (*_REGISTERS, *(k for k in _PREFIXED_LIST if k.name != "gb.vat"))}
KINDS["gb.vat"] = next(k for k in _PREFIXED_LIST if k.name == "gb.vat")
KINDS |= {f"{c}.loose": Kind(f"{c}.vat", re.compile(s), _check(m), loose=True) for c, s, m in _LOOSE}

# Label in the lexicon (without "number.") -> kinds tried behind it, in this order. A label is often wrong about
# its number's length, so both lengths are tried. "vat" tries every VAT number.
AFTER_LABEL: dict[str, tuple[str, ...]] = {
    "fr.siren": ("fr.siret", "fr.siren"),
    "fr.siret": ("fr.siret", "fr.siren"),
    "fr.rcs": ("ch.uid", "fr.siret", "fr.rcs", "lu.rcs", "de.hr", "it.ri", "nl.kvk"),
    "fr.rna": ("fr.rna",),
    "be.kbo": ("be.kbo",),
    "de.hr": ("de.hr",),
    "de.widnr": ("de.widnr",),
    "at.fn": ("at.fn",),
    "at.gisa": ("at.gisa",),
    "at.zvr": ("at.zvr",),
    "ch.uid": ("ch.uid",),
    "it.rea": ("it.rea",),
    "it.ri": ("it.ri", "it.cf"),
    "it.cf": ("it.cf",),
    "es.nif": ("es.nif",),
    "es.rm": ("es.rm",),
    "nl.kvk": ("nl.kvk",),
    "pl.nip": ("pl.nip",),
    "pl.krs": ("pl.krs",),
    "pl.regon": ("pl.regon",),
    "pt.nif": ("pt.nif", "es.nif"),
    "lu.rcs": ("lu.rcs",),
    "gb.company": ("gb.company", "mt.company", "cy.company", "ie.cro"),
    "ie.cro": ("ie.cro",),
    "dk.cvr": ("dk.cvr",),
    "orgnr": ("se.orgnr", "no.orgnr"),
    "fi.ytunnus": ("fi.ytunnus",),
    "is.kennitala": ("is.kennitala",),
    "is.vsk": ("is.vsk",),
    "hr.mbs": ("hr.mbs",),
    "cz.ico": ("cz.ico",),
    "hu.adoszam": ("hu.adoszam",),
    "hu.ceg": ("hu.ceg",),
    "ro.cui": ("ro.cui",),
    "ro.onrc": ("ro.onrc",),
    "bg.eik": ("bg.eik",),
    "hr.oib": ("hr.oib",),
    "si.maticna": ("si.maticna",),
    "gr.gemi": ("gr.gemi",),
    "gr.afm": ("gr.afm",),
    "ee.registrikood": ("ee.registrikood",),
    "lv.reg": ("lv.reg",),
    "lt.kodas": ("lt.kodas",),
    "mt.company": ("mt.company",),
    "cy.company": ("cy.company",),
    "cn.uscc": ("cn.uscc",),
}
