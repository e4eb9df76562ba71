"""Beginnings of words for what others do for a shop, and for what only the shop itself has; folded, by language.

They weigh a firm's name that nothing else ties to the shop: "Our parcels go with ..." speaks of a carrier, "these
terms of sale of ..." of the seller. They decide nothing alone, so a word that means both is in neither list.
"""

from __future__ import annotations

import re
from typing import Literal

from sweep.extract.words.text import fold

# What carriers, makers of sites and goods, photographers, senders of letters, banks and insurers do.
_WORK = (
    # fr
    "illustr ecrit redig imagin tourn partenair prestatair fournisseur livr expedi colis transport coursier "
    "achemin confie cree crea concu realis developp bati graphi maquett photo credits newsletter paiement paye "
    "regle cheque virement iban banque assur police fabriqu cultiv comptab serveur heberg stock entrepot emball "
    "impri",
    # de
    "illustr gezeichn geschrieb lauft partner lieferant versend versand verschick liefer paket spedition zustell "
    "erstell gestalt umsetz umgesetz entwickel programmier bild foto newsletter zahl rechnungskauf kreditkart "
    "bank konto versicher haftpflicht hergestell hersteller gefertig buchhalt server lager verpack druck technik",
    # nl
    "geschrev getekend illustr draait verzend verstuu verstur bezorg pakket pakje dozen doos koerier vervoer "
    "ontwerp ontwikkel gebouwd bouw realisatie vormgev fotograf nieuwsbrief mailing betaal betal boekhoud "
    "accountant verzeker bank server ophalen magazijn opslag druk fabrikant",
    # en
    "written illustr logist courier express author software ship deliver parcel carrie freight dispatch built "
    "build design develop creat photo image newsletter mailing email payment card insur bank manufactur carried "
    "host server supplier runs warehouse print packed bookkeep accountant",
    # es
    "ilustr escrit repart reparto lleva cobra envio enviamos enviad entreg paquet transport mensajer cread disen "
    "desarroll realizad fotogr boletin pago tarjet pasarela banco cuenta segur poliza fabricad impres servidor "
    "alojad almacen",
    # it
    "illustr scritt cura spediz spedit spedi consegn corrier pacc trasport realizza progett svilupp grafic fotogr "
    "newsletter bollettin pagament bonific carta banca conto assicur polizza prodott server magazzin stamp "
    "affidat",
    # pt
    "ilustr escrit entreg envio enviamos transport estafet criad cria desenh desenvolv concebid fotogr newsletter "
    "boletim pagament cartao banco conta segur apolice fabricad cultivad servid alojad armazem impress",
    # pl
    "dorecz napis ilustr logist paczk wysyl przesyl kurier dostarcz dostaw zaprojekt wykon stworz realiz zdjec "
    "newsletter mailing platnos bank ubezpiecz polis produku wyprodukow powstaj serwer magazyn druk ksiegow",
    # cs, sk
    "napis ilustr logist autor balik zasil doprav doruc rozva rozvo rozvaz preprav vytvor tvorb navrh foto "
    "newsletter rozesil posiel platb pojist poist vyrab vyrob banka bankov ucet tisk sklad server dodava dizajn "
    "vozi",
    # da, no, sv
    "skriv skrevet tegn illustr pakk paket forsend leverer levereras leverans fragt frakt sendes skickas lavet "
    "laget bygg udvikl utvikl utveckl kode foto bilder nyhedsbrev nyhetsbrev nyheitsbrev kortbetal betaling "
    "betalning faktura forsikr forsakr tillverk produser bank server driftes trykk tryck packas utskick bokfor",
    # fi
    "paket kuljet lahet nouto toteut suunnit tehnyt kuvat valokuv uutiskirj maksu maksut lasku rahoit vakuut "
    "valmist pankki palvelin varasto",
    # et
    "pakk pakid kuller veda tarni tegi loodud loonud kujund arend foto uudiskir makse kaardimakse kindlust toot "
    "pank server ladu",
    # lv
    "piegad kurjer sutij izstrad izveid izveido dizain foto jaunum maksaj kartes apdros razo banka server "
    "noliktav",
    # lt
    "pristat siunt kurjer veza sukur kurim dizain foto naujienl mokej draud gamin bankas server sandel",
    # hu
    "szallit futar csomag kezbesit keszit fejleszt tervez foto hirlev fizet biztosit gyart bank tarhely szerver "
    "raktar",
    # ro
    "livr curier colet transport realizat creat dezvolt foto newsletter plat card asigur fabric produs banca "
    "gazdui depozit",
    # bg
    "доставк доставя доставят пратк куриер пакет транспорт изработ създад създав разработ дизайн сним бюлетин "
    "плащан застрах произвежд банк сървър хостинг склад",
    # el
    "αποστολ παραδοσ μεταφορ κουριερ δεμα κατασκευ σχεδιασ αναπτυξ φωτογραφ δελτι πληρωμ καρτ τραπεζ ασφαλ παραγ "
    "διακομιστ φιλοξεν αποθηκ",
    # hr, sl
    "narisa ilustr dostav posilj paket kurir prijevoz prevoz razvaz izrad izdel oblikov dizajn razvi fotogr "
    "newsletter placan placil kartic osigur zavarov proizvod izdeluj banka racun posluzitelj streznik skladis",
)  # fmt: skip
# What may be said of goods, sites and orders alike: of others' work only where no word for the sale stands before.
_DONE = "made feit hech fatt gemaakt gjort tehtud tehty tehny efectu effectu effettu"
# Its terms, the contract, who sells, owns and operates it, and who buys.
_SALE = (
    "sale sales condic apartin regist registr inscri immatric eingetrag ingeschrev iscritt zarejestr zapsan "
    "disponibiliz oferec offer angebot bereitgest aangebod propose tillhandah udbyd nabiz oferuj ofert cocontract "
    "pertenec pertenc eenmanszaak dzialaln gehor gehort hinter derriere behind dietro detras achter prowadz "
    "condit vente vend vendu vendeur contrat cgv cgu proprie apparten gere exploit edit editeur enseigne marque "
    "nom societe entreprise desig client bedingung vertrag verkauf agb eigentum anbiet betreib marke unternehmen "
    "firma kunde kunden besteller voorwaard overeenkomst verkop verkoop eigen eigenaar merk handelsnaam klant "
    "koper brand name terms contract agreement sold sell own owned owner trading customer buyer user condicion "
    "venta vende contrato titular marca nombre cliente usuari condizion vendit contratto titolar marchi proprieta "
    "utent regulamin umow sprzed wlasci nalez klient podmin podmien smlouv zmluv prodav predav vlastn znack "
    "spolecn spolocn kupujic kupujuc zakazn uzivatel vilkar villkor betingels aftale avtal salg salj saelg ejer "
    "ejes ager drivs drives varumark kund kjoper ehdot ehdoi sopimu myy omista asiakas tingimus leping muu omanik "
    "kuulub ostja noteikum ligum pardod ipasn pircej taisykl sutart parduod savinink pirkej feltetel szerzod elad "
    "tulajdon uzemeltet vevo vasarlo felhasznalo conditii vanz vand vanzator proprietat detin utilizator услови "
    "договор продав собствен управлява клиент купувач οροι ορων συμβασ πωλ ιδιοκτ επωνυμ εταιρ πελατ uvjet pogoj "
    "ugovor pogodb prodaj vlasni lastni kupac kupec kupcem podjetj tvrtk drustv druzb"
)  # fmt: skip
# Who answers for something: for the data or the site, where no work of others is spoken of before.
_ANSWERS = (
    "verantwort responsab responsav verantwoord administrator spravc zodpoved ansvar vastuu vastut felelos "
    "adatkezel operator отговор администратор υπευθυν odgovor atbild atsaking voditelj upravlja rekisteri"
)
# The site and the shop themselves: many a stranger works on them, too.
_SITE = (
    "sidan siden sida sider sivut sivu sivus pagin page strank stranic puslap lehek majaslap site websit webs web "
    "shop onlineshop store boutique seite laden winkel webwinkel sitio tienda sito negozio loja sklep serwis "
    "stron obchod internetov butik hjemmesid nettsid nettbutik webbutik webbplats verkkokaup kauppa pood veeb "
    "leht veikal lapa parduot svetain aruhaz webaruhaz webshop honlap oldal magazin магазин сайт καταστημ "
    "ιστοσελιδ ιστοτοπ trgovin stran spletn"
)
# Within a compound these words tell of the shop, whatever stands before them: "Lieferbedingungen".
_OWN_WITHIN = re.compile(r"bedingung|voorwaard|vilkar|villkor|ehdo[ti]|feltetel|vertrag|tingimus")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_LEAST = 3
_VERB = 5  # letters of a word between the site and a name that may say what was done to it

