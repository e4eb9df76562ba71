"""Persons' names beside a word for what they do: behind it, before it."""

from __future__ import annotations

import re

from sweep.extract.words.address_words import UP
from sweep.extract.words.legal_forms import ABBREVIATION
from sweep.extract.words.name_words import plausible
from sweep.extract.words.operator_words import find_words
from sweep.extract.words.text import fold

PERSON_NAME = re.compile(
    rf"(?P<title>(?i:monsieur|madame|mademoiselle|mme|mlle|mr|mrs|ms|m\.|herr|frau|dr|sig\.|sr|sra|pan|pani)\.? ?)?"
    rf"(?<!\w)(?P<name>[{UP}][\w'’\-]{{0,25}}"
    rf"(?:(?:(?<=[ ][{UP}])\.)? (?:de |van |von |der |den |du |le |la |di |d['’])?[{UP}][\w'’\-]{{0,25}}){{1,4}})"
)
_ORGANISATION = re.compile(
    r"(?:gemeinde|verein|verband|praxis|kanzlei|buro|werkstatt|restaurant|hotel|agentur|studio|verlag|stadt|landkreis|"
    r"schule|gruppe|team|redaktion|gesellschaft|zentrum|institut|stiftung|betrieb|shop|service)(?!\w)"
)
_NAME_FIELD = re.compile(r"\n(?:Name|Vorname|Nom):?\n")
_GAP_WORDS = (
    "du de des la le les ce site sites web internet est is sont ist sind publication edition redaction et and und the "
    "nach gemass gemaß gem abs satz mstv rstv mdstv tmg ddg i s d im sinne von v p den fur inhalt name nom prenom "
    "fonction responsable qualite monsieur madame m mme mr dr med dent vet phil prof dipl ing mag rer nat jur mult h c "
    "phdr herr frau der die das societe president gerant gerante actuel of for content responsible legal representant "
    "cette cet plateforme application boutique present presente page webmaster webmestre sur assuree assure par"
).split()
_GAP = re.compile(
    r"(?:[\s:,=()/.§\-–\d]|(?<!\w)(?:(?:medien|rundfunk)staatsvertrag\w{0,2}|presse\w{4,8}|mediengesetz\w{0,2}|"
    r"www\.[\w.\-]{3,40}|https?://[\w./\-]{3,60}|" + "|".join(_GAP_WORDS) + r")(?!\w)){0,40}$"
)
# "Odile Brouillard Hébergeur du site": the label of the next field in the same line.
_LABEL_INSIDE = re.compile(
    r"(?<=\w) (?=(?:H[ée]berge(?:ur|ment)|[ÉE]diteur|Si[èe]ge|T[ée]l(?:[ée]phone)?|E-?mail|Adresse|Contact)(?!\w))"
)
# "le représentant légal du Centre Brume": what follows is the firm, not the person.
_HEAD_OF = re.compile(
    r"(?:representante?|presidente?|gerante?|dirigeante?|responsable)(?: legale?)? (?:de la|du|des|de|d')\s*"
    r"(?:la |le |l')?(?:societe )?$"
)
_FUNCTION = re.compile(
    r"(?:directeur|directrice|president|presidente|gerant|gerante|geschaftsfuhrer|managing|chief|general"
    r"|(?:conseil|comite|direction|association|societe|equipe|bureau|service|mairie|universite|rectorat|agence)(?!\w))"
)


def person_after(text: str, offset: int, reach: int = 110) -> tuple[int, int] | None:
    """The place of the first person's name within `reach` behind `offset`, on the same line or the next."""
    window = min(len(text), offset + reach)
    for match in PERSON_NAME.finditer(text, offset, window):
        gap = text[offset : match.start()]
        if gap.count("\n") > 1 + bool(_NAME_FIELD.search(gap)):
            return None
        if not _GAP.match(fold(gap)) or _HEAD_OF.search(fold(gap)):
            return None
        name = _LABEL_INSIDE.split(match["name"], maxsplit=1)[0]
        if plausible(name) and not _is_place(name) and not _is_body(name):
            return match.start("name"), match.start("name") + len(name)
    return None


def person_before(text: str, offset: int, reach: int = 90) -> tuple[int, int] | None:
    """The place of the last person's name within `reach` before `offset`, in the same sentence."""
    left = max(0, offset - reach)
    found = [m for m in PERSON_NAME.finditer(text, left, offset) if plausible(m["name"]) and not _is_place(m["name"])]
    found = [
        m
        for m in found
        if not ABBREVIATION.search(m["name"])
        and not re.search(r"[.;:]\s", text[m.start("name") : offset])
        and not re.search(r"\n|[a-zà-ÿ]{3}\. ", text[m.end() : offset])
        and not _FUNCTION.match(fold(m["name"]))
    ]
    return found[-1].span("name") if found else None


def _is_place(name: str) -> bool:
    folded = fold(name)
    return bool(_FUNCTION.match(folded)) or any(
        k.startswith(("country.", "seat", "editor", "host")) for k in find_words(folded)
    )


def _is_body(name: str) -> bool:
    """Whether a name is that of a firm, a parish, a practice: no person."""
    return bool(ABBREVIATION.search(name) or _ORGANISATION.search(fold(name)))
