"""Where a page speaks of hosting, of the publication or of a mediator, near somebody who may be meant.

The words of these topics are few; the ways to say who does it are not. So a word of the topic beside a person's
name, a firm or a web site is a doubt, whatever stands between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from checks.facts import Evidence
from sweep.extract.trader.doubt_places import IDENTITY, own
from sweep.extract.trader.party import Party
from sweep.extract.trader.persons import LED_BY, find_person, leaders
from sweep.extract.trader.third_parties import KNOWN_HOSTS, bare_sites, foreign_links, settles_nothing
from sweep.extract.trader.trader import PageFinds
from sweep.extract.words.address_words import UP
from sweep.extract.words.name_words import Mention, plausible, same_name
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

_BELOW = 240  # characters behind a word for mediation, whatever the lines, in which its site may stand
_NEAR = 90  # characters between the word and the name
_CONNECT = (
    r"(?:chez|par|by|bei|von|vom|at|on|der|die|des|het|van|bij|de|da|do|di|du|d'|dell\w'?|presso|przez|of|la|le|with|"
    r"firm[ay]|u|en|est|ist|is|e|a|o|to|zu|zur|an|au|aan|al|alla|ao|jest|est[aá]|steht|naar|:|-|–|\()"
)
# A proper name behind a small word or a colon: "chez Nuagerie", "an die Weidenhof Mediation", ": Willow Resolve".
_PROPER = re.compile(
    rf"(?:(?<![\w'’])(?i:{_CONNECT})|:) ?[«\"“„]? ?(?P<name>[{UP}][\w'’&\-]{{2,25}}(?: [{UP}][\w'’&\-]{{1,25}}){{0,3}})"
)
_COMMON = frozenset(
    "code commission union europe europeenne european europaische europaischen europaischer europea europeia europese "
    "unia unii article art directive reglement regulation verordnung loi law gesetz france paris rll odr os ue eu "
    "internet web site website seite monsieur madame client clients kunde kunden verbraucher consommation consommateur "
    "consumer consommateurs conditions datenschutz daten plattform plateforme platform cookies cookie ip url "
    "vsbg tmg ddg mstv rgpd gdpr dsgvo avg boe dlgs usa".split()
)


# An address behind a word for mediation is somebody's, whatever the name before it looks like.
_STREET = re.compile(
    r"(?<!\d)\d{1,4}(?: ?bis| ?ter)?,? (?:rue|avenue|av\.|allee|boulevard|bd|place|cours|quai|chemin|route|square|"
    r"impasse)(?!\w)"
)


def _proper(finds: PageFinds, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Proper names between `start` and `end`: no law, no office of the Union, no common noun."""
    for match in _PROPER.finditer(finds.doc.text, start, end):
        words = re.split(r"[\s'’&\-]+", fold(match["name"]))
        if not _COMMON & set(words) and plausible(match["name"]):
            yield match.span("name")


def _after(finds: PageFinds, offset: int) -> tuple[int, int]:
    """The stretch behind `offset` in its line, as far as a topic reaches."""
    line = finds.doc.lines[finds.doc.line_at(offset)]
    return offset, min(line.end, offset + _NEAR)


def _firms(finds: PageFinds, start: int, end: int) -> Iterator[Mention]:
    first = bisect_left(finds.firms, start, key=lambda m: m.start)
    if first and finds.firms[first - 1].end > start:
        first -= 1  # "Streitbeilegungsstelle Nebel e. V.": the word is part of the name
    for firm in finds.firms[first : first + 3]:
        if firm.start < end:
            yield firm


# --- hosting ---

