"""What is a country's own in its addresses: codes of another form, the street behind the town, words of streets.

Sources: the postal operators' addressing guides as collected by the Universal Postal Union.
"""

from __future__ import annotations

import re

# Iceland's codes have three figures only, so the post towns vouch for them; stems, because towns are inflected.
_ICELANDIC_TOWNS = (
    "Reykjav[ií]k Kópavog Seltjarnarnes Garðab Hafnarf[ij][rjö]+ð Álftanes Mosfellsb Akranes Borgarnes Stykkishólm "
    "Grundarf Ólafsv[ií]k Snæfellsb Hellissand Búðardal Reykjanesb Keflav[ií]k Njarðv[ií]k Grindav[ií]k Sandgerð "
    "Suðurnesjab Vog[ua] Ísaf Bolungarv[ií]k Súðav[ií]k Flateyr Patreksf Tálknaf Bíldudal Þingeyr Hólmav[ií]k "
    "Hvammstang Blönduós Skagaströnd Sauðárkrók Varmahlíð Hofsós Siglufj Ólafsfj Dalv[ií]k Akureyr Grenivík Húsav[ií]k "
    "Mývatn Kópasker Raufarhöfn Þórshöfn Vopnaf Egilsstað Seyðisf Reyðarf Eskif Neskaupstað Fáskrúðsf Djúpavog Höfn "
    "Selfoss Hveragerð Þorlákshöfn Eyrarbakk Stokkseyr Laugarvatn Flúð Hell[au] Hvolsv Vík Kirkjubæjarklaust "
    "Vestmannaeyj"
)
ICELAND = re.compile(
    rf"(?<![\w.,/€$-])(?:IS[ \-–]{{1,3}})?(?P<code>\d{{3}}),? "
    rf"(?P<town>(?:{'|'.join(_ICELANDIC_TOWNS.split())})\w{{0,9}})"
)
# The localities of Malta and Gozo by their codes ("VLT 1112").
MALTA = (
    "(?:ATD|BBG|BKR|BML|BRG|BZN|CBD|DGL|FGR|FNT|FRN|GDJ|GRB|GSR|GXQ|GZR|HMR|IKL|ISL|KCM|KKP|KKR|LJA|LQA|MDN|MFN|MGR|"
    "MLH|MQB|MRS|MSD|MSK|MST|MTF|MTP|MXK|MXL|NDR|NXR|PBK|PLA|PTA|QLA|QRD|QRM|RBT|SFI|SGN|SGW|SLC|SLM|SLZ|SNT|SPB|STJ|"
    "SVR|SWQ|TXN|VCT|VLT|XBX|XGJ|XRA|XWK|ZBB|ZBG|ZBR|ZRQ|ZTN)"
)
# Countries whose letters stand before the code, wherever in the address the code stands ("Rīga, LV-1010").
LETTERS = "LV|LT|EE|HR|SI|SK|HU|RO|BG|GR|CY|MT|IS"

# A code that stands alone behind its street or its region, known by its letters or its label ("cod poștal 400123").
CODE_LABELS = (
    r"(?:CAP|[Cc]od(?:ul)?(?: [Pp]o[sșş]tal)?|CP|C\.P\.?|[Pp]astkastes indekss|[Pp]asta indekss"
    r"|[Pp]ašto (?:kodas|indeksas)"
    r"|PSČ|PSC|[Tt]\.?[Kk]\.?|Τ\.? ?Κ\.?|[Pp][Kk]|[Пп]\.? ?[Кк]\.?|[Пп]ощенски код|[Ii]rsz\.?|[Ii]rányítószám"
    r"|[Pp]oštanski broj|[Pp]oštna številka|[Ss]ihtnumber|[Pp]óstnúmer)"
)
# "Härmatise pst 3, 10119": the register of Estonia writes the code last and the town first.
_ESTONIAN = r"(?<=\d, )(?P<estonian>\d{5})(?=$|[\n.;)]|, (?:Eesti|Estonia))"
ALONE = re.compile(  # with the character before it
    rf"[,;\n ](?=[A-Z\dtpcisΤпП])(?:(?P<prefix>LV|LT|EE|RO|BG|GR)[ \-–]?(?P<own>\d{{4,6}})"
    rf"|(?P<label>{CODE_LABELS})[:. ]{{1,3}}(?P<labelled>\d{{6}}|\d{{5}}|\d{{3}} \d{{2}}|\d{{4}})|{_ESTONIAN})(?![\w-])"
)
# "w Krakowie (31-001), ul. Mglista 12/4": the code in brackets behind the town, the street behind both.
BRACKETED = re.compile(
    r"(?<=\w )(?P<town>[A-ZŁŚŻŹĆ][\w\-]{2,20}(?: [A-ZŁŚŻŹĆ][\w\-]{2,20})?) "
    r"\((?P<code>\d{2}-\d{3})(?: (?P<named>[A-ZŁŚŻŹĆ][\w\-]{2,20}))?\)"
)
# "гр. Пловдив, п.к. 4000": the town says by its label that it is one.
BULGARIAN_TOWN = (
    r"(?<!\w)(?:[Гг]р\.|[Сс]\.|[Гг]рад|[Сс]ело) ?(?P<town>[А-Я][\w\-]{1,20}(?: [А-Я][\w\-]{1,20})?),? ?"
    r"(?:[Пп]\.? ?[Кк]\.?:? ?|[Пп]ощенски код:? ?)?(?P<code>\d{4})(?!\w)"
)

