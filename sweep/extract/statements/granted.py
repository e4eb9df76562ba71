"""What a sentence with words of refusal leaves to the consumer: "X cannot be returned, Y can"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from sweep.extract.pages.statement_text import Hit, Span, StatementText
from sweep.extract.statements.essentials import LAWFUL_DAYS

REFUSALS = ("denial", "withdraw_not")
_LATEST = 8  # sentences of a page that are looked at
_NOT = (
    r"(?:nicht|kein\w*|keineswegs|not|no|never|cannot|[a-z]{2,5}n't|ne|n'\w+|pas|ni|aucun\w*|niet|geen|nunca|non|ne|"
    r"nao|nem|nie|nigdy)"
)
_NOT_ONLY = re.compile(
    r"(?<!\w)(?:nicht nur|not only|not just|pas seulement|niet alleen|no solo|non solo|nao so|nao apenas|"
    r"nie tylko)(?!\w)"
)
_NEGATION = re.compile(rf"(?<!\w){_NOT}(?!\w)")
# Something else than money back, or with a reserve, is no right of withdrawal.
_LESS = re.compile(
    r"(?<!\w)(?:dasselbe|gleiche\w*|ebenso|the same|likewise|de meme|lo mismo|lo stesso|o mesmo|to samo|hetzelfde|"
    r"nur|lediglich|only|seulement|uniquement|que|alleen|enkel|slechts|solo|solamente|soltanto|apenas|tylko|"
    r"wylacznie)(?!\w)|tausch|gutschein|exchang|swap|voucher|credit|echang|ruil|tegoed|cambi|troca|wymi[ae]n|"
    r"bon[uyi]?(?!\w)"
)
# "These keep the 14 days of the law": what is refused before it is something else.
_KEPT = re.compile(
    r"(?<!\w)(?:houden|behouden|behalten|bleib\w*|keeps?|retain|remains?|gard\w+|conserv\w+|mantienen|restan[oa]?|"
    r"manteng\w+|mantem|zosta\w+|zachow\w+)(?!\w)[^,.;\n]{0,30} (?:wettelijk|gesetzlich|statutory|legal|de la loi|"
    r"de la ley|di legge|da lei|ustawow)"
)
# "Gift cards are also valid on goods on sale, and cannot be returned"; the law knows no right to exchange.
_ALSO_VALID = re.compile(
    r"(?<!\w)(?:gelt\w+|gilt|einlosbar|valid|redeemable|valables?|utilisables?|valid[ao]s?|val[eg]\w*|geldig|wazn\w+) "
    r"(?:\w+ ){0,2}(?:auch|also|aussi|tambien|anche|tambem|ook|takze|rowniez)(?!\w)|"
    r"(?<!\w)(?:also|aussi|ook|tambien|anche|tambem) (?:valid|valables?|geldig|validas?|validos?)(?!\w)"
)
_NO_EXCHANGE = re.compile(r"geruild|ruiling|cambi(?:o|a|i)?(?!\w)|podlega\w* wymianie|exchanged|echange")
_TURN = re.compile(
    r" ?(?:[,;:–]|- |mais|maar|but|aber|ma|pero|mas|ale)(?! ?(?:noch|ani|nor|ni|ne|nemmeno|tampoco|nem)(?!\w))"
)
_RETURNED = re.compile(
    r"terug(?!betalen)|retour|refund|return|cash|geld|money|rimbors|reso(?!\w)|resi(?!\w)|restitu|solo|only|tylko|"
    r"wylacznie|"
    r"devol|devuel|repris|reprend|rembours|gutschein|avoir(?!\w)|zwrot|zwroc|enkel|alleen"
)
# "Workshops: for these there is no right of withdrawal", "only the former": for what, another word tells.
_ONE_OF_TWO = re.compile(
    r"(?<!\w)(?:erstere\w?|letztere\w?|the (?:former|latter)|ces dernie\w+|(?:estos|estas) ultim\w+|"
    r"quest\w ultim\w)(?!\w)"
)
_POINTING = re.compile(
    r"(?<!\w)(?:hiervoor|daarvoor|hierop|daarop|hierfur|dafur|hierbei|dabei|for (?:these|those|them|which)|"
    r"pour (?:ceux-ci|celles-ci|eux|elles|ceux-la|lesquels)|para (?:estos|estas|ellos|ellas|estes|eles|elas|os quais)|"
    r"per (?:questi|queste|essi|esse|i quali)|(?:dla|do|co do) nich)(?!\w)"
)
# What is sold face to face, at a fair or in the yard.
_ON_THE_SPOT = re.compile(
    r"(?<!\w)(?:sur place|on[ -]site|ter plaatse|sul posto|na miejscu|am (?:samstag|sonntag)|im hof|hofverkauf|"
    r"flohmarkt|marktstand|auf (?:der|unserer) messe|vide-\w+|brocante|foire|marche de noel|rommelmarkt|op de markt|"
    r"open dag|"
    r"open[ -](?:studio|day|house)|market days?|car boot|(?:craft|trade|village) fair|mercadillo|feria|mercatino|fiera|"
    r"feira|kiermasz\w*|na targach)(?!\w)"
)
# "Online you have 14 days"; "for all other goods" leaves out those of which it was refused.
_HERE = re.compile(
    r"(?<!\w)(?:online\w*|internet\w*|internecie|web\w*|en ligne|en linea|em linha|eu|ue|unii|european union|"
    r"union europeenne)(?!\w)"
)
_OTHERS = re.compile(
    r"(?<!\w)(?:andere\w?|ubrige\w?|sonstige\w?|overige|others?|autres|otr[oa]s|demas|altr[ie]|outr[oa]s|pozostal\w+|"
    r"inn\w{1,3}|not?|nicht|pas|niet|non|nao|nie|kein\w*|geen)(?!\w)"
)
_BORDERS = re.compile(
    r"[,;()]| [-–—] |(?<!\w)(?:aber|sondern|jedoch|but|while|mais|maar|pero|sino|ma|mas|ale|lecz)(?!\w)"
)
_GRANTS = re.compile(
    r"(?<!\w)(?:kann|konnen|darf|durfen|gilt|gelten|wohl|hingegen|dagegen|can|may|does|do|apply|applies|are eligible|"
    r"is eligible|are accepted|peut|peuvent|s'applique\w*|s'etend\w*|kan|kunnen|mag|mogen|wel|geldt|gelden|pueden?|"
    r"pero si|se aplica\w*|se admiten|puo|possono|si applica\w*|vale|valgono|podem?|aplica-se|aplica|valem?|mozna|moga|"
    r"nehmen wir|nehme ich|we take|we accept|reprenons|nemen wij|nemen we|aceptamos|accettiamo|aceitamos|przyjmujemy|"
    r"dotyczy|obejmuje|podlegaja|podlega|przysluguje|tak)(?!\w)"
)
# "Goods on sale cannot be sent back unless faulty": for a change of mind they cannot.
_UNLESS = re.compile(
    r"(?<!\w)(?:unless|except|save|sauf|hormis|excepte|tenzij|behalve|behoudens|es sei denn|ausser|ausgenommen|"
    r"salvo|excepto|exceto|a menos que|a no ser que|a meno che|tranne|eccetto|ad eccezione|a excepcion|com excecao|"
    r"a excecao|chyba|z wyjatkiem|za wyjatkiem|oprocz)(?!\w)"
)
_FAULTS = re.compile(
    r"(?<!\w)(?:defe[ck]t|defaut|fault|mangel|\w{0,16}fehler|\w{0,16}fout(?:en)?(?!\w)|gebrek|defeit|difett|"
    r"vizi[oa]?(?!\w)|vices?(?!\w)|"
    r"wad(?:[aye]|ami|liw\w*)(?!\w)|uszkodz|niezgodn|non[- ]conform|niet conform|no conform|nao conform|"
    r"(?:de )?falta de conform|damaged|broken|beschadig|endommag|danad|danificad|danneggiat|kapot)"
)
_FEW = 14  # words
_MORE_THAN_FAULTS = (
    *("withdraw_right", "withdraw_hint", "withdraw_free", "to_consumers", "to_traders"),
    *("contract.unused", "contract.cond_tags", "contract.cond_unopened"),
)


# "Whatever your right of withdrawal, you may send it back for 30 days": a period that is granted beside the law's.
_NOTWITHSTANDING = re.compile(
    r"(?<!\w)(?:regardless of|independent(?:ly)? of|in addition to|unabhangig von|zusatzlich zu|neben|"
    r"independamment d[eu]|en plus d[eu]|onafhankelijk van|naast|bovenop|independientemente de|ademas de|"
    r"indipendentemente da|oltre a|independentemente d[eo]|alem d[eo]|niezaleznie od|oprocz|poza)"
    r"l?[ ']?(?:\w{1,12} ){0,3}(?:right (?:of withdrawal|to cancel|to withdraw)|widerrufsrecht|droit de retractation|"
    r"herroepingsrecht|derecho de desistimiento|diritto di recesso|direito de (?:livre )?resolucao|"
    r"prawa? (?:do )?odstapieni)"
)
# "Returns only in case of a defect": whether that refuses the change of mind, or tells of custom goods, is open.
_ONLY_FAULTS = re.compile(
    r"(?<!\w)(?:only|nur|lediglich|ausschliesslich|alleen|enkel|uitsluitend|seulement|uniquement|qu'en|que si|solo|"
    r"unicamente|soltanto|esclusivamente|apenas|so (?:sao|e|aceit\w+)|tylko|wylacznie)(?!\w)[^.,;\n]{0,60}"
)
_BACK = re.compile(
    r"retour|return|ruckgab|rucknahm|zuruck|devol|(?<!\w)res[oi](?!\w)|zwrot|zwroc|terug|refund|rembours|reembols|rimbors"
)
_NOT_BACK = re.compile(
    r"tausch|exchang|echang|ruil|cambi|troca|wymi|replac|remplac|ersetz|vervang|sustitu|sostitu|substitu|frei|gratis|"
    r"gratuit|free|kosten|frais|cost|gastos|spese|custo|portes|koszt|bezplat|darmow|label|etiquet|etichet"
)
_OF_COSTS = ("contract.return_fee", "contract.returns_free", "contract.on_trader", "contract.on_consumer")


def only_for_faults(told: StatementText, clause: Span) -> bool:
    """Whether a sentence takes goods back for faults only, and says nothing of costs, exchanges or the right."""
    only = _ONLY_FAULTS.search(told.flat, clause.start, clause.end)
    if only is None or _FAULTS.search(told.flat, *only.span()) is None or told.periods_in(clause):
        return False
    if _BACK.search(told.flat, clause.start, clause.end) is None or _NOT_BACK.search(
        told.flat, clause.start, clause.end
    ):
        return False
    return not told.says(clause, *_OF_COSTS, *_MORE_THAN_FAULTS, "exempt", "in_store")


def is_beside_the_right(told: StatementText, clause: Span) -> bool:
    """Whether a sentence grants a period notwithstanding the right of withdrawal."""
    return _NOTWITHSTANDING.search(told.flat, clause.start, clause.end) is not None


def is_granted(told: StatementText, clause: Span, scope: str) -> bool:
    """Whether words of refusal in a clause do not refuse what the phrases of `scope` name.

    "Not only for regular goods", or each of these phrases stands in a part of the sentence that only allows.
    """
    if _NOT_ONLY.search(told.flat, clause.start, clause.end):
        return True
    named = told.within(clause, scope)
    borders = [m.span() for m in _BORDERS.finditer(told.flat, clause.start, clause.end)] if named else []
    return bool(named) and all(_allowed(told, _part(clause, hit, borders)) for hit in named)


def is_reserved(told: StatementText, clause: Span) -> bool:
    """Whether a refusal may be one of something else: of an exchange, or of what another word points to."""
    if _keeps_the_law(told, clause) or _ALSO_VALID.search(told.flat, clause.start, clause.end):
        return True
    if _ON_THE_SPOT.search(told.flat, clause.start, clause.end):
        return True
    return _is_granted_here(told, clause) or _points_elsewhere(told, clause) or _of_exchange(told, clause)


def _is_granted_here(told: StatementText, clause: Span) -> bool:
    """Whether a sentence or the next one grants those who buy online, or in the Union, the period of the law."""
    refused = max((hit.end for hit in told.within(clause, *REFUSALS)), default=clause.start)
    return any(
        _HERE.search(told.flat, c.start, c.end) is not None
        and _OTHERS.search(told.flat, c.start, c.end) is None
        and any(p.days >= LAWFUL_DAYS and p.unit != "hour" for p in told.periods_in(c))
        for c in (Span(refused, clause.end), *told.beside(clause, 0, 1)[1:])
    )


def _points_elsewhere(told: StatementText, clause: Span) -> bool:
    """Whether a word stands for what is refused, and goods on sale are not what stands before it."""
    if _ONE_OF_TWO.search(told.flat, clause.start, clause.end):
        return True
    word = _POINTING.search(told.flat, clause.start, clause.end)
    return word is not None and not told.says(Span(clause.start, word.start()), "contract.excl_sale")


def _of_exchange(told: StatementText, clause: Span) -> bool:
    """Whether only an exchange is refused, and nothing is said of taking back, or that there is."""
    refusals = told.within(clause, "denial")
    if not refusals or told.says(clause, "withdraw_not"):
        return False
    words = [told.flat[hit.start : hit.end] for hit in refusals]
    if not all(_NO_EXCHANGE.search(w) and not _RETURNED.search(w) for w in words):
        return False
    rest = Span(refusals[-1].end, clause.end)
    turned = _TURN.match(told.flat, rest.start, rest.end) is not None and not negates(told, rest)
    before = _RETURNED.search(told.flat, clause.start, refusals[0].start)
    return before is None and (turned or _RETURNED.search(told.flat, rest.start, rest.end) is None)


def _keeps_the_law(told: StatementText, clause: Span) -> bool:
    """ "The 60 days are not for goods on sale, which keep the period of the law"."""
    kept = _KEPT.search(told.flat, clause.start, clause.end)
    return kept is not None and not negates(told, Span(*kept.span()))


def is_overridden(told: StatementText, clause: Span) -> bool:
    """Whether a later sentence of the page grants the right notwithstanding what stands above it."""
    later = (told.clause(hit.start) for hit in told.of("notwithstanding")[-_LATEST:] if hit.start > clause.start)
    return any(told.says(c, "withdraw_right") and told.periods_in(c) for c in later)


def has_proviso(told: StatementText, clause: Span) -> bool:
    """ "No return will be accepted without the slip": what follows "without" is a condition."""
    refusals = told.within(clause, "denial")
    return bool(refusals) and says_besides_faults(told, clause, "proviso", max(hit.end for hit in refusals))


def is_conditional(told: StatementText, clause: Span) -> bool:
    """Whether words set a refusal under a condition; "unless faulty" is none, for that is another right."""
    return says_besides_faults(told, clause, "condition")


def says_besides_faults(told: StatementText, clause: Span, key: str, begin: int = 0) -> bool:
    """Whether a phrase of `key` stands in a clause, from `begin` on and not in an "unless faulty"."""
    hits = [hit for hit in told.within(clause, key) if hit.start >= begin]
    faults = _fault_part(told, clause) if hits else None
    return any(faults is None or hit.start < faults.start or hit.end > faults.end for hit in hits)


def _fault_part(told: StatementText, clause: Span) -> Span | None:
    """The "unless faulty" of a clause, if it names neither a time nor anything else."""
    unless = _UNLESS.search(told.flat, clause.start, clause.end)
    if unless is None:
        return None
    comma = told.flat.find(",", unless.end(), clause.end)
    first = comma > 0 and not told.words(Span(clause.start, unless.start()))
    part = Span(unless.start(), comma if first else clause.end)
    if told.words(part) > _FEW or _FAULTS.search(told.flat, unless.end(), part.end) is None:
        return None
    return None if told.periods_in(part) or told.says(part, *_MORE_THAN_FAULTS) else part


def negates(told: StatementText, span: Span) -> bool:
    """Whether a "not", "no" or "never" stands in a stretch."""
    return _NEGATION.search(told.flat, span.start, span.end) is not None


def _allowed(told: StatementText, part: Span) -> bool:
    if told.says(part, *REFUSALS) or negates(told, part) or _LESS.search(told.flat, part.start, part.end):
        return False
    return _GRANTS.search(told.flat, part.start, part.end) is not None


def _part(clause: Span, hit: Hit, borders: list[tuple[int, int]]) -> Span:
    """The piece of a clause round a hit, between commas, dashes, brackets and words of contrast."""
    before = bisect_right(borders, hit.start, key=lambda border: border[1])
    after = bisect_left(borders, hit.end, key=lambda border: border[0])
    start = borders[before - 1][1] if before else clause.start
    return Span(start, borders[after][0] if after < len(borders) else clause.end)