_HOSTING = Sieve(
    r"(?<!\w)(?:heberg\w{0,8}|host(?:ing|ed|et|er)?|web ?host\w{0,6}|gehostet|server[ns]?|serveurs?|servidor(?:es)?|"
    r"serwer\w{0,4}|stockage|alojam\w{2,6}|alojad\w|ospitat\w|hospedad\w|hospedagem|"
    r"web ?space|machines de chez|runs? on|running on|infrastructure (?:web|technique)|data ?cent\w{1,4}|"
    r"centres? de donnees|rechenzentrum|hostingu|tourne(?:nt)? (?:chez|sur)|servi(?:e?s)? par|"
    r"prestataire (?:technique|web)|loge[es]{0,2} (?:chez|sur))(?!\w)"
)
_PRIVATE = re.compile(r"(?<!\w)(?:donnees|data|daten|gegevens|datos|dati|dados|dane|danych|cookies?|logs?|ip)(?!\w)")
_HOSTS = Sieve(KNOWN_HOSTS.pattern)
_SERVERS = Sieve(
    r"(?<!\w)(?:serveurs? (?:de|du|d'|sont|est|situes?|appartenant)|stockage(?: du site| des donnees)? ?:|hebergeurs?|"
    r"hebergement (?:web|internet|du site)|web ?hosting|heberge[es]{0,2} (?:par|chez|sur|en))(?!\w)"
)


def hosts(pages: Sequence[PageFinds], trader: str) -> Iterator[Evidence]:
    """What may tell the host: a passage on hosting without a name that could be read, a platform named anywhere.

    So may any other firm of the legal notice that nothing says to be somebody else; `trader` is the key of the
    trader's own name.
    """
    for finds in pages:
        doc = finds.doc
        if finds.page.role not in (*IDENTITY, "home"):
            continue
        spans = finds.parties.spans(Party.HOST, len(doc.text))
        yield from (doc.quote(start, min(end, start + 120)) for start, end in spans if end > start + 4)
        for pattern in (_HOSTS, _SERVERS):
            yield from (doc.quote(m.start(), m.end()) for m in pattern.finditer(doc.flat))
        yield from (doc.quote(start, end) for start, end in _hosting(finds))
        if finds.page.role == "legal_notice" and trader:
            yield from (doc.quote(firm.start, firm.end) for firm in finds.firms if _is_nobody(finds, firm, trader))


def _is_nobody(finds: PageFinds, firm: Mention, trader: str) -> bool:
    """Whether a firm is neither the trader nor said to be an agency, a bank, a mediator."""
    unsaid = finds.parties.at(firm.start).party in (Party.TRADER, Party.UNCLEAR)
    return unsaid and not same_name(firm.key, trader)


