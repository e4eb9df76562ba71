"""What a name is made of, and whether words can be one: companies and persons, in the languages of Europe."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sweep.extract.words.address_words import UP
from sweep.extract.words.dummies import is_dummy_name
from sweep.extract.words.legal_forms import find_forms
from sweep.extract.words.operator_words import find_words
from sweep.extract.words.text import fold, per_line

_TOKEN = (
    rf"(?:[{UP}0-9][\w'’.&@+!\-]{{0,30}}|ta[lstnrdxżċz]-[{UP}][\w'’\-]{{1,30}}|e-[a-z]{{3,9}}|[a-z]{{1,12}}[{UP}][\w.\-]{{0,20}}|"
    r"[a-z0-9\-]{2,30}\.(?:com|fr|de|nl|be|eu|es|it|pl|pt|net|shop|store))"
)
_LINK = (
    r"(?:de|du|des|d['’]|la|le|les|et|und|and|y|e|i|of|the|di|da|do|am|im|"
    r"del|dei|della|delle|dos|das|von|van|der|den|für|pour|en|u\.?|przy|agus|ta['’]|&|\+|\|)"
)
# "Maison de la Brume", "Cave d'Ondine", "Comptoir de l'Ondée".
_LINKS = r"(?:(?:et|y|e|and) )?(?:(?:de|pour|dans|sur|of|por|para) (?:la|les|le|los|las|the)|de|du|des)"
_BETWEEN = rf"(?:(?: {_LINKS}| {_LINK})? ?(?:& |\+ |- |– )?(?<=[ ])|(?:(?: et)? de| et| à)? [dlDL]['’])"
NAME = rf"{_TOKEN}(?:{_BETWEEN}{_TOKEN}){{0,7}}"
SUFFIX = re.compile(
    r",? (?:sucursal|succursale|zweigniederlassung|branch)(?: [\w]{2,20}){1,3}|,? à (?:actionnaire|associé) unique",
    re.IGNORECASE,
)
# "Société Civile du Château", "Société Nouvelle Lunel": there the word is part of the name.
NO_KIND = r"(?! (?:Civile|CIVILE|Coop[ée]rative|COOP[ÉE]RATIVE|Nouvelle|NOUVELLE|G[ée]n[ée]rale|G[ÉE]N[ÉE]RALE) )"
_LEADING = re.compile(
    rf"^(?:(?:©|Copyright|COPYRIGHT|Die|Der|Das|The|Het|El|A|Az|O|Ο|Η|Οι|Το|"
    rf"(?:La société|La Société|Société){NO_KIND}|L['’](?:[Ee]ntreprise|[Aa]ssociation)|Sté|Firma|"
    r"Fa\.|Entreprise|Company|Sociedad|Spółka|"
    r"Servern? (?:der|des|von)|Somos|Siamo|Sono|Jesteśmy|Titular|Titolare|Titulaire|Sprzedawca|Właściciel(?:ka)?|"
    r"Usługodawca|Provozovatel|Prodávající|Predávajúci|Spoločnosť|Společnost|Vânzător(?:ul)?|Societatea|Družba|Podjetje|"
    r"Prodajalec|Ponudnik|Izdajatelj|Eladó|Szolgáltató|Proprietári[oa]|Proprietario|"
    r"Hersteller(?:in)?|Manufacturer|Fabricante?|Fabrikant|Produttore|Producent|"
    r"Hébergeur|Hoster|Empresa|Anbieter(?:in)?|Inh\.|Inhaber(?:in)?|Monsieur|Madame|Mme|Mr|M\.|Herr|Frau|Hr\.|Fr\.|Editeur|Éditeur|Impressum|Vendeur|Site|Nom|Name|Responsable|Gérante?|Propriétaire|Exploitante?|Titulaire|Eigenaar|Eigenares|"
    r"Naam) +(?:[–-] )?)+(?=\S)"
)
# "Gérante de la Brume SARL": who somebody is there, what is spoken of, before the firm's own name.
_OFFICE = re.compile(
    r"^(?:(?:Co-?)?[Gg]érante?|(?:Vice-?)?[Pp]résidente?|Direct(?:eur|rice)(?: [Gg]énérale?)?|Dirigeante?|Associée?|"
    r"Fondat(?:eur|rice)|[ÉE]dit(?:eur|rice)|Exploitante?|Propriétaire|Propriété|Responsable|Siège|Site|Boutique|Marque|Filiale|Adresse|Hébergement|"
    r"Vente|Clients?|Services?|Conditions(?: Générales)?(?: de Vente)?|Eigenaar|Eigenares|Directeur|Bestuurder|"
    r"Zaakvoerder|Webshop|Website|Winkel|Adres|Voorwaarden) "
    r"(?:(?:de|van) (?:la |l['’]|de |het )?|du |des |d['’])(?=\S)"
)
# "Eine Dienstleistung der Nebelkauf GmbH": what a shop is to the firm, no part of its name.
_WORK_OF = re.compile(
    r"^(?:(?i:eine?|an?|une?|een) (?:[\w\-]{2,20} ){0,2}?)?(?i:dienstleistung|service|marke|angebot|produkt|projekt|"
    r"unternehmen|website|webseite|seite|shop|onlineshop|online-shop|webshop|plattform|initiative|tochter\w{0,14}|"
    r"abteilung|brand|trademark|product|project|company|division|subsidiary|marque|site|projet|filiale|merk|dienst) "
    r"(?:der|des|von|vom|of|by|de|du|van) (?:the |la |de |het )?(?=\S)"
)
_REGISTER_NUMBER = re.compile(r"(?:HR ?[AB]|VR|GnR|GsR|PR|FN) ?\d")  # "HRB 900606 HB": the court's letters, no form
_ARTICLE_FOLDED = re.compile(r"^(?:die|der|das|the|het|el|az?|o|ο|η|οι|το) (?=\S+ )")
_ARTICLE = re.compile(r"(?:Die|Der|Das|The|Het|El|Az?|O|Ο|Η|Οι|Το) (?=\S+ )")
_GENERIC = frozenset(
    "prowadze prowadzimy "
    "site internet web client clients vous nous article articles cgv cgu tva france produits produit services service "
    "mentions legales conditions vente email mail contact adresse telephone unsere wir sie diese angaben gemass gemaß "
    "le la les l un une des du de the der die das dem el il lo los las het een o a os as et und and y e i en is est "
    "nom prenom name vorname firma anschrift terms website shop boutique online the our your this we you all "
    "utilisateur utilisateurs utente kunde verbraucher klient sito titolare condizioni condiciones sitio web "
    "usted ce cet cette ces notre nos votre vos tout toute toutes tous conformement pour par dans editeur editrice "
    "verantwortlich verantwortlicher verantwortliche verantwortlichen responsable responsabile "
    "verwerkingsverantwoordelijke "
    "gerant gerante dirigeant dirigeante createur societe company "
    "vi noi nos mi me auteur vendeur exploitant deze dit dat onze wij uw jouw dieses dieser diese "
    "usuario usuarios cliente clientes consumidor user users customer customers client kupujici uzivatel "
    "zakaznik uzytkownik klient kupujacy hinweise hinweis informationen regelungen vorschriften bestimmungen "
    "haftung urheberrecht inhaltsverzeichnis startseite umsatzsteuer verbraucherstreitbeilegung berufsbezeichnung "
    # Headings above an address.
    "bezoek bezoekadres locatie kantoor winkel openingsuren openingstijden visite visitez atelier magasin showroom "
    "bureau bureaux besuch standort laden visit office location vestiging praktijk salon venir trouver acces "
    "coordonnees adres gegevens nieuws about accueil home over informatie information informations infos info".split()
)
_HALF = re.compile(r"(?:Hr|Fr|Herrn?|Frau|Mr|Mrs|Ms|Mme|Sr|Sra|Sig)\.? [\w\-]{2,25}")
_FORMS_IN_KEY = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. `form` is the legal form beside it; `how` is "form", "label" or "line"."""

    name: str
    start: int
    end: int
    how: str
    form: str = ""
    label: str = ""  # the lexicon key of the label before it

    @property
    def key(self) -> str:
        return name_key(self.name)


