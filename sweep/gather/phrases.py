"""What notices say that stand in place of a shop, by what they mean; folded (`text.fold`), many languages in one."""

from __future__ import annotations

import re

from sweep.extract.text import fold


def _any(*phrases: str, start: str = r"(?<!\w)", end: str = "") -> re.Pattern[str]:
    return re.compile(f"{start}(?:{'|'.join(fold(p) for p in phrases)}){end}")


# Prove that you are no machine.
HUMAN = _any(
    r"(?:verify|confirm|prove|checking|make sure) (?:that |if )?you(?: are|'re)? (?:not )?(?:an? )?(?:human|robot|bot)",
    r"are you (?:a )?(?:human|robot)",
    r"i(?: am|'m) not a robot",
    r"security check",
    r"unusual (?:traffic|activity)",
    r"vous (?:n'etes pas|etes bien) un (?:robot|humain|etre humain)",
    r"je ne suis pas un robot",
    r"verification de securite",
    r"(?:dass )?sie (?:kein roboter|ein mensch) sind",
    r"ich bin kein roboter",
    r"sicherheits(?:über)?prüfung",
    r"(?:bent u|je bent|u bent) (?:een mens|geen robot)",
    r"ik ben geen robot",
    r"no (?:soy|eres) un robot",
    r"non (?:sono|sei) un robot",
    r"nie (?:jestem|jesteś) robotem",
    r"não (?:sou|é) um robô",
)
LOGIN = _any(
    r"log ?in",
    r"sign in",
    r"members only",
    r"connexion",
    r"connectez-vous",
    r"identifi(?:ez-vous|cation)",
    r"mot de passe",
    r"anmeld(?:en|ung)",
    r"einloggen",
    r"inloggen",
    r"aanmelden",
    r"iniciar sesion",
    r"acced(?:i|er|a)",
    r"zaloguj",
    r"iniciar sessao",
    r"password",
)
GEO = _any(
    r"not (?:currently )?available in (?:your|this) (?:country|region|location)",
    r"(?:country|region|location) (?:is|has been) (?:blocked|not supported|restricted)",
    r"we do not (?:ship|sell|deliver) to your (?:country|region)",
    r"(?:pas|plus) disponible dans votre (?:pays|region)",
    r"in (?:ihrem|deinem) land (?:leider )?nicht verfügbar",
    r"in (?:ihrer|deiner) region (?:leider )?nicht verfügbar",
    r"niet beschikbaar in (?:uw|jouw) (?:land|regio)",
    r"no (?:esta )?disponible en (?:su|tu) (?:pais|region)",
    r"non (?:e )?disponibile nel (?:tuo|suo) paese",
    r"niedostępn[ae] w twoim kraju",
    r"não (?:está )?disponível no seu país",
)
AGE = _any(
    r"(?:are you|i'm|must be|you are) (?:over |at least |of legal )?(?:the age of )?(?:1[68]|21|drinking age)",
    r"(?:avez-vous|j'ai|avoir) (?:plus de |au moins )?(?:16|18) ans",
    r"(?:sind sie|bist du|ich bin) (?:mindestens |über |älter als )?(?:16|18)",
    r"(?:bent u|ben je|ik ben) (?:ouder dan |minstens )?(?:16|18)",
    r"(?:eres|es usted|soy) mayor de (?:edad|18)",
    r"(?:hai|ho) (?:piu di |almeno )?18 anni",
    r"(?:masz|mam) (?:ukończone )?18 lat",
    r"(?:tem|tenho) (?:mais de )?18 anos",
)
FOR_SALE = _any(
    r"(?:this )?domain (?:name )?(?:[\w.-]+ )?(?:is|may be|could be) (?:for sale|available|parked)",
    r"buy this domain",
    r"domain for sale",
    r"parked (?:free|domain)",
    r"(?:this )?domain (?:has|is) (?:expired|suspended)",
    r"(?:ce )?(?:nom de )?domaine (?:[\w.-]+ )?est (?:a vendre|en vente|expire|gare)",
    r"domaine (?:reserve|enregistre) (?:chez|par|aupres)",
    r"(?:diese )?domain (?:[\w.-]+ )?(?:steht zum verkauf|ist zu verkaufen|kaufen|ist geparkt|wurde registriert)",
    r"(?:dit |deze )?domein(?:naam)? (?:[\w.-]+ )?(?:is te koop|is geparkeerd|is gereserveerd|is geregistreerd)",
    r"(?:este )?dominio (?:[\w.-]+ )?(?:esta en venta|esta a la venta|e in vendita|está à venda)",
    r"domena (?:[\w.-]+ )?(?:jest )?na sprzedaż",
)
MAINTENANCE = _any(
    r"(?:under|in|scheduled|for|down for) (?:scheduled )?maintenance",
    r"maintenance (?:mode|in progress)",
    r"be (?:right )?back (?:soon|shortly|online)",
    r"temporarily (?:unavailable|closed|offline)",
    r"(?:en|de|pour) (?:cours de )?maintenance",
    r"maintenance en cours",
    r"de retour (?:tres )?(?:bientot|vite|rapidement)",
    r"momentanement (?:indisponible|ferme)",
    r"wartungs(?:arbeiten|modus|seite)",
    r"wegen wartung",
    r"(?:bald|gleich|in kürze) wieder (?:da|für (?:sie|euch|dich) da|erreichbar|online|verfügbar)",
    r"vorübergehend (?:nicht (?:erreichbar|verfügbar)|geschlossen)",
    r"in onderhoud",
    r"onderhoudswerk",
    r"(?:zo|snel|binnenkort) (?:weer )?terug",
    r"tijdelijk (?:niet beschikbaar|gesloten)",
    r"en mantenimiento",
    r"volvemos pronto",
    r"in manutenzione",
    r"torniamo (?:presto|subito)",
    r"(?:przerwa techniczna|prace (?:techniczne|konserwacyjne)|konserwacj[aie])",
    r"em manutenção",
    r"voltamos em breve",
)
COMING_SOON = _any(
    r"coming soon",
    r"opening soon",
    r"launching soon",
    r"under construction",
    r"(?:ouvre|ouverture|arrive|disponible|en ligne) (?:tres )?(?:bientot|prochainement)",
    r"(?:bientot|prochainement) (?:disponible|en ligne|ouvert)",
    r"(?:site|page|boutique) en (?:cours de )?construction",
    r"(?:eröffne[tn]|öffnet|online|verfügbar) (?:wir )?(?:bald|in kürze|demnächst)",
    r"(?:bald|in kürze|demnächst) (?:online|verfügbar|hier|eröffn\w+)",
    r"(?:im|in) aufbau",
    r"binnenkort (?:online|open|beschikbaar|hier|meer)",
    r"in (?:aanbouw|opbouw)",
    r"(?:muy pronto|proximamente|en construccion)",
    r"(?:prossimamente|in costruzione|apertura imminente)",
    r"(?:już wkrótce|wkrótce otwar|w budowie|strona w przygotowaniu)",
    r"(?:em breve|em construção)",
)
CLOSED_SHOP = _any(
    r"(?:store|shop|(?:web)?site|webshop) (?:is|has been|was) (?:permanently |now |currently )?(?:closed|unavailable)",
    r"(?:account|store|shop|site) (?:is |has been )?suspended",
    r"we (?:have|are) (?:now )?(?:permanently )?(?:closed|closing)(?: down)?",
    r"(?:boutique|site|magasin|e-boutique) (?:en ligne )?(?:est )?(?:definitivement |actuellement )?ferm(?:e|ee)",
    r"nous avons (?:definitivement )?(?:ferme|cesse)",
    r"(?:(?:online|web)?shop|laden) (?:ist |wurde |hat )?(?:leider |derzeit |dauerhaft |endgültig )*geschlossen",
    r"(?:webshop|winkel|webwinkel) (?:is )?(?:helaas )?(?:definitief |permanent |momenteel )?gesloten",
    r"(?:wij|we) zijn (?:definitief )?gestopt",
    r"tienda (?:esta )?(?:permanentemente )?cerrada",
    r"negozio (?:e )?(?:definitivamente )?chiuso",
    r"sklep (?:jest |został )?(?:zamknięty|nieczynny)",
    r"loja (?:está )?(?:encerrada|fechada)",
)
# A whole title or heading that says so; "404 Tiles" is a product.
NOT_FOUND = _any(
    r"(?:error|erreur|fehler|fout|errore|blad|erro)?[ :-]*404(?: error)?",
    r"(?:error[ :-]*)?(?:the |this )?page (?:is )?(?:not found|could not be found|cannot be found|can't be found)",
    r"(?:this |the )?page (?:you (?:are looking for|requested) )?(?:does not|doesn't) exist",
    r"not found",
    r"(?:oops|hoppla|oups)[!. ]+(?:that )?page (?:can't be found|not found|introuvable)",
    r"(?:la |cette )?page (?:demandee )?(?:est |n'est |reste )?(?:introuvable|pas trouvee|non trouvee)",
    r"(?:la )?page que vous (?:cherchez|recherchez|demandez) (?:est introuvable|n'existe (?:pas|plus))",
    r"(?:la |cette )?page (?:demandee )?n'existe (?:pas|plus)",
    r"(?:die |diese )?(?:angeforderte )?seite (?:wurde |konnte )?(?:leider )?nicht gefunden(?: werden)?",
    r"(?:diese |die )?seite existiert (?:leider )?nicht",
    r"(?:de |deze )?pagina (?:is )?(?:kon )?niet gevonden(?: worden)?",
    r"(?:de |deze )?pagina bestaat niet(?: meer)?",
    r"(?:la )?pagina (?:solicitada )?(?:no (?:encontrada|existe)|no se ha encontrado)",
    r"(?:la )?pagina (?:richiesta )?(?:non (?:trovata|esiste)|non e stata trovata)",
    r"(?:nie znaleziono (?:takiej )?strony|strona nie (?:istnieje|została znaleziona))",
    r"(?:a )?página não (?:encontrada|existe)",
    start=r"^(?:404[ :,.|-]*)?",
    end=r"[!. ]*(?:$|\s[|·»-]\s)",
)
# In a notice for browsers without scripts.
SCRIPTS = _any(
    r"(?:enable|activate|turn on|need|needs|requires?|without) (?:to enable )?javascript",
    r"javascript (?:is|to be|must be) (?:required|disabled|enabled|needed|not available)",
    r"(?:activer|activez|necessite|sans|besoin de) (?:le )?javascript",
    r"javascript (?:est|doit etre) (?:desactive|active|necessaire|requis)",
    r"(?:aktivieren sie (?:bitte )?|benötigt |ohne |aktiviere )javascript",
    r"javascript (?:ist |muss |bitte )?(?:deaktiviert|aktivier(?:t|en)|erforderlich|benötigt)",
    r"(?:schakel|zonder|activeer|vereist) javascript",
    r"javascript (?:in te schakelen|is vereist|moet)",
    r"(?:active|activar|habilite|necesita|sin) javascript",
    r"(?:attiva|abilita|attivare|abilitare|richiede) javascript",
    r"(?:włącz|wymaga|obsług[iaę]) javascript",
    r"(?:ative|ativar|habilitar) (?:o )?javascript",
)
