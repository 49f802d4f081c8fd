"""The words that tell what a date is the date of: answering and what is sent, beginning, ending, posting, or none of these. In lower case."""

from __future__ import annotations

import re

from indexer.parse.openings import at_words

# Words of answering that say so alone, words that do so together with what is sent, and what is sent.
ANSWER = re.compile(
    at_words(
        r"\bdl\b|\bwho appl(?:y|ies)\b|\bget back to (?:me|us)\b|\baccept(?:s|ing)? (?:cv|appl|prop|off)\w*|\b(?:worden|wordt) (?:nog )?aanvaard\b|\b(?:blijft|staat) online\b|\b(?:je|u|jullie) (?:hebt|heb|heeft|hebben) (?:\w+ ){0,3}tijd\b(?= ?(?:tot|t/m|om|$))|\b(?:je|u|jullie) (?:hebt|heb|heeft|hebben) (?:dus |nu |nog |dan |alleen )*(?= *(?:$|\|))|\bdrop (?:me|us) a (?:line|note|message)\b|\bgive (?:me|us) a (?:call|ring|shout)\b|\bget in touch\b|\bingewacht\b|\bbrievenbus\b|\bplease do (?:so|this)\b|\b(?:need|must have) (?:it|everything|all|them|your [a-z]+)\b|\btegemoet ?gezien\b|\b(?:moet(?:en)?|wil(?:len)?) (?:wij |we |ik |ze )?(?:het|dat|alles|ze|die|deze) (?:hebben|ontvangen|binnen)|\b(?:cv['’]?s?|stukken|offertes?|voorstel(?:len)?|reacties?|brief) (?:hebben|krijgen)\b|\bin ons bezit\b|\b(?:ik|wij|we) wacht(?:en)? *(?:$|\||tot\b)|\b(?:het|hij|alles|dat|die|cv|brief|offerte) moet (?:er|hier)\b|\breag\w+|\bgereageerd|\b(?:ik|wij|we) verzamel(?:en)?\b|\bte antwoorden\b|\b(?<!\d )reacties?\b|\breactie(?:termijn|datum)|\bdeadline|\b(?:uitvraag|aanvraag|vacature) (?:loopt|staat|geldt)\b|\b(?:inschrijf|reactie|aanmeld|sollicitatie)deadline|\breactietijd|\bmee te ding|\bmeeding|\bkandidaat (?:te )?stel|\bgaa(?:t|n)\b(?! (?:het|de|dit) (?:dossier|project|boek|deur))[^.,|]{0,15}\b(?:dicht|op slot)\b|\bgaat\b[^.,|]{0,30}\b(?:luik|loket|deur|bus|inbox|poort)\b[^.,|]{0,4}\bdicht\b|\bgaa(?:t|n)\b(?:[^.,|]|\.\d){0,20}\b(?:inschrijving|aanmelding|loket|luik|\w*box|lijst|bus)\b[^.,|]{0,6}\b(?:dicht|op slot)\b|\bsluit\b(?! (?:aan|af|je|de deur))|\bsluit(?:en|ing)\b(?! af)|\bsluitings|\bsluit(?:datum|dag|moment|termijn|tijd)|\binschrijv|\bingeschreven|\binschrijf|\baanmeld|\bmeld(?:t|en)? (?:je|u|jezelf)\b[^.|]{0,15}\baan\b|\baan te melden|\baangemeld"
        r"|\bsollicit|\bopgeven (?:kan|voor|tot|via|doe)|\bgeef (?:je|u) op\b|\bopen (?:van|vanaf|tot|t/m|sinds|from|until)\b|\bindien(?:en|ing|t)|\bingediend|\bin te dienen|\bin te schrijven|\binschrijven|\binzend|\bingezonden|\binlever|\bingeleverd|\binsturen|\binstuurt|\bingestuurd|\baanlever|\baangeleverd|\bappl(?:y|ying|ications?)\b|\brespon[ds]|\brepl(?:y|ies)\b"
        r"|\bsubmi|\b(?<!to a )clos(?:es?|ing)\b|\bopen(?:gesteld| ?staa|\s*(?:$|\|))|\bstaat\b[^.]{0,20}\bopen\b|\buiterste (?:datum|moment|termijn)|\blaatste (?:dag|datum|moment|kans) (?:om|waarop|voor(?! (?:de |het )?(?:\w+ )?\w*(?:vakantie|zomer|kerst))|dat)\b|\bbids?\b|\bdue\b|\bkandidaatstelling|\bexpressions? of interest"
    )
)
SEND = re.compile(
    at_words(
        r"\b(?:moet(?:en)?|dien(?:t|en)|wil(?:len)?) [^.;|]{0,30}\b(?:liggen|op (?:tafel|(?:haar|zijn|mijn|ons|het) bureau)|in huis)\b|\b(?:op|toe|in|door)?(?:stuur|sturen|gestuurd)\b|\bsein(?:en|t)?\b (?:me|mij|ons)\b|\b(?:ge)?zend(?:en|t)?\b|\btoegezonden|\b(?:e-?)?mail(?:en|tje|t)?\b|\bgemaild|\bapp(?:en|je|t)?\b|\bbel(?:len|letje|t)?\b|\bontvang(?:en|st|t)?\b|\bbinnen\b"
        r"|\bbinnen(?:kom|gekom|komt)|\bbij (?:mij|ons|me|de inkoper)\b(?! aan de slag| aan boord| werken| te werken| starten| beginnen)|\b(?:mail|in)box|\bbezit\b|\bkluis|\btegemoet|\bweten\b|\bmeld(?:en|t)?\b|\bhoor ik|\blaat\b[^.]{0,12}\bhoren\b|\biets (?:horen|weten)\b|\bschrijf (?:ons|mij|me)\b|\bvan (?:je|u|jou|jullie) horen\b|\bhoren (?:wij|we)|\bbied(?:en|t)?\b|\baangeboden|\baanbieden|\blever(?:en|t)?\b|\bgeleverd"
        r"|\bvoor te stellen|\bvoorstellen\b|\bvoorgesteld\b|\bvoordragen|\bvoorgedragen|\bvoor te dragen|\bupload|\boverhandig|\bdm\b|\bpb\b|\bin te sturen|\breach(?:es)?\b|\breceive|\bsend\b|\bemailed|\bmailed|\b@|\bplatform\b|\bportal\b|\bportaal\b|\b(?:web)?formulier\b|\bzie(?:n)? (?:wij|we|ik)\b|\bbrengen\b|\binbrengen|\bgraag\b|\bkom(?:t|en)?\b[^.,|]{0,12}\bdoor\b|\btell us\b|\blet (?:us|me) know\b|\bhear from you\b|\bleg(?:gen|t)?\b|\bgeef\b|\bdoorgeven|\bdoor te geven|\baan te bieden|\bafgeven|\b(?<!je )(?<!jou )(?<!iemand )(?<!u )nodig\b"
    )
)
SENT = re.compile(
    at_words(
        r"\bcv\b|\bcv'?’?s\b|\bcurricul|\bofferte|\bvoorstel(?:len)?\b|\bmotivatie|\bbrief\b|\bbriefje\b|\bprofiel(?:en)?\b|\bbelangstelling|\binteresse|\baanbieding|\baanbod\b|\brespons\b|\bstukken\b|\bdocumenten\b|\bproposals?\b|\bquotations?\b|\btenders?\b"
        r"|\bcandidates?\b(?! (?:will )?(?:starts?|begins?|stays?|works?|joins?)\b)|\boffers?\b|\bresum[eé]|\bberichtje\b|\bseintje\b|\bje naam\b|\binterested\b"
    )
)
CANDIDATE = re.compile(r"\bkandida(?:at|ten)\b")
START = re.compile(
    at_words(
        r"\bindiensttreding\b|\b(?:per|vanaf) wanneer\b|\bwanneer *$|\b(?:haar|zijn|de|die) plek in(?:neemt|nemen)\b|\bhet roer over\b|\binzet (?:pas(?! (?:eindigt|stopt|af))|vanaf|per)\b|\bword(?:t)? (?:je|jij|u) verwacht\b|\b(?:is|volgt) (?:de|het) aftrap\b|\b(?:de|het) aftrap *(?:is\b|volgt\b|$|\|)|\btrappen (?:(?:we|wij|ze) )?[^.,|]{0,20}\baf\b|\b(?:je|u) op de stoep\b|\bbegonnen (?:zijn|bent|ben)\b|\b(?:contract|assignment|agreement) takes effect\b|\bstroomt? (?:je|jij|u) (?:dan )?in\b|\bhanden vrij\b|\bpakken (?:we|wij|ze)\b[^.,|]{0,25}\bop\b|\bte vervullen\b|\bplek voor (?:je|jou|u)\b|\bsluit (?:je|jij|u) (?:je )?(?:dan )?aan\b|\bkicks? off\b|\b(?:aanstelling|dienstverband|benoeming)(?: vanaf| per| met ingang van)?\s*$|\bday one\b|\bdag (?:één|een|1)\b|\bstart(?:en|end|ende|t|te|datum|moment|dag|week|maand)?\b|\bstarts\b|\bstarting\b|\bbegin(?:t|nen|nende?|datum|s)?\b|\bbegin je\b|\baan de slag|\baan de gang|\baanvang|\bvang(?:t|en)\b|\baanvangen|\bingang|\bgaat\b[^.,]{0,20} in\b|\bingaa|\bbeschikbaar|\binzetbaar|\bavailab"
        r"|\bgaan (?:we|wij|ze) los\b|\bgaat (?:het|de klus|de opdracht|het project) los\b|\bga(?:at|n) lopen\b|\b(?<!\bde )instroom\b|\binstromen\b|\bkom(?:t|en)\b[^.,|]{0,25}\bvrij\b|\bvacant\b|\bcommenc|\b(?:eerste|first) (?:werk|inzet|contract|dienst|working )?(?:dag|day)|\b(?:binnen|in)stap(?:pen|t)\b|\b(?:binnen|in) te stappen\b|\bschuif je aan\b|\baanschui|\b(?:je|jou|collega|haar|hem) (?:graag )?verschijnen\b|\baansluit|\bjoin(?:s|ing)?\b|\bbinnenlopen\b|\bkom je\b[^.,|]{0,20}\b(?:versterken|werken|helpen)|\baantreden|\bkick-?off|\bverstrek|\bin dienst\b|\bvan start\b|\baan boord\b|\bon board\b|\bstap je\b|\binspring|\binvallen\b|\bin te (?:springen|vallen)\b|\btreed|\bstokje|\boverneem|\bovernemen|\bneem je\b(?![^.,|]{0,12}\bafscheid)|\bbegroet|\b(?:ver)?welkom|\bop(?:ge)?start|\bop(?:ge)?pakt?\b|\bopgepakt|\bverwacht\w*\b[^.,|]{0,12}\b(?:je|u|jou)\b|\bmoet(?:en)? (?:er|daar) (?:iemand|een)\b|\bneem (?:jij|u)\b|\baan de bak|\beerste keer\b|\bvoor het eerst\b(?= (?:op|in|aan|bij))|\btaken up\b|\bbeg(?:in|ins|inning)\b|\bonboard|\bjump(?:s|ing)? in\b|\bstep(?:s|ping)? in\b|\bgaat? draaien\b|\baangetrokken\b|\bgoes live\b|\bget going\b|\bset off\b"
    )
)
# What stands on both sides of the first day: "gaat op 18 januari in", "u wordt op 11 januari op ons kantoor verwacht".
BEGINS_AROUND = (
    # "We willen begin maart los"
    (
        re.compile(r"\b(?:we|wij|je|jij|u)\b[^.,;]{0,20}$"),
        re.compile(r"\s*los(?=\s*(?:$|[.,;!]|met\b|kunnen\b|gaan\b))"),
    ),
    (
        re.compile(r"\b(?:gaat|gaan|treedt)\b(?: (?:naar verwachting|dan|pas|al|officieel|uiterlijk))*\s*$"),
        re.compile(r"\s*in(?=\s*(?:$|[.,;]|(?:en|voor|met|of)\b))"),
    ),
    (
        # "wordt" may have been taken for the preposition of a date that moved.
        re.compile(r"\b(?:je|jij|u|(?:de|uw) kandidaat)(?: word(?:t)?)?\s*$"),
        re.compile(r"[^.;,]{0,40}\bverwacht\b(?! voor\b)"),
    ),
    (
        re.compile(r"\bverwachten(?: (?:we|wij))? (?:je|jou|u|(?:de|uw) (?:kandidaat|professional))\s*$"),
        re.compile(r"\s*(?:$|[.,;]|(?:bij|in|op) )"),
    ),
)
# The same of the last: "tot Samira op 1 mei terugkomt".
ENDS_AROUND = (
    (re.compile(r"\brond(?:t|en)?\b[^.,;]{0,40}$"), re.compile(r"\s*(?:af|afgerond)\b")),
    # "zwaai ik je op 30 april weer uit", "op 3 juli leveren we je weer af"
    (
        re.compile(r"\bzwaai(?:en|t)?\b[^.,;]{0,12}\b(?:je|jou|u)\b[^.,;]{0,8}$"),
        re.compile(r"\s*(?:weer )?uit\b"),
    ),
    (
        re.compile(r""),
        re.compile(r"\s*(?:zwaaien|leveren|laten) (?:we|wij|ze) (?:je|jou|u) (?:weer )?(?:uit|af|gaan)\b"),
    ),
    (
        re.compile(r"\b(?:tot(?:dat)?|until|till?) (?:\w+ ){1,4}$"),
        re.compile(
            r"\s*(?:(?:weer|echt|again) )?(?:begint|start|terug(?:komt|keert)|aantreedt|instapt|(?:in dienst|terug) (?:komt|is)|(?:kan|gaat) (?:beginnen|starten)|begins|starts|returns|joins|is back)\b"
        ),
    ),
)
END = re.compile(
    at_words(
        r"\bhand(?:s|ing)? over *(?:$|\|)|\buitdiensttreding\b|\bbegrensd\b|\b(?:is|was) het afgelopen\b|\bben (?:je|jij|u) (?:er |hier )?bij ons\b|\bben (?:je|jij) (?:weer )?vrij\b|\bgaat (?:het|dit) (?:dossier|project|boek) dicht\b|\bzwaai(?:en|t)? (?:we|wij|ze|je)\b[^.,|]{0,14}\buit\b|\beindig|\b(?:verwachte|geschatte|beoogde) (?:duur|looptijd)\b|\bhoud(?:t|en)?\b[^.,|]{0,20}\bop\b|\bophoud|\blaten (?:we|wij) (?:je|u) gaan|\bafscheid\b|\bcontracteinde\b|\beind(?:e|datum)?\b(?! (?:werk)?(?:dag|van de dag|van de middag))|\bafloop|\bafgelopen\b(?! \w)|\bloopt\b|\bloop je\b|\b(?<!gaat )(?<!gaan )lopen\b|\bdoorloop|\bstop(?:t|pen|)\b|\bklaar\b|\beigen benen\b|\bafgerond|\bafronding *(?:op\b|$|\|)|\bafronden|\bsluit(?:en)? (?:we |wij |je )?af\b|\baf te sluiten\b|\bafgesloten|\bronde?n?t? (?:we|wij|je|u|af|het)\b|\bzit\b[^.,|]{0,20}\ber ?op\b|\bzit er\b|\bkom(?:t|en)\b[^.,|]{0,30}\bterug\b|\bweer vrij\b|\b(?:op)?oplever|\bopgelever|\beindrapport|\bgereed\b"
        r"|\blaatste (?:werk|les|inzet|contract|dienst)?dag|\bvalt het doek\b|\bgeld (?:reikt|strekt)\b|\b(?:de|je|jouw|uw) laatste(?: is\b| *(?:$|\|))|\b(?:geld|budget|financiering)\b[^.|]{0,20}\b(?:geregeld|rond|beschikbaar|toegezegd)\b|\bfinal (?:\w+ )?day|\bfinal (?:report|deliverables?|version)\b|\bcomplet|\bend(?:s|ing)?\b|\bfinish|\bexpir|\bterminat|\bduurt\b|\bduren\b|\bdoorgaan|\bga(?:at)? door|\bgaan\b[^.,]{0,12} door\b|\bblij(?:f|ft|ven)\b(?! (?:steken|liggen|hangen|staan|zitten))|\bvoltooi|\bterug(?:keer|keert|komt|kom)\b|\bterug van\b|\bconclud|\blasts?\b|\brun(?:s|ning)? (?:un)?til|\bover(?:ge)?drag|\bdraa?ge?n? (?:je|we|wij|u)\b|\b(?:working|contract) day\b|\bten einde\b|\bgedaan\b|\bhet slot\b|\bslotdag|\bbe[eë]indig|\bstops\b|\bwraps? up\b|\bwrap(?:ped|ping)\b|\bwinds? (?:up|down)\b|\bexpireert|\blast day\b|\buitstro(?:om|men)|\bto a close\b|\bcomes? to an end|\bover and out\b|\bneem je (?:weer )?afscheid|\bstay(?:s|ing)?(?: (?:with us|on|until|till?|through)\b| *(?:$|\|))|\bthe end of (?:it|the)\b|\btil\b"
    )
)
POSTED = re.compile(
    at_words(
        r"\bzet(?:ten)? (?:wij |we |ik )?(?:deze|de|dit|het) (?:vacature|opdracht|uitvraag|aanvraag|vraag|klus)\b|\bgeplaatst|\bgepl\b|\bplaatste|\bgepubliceerd|\bpubliceerde|\bverzonden\b|\bverstuurd|\bverstuurde|\bstuurden?\b|\bonline\b(?!:)|\buitgezet|\buitgestuurd|\buitgebracht|\buitgegeven|\bopgesteld|\bopgemaakt|\bingevuld|\bissued\b|\bposted\b|\bpublished\b|\bprint\b|\bgeprint"
        r"|\bnieuwe? (?:opdracht|aanvraag|uitvraag|klus|sinds)|\bnieuw\W*?(?:$|\|)|\btoegevoegd|\baangemaakt|\bd\.d\.|\bdagtekening|\bverschenen|\bverscheen|\breleased\b|\badvertised\b|\buitgevraagd|\bneergelegd\b|\brondgestuurd|\brondgemaild|\bgedeeld\b|\b(?:aanvraag|uitvraag|bericht|opdracht) van\s*(?:$|\|)|\b(?:bericht|oproep|uitvraag|aanvraag|vacature|advertentie) is van\s*(?:$|\|)|\blisted\b|\bhangt\b|\bhing\b|\b(?:stond|staat|verscheen)\b[^.|]{0,50}\bvoor het eerst\b|\bdated\b|\bdateert|\buitgegaan|\b(?:op|in) (?:ons|het|de|onze) (?:portaal|site|website|platform|markt|prikbord|marktplaats)\b[^.|]{0,12}\b(?:gezet|geplaatst|gekomen|staat)?|\bop de markt\b|\b(?:portaal|site|website|platform) gezet\b|\blive\b|\bgemaakt op\b|\bpublicatie\b(?! van)|\buit in de markt|\bwent (?:live|out)\b|\bput (?:out|(?:up )?on (?:our|the) (?:web)?(?:site|page))\b"
    )
)
EVENT = re.compile(
    at_words(
        r"bijeenkomst|\bwebinar|\bcongres|\bworkshop|\btraining|\bborrel|\bopen dag|\bcursus|\bmarktconsultatie|zienswijze|\bbezwaar"
    )
)
# What a date may be about besides: then it is none of ours.
OTHER = re.compile(
    at_words(
        r"\b(?:(?:kennismakings|sollicitatie|selectie|keuken\w{0,5}|intake|klant|wijk|voortgangs|functionerings|evaluatie|verificatie)?gesprekken\b|gesprek)|\binterview|\bkennismak|\bpresentatie|\bpitch|\bvragen (?:kun|kan|stel|tot|uiterlijk|over|mogen|indien|voor|t/m|bean)|\bje vragen|\bvragenronde|\bquestions?\b|\binlichtingen|\b(?<!\bte )antwoord|\bintake|\bselectie"
        r"|\b(?<=\bde )raad\b|\braads(?:periode|vergadering|lid)|\bgemeenteraad|\braadsbesluit|\bcollege\b|\bbesluit\w*|\bbesliss|\bbeslist|\bvastgesteld|\binvoering|\bingevoerd|\bwerking\b|\bwet\b|\b(?:jeugd|participatie|omgevings|inburgerings|huisvestings)wet (?:gaat|treedt|geldt|ging|trad)\b|\bregeling (?:gaat|treedt|geldt)\b|\bstelsel (?:gaat|treedt|geldt|start)\b|\bverordening|\bconvenant|\bevaluatie(?! (?:vangt|start|begint|loopt|gaat)\b)|\bgunning|\bgegund|\bbeoordeel|\bhoor je\b|\bhoort u\b|\bte berichten\b|\b(?:onze|de) keuze\b|\bweten wie\b|\bterugkoppel|\bkrijg(?:t|en)? (?:je|u|alle)\b|\bbekend\b(?! ?:)"
        r"|\bvakantie|\b(?:informatie|voorlichtings|netwerk|bewoners|kennis|leer|team|thema|inspiratie|werk|start|slot)?bijeenkomst|\bmarktconsultatie|\bopen dag|\bwebinar|\bcongres|\bworkshop|\btraining\b|\bcursus|\bborrel|\bopgericht|\bbestaat\b|\b(?<!op te )bestaan\b|\bjubileum|\bfusie|\bfuseer|\bsamengegaan|\bherinde|\bopgezegd|\bhuidige (?!adviseur|collega|medewerker|functionaris|consulent|manager|\w+(?:leider|regisseur|coach|manager|adviseur))|\baanbieders|\b(?<!onze )(?<!naar )leveranciers|\braamovereenkomst|\braamcontract|\bframework (?:agreement|contract)"
        r"|\binwoners|\bsubsidie|\btoeslag|\bzienswijze|\bbezwaar|\bverkiezing|\bimplementatie|\bpilot\b|\bproef\b|\bverhuis|\bopening\b|\bopent\b|\bafgelopen (?!is\b)\w|\bverleden|\bwas\b(?! (?:first )?(?:published|posted|issued|released|advertised|put))|\bwaren\b|\bvertelde\b|\bwerd(?:en)?\b(?![^.,]{0,30}(?:geplaatst|gepubliceerd|uitgezet))|\bhad(?:den)?\b|\bmoesten\b|\bkonden\b|\bdiende\w*|\bvorige?\b"
        r"|\b(?<=(?:[dz]e|et) )nieuwe (?:directeur|stelsel|regeling|werkwijze|\w*(?:manager|leider))\b|\b(?<=(?:[dz]e|en) )opvolger\b(?! (?:hebben|gevonden|vinden|is gevonden))|\bkomt er\b|\bging(?:en)?\b|\bbracht\b|\bstuurde\b|\bgestopt|\bvertrokken|\bmet pensioen|\bupdate\w*|\bgeboren|\bjaarverslag|\bbeleidsplan|\bbegroting|\bkamerbrief|\bscholing|\bfase\b|\bvergader|\bvog\b|\bdeuren\b|\btot(?: en met)? \d{1,2} jaar|\b(?:lopen|eindigen) (?:de|deze|alle|onze) (?:\w+ )?(?:contracten|overeenkomsten)|\btussentijds|\btussenrapport|\bbevindingen|\bconceptrapport"
    )
)
# Who and what takes part in the work and not in the hiring, unless the clause speaks to the one who is to be hired.
OTHERS = re.compile(
    r"\b(?:ouders?|inwoners?|aanbieders|zorgaanbieders|ondernemers|ministerie|minister|het rijk|provincie|gemeenten|scholen|school|statushouders|leerlingen\w*|cliënten|jongeren|gezinnen|kinderen|burgers|huishoudens|klachten|facturen|dossiers|accountant"
    r"|jaarstukken|jaarrekening|wethouder|azc|regeling|maatregel|opvang\w*|noodopvang|loket|plan|woning\w*|bouw|wijkteams?|de teams|stelsel|kabinet|rekenkamer)\b|\bde eerste \d+ (?:zijn|is)\b|\bde gemeente (?:ontvangt|krijgt|verwacht)|\b(?:heeft|hebben)\b[^.]{0,60}\b(?:ingediend|aangemeld)"
)