@per_line
def name_key(name: str) -> str:
    """What makes two spellings one name: lower case, no accents, no legal form, no marks."""
    folded = fold(name)
    for form in reversed(find_forms(name, folded)):
        if form.start > 0 or form.end < len(name):
            folded = folded[: form.start] + " " * (form.end - form.start) + folded[form.end :]
    folded = _ARTICLE_FOLDED.sub("", SUFFIX.sub("", folded.strip()))
    return " ".join(_FORMS_IN_KEY.sub(" ", folded).split())


def same_name(left: str, right: str) -> bool:
    """Whether two keys may be one firm: equal, or one begins with the whole words of the other."""
    if not left or not right:
        return False
    if f"{left} ".startswith(f"{right} ") or f"{right} ".startswith(f"{left} "):
        return True
    short, long = sorted((left.replace(" ", ""), right.replace(" ", "")), key=len)
    return short == long or (len(short) >= 5 and long.startswith(short))


_BESIDE_FORM = re.compile(r"(?: (?:et|&|und|and|en|y|e) (?:Cie|Co|Comp)\.?)?")
_COLUMNS = frozenset(
    "name nom naam nombre nome nazwa provider anbieter fournisseur aanbieder proveedor fornitore fornecedor dostawca "
    "purpose zweck finalite objectif doel proposito finalidad finalidade scopo cel expiry expiration ablauf laufzeit "
    "duree vervaldatum caducidad scadenza validade wygasniecie type typ tipo rodzaj duration dauer looptijd duracion "
    "durata duracao okres maximum maximale maximal maxima massima storage speicherdauer opslagduur bewaartermijn "
    "conservation conservacion conservazione przechowywania description beschreibung beschrijving descripcion "
    "descrizione descricao opis domain domaine domein dominio period periodo cookie cookies de di".split()
)