_NAME = r"[^\n,;()\d]{1,40}?"
_FIGURE = (
    r"(?:(?:no?\.?|nr\.?|n\.|αριθ\.?|c\.|st\.) ?)?\d{1,4}(?: ?[a-zа-яα-ω](?!\w))?"
    r"(?: ?[-–/] ?(?:\d{1,4} ?[a-z]?|[a-z])(?!\w)){0,3}"
)
_HUNGARIAN = (
    r"(?:utca|u\.|ut|utja|ter|tere|korut|krt\.?|koz|rkp\.?|rakpart|setany|fasor|sor|dulo|lepcso|liget|telep|major|"
    r"lakotelep|ltp\.?|sugarut|sgt\.?|park|udvar|korter|part|negyed)"
)
_DOORS = (
    r"(?:[ ,]{1,2}(?:(?:[ivx]{1,4}|\d{1,2}|[a-z])\.? ?(?:em\.|em(?!\w)|emelet|lepcsohaz|lh\.?|lph\.?|ajto|ep\.|epulet)"
    r"|(?:fsz|foldszint)(?!\w)\.?|(?:[ivx]{1,4}|\d{1,2})/\d{1,3}(?!\w))"
    r"(?: ?\d{1,3}(?!\w)(?!\. ?(?:em|aj|lh)))?\.?){0,4}"
)
_BULGARIAN = r"(?:ж\. ?к\.|жк|кв\.|квартал|бул\.|булевард|ул\.|улица|пл\.|площад|ш\.|шосе|местност)"
_INSIDE = r"(?:,? (?:бл|вх|ет|ап|офис|магазин|стая|сграда|партер)\.? ?n? ?[\wа-я]{1,4}(?!\w)){0,6}"
_ROMANIAN = (
    r"(?:str\.|str|strada|bd\.|bd|b-dul|bulevardul|calea|aleea|al\.|sos\.|soseaua|splaiul|piata|intrarea|drumul|"
    r"prelungirea|fundatura|cartier|cart\.)"
)
_STAIRS = r"(?:,? ?(?:bl|bloc|sc|scara|et|etaj|ap|apartament|cam|camera|corp|parter)(?!\w)\.? ?[\w\-]{1,5}(?!\w)){0,6}"