# "We are ...", "wir, die ...", "somos ..."; words that mean something else in a neighbour's language are left out.
_THEMSELVES = frozenset(
    fold(
        "we nous wir wij nosotros nosotras nosaltres noi nos me my mes vi me mēs meie ние εμείς jaz ich moi ik yo io "
        "eg jag minä mina аз εγώ am suis somos soy sou siamo jestesmy jestem sme jsme smo suntem vagyunk esam esame "
        "oleme olemme είμαστε"
    ).split()
)

Speaks = Literal["of others", "of the shop", "of the site", "of work on the site", ""]


def speaks(lead: str) -> Speaks:
    """Of whom the folded words before a name speak.

    Of words for the sale and for others' work the last tells; words for the site tell only where no other does.
    Of work on the site an unknown word behind them may speak ("the site was dreamt up by ...").
    """
    said: Speaks = ""
    at = 0
    for match in _WORDS.finditer(lead):
        word = match[0]
        if _OWN_WITHIN.search(word) or _begun(word, _SALE_STEMS):
            said = "of the shop"
        elif _begun(word, _WORK_STEMS) or (said != "of the shop" and _begun(word, _DONE_STEMS)):
            said = "of others"
        elif said != "of others" and _begun(word, _ANSWER_STEMS):
            said = "of the shop"
        elif not said and _begun(word, _SITE_STEMS):
            said, at = "of the site", match.end()
    if said == "of others" and _is_title(lead):
        return "of the shop"
    done = said == "of the site" and any(len(w) >= _VERB for w in _WORDS.findall(lead, at))
    return "of work on the site" if done else said


