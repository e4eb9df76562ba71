"""Firms named on a shop's pages that say by their name, or by the words before it, that they are not the trader."""

from __future__ import annotations

import re
from bisect import bisect_left
from urllib.parse import urlsplit

from sweep.extract.names.name_signs import is_site
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.name_words import NAME, is_generic
from sweep.extract.words.text import fold

# Firms whose services half of all shops use: named on every privacy page, in most cases without an address.
_PROVIDERS = re.compile(
    r"(?:google|github|meta platforms|facebook|amazon|microsoft|stripe|paypal|klarna|vercel|netlify|cloudflare|"
    r"supabase|"
    r"mailchimp|intuit|brevo|sendinblue|hubspot|zendesk|hotjar|linkedin|twitter|tiktok|pinterest|automattic|shopify|wix|"
    r"squarespace|hetzner|ovh|ionos|aruba|hostinger|siteground|godaddy|twilio|openai|calendly|trustpilot|criteo|adobe|"
    r"render services|digitalocean|infomaniak|o2switch|gandi|scaleway|amazon web|"
    r"mollie|adyen|sumup|satispay|nexi|redsys|payu|przelewy24)(?!\w)"
)
# "No está afiliado con ...", "not affiliated with ...": the firm behind these words is another.
_DENIED = re.compile(
    r"(?<!\w)(?:no|non|not|nicht|nie|nao|pas|niet|kein\w{0,2}|ni|nor|neither|sin|senza|sem|ohne|without|unabhangig\w{0,2}|"
    r"independ\w{3,6}|indipendent\w)(?!\w)[^.;\n]{0,110}?(?<!\w)(?:afiliad|affiliat|affilie|patrocin|sponsor|endors|"
    r"respaldad|avalad|asociad|associat|associad|vinculad|collegat|verbunden|zugehorig|gelieerd|verbonden|powiazan|"
    r"stowarzyszon|relacionad)\w{0,8}(?!\w)[^.;\n]{0,60}$"
)
# "partnerské firmy Mlha s.r.o.": a firm of the same house.
_BESIDE = re.compile(
    r"(?<!\w)(?:sister|partner\w{0,6}|sestersk\w{1,3}|consociat\w|collegat\w|schwester\w{0,12}|siostrzan\w{1,3}|hermanas?)"
    r"(?: (?:company|companies|firm\w{0,3}|spolecnost\w{0,2}|societa|empresa|sociedad|spolk\w|gesellschaft))? ?:? $"
)
# "Jíní s.r.o. je součástí skupiny Mlha a.s.": the house to which the firm named before belongs.
_GROUP = re.compile(
    r"(?<!\w)(?:skupin[yě]|group|groupe|[a-zß-ÿ]{0,12}gruppe|groep|grupo|gruppo|grup[yu]\w{0,4}|koncern\w{0,3}|"
    r"[kc]onzern\w{0,3}|konserni\w{0,2}|csoport\w{0,3}|груп\w{1,3}|ομίλου)(?: (?:of|der|de|firem|firm))? $"
)
# "Hersteller Nebelkraut GmbH" on the page of a product: who made it.
_MADE_BY = re.compile(
    r"(?<!\w)(?:hersteller(?:in)?|hergestellt von|fabricant|fabrique par|fabrikant|manufacturer|manufactured by|"
    r"(?<!sales )made by|fabricante|fabricado por|produttore|fabbricante|prodotto da|producent|vyrobce|vyrobca|"
    r"tillverkare|producator) ?:? $"
)
# "soggetta a direzione e coordinamento di", "a subsidiary of": the firm behind these words owns the trader.
_OWNED_BY = re.compile(
    r"(?<!\w)(?:direzione e coordinamento(?: \([^()]{1,40}\))?(?: da parte)?|subsidiary|filiale(?: a \d{2,3} ?%)?|"
    r"controllata|"
    r"tochter\w{0,14}|dochter\w{0,14}|filial) (?:of|d[aeiu]|des|dell?a|dalla|der|van|del)(?: [\w'’]{2,15}){0,2} ?$"
)
# "Le franchiseur est Lune SA": who lends the trader its name.
_FRANCHISOR = re.compile(
    r"(?<!\w)(?:franchis[eo]u?r|franchisegeber(?:in)?|franchisegever|franquiciador\w?|franqueador\w?|franczyzodawca|"
    r"franchizant\w{0,2}|franchisor\w?|franquia|licensor|lizenzgeber(?:in)?|licentiegever|concedente|licenciante)"
    r"(?: ?:|,| (?:is|ist|est|e|es|jest|je|er))?(?: (?:de|die|der|la|the|societe|societa|sociedad|firma)){0,2} $"
)
# "Pagofast is a trading name of Mist Money Ltd": a service's owner, unless it is the shop that is called so.
_BRAND_OF = re.compile(
    rf"(?P<brand>{NAME})(?:[®™])? (?:is|est|ist|es|è|é|jest|je|är|er|este) "
    r"(?:an? |une? |eine? |een |una? |uma |o |et |en )?(?:registered |eingetragene )?"
    r"(?:trading name|trade name|brand|trade ?mark|nom commercial|marque|Marke|Handelsmarke|Handelsname|handelsnaam|"
    r"merk|marca|marchio|nombre comercial|nome comercial|"
    r"marką|značka|varumärke|varemærke|varemerke)(?: (?:registered|déposée|registrada|registrato|registada))? "
    r"(?:of|by|de|du|des|der|van|di|del|della|dell['’]|da|do|firmy|för|for|af) ?(?:la société |the |la |de )?[«„\"]?$"
)
# "notre prestataire, la société Nuage Mesure": a firm named by what it does for the shop.
_SERVES = re.compile(
    r"(?<!\w)(?:notre|nos|une?|des|son|ses) (?:\w{1,20} ){0,2}(?:prestataire|partenaire|fournisseur|sous-traitant|"
    r"transporteur)s?(?!\w)[^.;:\n]{0,60}? (?:la|les|une) societes? $|"
    r"(?<!\w)(?:comptes?|sequestre|paiements?|fonds)(?!\w)[^.;:\n]{0,40} (?:geres?|gerees?|tenus?|ouverts?|collectes?)"
    r" (?:par|chez|aupres de)(?: la societe)? $"
)
# "Stichting Webshop Keurmerk": who gives shops their marks, and what a shop is a member of.
_MARK = re.compile(
    r"(?:\w{1,20} ){0,3}?(?:(?:webshop|thuiswinkel|safe|trusted|certified|zertifizierte?) ?)"
    r"(?:keurmerk|waarborg|shops?|stores?)(?!\w)|(?:stichting )?thuiswinkel waarborg|"
    r"(?:stichting )?\w{0,10}keurmerk(?!\w)"
)
_MEMBER = re.compile(
    r"(?<!\w)(?:aangesloten (?:is )?(?:bij|aan)|lid van|gecertificeerd door|keurmerk van|"
    r"mitglied (?:des|der|im|in der|bei)|"
    r"zertifiziert (?:von|durch)|member of|certified by|accredited by|membre de|certifie par|miembro de|"
    r"certificad[oa] por|membro d[aeo]|certificat[oa] da|czlonkiem|clenem|medlem (?:av|af|i)|certifierad av)"
    r"(?: (?:de|het|der|the|la|el|le|l'))? ?$"
)
# "We use Nebelpay AG for ...": a firm whose services are used.
_USED = re.compile(
    r"(?<!\w)(?:we (?:also )?(?:use|work with|rely on|partner with)|wir (?:nutzen|verwenden|arbeiten)(?: mit)?|"
    r"nous (?:utilisons|travaillons avec|faisons appel a|recourons a)|(?:wij|we) (?:gebruiken|werken (?:samen )?met|"
    r"maken gebruik van)|utilizamos|usamos|utilizziamo|usiamo|ci avvaliamo di|korzystamy z)"
    r"(?: (?:the|la|le|les|den|die|das|de|het|el|il|dienste?|diensten|services?|servicios|servizi|uslug|of|from|"
    r"der|von|"
    r"van|di|firmy)){0,3} $"
)
# "un euro est reversé à l'association Brumes": whom the trader helps.
_HELPED = re.compile(
    r"(?<!\w)(?:revers\w{1,3}|souten\w{1,4}|soutient|soutien|au profit|au benefice|parrain\w{1,4})(?!\w)"
    r"[^.;:\n]{0,50} (?:l'|une |la |des )(?:association|fondation|ong)s? $"
)
_SENTENCE = 240  # characters before a name in which the words of its sentence stand