# The street behind its town, over folded text, by country.
BEHIND = {
    "HU": re.compile(
        rf",? ?(?:(?:[ivx]{{1,5}}|\d{{1,2}})\. ?ker(?:ulet|\.),? )?"
        rf"(?P<street>(?:[^\n,;()\d]{{3,40}}, )?{_NAME} {_HUNGARIAN},? (?:hrsz\.?:? ?)?{_FIGURE}\.?{_DOORS})(?!\w)"
        r"|, ?(?P<box>(?:pf|postafiok)\.? ?:? ?\d{1,5})(?!\d)"
    ),
    "BG": re.compile(
        rf",? ?(?P<street>{_BULGARIAN} ?[^\n;()]{{2,45}}?,? ?(?<!\w)(?:no?\.? ?)?\d{{1,4}} ?(?:[а-я](?!\w))?{_INSIDE})"
        r"(?!\w)"
    ),
    "RO": re.compile(rf",? ?(?P<street>{_ROMANIAN} {_NAME},? ?{_FIGURE}{_STAIRS})(?!\w)"),
    "PL": re.compile(
        r",? ?(?P<street>(?:(?:ul|al|os|pl)\.|ulica|alej[ae]) ?[^\n,;()]{2,46}? ?\d{1,4} ?(?:[a-z](?!\w))?(?:/\d{1,4})?"
        r"(?: (?:lok|m)\. ?\d{1,4})?)(?!\w)"
        # a village without streets: "99-221 Mgławice Małe 119/18"
        r"| (?P<house>\d{1,3}[a-z]?/\d{1,3}[a-z]?|\d{2,3}[a-z]?)(?![\w/]|[ .\-]?\d)"
    ),
    "HR": re.compile(
        rf", (?P<street>(?:(?:ulica|trg|avenija|obala|setaliste|put|cesta) {_NAME}|{_NAME} (?:ulica|cesta|put|trg)) "
        rf"{_FIGURE})(?!\w)"
    ),
    # "36100 Vicenza (VI), Via della Nebbia n. 1"
    "IT": re.compile(
        r"(?: ?\([a-z]{2}\))?(?:, ?| [-–] | )(?P<street>(?:via|viale|v\.le|piazza|p\.zza|p\.za|piazzale|corso|c\.so|"
        r"largo|vicolo|strada|contrada|localita|loc\.|frazione|fraz\.|borgo|salita|lungomare|lungarno) "
        rf"{_NAME},? ?{_FIGURE}"
        r"(?:/[a-z](?!\w))?)(?!\w)"
    ),
    # "Lille (59000), 12 rue de la Brume"
    "FR": re.compile(
        r"(?: cedex(?: \d{1,2})?)?(?:, ?| [-–] | )(?P<street>\d{1,4}(?: ?(?:bis|ter))?(?: ?[-–/] ?\d{1,4})?,? (?:rue|"
        r"avenue|av\.|boulevard|bd|place|chemin|route|impasse|quai|allee|cours|square|passage) [^\n,;()\d]{2,50}?)"
        r"(?=[,;.)]| [-–] | ?$| (?:et )?(?:immatricul|inscrit|enregistr|represent|dont|rcs|siren|siret|tel))"
    ),
    # "siège social à 1000 Bruxelles, rue de la Brume 16 bte 2", "met zetel te 2250 Olen, Nevelstraat 80"
    "BE": re.compile(
        r", (?P<street>(?:(?:rue|avenue|av\.|chaussee|boulevard|bd|place|quai|square|clos|dreve|allee|chemin|route|"
        r"sentier|impasse|val) (?:(?!\. )[^\n,;()\d]){1,40}?|"
        r"[a-z][\w.'\-]{2,30}(?:straat|laan|weg|plein|steenweg|dreef|baan|kaai|lei|markt|dijk|singel|vest|park))"
        rf",? {_FIGURE}(?: (?:bte|bus|boite|b) ?\w{{1,4}})?)(?!\w)"
        r"(?!,? (?:b-)?\d{4} [a-z])"  # the next town: "1050 Brumeval, rue de l'Ondée 4, 4000 Brumeliège"
    ),
    "LT": re.compile(rf", (?P<street>{_NAME} (?:g|pr|al|pl|skg|a|tak)\. ?{_FIGURE})(?!\w)"),
    "EE": re.compile(rf", (?P<street>{_NAME} (?:tn|mnt|pst|tee|tanav|maantee|puiestee) {_FIGURE})(?!\w)"),
    "LV": re.compile(rf", (?P<street>{_NAME} (?:iela|prospekts|bulvaris|gatve|laukums|soseja) {_FIGURE})(?!\w)"),
}
# By the form of the code, whose street may stand behind; the Latin ones only where the page is of that country.
BEHIND_BY_FORM = {
    "four": ("HU", "BG", "LV", "BE"), "bg": ("BG",), "five": ("HR", "LT", "EE", "IT", "FR"), "fr": ("FR",),
    "six": ("RO",), "ro": ("RO",), "pl": ("PL",),
}  # fmt: skip

# Words by which a street tells its country, over folded text; where a code's form leaves several.
COUNTRY_BY_STREET = (
    ("BG", re.compile(r"(?<!\w)(?:ул|бул|пл|кв|гр|ж\.к)\.|софия")),
    ("HU", re.compile(r"(?<=[^\W\d] )(?:utca|u\.|ut|utja|tere?|korut|krt\.?|rkp\.?|rakpart|setany|fasor),? \d")),
    ("RO", re.compile(rf"(?<!\w){_ROMANIAN} \w|(?<!\w)(?:jud\.|judetul|sector(?:ul)? \d|bucuresti|bucharest)")),
    ("LV", re.compile(r"(?<=[^\W\d] )(?:iela|prospekts|bulvaris|gatve|laukums)(?!\w)")),
    ("LT", re.compile(r"(?<=[^\W\d] )(?:g\. ?\d|gatve(?!\w)|prospektas|skg\.|pr\. ?\d)")),
    ("EE", re.compile(r"(?<=[^\W\d] )(?:tn|mnt|pst|tanav|maantee|puiestee)(?!\w)|\b(?:tallinn|tartu|parnu)\b")),
    ("SI", re.compile(r"(?<!\w)(?:ljubljana|maribor|celje|kranj|koper)(?!\w)")),
    ("SK", re.compile(r"(?<!\w)(?:bratislava|kosice|zilina|presov|nitra|trnava)(?!\w)")),
)  # fmt: skip
_REGION = (
    r"jud\.?|judet(?:ul)?|sector(?:ul)?|maakond|linnaosa|vald|romania|eesti|latvija|lietuva|novads|pagasts|raj\.|"
    r"област|община"
)
REGION = re.compile(rf"(?<!\w)(?:{_REGION})(?!\w)")
TOWN_LABEL = re.compile(
    r"^(?:mun(?:\.|icipiul)?|or(?:\.|asul)|loc(?:\.|alitatea)|com(?:\.|una)|sat(?:ul)?|гр\.|с\.|[^\n,]{0,40}[:]|.{0,40}"
    r"(?<!\w)(?:in|την|στην|στη|в)(?!\w)) ?"
)
