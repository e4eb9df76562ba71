"""What notices say that stand in place of a shop or a page, by what they mean; folded (`text.fold`), many languages in
one."""

from __future__ import annotations

import re

from sweep.extract.words.text import fold


def any_of(*phrases: str, start: str = r"(?<!\w)", end: str = "") -> re.Pattern[str]:
    """A pattern that finds any of the phrases in folded text, from the beginning of a word."""
    return re.compile(f"{start}(?:{'|'.join(fold(p) for p in phrases)}){end}")


FOR_SALE = any_of(
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
    r"domänen (?:[\w.-]+ )?(?:är till salu|är parkerad)",
    r"domænet (?:[\w.-]+ )?er til salg",
    r"domenet (?:[\w.-]+ )?er til salgs",
    r"(?:verkkotunnus|domain) (?:[\w.-]+ )?on myynnissä",
    r"doména (?:[\w.-]+ )?(?:je )?na (?:prodej|predaj)",
    r"(?:a )?domain (?:[\w.-]+ )?eladó",
    r"domeniul (?:[\w.-]+ )?este de vânzare",
    r"домейнът (?:[\w.-]+ )?се продава",
    r"το domain (?:[\w.-]+ )?πωλειται",
    r"domena (?:[\w.-]+ )?je na prodaj[ui]?",
    r"domeen (?:[\w.-]+ )?on müügis",
    r"domēns (?:[\w.-]+ )?tiek pārdots",
    r"domenas (?:[\w.-]+ )?parduodamas",
)
MAINTENANCE = any_of(
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
    r"underhållsarbete (?:pågår|planerat)",
    r"under underhåll",
    r"(?:snart tillbaka|strax tillbaka)",
    r"(?:under|i gang med|midlertidig) vedligeholdelse",
    r"(?:under vedlikehold|vedlikehold pågår)",
    r"(?:snart tilbage|snart tilbake)",
    r"huoltokatko",
    r"huollossa",
    r"palaamme pian",
    r"(?:probíhá (?:plánovaná )?|prebieha (?:plánovaná )?|z d[ůô]vodu |v režim[ue] )údržb[ayeu]",
    r"(?:brzy|čoskoro) (?:jsme |sme )?zpět",
    r"karbantartás (?:alatt|miatt|folyik|zajlik)",
    r"hamarosan visszatérünk",
    r"în (?:curs de )?mentenanță",
    r"revenim în curând",
    r"в (?:процес на )?поддръжка",
    r"(?:очаквайте ни )?скоро отново",
    r"υπο συντηρηση",
    r"(?:επιστρεφουμε|θα ειμαστε ξανα) συντομα",
    r"u tijeku je održavanje",
    r"(?:održavanje u tijeku|stranica je u održavanju)",
    r"(?:v|zaradi) vzdrževanj[ua]",
    r"hooldus(?:tööd|režiim)\w*",
    r"(?:notiek [^.]{0,20}apkope|apkopes darbi)",
    r"techniniai darbai",
    r"viðhald stendur yfir",
)
COMING_SOON = any_of(
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
    r"(?:öppnar|lanseras|kommer) snart",
    r"(?:åbner|kommer|åpner) snart",
    r"avataan pian",
    r"tulossa pian",
    r"(?:již brzy|připravujeme|ve výstavbě)",
    r"(?:už čoskoro|pripravujeme|vo výstavbe)",
    r"hamarosan (?:nyit\w*|érkez\w*)",
    r"(?:feltöltés|építés) alatt",
    r"(?:în curând|în construcție)",
    r"(?:очаквайте скоро|в процес на изграждане)",
    r"(?:ερχεται συντομα|συντομα κοντα σας|υπο κατασκευη)",
    r"(?:uskoro|u izradi|kmalu|v izdelavi)",
    r"(?:peagi avame|ehitamisel)",
    r"(?:drīzumā|tiek veidota)",
    r"(?:netrukus|kuriama)",
)
CLOSED_SHOP = any_of(
    r"(?:store|shop|(?:web)?site|webshop) (?:is|has been|was) (?:permanently |now |currently )?(?:closed|"
    r"unavailable)",
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
    r"(?:butiken|webbutiken|e-handeln) (?:är|har) (?:permanent |tillfälligt )?stängt?d?",
    r"(?:butikken|webshoppen|nettbutikken) (?:er|har) (?:permanent |midlertidigt )?(?:lukket|stengt)",
    r"(?:verkkokauppa|kauppa) on (?:pysyvästi )?suljettu",
    r"(?:e-shop|obchod|eshop) (?:je |byl |bol )?(?:trvale )?(?:uzavřen|zavřen|ukončen|zatvoren|uzatvoren)ý?",
    r"(?:a )?(?:webáruház|bolt|webshop) (?:véglegesen )?(?:bezárt|zárva|megszűnt)",
    r"magazinul (?:online )?(?:este |a fost )?închis",
    r"(?:онлайн )?магазинът е (?:окончателно )?затворен",
    r"το (?:ηλεκτρονικο )?καταστημα (?:εχει κλεισει|ειναι κλειστο|εκλεισε)",
    r"(?:web ?)?trgovina je (?:trajno )?zatvorena",
    r"(?:spletna )?trgovina je (?:trajno )?zaprta",
    r"(?:e-pood|pood) on (?:jäädavalt )?suletud",
    r"(?:veikals|e-veikals) ir (?:pastāvīgi )?slēgts",
    r"parduotuvė (?:yra )?(?:visam laikui )?uždaryta",
)
# One page is being written: its text comes back, or is still to come.
REWRITTEN = any_of(
    r"(?:this |the |our )?(?:page|section|document|text|content|policy|terms)[^.]{0,30}(?:is|are) (?:currently |"
    r"being |now |under )*"
    r"(?:revised|rewritten|updated|reviewed|edited|prepared|revision|review|preparation)",
    r"(?:content|text|more information|details) (?:will follow|(?:is|are) coming|to follow|to be added)",
    r"(?:cette |la )?page[^.]{0,30}en (?:(?:cours|phase|voie) de )?(?:construction|redaction|creation|"
    r"preparation|mise a jour|refonte|"
    r"revision|modification|travaux)",
    r"(?:contenu|texte|document|rubrique|conditions|mentions)[^.]{0,30} en (?:(?:cours|phase|"
    r"voie) de )?(?:construction|redaction|creation|"
    r"preparation|mise a jour|elaboration|refonte|revision|modification)",
    r"(?:contenu|texte)[^.]{0,20} (?:a venir|sera (?:bientot|prochainement))",
    r"(?:seite|inhalt|text|bereich|dokument|agb|impressum|angaben)\w*[^.]{0,30} (?:überarbeitet|aktualisiert|"
    r"erstellt|"
    r"ergänzt|bearbeitet|gepflegt|vorbereitet)",
    r"in (?:bearbeitung|arbeit|überarbeitung|vorbereitung)",
    r"(?:inhalt|text|angaben?|informationen)\w* (?:folg(?:t|en)|kommt|kommen)",
    r"(?:pagina|tekst|inhoud|document|voorwaarden)[^.]{0,30} (?:herzien|bijgewerkt|aangepast|herschreven|"
    r"opgesteld|bewerkt)",
    r"(?:pagina|tekst|inhoud)[^.]{0,30} (?:in bewerking|in de maak|onder constructie|in voorbereiding|in aanbouw)",
    r"(?:tekst|inhoud|informatie|meer) volgt",
    r"(?:pagina|contenido|texto|seccion)[^.]{0,30} en (?:fase de |proceso de |curso de )?(?:construccion|"
    r"preparacion|revision|actualizacion|elaboracion|"
    r"mantenimiento)",
    r"(?:estamos|se esta) (?:actualizando|revisando|preparando|redactando)",
    r"(?:pagina|contenuto|testo|sezione)[^.]{0,30} in (?:corso di |fase di |via di )?(?:costruzione|"
    r"allestimento|aggiornamento|revisione|preparazione|"
    r"lavorazione|manutenzione)",
    r"(?:stiamo aggiornando|contenuto in arrivo)",
    r"(?:página|conteúdo|texto|secção)[^.]{0,30} em (?:fase de |processo de |curso de )?(?:construção|"
    r"atualização|revisão|elaboração|preparação|manutenção)",
    r"(?:estamos a (?:atualizar|rever|preparar)|conteúdo a publicar)",
    r"(?:strona|treść|tekst|dokument|regulamin)[^.]{0,30} (?:w (?:budowie|przygotowaniu|opracowaniu|trakcie|"
    r"przebudowie)|"
    r"aktualizowan[aey]|przygotowywan[aey]|opracowywan[aey])",
    r"(?:sidan|texten|innehållet)[^.]{0,30} (?:uppdateras|omarbetas|under (?:uppbyggnad|konstruktion|arbete|"
    r"bearbetning))",
    r"(?:siden|teksten|indholdet|innholdet)[^.]{0,30} (?:opdateres|oppdateres|under (?:opbygning|udarbejdelse|"
    r"oppbygging|"
    r"arbeid|revision|konstruktion))",
    r"(?:sivu|sisältö|teksti)[^.]{0,30} (?:päivitetään|päivityksessä|rakenteilla|työn alla|muokattavana)",
    r"(?:strán?ka|obsah|text)[^.]{0,30} (?:aktualiz\w+|připravuj\w+|pripravuj\w+|přepracov\w+|prepracov\w+|"
    r"(?:v|ve) (?:výstavb[eě]|příprav[eě]|príprave|rekonštrukcii|rekonstrukci))",
    r"(?:oldal|tartalom|szöveg)[^.]{0,30} (?:szerkesztés|átdolgozás|feltöltés|frissítés|készítés|"
    r"fejlesztés) (?:alatt|folyik)",
    r"(?:pagin[aă]|conținut\w*|text\w*)[^.]{0,30} (?:în (?:construcție|lucru|curs de|actualizare|revizuire))",
    r"(?:страницата|съдържанието|текстът)[^.]{0,30} (?:в процес|се (?:актуализира|обновява|подготвя))",
    r"(?:σελιδα|κειμενο|περιεχομενο)[^.]{0,30} (?:υπο (?:κατασκευη|αναθεωρηση|επεξεργασια|διαμορφωση)|ενημερωνεται)",
    r"(?:stranica|stran|sadržaj|vsebina)[^.]{0,30} (?:u (?:izradi|pripremi|doradi)|v (?:izdelavi|pripravi|prenovi)|"
    r"se ažurira|se posodablja)",
)
# A whole title or heading that says so; "404 Tiles" is a product.
NOT_FOUND = any_of(
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
    r"sidan (?:kunde inte hittas|hittades inte|finns inte)",
    r"siden (?:blev ikke fundet|findes ikke|ble ikke funnet|finnes ikke)",
    r"sivua ei (?:löydy|löytynyt)",
    r"strán?ka (?:ne(?:byla )?nalezena|nebola nájdená|neexistuje|nenalezena)",
    r"(?:az )?oldal nem (?:található|létezik)",
    r"pagina nu (?:a fost găsită|există)",
    r"страницата не (?:е намерена|съществува)",
    r"η σελιδα δεν (?:βρεθηκε|υπαρχει)",
    r"stranica (?:nije pronađena|ne postoji)",
    r"stran (?:ni najdena|ne obstaja)",
    r"lehte ei leitud",
    r"lapa nav atrasta",
    r"puslapis nerastas",
    r"síða(?:n)? fannst ekki",
    start=r"^(?:404[ :,.|-]*)?",
    end=r"[!. ]*(?:$|\s[|·»-]\s)",
)
# In a notice for browsers without scripts.
SCRIPTS = any_of(
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
