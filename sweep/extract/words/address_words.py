"""How the parts of a postal address look: streets, house numbers, floors, boxes. All texts are folded."""

from __future__ import annotations

import re

from sweep.extract.words.text import fold

# Capitals of all alphabets of the single market.
UP = (
    r"A-ZÀ-ÖØ-ÞŁŚŻŹĆŃĘĄĞİŞŐŰŠČŘŽĀĒĢĪĶĻŅŪĖĮŲĂȘȚŢĐĎŤŇĽĹŔĚŮĊĠĦĈ"
    r"ΆΈΉΊΌΎΏΑ-ΫА-Я"
)

_STREETS = (
    # fr
    "rue grande-rue avenue av ave boulevard bd bld blvd place pl chemin ch route rte allee allees impasse quai cours "
    "square passage faubourg fbg sentier esplanade promenade villa lieu-dit lieudit zac zi za zone parc aeroport "
    "domaine "
    "residence hameau ferme chateau mas moulin clos pole technopole galerie montee cote rond-point voie ruelle venelle "
    "bourg traverse sente rampe corniche levee placette lotissement cite quartier manoir prieure abbaye z.a z.i z.a.c "
    # en
    "street st road rd lane drive way court close terrace house park estate mews grove crescent gardens row quay wharf "
    "mill cottage highway pkwy building floor unit suite tower "
    # es
    "calle avda avd avgda avinguda avenida praza placa paseo pso plaza pza rambla ronda carrer carretera ctra camino "
    "cno poligono pol p.i urb urbanizacion barrio partida cortijo finca masia travesia glorieta parque "
    # it
    "via viale v.le piazza p.zza p.za piazzale corso c.so largo vicolo strada localita loc fraz frazione contrada c.da "
    "regione borgo salita lungomare lungarno traversa "
    # pt
    "rua r. av. praca travessa estrada alameda lugar quinta bairro urbanizacao beco calcada casal sitio "
    # pl
    "ul al os ulica aleja aleje plac osiedle rondo rynek "
    # nl
    "plac laan straat plein gracht kade steenweg chaussee dreve industrieterrein bedrijvenpark bedrijventerrein "
    "industriepark industrieweg "
    # de
    "gewerbepark gewerbegebiet industriegebiet industriestrasse technologiepark "
    # hr, sl, sk
    "ulica ulici cesta cesti trg obala avenija setaliste namestie nam nabrezie nabr trieda "
    # hu
    "utca korut krt rkp rakpart fasor setany "
    # ro
    "strada str sos soseaua splaiul piata intrarea calea aleea bulevardul b-dul sat comuna "
    # bg
    "ул улица бул булевард пл площад кв квартал ж.к жк шосе "
    # el
    "οδός οδού λεωφόρος λεωφ λ πλατεία πλ χλμ "
    # lv, lt, et
    "iela ielā prospekts bulvāris gatve laukums šoseja pagasts gatvė prospektas skg tn mnt maantee pst puiestee tänav "
    "väljak talu küla "
    # mt
    "triq misraħ pjazza sqaq vjal "
    # tr
    "mah mahallesi sok sokak cad caddesi bulvari"
)
_GERMAN = "am|an der|an den|auf der|auf dem|im|in der|zum|zur|unter den"
_WORDS = "|".join(sorted({re.escape(w) for w in fold(_STREETS).split()}, key=lambda w: (-len(w), w)))
STREET_WORD = re.compile(rf"(?<!\w)(?:c/(?!o(?!\w))|(?:{_WORDS}|{_GERMAN})(?!\w))")
STREET_ENDING = re.compile(
    r"(?:strasse|straße|str\.?|gasse|weg|platz|allee|ring|damm|ufer|chaussee|steig|markt|berg|hof|kai|wall|"
    r"straat|laan|weg|plein|gracht|kade|singel|dreef|steenweg|vej|gade|gatan|vagen|katu|tie|utca|ut)(?!\w)"
)
NUMBERED = re.compile(
    rf"^(?:['’][ts] )?[{UP}][^\d\n,;:()]{{1,45}} "
    r"(?:\d{1,4}(?: ?[^\W\d_])?(?: ?[-/–] ?\d{1,4}(?: ?[^\W\d_])?){0,2}"
    rf"(?:/(?:[IVX]{{1,4}}|[A-Za-z])| k-\d{{1,2}}|,? (?:dz|bt)\. ?\d{{1,3}}| (?:&|και) [{UP}][^\d\n,]{{2,30}})?|bb|BB)$"
)
# "29. augusta 23", "17. listopadu 12": streets of Czechia and Slovakia named by a day.
DAY_STREET = re.compile(
    r"^\d{1,2}\. ?(?:januara|februara|marca|aprila|maja|juna|jula|augusta|septembra|oktobra|novembra|decembra|ledna|"
    r"unora|brezna|dubna|kvetna|cervna|cervence|srpna|zari|rijna|listopadu|prosince|brigady|pluku) \d{1,4}"
    r"(?: ?/ ?\d{1,4})?[a-z]?$"
)
NUMBER_FIRST = re.compile(
    rf"^\d{{1,4}}(?: ?(?:bis|ter|quater|[a-dA-D])(?!\w))?(?: ?[-/–] ?\d{{1,4}})? (?:[{UP}]|rue|av|bd)"
)
INNER_NUMBER = re.compile(r"(?<=[a-zà-ÿ] )\d{1,4}(?: ?(?:bis|ter|quater))?,? ")
HOUSE_NUMBER = re.compile(
    r"^(?:n\.? ?[°ºo]?\.?|numero|num\.?|nr\.?|no\.?:?)? ?\d{1,4}(?: ?(?:bis|ter|quater|[a-z]))?(?: ?[-/] ?\d{1,4} "
    r"?[a-z]?)?$"
)
# The squares of a town laid out like a chess board ("C 4, 12").
SQUARE = re.compile(r"^[A-U] ?[1-7](?:,? \d{1,2}[a-z]?(?:-\d{1,2}[a-z]?)?)?$")
# "Les Granges", "La Haute Brume", "Miglos k.": a place in the country, which has no street.
NAMED_PLACE = re.compile(
    rf"^(?:(?:(?:Les?|La) |L['’])[{UP}][\w'’\-]{{1,25}}(?: [\w'’\-]{{1,20}}){{0,3}}"
    rf"|[{UP}]\w{{2,20}} (?:k|km|vs|mstl)\.)$"
)
BOX = re.compile(
    r"(?<!\w)(?:bp|b\.p\.|cs|tsa|postfach|postbus|po box|p\.o\. box|apartado(?: de correos)?|apdo\.?(?: de correos)?|"
    r"casella postale|skrytka pocztowa)\.?:? ?\d"
)
_UNITS = (
    r"sala|piso|planta|puerta|local|oficina|nave|etage|floor|suite|unit|bureau|escalier|esc|batiment|bat|immeuble|"
    r"tour|hall|lot|lote|loja|apt|appt|apartado|apartment|bte|boite|bus|box|top|stiege|stock|tur|tr|lok|lokal|"
    r"m\.(?= ?\d)|int\.|interno|scala|"
    r"fraccao|edificio|edif|c/o|pae|building|bldg|parcela|km|flat|room|rm|block|bloque|porte|portal|kat|daire|stock|"
    r"hinterhaus|b\.p|office|bloc|bl\.|scara|etaj|et\.|ap\.|apartament|corp|γραφειο|οροφος|офис|вх|ет|ап|бл|hæð|ofiss|"
    r"birojs|biuras|korrus|sc\.|level|izq|izda|dcha|dcho|bajo|entlo|ent\.|pral\.|entresuelo|atico|ofis|jud\.|mun\."
)
UNIT = re.compile(
    r"^(?:\d{1,2}[.]?[°ºªoa]?\.?|\d{1,2}(?:er|eme|e|nd|rd|th|st)?) ?\w{0,8}\.?$|^\d{1,2}/f$|^\d{1,2}\. ?(?:tv|th|mf|"
    r"sal)\.?$|^#\d{1,2}-\d{1,4}$|"
    rf"(?<!\w)(?:{_UNITS})(?!\w)"
)
# A part that is a unit and nothing else: the street stands before it.
UNIT_ALONE = re.compile(
    r"^(?:\d{1,2}/f|(?:\d{1,2}(?:st|nd|rd|th)|ground|first|second|third|fourth|fifth|top|upper) floor"
    rf"|(?:{_UNITS})\.? ?:? ?(?:n\.?[°ºo]?\.? ?)?[a-z]?-?\d{{0,5}} ?[a-z]?|[a-z]{{1,2}}\d{{1,3}}[a-z]?)$"
)
HOUSE_NAME = re.compile(
    r"(?<!\w)(?:mill|house|court|tower|centre|center|buildings?|plaza|cottages?|farm|lodge|hall|works|barns?|stables|dairy|"
    r"creamery|granary|forge|rectory|vicarage|manor|croft|mews|smithy|schoolhouse|bungalow|industrial estate|"
    r"business park|trading estate|retail park|enterprise centre|talu|mōja)$"
)
NO_STREET = re.compile(
    r"(?<!\w)(?:euros?|eur|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|januar|"
    r"februar|marz|april|juni|juli|august|september|oktober|november|dezember|january|february|march|may|june|july|"
    r"october|december|article|art|articles|loi|law|act|directive|decreto|ley|tel|telephone|telefon|phone|rcs|siret|"
    r"siren|hrb|"
    r"capital|heures?|uhr|jours?|tage|days|version|numero vert|www|https?|\d{6,12}[a-z]?)(?!\w)"
)
_MONTHS = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|settembre|ottobre|"
    r"dicembre|januar|februar|marz|april|juni|juli|august|september|oktober|november|dezember)"
)
# Streets that bear a date or the law: "12 rue du 8 mai 1945", "Straße des 17. Juni", "Rue de la Loi".
DATED = re.compile(
    r"(?<!\w)(?:rue|avenue|ave?\.?|place|pl\.?|boulevard|bd\.?|bld|blvd|quai|allees?|impasse|cours|square|chemin|route|"
    r"esplanade|faubourg|passage|promenade|parvis|rond-point|cite|residence|via|viale|piazza|corso|largo|strasse|straße|"
    r"str\.|platz|laan|plein) "
    r"(?:(?:du|de|des|der|del|van) )?"
    r"(?:(?:\d{1,2}(?:er|e|eme|\.)?|xx|iv|premier|onze|quatre|huit) (?:de )?"
    rf"{_MONTHS}(?: (?:1[89]|20)\d\d)?|la loi)(?!\w)"
)
_SHORT_MONTHS = (
    r"(?:jan|feb|fev|mar|mrz|apr|avr|abr|mai|may|mei|maj|mag|jun|jui|iun|iul|jul|aug|aou|ago|sep|set|oct|okt|ott|out|"
    r"paz|nov|noi|dec|dez|dic|gru|lut|kwi|cze|lip|sie|wrz|lis|ian|gen|ene|sty)[a-z]{0,2}"
)
# "12 Nov. 2020", "Jan 31, 2021", "© 2010 - 2020": the year of a date, not a code.
_OTHER_MONTHS = (
    r"(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|enero|febrero|abril|mayo|junio|julio|septiembre|"
    r"octubre|noviembre|diciembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|"
    r"maart|mei|augustus|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrzesnia|pazdziernika|listopada|"
    r"grudnia|january|february|march|may|june|july|october|december)"
)
YEAR_OF_DATE = re.compile(
    rf"(?<!\w){_MONTHS} $|(?<!\w)\d{{1,2}}\.? (?:de )?{_OTHER_MONTHS},? (?:de )?$"
    rf"|(?<!\w)\d{{1,2}}\.? {_SHORT_MONTHS}\.? $"
    r"|(?<!\w)(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? \d{1,2}, $"
    r"|(?<!\d)(?:19|20)\d\d ?[-–—] ?$"
)
# Labels of a table between the street and the postcode.
FIELD = re.compile(
    r"(?:[\s,(]|^)(?:(?:code postal|cp|c\.p\.?|cap|cod\. postal|codigo postal|plz|postleitzahl|postcode|zip(?: code)?|"
    r"kod pocztowy|ville|ort|wohnort|city|town|stad|plaats|woonplaats|localidad|poblacion|citta|comune|localidade|"
    r"miejscowosc|miasto)[ /]*){1,3}:?\s*$"
)