def _hosting(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Words for hosting before a firm or a proper name; where consumers' data are kept is another matter."""
    for match in _HOSTING.finditer(finds.doc.flat):
        start, end = _after(finds, match.end())
        if _PRIVATE.search(finds.doc.flat, max(0, match.start() - 60), end):
            continue
        for first, last in (*((m.start, m.end) for m in _firms(finds, start, end)), *_proper(finds, start, end)):
            yield match.start(), max(first, last)


# --- publication ---

_PUBLICATION = Sieve(r"(?<!\w)(?:publication|redaction)(?: du site)? ?: ?\w[^\n]{3,40}")
_PUBLISHED = Sieve(
    r"(?<!\w)(?:publi(?:cation|e|ee|es|ees|shed|sher|cado|cada|cato|cacao|cacion)s?|veroffentlich\w{1,4}|"
    r"redact(?:ion|rice|eur)|redaktion\w{0,6}|redazione|redactie|redaccion|redakcj\w|redacao|editorial\w{0,2}|editor(?:-in-chief)?|houlette|"
    r"inhalte?[ns]?|contenus?|contents?|inhoud|contenid\w{1,2}|contenut\w|conteudos?|tresc\w{0,3}|verantwortlich\w{0,3}|"
    r"verantwoordelijk\w?|dirige[es]{0,2}|responsab(?:ile|le)|responsavel|responsible|answerable|odpowiedzialn\w{1,2}|odpowiada)(?!\w)"
)


def directors(pages: Sequence[PageFinds]) -> Iterator[Evidence]:
    """Persons who lead the trader or answer for what is published: the publication director may be one of them."""
    for finds in pages:
        spans = [*leaders(finds), *(m.span() for m in _PUBLICATION.finditer(finds.doc.flat))]
        if finds.page.role in ("legal_notice", "contact"):
            spans += _answering(finds)
        yield from (finds.doc.quote(start, end) for start, end in spans if own(finds, start))


def _answering(finds: PageFinds) -> Iterator[tuple[int, int]]:
    for match in _PUBLISHED.finditer(finds.doc.flat):
        line = finds.doc.lines[finds.doc.line_at(match.start())]
        left, right = max(line.start, match.start() - 70), min(line.end, match.end() + _NEAR)
        before = find_person(finds.doc.text, left, match.start(), last=True)
        behind = find_person(finds.doc.text, match.end(), right)
        for person in filter(None, (before, behind)):
            if not _COMMON & set(fold(person[0]).split()) and not LED_BY.match(fold(person[0]) + " "):
                yield min(person.start(), match.start()), max(person.end(), match.end())


# --- mediator ---

_MEDIATING = Sieve(
    r"(?<!\w)(?:mediat\w{2,8}|mediac\w{1,5}|mediaz\w{2,5}|mediacj\w{1,3}|schlicht\w{0,12}|streitbeilegungsstelle|ombuds\w{0,10}|"
    r"bemiddel\w{2,6}|geschillen\w{0,12}|adr|conciliat\w{2,6}|conciliac\w{2,4}|arbitra\w{2,6}|"
    r"adherid[oa]s? a|l\.? ?61[26]-[12])(?!\w)"
)


def mediators(pages: Sequence[PageFinds], domain: str, trader: str) -> Iterator[Evidence]:
    """Firms, proper names and web sites near a word for mediation; `trader` is the key of the trader's own name."""
    for finds in pages:
        for word, start, end in _mediating(finds):
            firms = [(m.start, m.end) for m in _firms(finds, start, end) if not same_name(m.key, trader)]
            for _, last in (*firms, *_proper(finds, max(0, start - 4), end)):
                yield finds.doc.quote(word, max(start, last))
            if street := _STREET.search(finds.doc.flat, start, end):
                yield finds.doc.quote(word, street.end())
    yield from mediator_sites(pages, domain)
    for finds in pages:
        named = (link for link in foreign_links(finds, domain) if "mediat" in link[2].lower())
        yield from (finds.doc.quote(start, end) for start, end, _ in named)


def mediator_sites(pages: Sequence[PageFinds], domain: str) -> Iterator[Evidence]:
    """Web sites of others near a word for mediation, or in a passage on it without the form of an address."""
    for finds in pages:
        for span in finds.parties.spans(Party.MEDIATOR, len(finds.doc.text)):
            yield from (finds.doc.quote(*place) for place in bare_sites(finds, domain, *span))
        links = foreign_links(finds, domain)
        starts = [start for start, _, _ in links]
        for word, start, end in _mediating(finds):
            for _, last, _ in links[bisect_left(starts, word) : bisect_right(starts, end)]:
                yield finds.doc.quote(word, max(start, last))


def sites_below(pages: Sequence[PageFinds], domain: str) -> Iterator[Evidence]:
    """Web sites of others in the lines below a word for mediation: "Online: https://..." under a mediator's name."""
    for finds in pages:
        links = foreign_links(finds, domain)
        starts = [start for start, _, _ in links]
        for word, start, _ in _mediating(finds) if links else ():
            for place, last, _ in links[bisect_left(starts, word) : bisect_right(starts, start + _BELOW)]:
                yield finds.doc.quote(place, last)


def _mediating(finds: PageFinds) -> Iterator[tuple[int, int, int]]:
    """Words for mediation, where they end, and how far the topic reaches; denials are set aside."""
    for match in _MEDIATING.finditer(finds.doc.flat):
        if not settles_nothing(finds.doc.flat, match.end()):
            yield match.start(), *_after(finds, match.end())