def is_anothers(url: str, doc: LegalText, key: str, offset: int) -> bool:
    """Whether a firm is named as one whose services are used, or as one with which the shop has nothing to do.

    `key` is the key of its name, which stands at `offset` of the page at `url`.
    """
    if provider := _PROVIDERS.match(key):
        return provider[0].replace(" ", "") not in (urlsplit(url).hostname or "")
    if _MADE_BY.search(doc.flat, max(0, offset - 30), offset) or _MARK.match(key):
        return True
    if _USED.search(doc.flat, max(0, offset - 60), offset):
        return True
    if _MEMBER.search(doc.flat, max(0, offset - 44), offset):
        return True
    if _OWNED_BY.search(doc.flat, max(0, offset - 90), offset) or _SERVES.search(
        doc.flat, max(0, offset - 140), offset
    ):
        return True
    if _FRANCHISOR.search(doc.flat, max(0, offset - 60), offset) or _is_house(doc, offset):
        return True
    if _HELPED.search(doc.flat, max(0, offset - 90), offset):
        return True
    brand = _BRAND_OF.search(doc.text, max(0, offset - 120), offset)
    if brand and _is_of_a_service(doc, brand["brand"]):
        return True
    line = doc.lines[doc.line_at(offset)]
    start = max(line.start, offset - _SENTENCE)
    return bool(_BESIDE.search(doc.flat, max(start, offset - 40), offset) or _DENIED.search(doc.flat, start, offset))


def _is_of_a_service(doc: LegalText, brand: str) -> bool:
    """Whether a brand is neither that of the site nor named a second time, as the shop's own is.

    A notice on who keeps the site tells of its own brand.
    """
    if doc.page.role in ("legal_notice", "contact", "about", "home") or is_site(doc, brand):
        return False
    return doc.text.count(brand) == 1 and not is_generic(fold(brand).split()[0])


def _is_house(doc: LegalText, offset: int) -> bool:
    """Whether a group is named at `offset`, to which the firm that its line names before it belongs."""
    line = doc.lines[doc.line_at(offset)].start
    index = bisect_left(doc.forms, offset, key=lambda f: f.start) - 1
    return (
        index >= 0 and doc.forms[index].start > line and bool(_GROUP.search(doc.text, max(line, offset - 40), offset))
    )
