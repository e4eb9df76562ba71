"""Names of small traders in the clauses of French terms: whom a kind of enterprise is named, who sells on its site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sweep.extract.names.name_lines import FIELD_LABELS, OF_OTHERS, below_heading
from sweep.extract.names.name_titles import is_name
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.legal_form_names import ALONE
from sweep.extract.words.name_words import NAME, Mention, trim
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import Word, first_after
from sweep.extract.words.work_words import speaks

_NAME = re.compile(NAME)
# "La micro-entreprise, nommée L'Atelier de Brumelle, immatriculée ...".
_KIND_CALLED = Sieve(
    r"(?<!\w)(?:la |l'|une )(?P<kind>micro-?entreprise|auto-?entreprise|entreprise(?: individuelle)?|exploitation|"
    r"association|societe|boutique)(?:,? (?:re)?(?:nommee|denommee|appelee|intitulee)[ :]{1,3}[«\"“]? ?"
    r"|(?: [^.;:\n«\"“]{1,90})?,? (?:dite|denommee|nommee|appelee)[ :]{1,3}[«\"“] ?)"
)
_PRESENTED = re.compile(
    r" ?[»\"”]?,? \(?(?:immatricul|inscrit|enregistr|dont le si|sise?(?!\w)|ayant son si|situee?(?!\w)|"
    r"representee? par|siret|siren|ci-apres|domicili|exploitee? par|geree? par)"
)
# "les droits et obligations de Rose Brumée et de ses clients": the two sides of the terms.
_DUTIES = Sieve(
    r"(?<!\w)(?:droits|obligations|engagements)(?: et (?:les )?(?:obligations|devoirs))?(?: respectifs?| reciproques?)?"
    r" d(?:e |')(?:(?:la |l')(?:societe |entreprise |association ))?"
)
_AND_CUSTOMER = re.compile(
    r"(?:,[^.;\n]{2,220}?)?(?: ?\([^()\n]{2,90}\))?,? et (?:d(?:e |es |')|d'autre part )?"
    r"(?:(?:son|sa|ses|leurs?|chaque|tout|toute|le|la|les|un|une) |l')?"
    r"(?:client|acheteu|consommat|utilisat|visiteu|adherent|membre|internaut)"
)
# "Rose Brumée, dont le siège est situé": whom a clause tells the seat of, with a register's number near.
_SEATED = Sieve(r",? (?:dont le (?:siege|domicile|principal etablissement)|ayant (?:son|pour) siege)(?!\w)")
_BEFORE_SEAT = re.compile(
    rf"(?:^|[«\"“] ?|(?<!\w)(?:par|entre|société|entreprise|de|d['’]) ?)(?P<name>{NAME})(?: ?[»\"”])?$"
)
_REPRESENTS = re.compile(r"represente\w{0,3} (?:[^\s.;:]{1,20} ){0,4}par (?:\S{1,12} )?$|filiale d[eu] $")
_NUMBER_WITHIN = 220
_LIVING = Sieve(r", (?:domiciliee?|demeurant)(?!\w)")
_PERSON_LED = re.compile(rf"(?<=: )(?:(?:Monsieur|Madame|M\.|Mme) )?(?P<name>{NAME})$")
_KEEPS_SITE = re.compile(
    r"(?<!\w)(?:qui )?(?:fait fonctionner|exploite|edite|gere|tient|anime|administre)(?!\w)[^.;\n]{0,40}"
    r"(?<!\w)(?:site|boutique)(?!\w)"
)
# "... s'appliquent à la vente de produits en ligne par La Compagnie des Brumes, enseigne commerciale ...".
_SALE_BY = Sieve(
    r"(?<!\w)(?:la|les|toutes?(?: les)?) ventes? (?:de |des |d'|en ligne )[^.;:\n]{0,60}? par "
    r"(?:(?:la societe|l'entreprise|l'association) )?"
)
_ON_ITS_SITE = re.compile(
    r",? (?:enseigne commerciale|(?:sur|via|depuis) (?:son|sa|le|la|notre|ce) (?:site|boutique|e-?shop))(?!\w)"
)
_SENTENCE = 90  # characters before a clause in which its sentence says that somebody else is spoken of
# "Odilon Brouillard (BrumeCartes), entrepreneur individuel": the trade in brackets between a person and what he is.
_WITH_TRADE = re.compile(rf"(?<![\w.])(?P<name>{NAME}) \([^()\n\d]{{2,40}}\), $")
_TRADE_REACH = 110
# A heading that is but the word for whose the site is, with the name in the line below.
_OWNER_HEADING = re.compile(
    r"(?:proprietaire|exploitante?|vendeu(?:r|se)|prestataire|artisane?|createur|creatrice) ?:?"
)
_LONGEST_HEADING = 16


def clauses(doc: LegalText) -> Iterator[Mention]:
    """The names that such clauses give to the trader."""
    yield from _called(doc)
    yield from _obliged(doc)
    yield from _seated(doc)
    yield from _living(doc)
    yield from _sold_by(doc)
    yield from _with_trade(doc)
    yield from _below_owner(doc)


def _called(doc: LegalText) -> Iterator[Mention]:
    for match in _KIND_CALLED.finditer(doc.flat):
        found = _named(doc, match.end())
        if found and _PRESENTED.match(doc.flat, found.end) and not _of_others(doc, match.start()):
            yield replace(found, form="association") if match["kind"] == "association" else found


def _obliged(doc: LegalText) -> Iterator[Mention]:
    for match in _DUTIES.finditer(doc.flat):
        found = _named(doc, match.end())
        if found and " " in found.name and _AND_CUSTOMER.match(doc.flat, found.end, found.end + 330):
            yield found


def _seated(doc: LegalText) -> Iterator[Mention]:
    numbers = doc.under("number.")
    for match in _SEATED.finditer(doc.flat):
        left = max(doc.lines[doc.line_at(match.start())].start, match.start() - _TRADE_REACH)
        named = _BEFORE_SEAT.search(doc.text[left : match.start()])
        if named is None or not first_after(numbers, match.end(), _NUMBER_WITHIN):
            continue
        name, end = trim(named["name"], keep_article=True), left + named.end("name")
        start = end - len(name)
        said = doc.flat[left:start].rpartition(". ")[2]
        if _REPRESENTS.search(said) or OF_OTHERS.search(said) or speaks(said) == "of others":
            continue
        if " " in name and is_name(name):
            yield Mention(name, start, end, "line")


def _sold_by(doc: LegalText) -> Iterator[Mention]:
    for match in _SALE_BY.finditer(doc.flat):
        found = _named(doc, match.end())
        if found and _ON_ITS_SITE.match(doc.flat, found.end) and not _of_others(doc, match.start()):
            yield found


def _with_trade(doc: LegalText) -> Iterator[Mention]:
    for form in doc.forms:
        if not form.full or form.short not in ALONE or doc.text[form.start - 3 : form.start] != "), ":
            continue
        left = max(doc.lines[doc.line_at(form.start)].start, form.start - _TRADE_REACH)
        named = _WITH_TRADE.search(doc.text[left : form.start])
        name = trim(named["name"]) if named else ""
        if named and " " in name and is_name(name) and not _of_others(doc, left + named.start()):
            end = left + named.end("name")
            yield Mention(name, end - len(name), end, "form", form.short)


def _below_owner(doc: LegalText) -> Iterator[Mention]:
    """The name below the heading "Propriétaire", above a field of the notice."""
    fields: dict[int, int] = {}
    for line in doc.lines:
        if not line.level or line.end - line.start > _LONGEST_HEADING:
            continue
        if _OWNER_HEADING.fullmatch(doc.flat, line.start, line.end):
            fields = fields or {w.start: w.end for w in doc.of(*FIELD_LABELS)}
            if found := below_heading(doc, Word("editor_section", line.start, line.end), fields, ()):
                yield found


def _living(doc: LegalText) -> Iterator[Mention]:
    """ "... qui fait fonctionner ce site : Odilon Brouillard, domicilié à": who keeps it, and where he lives."""
    for match in _LIVING.finditer(doc.flat):
        left = max(doc.lines[doc.line_at(match.start())].start, match.start() - _TRADE_REACH)
        named = _PERSON_LED.search(doc.text, left, match.start())
        if named is None or " " not in named["name"] or not is_name(named["name"]):
            continue
        said = doc.flat[left : named.start()]
        if _KEEPS_SITE.search(said) and not _REPRESENTS.search(doc.flat, left, named.start("name")):
            yield Mention(named["name"], *named.span("name"), "label", "", "editor")


def _named(doc: LegalText, start: int) -> Mention | None:
    found = _NAME.match(doc.text, start, start + 90)
    if found is None:
        return None
    name = found[0].rstrip(".-–")
    return Mention(name, start, start + len(name), "label", "", "editor") if is_name(name) else None


def _of_others(doc: LegalText, start: int) -> bool:
    line = doc.lines[doc.line_at(start)].start
    return bool(OF_OTHERS.search(doc.flat[max(line, start - _SENTENCE) : start].rpartition(". ")[2]))
