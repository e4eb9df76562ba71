"""Names of associations, foundations and firms of one person, which the word for what they are leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sweep.extract.names.name_lines import OF_OTHERS
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.legal_forms import Form
from sweep.extract.words.name_words import NAME, Mention, plausible
from sweep.extract.words.needles import Sieve

_BODY_BEGINS = re.compile(r"(?:^|\n|: ?|(?<!\w)(?:aan|bij|door|de|la|the|die|der|alla|jest|is|est) )$")
_AFTER_FORM = re.compile(rf" [«\"“„]? ?({NAME})")
# "l'association Brumes", "l'Entreprise Individuelle Odile Brouillard": what somebody is in French, and the form.
_KINDS = {
    "association": "association",
    "asbl": "ASBL",
    "entreprise individuelle": "EI",
    "exploitation individuelle": "EI",
    "entreprise": "",
}
_LED = Sieve(
    rf"(?<!\w)(?:l'|la |une )(?P<kind>{'|'.join(_KINDS)})"
    r"(?P<more> sans but lucratif| a but non lucratif| loi(?: de)? 1901)? "
)
_BEHIND = re.compile(
    rf"[«\"“„]? ?(?:(?i:monsieur|madame|mademoiselle|mme|mlle|melle|mr|m)\.? )?(?P<name>{NAME})"
    r"(?: ?\([\w.\-]{2,12}\))?(?: ?[»\"”])?"
)
# "Association des Tisseurs", "Association pour le Lac": there the word belongs to the name.
_WHOLE = re.compile(
    rf"Association (?:des |du |de (?:la |l['’])?|d['’]|pour (?:la |le |les |l['’])?)(?P<name>{NAME})"
    r"(?: ?\([\w.\-]{2,12}\))?"
)
_PERSON_BEFORE = re.compile(rf"{NAME} [-–—] (?=Association [{UP}])")
# What is said only of somebody whom a text presents: its law, its seat, its number, what it is called below.
_SAID = re.compile(
    r",? (?:est une association|(?:association )?(?:loi|regie par|declaree|enregistree|immatriculee|inscrite)|"
    r"et ayant son siege|ayant son siege|dont l[e'] ?(?:siege|adresse)|avec siege|sise?|situee? (?:au|a)|"
    r"representee? par)(?!\w)|,? \(?ci-apres"
)
# "Le site de l'association Brumes commercialise ...": what only the keeper of a shop does on its site.
_SITE_OF = re.compile(r"(?<!\w)(?:site|boutique)(?: internet| web| en ligne)? de $")
_SELLS = re.compile(r" (?:commercialise|met en vente|propose a la vente|vend)(?!\w)")
_SENTENCE = 90  # characters before the word in which its sentence says that the body is another


def body(text: str, form: Form) -> Mention | None:
    """A foundation and the like: its name begins with the word, at the beginning of a line or behind a label."""
    match = _AFTER_FORM.match(text, form.end, min(len(text), form.end + 70))
    if match is None or not _BODY_BEGINS.search(text, max(0, form.start - 6), form.start):
        return None
    end = match.start(1) + len(match[1].rstrip(" .-–"))
    return Mention(text[form.start : end], form.start, end, "form", form.short)


def without_inner(found: list[Mention]) -> list[Mention]:
    """`found` without the firms that are named within the name of another ("« Brume by O&B Sàrl »")."""
    reached, kept = 0, []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if mention.how != "form" or mention.end > reached:
            kept.append(mention)
        reached = max(reached, mention.end) if mention.how == "form" else reached
    return kept


def whole(found: list[Mention]) -> list[Mention]:
    """Of two forms behind one name ("Dimma Corporation AB") the last counts."""
    ends: dict[int, int] = {}
    for mention in found:
        if mention.how == "form":
            ends[mention.start] = max(mention.end, ends.get(mention.start, 0))
    whole = [m for m in found if m.how != "form" or m.end == ends[m.start]]
    return without_inner(whole)


def with_bodies(doc: LegalText, found: list[Mention]) -> list[Mention]:
    """`found` with the associations and sole traders that a text presents; of one among them the form is known."""
    found = [_behind_person(m) for m in found]
    presented = {m.end: m for m in _presented(doc)}
    known = {m.end for m in found}
    named = [_formed(m, presented[m.end]) if m.end in presented and not m.form else m for m in found]
    return [*named, *(m for end, m in presented.items() if end not in known)]


def _formed(mention: Mention, body: Mention) -> Mention:
    """A name that was read in another way, with its form; the article is none of it ("L'association Brumelle")."""
    led = mention.start < body.start and mention.name.endswith(body.name)
    return replace(body if led else mention, form=body.form, label=mention.label, how=mention.how)


def _behind_person(mention: Mention) -> Mention:
    """The association in "Odile Brouillard – Association Pas de Brume"."""
    dash = _PERSON_BEFORE.match(mention.name)
    if dash is None or mention.end - mention.start != len(mention.name):
        return mention
    return replace(mention, name=mention.name[dash.end() :], start=mention.start + dash.end())


def _presented(doc: LegalText) -> Iterator[Mention]:
    """Associations and sole traders of whom a French text says what they are: by their law, seat or number."""
    for match in _LED.finditer(doc.flat):
        line = doc.lines[doc.line_at(match.start())].start
        before = doc.flat[max(line, match.start() - _SENTENCE) : match.start()].rpartition(". ")[2]
        if OF_OTHERS.search(before):
            continue
        named = _WHOLE.match(doc.text, match.start("kind"), match.end() + 90)
        start = named.start() if named else -1
        named = named or _BEHIND.match(doc.text, match.end(), match.end() + 90)
        said = _SAID.match(doc.flat, named.end()) if named else None
        if named and _SITE_OF.search(before):
            said = said or _SELLS.match(doc.flat, named.end())
        if named is None or said is None:
            continue
        start, end = (start if start >= 0 else named.start("name")), named.end("name")
        if plausible(doc.text[start:end]):
            form = "ASBL" if "sans but" in (match["more"] or "") else _KINDS[match["kind"]]
            label = "name_label" if said.re is _SAID and not said[0].startswith(" est") else "editor_section"
            yield Mention(doc.text[start:end], start, end, "label", form, label)
