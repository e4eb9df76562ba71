"""How sentences name a mediator, and how they say that the trader belongs to none or only follows a code."""

from __future__ import annotations

import re

MEDIATOR_PHRASE = re.compile(
    r"(?:service (?:du|de) )?(?:m[ée]diat(?:eur|rice|ion)|ombuds\w{0,10})(?: [\w'’\-]{1,16}){0,7} $", re.IGNORECASE
)
MEDIATOR_NAME = re.compile(
    r"(?:entit[ée] de m[ée]diation(?: retenue)?|"
    r"organismo adr|organismo di mediazione|adr[ -](?:entity|body|provider)|podmiot adr|"
    r"entidad de resoluci[óo]n alternativa(?: de (?:litigios|conflictos))?(?: adherida)?|entidade (?:de )?ral|"
    r"m[ée]diateur|m[ée]diatrice|mediator|mediatore|mediador|schlichtungsstelle|ombudsman|ombudsdienst|bemiddelaar)"
    r"(?: de la consommation| à la consommation| compétent| du commerce| désigné| consumatori)?"
    r"(?: suivant)?(?: ist| est| is| :|:| -| –){1,2} ?(?:la société |l['’]|le |la |the |die )?"
    r"(?P<name>[A-ZÀ-Ý][^\n,;:.()–|]{2,70}?)(?= ?[,;:.()–|\n]| - |$)",
    re.IGNORECASE,
)
# "Médiation Tilleul", "Centre de médiation Les Saules (CMLS)": named by what it does and a proper name.
MEDIATION_OF = re.compile(
    r"(?<![\w'’])(?:(?:[Cc]entre|[Ss]ervice|[Aa]ssociation|[Cc]abinet|[Cc]entro|[Cc]entrum) "
    r"(?:de |di |d['’]|for )?)?"
    r"(?:[Mm]édiation|[Mm]ediation|[Mm]ediación|[Mm]ediazione|[Mm]ediação|[Mm]ediacja|[Bb]emiddeling)"
    r"(?! (?:d[eu] |des |del |della? |do |da |la |le )*(?:D[ée]cret|Directiv|R[èe]glement|Reglament|"
    r"Regolament|Diretiv|Diretti|Ordonnance|(?:Loi|Code|Le[yi]|Legge|Real)(?!\w)))"
    r"(?P<name>(?: (?:de |du |des |la |le |les )?[A-ZÀ-ÞŁŚŻ][\w'’&\-]{2,25}){1,4}(?: \([A-Z0-9]{2,10}\))?)"
)
DENIAL = re.compile(
    r"(?<!\w)(?:no (?:esta|estamos|se encuentra) (?:adherid\w{1,2}|sometid\w{1,2})|ningun\w? (?:entidad|organismo|"
    r"sistema)|"
    r"non (?:aderi\w{1,4}|e iscritt\w)|nao (?:esta|aderiu|adere|estamos)(?: \w+){0,3} (?:entidade|centro)|"
    r"n'(?:adhere|adherons|est adherent\w?) (?:pas )?a aucun\w?|"
    r"n'(?:adhere|adherons) pas|n'est pas (?:adherent|membre|affilie|soumis|partie|tenu)|"
    r"(?:not|nor) (?:a )?(?:member|willing|affiliated|signed)|no adr (?:body|entity)|"
    r"(?:weder|nicht) bereit|nehmen (?:\w+ ){0,4}nicht (?:\w+ ){0,4}teil|"
    r"niet aangesloten|nie (?:jest|korzysta|przystap\w{1,4}))"
)
ADHERES = re.compile(
    r"(?<!no )(?<!nao )(?:esta (?:adherid|sometid)\w{1,2}|nuestr\w entidad|our (?:adr|mediator|ombudsman)|notre "
    r"mediateur|nous avons adhere"
    r"|unsere (?:schlichtungsstelle|zustandig)|wij zijn aangesloten|il nostro organismo|a nossa entidade)"
)
# "By the code of conduct of ... the amount is debited when goods are sent": who wrote a code is not named as mediator.
OF_CODE = re.compile(
    r"(?<!\w)(?:code (?:de )?(?:deontologie|conduite|ethique)|code of (?:conduct|ethics)|charte|verhaltenskodex|"
    r"gedragscode|codigo (?:etico|de (?:conducta|conduta|etica))|codice (?:etico|di condotta|deontologico)|"
    r"kodeks\w{0,3})(?!\w)[^.;:\n]{0,60}$"
)
