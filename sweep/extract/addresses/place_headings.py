"""Headings that stand over an address on contact pages: "Find us", "Dove siamo", "Siedziba firmy". They name nobody."""

from __future__ import annotations

from sweep.extract.words.name_words import name_key

# Folded words of such headings; a line made of nothing but words of one language is one. Words that shops are called
# by ("the map shop", "head shop") are left out where a heading does not need them.
_WORDS = (
    # en
    "find us our your location locations where we are visit head main office offices registered postal trading address "
    "addresses how to get here reach come see contact contacts touch in headquarters quarters hq showroom warehouse "
    "opening hours call write talk follow details info information directions and of for click collect collection "
    "point about story meet the team quick links book now studio monday friday",
    # fr
    "nous trouver trouvez notre nos adresse adresses siege social principal bureau bureaux boutique ou venir voir "
    "magasin magasins comment acces plan horaires d ouverture rendez visite rencontrer contactez coordonnees "
    "localisation situation infos informations ecrivez a et de du la le les retrait en qui sommes propos suivez "
    "parlons votre projet lundi vendredi samedi au liens utiles prendre vous contact atelier",
    # de
    "unser unsere unserer standort standorte so finden sie uns laden ladengeschaft anfahrt hauptsitz sitz wo hier "
    "buro geschaft offnungszeiten besuchen kontakt kontaktdaten kontaktieren schreiben firmensitz postanschrift "
    "lageplan filiale filialen wir sind und der die das in adresse uber abholung abholstation folgen firmendaten "
    "rechtliches montag freitag samstag bis werkstatt verwaltung retouren lager",
    # nl
    "onze ons locatie locaties winkel vind vindt bezoek bezoekadres adres route hoofdkantoor openingstijden waar zijn "
    "wij te vinden postadres contactgegevens gegevens kantoor en het een over volg afhaalpunt showroom contact",
    # it
    "ubicazione sede sedi dove siamo ci trovi trovate raggiungerci raggiungici come la nostra nostro nostre nostri "
    "principale legale operativa amministrativa negozio negozi contatti contatto contattaci vieni venite trovarci "
    "ufficio uffici commerciale commerciali orari orario indirizzo punto vendita recapiti mappa dati collegamento "
    "informazioni scrivici i e a di il le per qui ritiro in resi fiscali laboratorio artigianale parla con noi "
    "prenota ora richiedi tutti diritti riservati utili aziendali lunedi venerdi sabato showroom",
    # es, ca
    "nuestra nuestro nuestras nuestros ubicacion ubicaciones donde estamos encuentranos encontrarnos como llegar "
    "tienda tiendas fisica oficina oficinas central centrales sede principal visitanos ven a vernos direccion "
    "domicilio fiscal postal horario horarios contacto contactanos datos informacion localizacion escribenos y el la "
    "los las de en on som recogida sobre nosotros fiscales siguenos reserva ahora lunes viernes sabado habla con",
    # pt
    "onde estamos localizacao a nossa nosso nossas loja lojas fisica como chegar sede visite nos escritorio central "
    "morada endereco contactos contacto contacte fale connosco conosco dados informacoes o os as da do e sobre siga "
    "segunda sexta horario",
    # pl
    "siedziba siedziby firmy firma gdzie jestesmy znajdz znajdziesz nas nasza nasz nasze adres adresy korespondencyjny "
    "jak dojechac dojazd biuro biura handlowe sklep stacjonarny odwiedz zapraszamy lokalizacja godziny otwarcia "
    "korespondencji do dane kontaktowe informacje napisz i w odbior osobisty zadzwon kontakt",
    # cs, sk
    "kde nas najdete sidlo firmy spolecnosti nase prodejna prodejny adresa kontaktni kontakt kontakty provozovna "
    "oteviraci doba korespondencni fakturacni navstivte jak k nam kancelar udaje napiste predajna nasa otvaracie "
    "hodiny osobni odber firemni sklad o spolocnosti spolocnost predavajucom prodavajicim",
    # sl, hr
    "podatki podjetja podjetju podjetje o naslov sedez kje smo nas obiscite kontakt kontaktni trgovina trgovine podaci "
    "tvrtke tvrtki sjediste osnovni opci nasa adresa poslovalnica",
    # hu
    "kapcsolat elerhetoseg elerhetosegek elerhetosegeink cim cimunk szekhely cegadatok adatok adataink bolt uzlet",
    # da, no, sv
    "find os vores var vara butik butiken butikken besog besok oss adresse adressen her finder du kontor abningstider "
    "hovedkontor vej kontaktoplysninger hitta hit besoksadress besogsadresse postadress finns vi oppettider "
    "huvudkontor till kontakta kontaktuppgifter har adress og och afhentning folg kontakt",
    # ro
    "unde ne gasesti gasiti sediul sediu social nostru magazinul magazin noastra adresa program contact punct de lucru "
    "si date identificare firma firmei companie companiei societatii despre noi",
)
_BY_LANGUAGE = tuple(frozenset(words.split()) for words in _WORDS)


def is_place_heading(line: str) -> bool:
    """Whether a line is made only of words of such headings: no name, and whatever stands above it is none either."""
    words = frozenset(name_key(line).split())
    return bool(words) and any(words <= known for known in _BY_LANGUAGE)
