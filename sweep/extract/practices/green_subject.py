"""Of what a sentence with words of the environment speaks: of the goods of the shop, or perhaps of something else.

"Ecological" is also a word for organic farming and for a branch of study, and "climate-neutral" may be a server; others
may be quoted, and a sentence may deny. What is not told plainly of the goods is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from sweep.extract.pages.statement_text import Hit, Span, StatementText
from sweep.extract.words.text import fold

_LABEL = 4  # words of a line that is a label on the goods
_OPENING = 6  # of one that begins with the praise
_STEM = 4  # letters by which two words are forms of one
_WORD = re.compile(r"[^\W\d_]{4,}")
# Words for goods, and for what comes with them.
_GOODS = re.compile(
    r"(?<!\w)(?:produ[ckit]\w*|artikel\w*|articles?|articulos?|articol[oi]|artigos?|artykul\w*|ware|waren|goods|items?|"
    r"gamme|range|sortiment\w*|assortiment|kolle[kc]tion\w*|collec?tion\w*|colec\w+|collezion\w+|kolekcj\w*|"
    r"bestell\w*|commandes?|orders?|pedidos?|ordin[ei]|encomendas?|zamowieni\w|geliefert\w*|liefer\w*|gelever\w*|lever\w*|"
    r"verpack\w*|emball\w*|packag\w*|imballag\w*|embala\w*|opakowa\w*|versand\w*|versend\w*|verzend\w*|bezorg\w*|"
    r"livr(?:aison|e[rz]|ons|ees?)\w*|expedi\w*|deliver\w*|shipp\w*|spedi\w*|consegn\w*|envios?|entregas?|dostaw\w*|wysyl\w*|"
    r"material\w*|tessut\w*|stoff\w*|fabrics?|hergestellt|made|fabrique\w*|gemaakt|fabricad\w*|realizzat\w*|wykonan\w*|"
    r"gedruckt|produziert|gefertigt|printed|produced|imprime\w{0,2}|gedrukt|geproduceerd|stampat\w|prodott\w|impres[oa]s?|producid\w+|"
    r"impress[oa]s?|wydrukowan\w|wyprodukowan\w)(?!\w)"
)
_RIVALS = re.compile(
    r"(?<!\w)(?:mitbewerber\w*|konkurren\w*|concurren\w*|competitors?|competidor\w*|competencia|concorren\w*|"
    r"according to|laut|selon|d'apres|volgens|secondo|segun|segundo|wedlug|dichiara\w*|behaupt\w*|claims?|"
    r"affirme\w*|zegt)(?!\w)"
)
# Of whom or what else such a sentence may speak.
_OTHERS = re.compile(
    r"(?<!\w)(?:ander(?:e|en|er|swo)|manche|viele|others|some|many|elsewhere|elders|ailleurs|altrove|gdzie indziej|"
    r"(?:d')?autres|certains|beaucoup|altri|molti|otros|muchos|outros|muitos|inni|niektor\w+|sommigen?|veel|"
    r"websites?|webseiten?|sites?|web|server\w*|host\w*|gehostet\w*|hebergeu?r?\w*|alojamient\w*|alojament\w*|serwer\w*|"
    r"unternehmen\w*|betrieb\w*|bedrijf\w*|company|entreprise|empresa|azienda|firm\w{0,2}|office|buro|bureau|oficina|"
    r"ufficio|escritorio|biur\w+)(?!\w)"
)
_NOT = re.compile(
    r"(?<!\w)(?:nicht|kein\w{0,2}|nie|niemand|not|no|never|nobody|cannot|[a-z]{2,5}n't|ne|n'\w+|pas|jamais|aucun\w{0,2}|"
    r"niet|geen|nooit|niemand|nunca|non|mai|nessun\w?|nao|nenhum\w?|nigdy|zaden|zadn\w{1,3})(?!\w)"
)
_NOT_ONLY = re.compile(
    r"(?<!\w)(?:nicht (?:nur|allein)|not (?:only|just)|(?:pas|non) seulement|niet (?:alleen|enkel)|no solo|non solo|"
    r"non soltanto|nao (?:so|apenas)|nie tylko)(?!\w)"
)
# Advice on how to live or clean, and prizes.
_ADVICE = re.compile(
    r"(?<!\w)(?:tip+s?|tipps?|ratschlag\w*|conseils?|astuces?|consejos?|trucos?|consigli\w?|dicas?|porad\w+|advice|hints?|"
    r"wettbewerb\w*|auszeichnung|award|prize|prix d[ue]|prijs van|premio|nagrod\w+|gesetz\w*|richtlinie|directive|"
    r"richtlijn|law|wet|loi)(?!\w)"
)
# What the buyer is to do with what is left of the goods.
_DISPOSAL = re.compile(
    r"(?<!\w)(?:entsorg\w*|wegwerf\w*|wegwerp\w*|weggooi\w*|gooi\w*|dispos(?:e|al|ed|ing)|jete[rz]|elimin\w+|"
    r"smalti\w+|desech\w+|deseche\w*|deposit[ae]\w*|descart\w+|wyrzu\w+|utyliz\w+)(?!\w)"
)
# Words with which a reason begins, by language: the German "da" is an Italian preposition.
_REASONS = {
    "de": "da|denn|weil|dank|durch",
    "nl": "want|doordat|omdat|dankzij|door",
    "fr": "car|grace a|parce que|puisque",
    "it": "perche|grazie|poiche",
    "es": "porque|gracias|pues",
    "pt": "porque|gracas|pois",
    "en": "because|thanks to|since",
    "pl": "bo|poniewaz|dzieki|gdyz",
}
_PACKED = re.compile(
    r"(?:verpackt|packed|packaged|emballe\w{0,2}|verpakt|confezionat\w|embalad\w+|pakowan\w+) (?:in|aus|dans|en|w|em) "
)
# Persons and bodies beside such words: they are thought green, or bear the words in their name.
_WHO = re.compile(
    r"(?<!\w)(?:ass?ocia(?:tions?|zion[ei]|cion\w*|cao|coes)|verein(?:e[ns]?|s)?|vereniging\w*|stichting|"
    r"charit(?:y|ies)|fondation|fondazione|fundac(?:ion|ao)|"
    r"stowarzyszeni\w+|fundacj\w+|volunteers?|volont(?:ar\w+|aires?)|voluntari\w+|benevoles?|vrijwilligers?|"
    r"wolontariusz\w*|kund(?:en|innen)|klant(?:en)?|customers?|clients?|clientes?|client[ei]|klien\w+|lieferanten|"
    r"leveranciers?|suppliers?|fournisseurs?|fornitor[ei]|proveedor\w*|fornecedor\w*|dostawc\w+|nachbarn|buren|"
    r"neighbours?|voisins?|vicini|vecin[oa]s|vizinh[oa]s|sasiad\w*)(?!\w)"
)
_WHO_NEXT = re.compile(rf"\w{{0,6}} {_WHO.pattern}")
_QUOTED = re.compile(r"[:„“”«»\"]")
_BESIDE = 3  # words between them and the claim, at most
_PARTS = re.compile(r"[;()]| [-–—] |, (?:aber|sondern|but|mais|maar|pero|ma|mas|ale)(?!\w)")
_CITED = re.compile(r":\s?[„“”«»\"][^„“”«»\"]{0,300}$")
_TITLE = re.compile(r"„[^„“”\"\n]{1,200}[“”\"]|“[^“”\n]{1,200}”|«[^«»\n]{1,200}»|\"[^\"\n]{1,200}\"")
_OUTSIDE = 3  # words of the sentence round a title
_BEFORE = 60  # characters in which these words stand
_FAR = 320  # characters before the words in which a quotation begins
_FOOTNOTE = re.compile(r"\s?(?:[*†‡¹²³⁴]|\(\d\)|\[\d\])")


def names_of_goods(titles: Iterable[str]) -> frozenset[str]:
    """The words (folded) of the titles of articles by which a sentence may name one."""
    return frozenset(word for title in titles for word in _WORD.findall(fold(title)))


def is_explained(told: StatementText, clause: Span, hit: Hit) -> bool:
    """Whether the words are followed by a reason, or by a sign that leads to a note, where they may be explained."""
    footnote = _FOOTNOTE.match(told.text, hit.end) is not None
    reason = _reasons(told.languages)
    return footnote or any(words.search(told.flat, hit.end, clause.end) for words in (reason, _PACKED))


@cache
def _reasons(languages: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(_REASONS[code] for code in languages if code in _REASONS)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)")


def is_doubtful(told: StatementText, clause: Span, hit: Hit, goods: frozenset[str], *, open_word: bool) -> bool:
    """Whether a claim may be none, or none of the goods.

    Words with one meaning only (`open_word` false) speak of the goods unless another subject is named; the others must
    stand with a word for goods, or as a label of their own.
    """
    part = _part(told, clause, hit)
    if (
        told.says(clause, "reported")
        or _is_cited(told, hit)
        or _RIVALS.search(told.flat, part.start, part.end)
        or _ADVICE.search(told.flat, part.start, part.end)
        or _DISPOSAL.search(told.flat, part.start, part.end)
        or _is_of_persons(told, part, hit, goods)
    ):
        return True
    denied = _NOT.search(told.flat, part.start, part.end) is not None
    if denied and _NOT_ONLY.search(told.flat, clause.start, clause.end) is None:
        return True
    words = told.flat[clause.start : clause.end]
    if _names_goods(words, goods):
        own = told.flat[part.start : part.end]
        return _OTHERS.search(own) is not None and not _names_goods(own, goods)
    label = told.words(clause) <= (_OPENING if clause.start == hit.start else _LABEL)
    return _OTHERS.search(words) is not None or (open_word and not label)


def _is_of_persons(told: StatementText, part: Span, hit: Hit, goods: frozenset[str]) -> bool:
    """Whether persons or a body stand beside the words, no goods between: "customers who are good to the planet"."""
    before = told.flat[max(part.start, hit.start - _BEFORE) : hit.start]
    named = [m.end() for m in _WHO.finditer(before)]
    between = before[named[-1] :] if named else ":"
    quoted = _QUOTED.search(between) is not None  # what they call the goods
    if not quoted and len(between.split()) <= _BESIDE and not _names_goods(between, goods):
        return True
    return _WHO_NEXT.match(told.flat, hit.end) is not None


def _is_cited(told: StatementText, hit: Hit) -> bool:
    """Whether a title of several words, or a quotation behind a colon, holds the words: another says so."""
    line = told.text[max(told.text.rfind("\n", 0, hit.start), hit.start - _FAR) : hit.start]
    if _CITED.search(line) is not None:
        return True
    clause = told.clause(hit.start)
    titles = (
        m for m in _TITLE.finditer(told.text, clause.start, clause.end) if m.start() < hit.start and hit.end < m.end()
    )
    return any(len(m[0].split()) > 1 and told.words(clause) - len(m[0].split()) >= _OUTSIDE for m in titles)


def _part(told: StatementText, clause: Span, hit: Hit) -> Span:
    """The piece of a sentence round a hit, between its stronger marks."""
    marks = [m.span() for m in _PARTS.finditer(told.flat, clause.start, clause.end)]
    start = max((end for _, end in marks if end <= hit.start), default=clause.start)
    return Span(start, min((begin for begin, _ in marks if begin >= hit.end), default=clause.end))


def _names_goods(words: str, goods: frozenset[str]) -> bool:
    if _GOODS.search(words):
        return True
    return any(_alike(word, name) for word in _WORD.findall(words) for name in goods)


def _alike(word: str, name: str) -> bool:
    """Whether two words are forms of one, or the one ends in the other: "Kannen" and "Teekanne"."""
    short = word[:-1] if len(word) > _STEM else word
    return word[: _STEM + 1] == name[: _STEM + 1] or name.endswith((word, short))