_KINDS = frozenset("sociedade sociedad societa societe company azienda agricola agricole unipessoal comercial".split())


def plausible(name: str) -> bool:
    """Whether `name` can name somebody: letters, no template, not made of words of every notice."""
    words = name_key(name).split()
    if _REGISTER_NUMBER.match(name):
        return False
    if len(name) < 3 and not name.isupper():
        return False
    if any(f.start == 0 and _BESIDE_FORM.fullmatch(name, f.end) for f in find_forms(name, fold(name))):
        return False  # a legal form alone ("EI" on its own line), or with "et Cie"
    if name.startswith(("Civile ", "CIVILE ")):
        return False  # what is left of "Société Civile du Château"
    if words in (["cie"], ["co"]) or _COLUMNS.issuperset(words) or _KINDS.issuperset(words):
        return False  # what is left of "et Cie"; "Name, provider, purpose, expiry, type": the head of a list of cookies
    if sum(c.isdigit() for c in name) >= 7 and sum(c.isalpha() for c in name) <= 3:
        return False  # "BE0123456789": a number
    if not words or len(name) < 2 or len(name) > 90 or sum(c.isalpha() for c in name) < 2:
        return False
    if all(w in _GENERIC or w.isdigit() for w in words) or is_dummy_name(name):
        return False
    folded = fold(name)
    known = [w for ws in find_words(folded).values() for w in ws]
    return not any(w.start == 0 and w.end >= len(folded) - 2 and not w.key.startswith("mediator") for w in known)


def half_named(name: str) -> bool:
    """Whether a name is a title and a surname alone ("Hr. Dunst"): too little to say who somebody is."""
    return bool(_HALF.fullmatch(name))


def is_generic(word: str) -> bool:
    """Whether a folded word is one of every notice ("le", "client", "site"), no part of a proper name."""
    return word in _GENERIC


def trim(name: str, *, keep_article: bool = False) -> str:
    """Without the words that lead to a name; the article of a name that stands alone belongs to it ("Het Nest")."""
    return name if keep_article and _ARTICLE.match(name) else _LEADING.sub("", _OFFICE.sub("", _WORK_OF.sub("", name)))
