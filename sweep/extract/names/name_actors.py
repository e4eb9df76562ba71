"""Names of those who act as the seller in French terms: who reserves rights, of whom one buys, a contract's side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sweep.extract.names.name_titles import is_name
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.name_words import NAME, Mention, plausible, trim
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

# "BRUMELLE se réserve le droit de ...", "... souscrit une assurance": what only the seller does in its own terms.
_ACTS = Sieve(
    r" (?:se reserve(?:nt)? (?:le droit|la faculte|la possibilite|de )|s'engage(?:nt)? a |"
    r"conserve(?:nt)? (?:la possibilite|la propriete|le droit)|decline(?:nt)? toute responsabilite|"
    r"(?:a souscrit|souscrit) une? (?:assurance|contrat|police)|met(?:tra)? tout en oeuvre)"
)
_SUBJECT = re.compile(
    r"(?:^|[\n.;:!?] ?|(?<!\w)(?:que|la [Ss]ociété|La [Ss]ociété|l['’][Ee]ntreprise|L['’][Ee]ntreprise),? )"
    rf"(?P<name>{NAME})$"
)
_SUBJECT_REACH = 90
# "L'édition du site ... est assurée par ...".
_PUBLISHED_BY = Sieve(
    r"(?<!\w)l'edition [^\n;]{0,110}?(?<!\w)(?:est|sont) assuree?s? par (?:(?:la societe|l'entreprise|l'association) )?"
)
_ARTICLES = ("le ", "la ", "les ", "l'")
_LEAST = 3  # words of a name that begins with an article: "Le Transporteur" may be anybody
# "D'une part, La Filature ..., et, d'autre part, toute personne ...".
_ONE_SIDE = Sieve(
    r"(?<!\w)d'une part ?[,:]?(?: par| entre)?(?: ?:)?[ \n](?:(?:la societe|l'entreprise|l'association) )?"
)
_CUSTOMER = re.compile(
    r"d'autre part ?[,:]?(?: par| entre)?(?: ?:)?[ \n]"
    r"(?:toute?s? |(?:le |la |l'|les |une? )(?:client|acheteu|consommat|personne|utilisat|"
    r"internaute|adherent|membre|visiteu|usager))"
)
_CONTRACT_LENGTH = 900
_NAME = re.compile(rf"{NAME}(?: (?:dite?|alias) {NAME})?")
# "... sont conclues entre :", and the sides in lines of their own.
_BETWEEN = Sieve(
    r"(?<!\w)(?:conclue?s?|etablie?s?|passee?s?|relations?|contractuelles?|contrat|soussignes) entre"
    r"(?: les soussignes)? ?:? "
)
_SIDE = re.compile(rf"(?:[–•*-] )?(?P<name>{NAME})(?= ?(?:$|,|\())")
_OTHER = re.compile(
    r"[–•* -]{0,3}et(?:,? d'autre part)? ?[:,]?"
    r"(?:$| (?:toute?|le client|la personne|l'acheteu|le consommat|les? client))"
)
_LINES = 12
# "... tout achat effectué auprès de LA FILATURE, ... ayant son siège social".
_BOUGHT = Sieve(
    r"(?<!\w)(?:achats?|commandes?)(?!\w)(?:[^.;:\n]|\.(?! )){0,160}? aupres d(?:e |')"
    r"(?:(?:la societe|l'entreprise|l'association) )?|"
    r"(?<!\w)ventes? [^.;:\n]{0,40}?(?:conclue?s?|realisee?s?|effectuee?s?) (?:par|avec) (?:la societe )?"
)
_SIGNS = re.compile(r"[^\n]{0,220}?(?:siege|siret|siren|(?<!\w)rcs|(?<!\w)bce|ci-apres)")
# "La société brumontdor est une SARL": whatever its letters.
_IS_FIRM = Sieve(
    r"(?<!\w)la societe (?P<name>[^\n,.;:()«»]{3,50}?) est une? "
    r"(?:societe (?:a |par |anonyme|en |civile|cooperative)|sasu?(?!\w)|sarl(?!\w)|eurl(?!\w))"
)
_NO_NAME = re.compile(
    r"(?:mere|fille|editrice|exploitante|venderesse|concernee|presente|absorb\w+|soeur|qui|dont)(?!\w)"
)
_MOST_WORDS = 6


def actors(doc: LegalText) -> Iterator[Mention]:
    """The names that sentences show as the seller's, each once."""
    found = (*_publishers(doc), *_sides(doc), *_below_between(doc), *_sellers(doc), *_firms(doc), *_subjects(doc))
    yield from {m.start: m for m in reversed(found)}.values()


def _publishers(doc: LegalText) -> Iterator[Mention]:
    for match in _PUBLISHED_BY.finditer(doc.flat):
        yield from _at(doc, match.end())


def _subjects(doc: LegalText) -> Iterator[Mention]:
    for match in _ACTS.finditer(doc.flat):
        left = max(0, match.start() - _SUBJECT_REACH)
        subject = _SUBJECT.search(doc.text[left : match.start()])
        name = trim(subject["name"], keep_article=True) if subject else ""
        if subject and _is_proper(doc, name):
            yield Mention(name, match.start() - len(name), match.start(), "label", "", "editor_section")


def _is_proper(doc: LegalText, name: str) -> bool:
    """Whether a name at the beginning of a sentence is no common noun: it never stands in small letters."""
    folded = fold(name)
    if not is_name(name) or (folded.startswith(_ARTICLES) and len(folded.split()) < _LEAST):
        return False
    return " " in name or (name.lower() not in doc.text and doc.text.count(name) > 1)


def _sides(doc: LegalText) -> Iterator[Mention]:
    for match in _ONE_SIDE.finditer(doc.flat):
        other = doc.flat.find("d'autre part", match.end(), match.end() + _CONTRACT_LENGTH)
        if other >= 0 and _CUSTOMER.match(doc.flat, other):
            yield from _at(doc, match.end())


def _below_between(doc: LegalText) -> Iterator[Mention]:
    for match in _BETWEEN.finditer(doc.flat):
        at = doc.line_at(match.end())
        line = doc.lines[at]
        side = _SIDE.match(doc.text, line.start, line.end) if line.start == match.end() else None
        if side is None or not is_name(side["name"]):
            continue
        if any(_OTHER.match(doc.flat, x.start, x.end) for x in doc.lines[at + 1 : at + _LINES]):
            yield Mention(side["name"], *side.span("name"), "label", "", "editor")


def _sellers(doc: LegalText) -> Iterator[Mention]:
    for match in _BOUGHT.finditer(doc.flat):
        for mention in _at(doc, match.end()):
            if " " in mention.name and _SIGNS.match(doc.flat, mention.end):
                yield mention


def _firms(doc: LegalText) -> Iterator[Mention]:
    for match in _IS_FIRM.finditer(doc.flat):
        name = doc.text[slice(*match.span("name"))]
        known = name[0].isupper() or (" " not in name and doc.text.count(name) > 1)
        if known and len(name.split()) <= _MOST_WORDS and plausible(name) and not _NO_NAME.match(match["name"]):
            yield Mention(name, *match.span("name"), "label", "", "editor_section")


def _at(doc: LegalText, start: int) -> Iterator[Mention]:
    found = _NAME.match(doc.text, start, start + 90)
    if found and is_name(found[0]):
        name = found[0].rstrip(".-–")
        yield Mention(name, start, start + len(name), "label", "", "editor")