def _is_title(lead: str) -> bool:
    """Whether words before a name are the title of its terms: "Conditions de vente et de livraison de ..."."""
    words = _WORDS.findall(lead)
    return bool(words) and words[-1] in _GENITIVES and any(word.startswith(_TERMS) for word in words)


def is_maker(lead: str, behind: str) -> bool:
    """Whether the folded words round a name say that it works on the site ("Tåge ApS har lavet siden").

    Who ships may be the shop itself, but nobody says by the firm's name that the shop made its own site.
    """
    words = _WORDS.findall(behind[:_DEED])
    site = any(_begun(w, _SITE_STEMS) for w in (*words, *_WORDS.findall(lead)))
    return site and speaks(behind[:_DEED]) != "of the shop" and any(_begun(w, _WORK_STEMS) for w in words)


def says_we(lead: str) -> bool:
    """Whether the last folded word before a name is "we" or "I", an article or the word for a firm aside."""
    words = _WORDS.findall(lead[-_WE_REACH:])
    while words and words[-1] in _ARTICLES and words[-1] not in _THEMSELVES:
        words.pop()
    return bool(words) and words[-1] in _THEMSELVES


def is_ours(lead: str) -> bool:
    """Whether folded words before a name say that it is ours: "Our little company, ...", "hébergé par nos soins : "."""
    words = _WORDS.findall(lead)
    if not lead.rstrip().endswith((",", ":")) or not words or _begun(words[-1], _WORK_STEMS):
        return False
    first = words[:2] if speaks(lead) != "of others" else []
    return any(word.startswith(_OURS) or word in _OUR for word in (*first, *words[-2:]))


def is_site_word(word: str) -> bool:
    """Whether a folded word is one for a site or a shop ("webbplatsen", "e-shop", "tienda")."""
    return _begun(word.removeprefix("e-"), _SITE_STEMS)


def _begun(word: str, stems: frozenset[str]) -> bool:
    return any(word[:n] in stems for n in range(_LEAST, min(len(word), _LONGEST) + 1))


_ARTICLES = frozenset(
    fold(
        "are am zijn ben sind bin sommes suis er ar сме съм "
        "die der das la le les the de het el il lo az o η ο firma societe company"
    ).split()
)
# "Our little company, ...", "La nostra bottega, ...": ours, where nothing says that it works for us.
_OURS = ("unser", "notre", "nuestr", "nostr", "noss", "onze", "nasz", "vores")
_OUR = frozenset("our nos ons nas nasa nase vart var vara vor vort meie musu nasi".split())
_TERMS = (
    "condit",
    "condic",
    "condiz",
    "terms",
    "termos",
    "termini",
    "termeni",
    "bedingung",
    "geschaftsbeding",
    "agb",
    "cgv",
)
_GENITIVES = frozenset("of de du des der van di del dell della do dos ale al".split())
_WE_REACH = 30
_DEED = 60  # characters behind a name in which it says what the firm does
_WORK_STEMS = frozenset(fold(" ".join(_WORK)).split())
_SALE_STEMS = frozenset(fold(_SALE).split())
_ANSWER_STEMS = frozenset(fold(_ANSWERS).split())
_DONE_STEMS = frozenset(_DONE.split())
_SITE_STEMS = frozenset(fold(_SITE).split())
_LONGEST = max(map(len, _WORK_STEMS | _SALE_STEMS | _DONE_STEMS | _ANSWER_STEMS | _SITE_STEMS))
