"""The words in which texts speak of contract forms, as regular expressions over lower case. No logic.

Our own lists, drawn up from the way brokers and municipalities write; see :mod:`indexer.parse.contract` for the reading.
"""

from __future__ import annotations

# Who employs a candidate that is lent out: somebody ("een bureau"), not the broker or the client itself.
_EMPLOYER = r"(?:(?!uitzend|tussen)\w*bureau|werkgever|baas|detacheerder|leverancier|agency|agencies|employer|partij)\b(?! payroll)"
_SOME = r"(?:een|an?|je|jouw|uw|hun|your|their|die|deze|zijn|haar)"

_LENDER = r"(?:(?:de |een |het )?(?:inschrijver|inschrijvende partij|leverancier|opdrachtnemer|aanbieder|aanbiedende partij|indiener|bureau|detacheerder|uitlener|partij|organisatie)\b|u\b(?! komt)|hen\b|hem\b|uw (?:eigen )?(?:organisatie|bureau|bedrijf)|jullie\b)"

FORMS: dict[str, tuple[str, ...]] = {
    "zzp": (
        r"zzp(?:['’`]?er['’]?s?)?(?:[- ]?(?:basis|constructie|opdracht|verband))?",
        r"z\.z\.p\.?(?:['’]?ers?)?",
        r"freelance(?:['’]?rs?)?(?:[- ]?(?:basis|opdracht))?",
        r"(?:free)lancers?",
        r"self-?employ(?:ed|ment)(?: (?:professionals?|persons?|contractors?|people))?",
        r"independent (?:contractors?|professionals?)",
        r"zelfstandig(?:e|en)?(?: zonder personeel| (?:interim-?)?(?:ondernemers?|professionals?))",
        r"zelfstandigen",
        r"eenpitters?",
        r"(?:opdrachtnemers?|ondernemers?|kandidaten) zonder personeel",
        r"zelfstandige(?<=als zelfstandige)(?=,)",
        r"zelfstandige(?<=als zelfstandige)(?! (?:eenheid|organisatie|stichting|onderneming|gemeente|taak|functie|rol))",
        r"zelfstandige? (?:juriste?n?|adviseurs?|consulent(?:en)?|coach(?:es)?|trainers?|begeleiders?|interimmers?|projectleiders?|hulpverleners?|consultants?|onderzoekers?|managers?|inhuurkracht(?:en)?)",
        # The adverb, where it stands for the noun beside another form.
        r"zelfstandig(?<=detachering of zelfstandig)",
        r"zelfstandig(?<=dienst of zelfstandig)",
        r"zelfstandig(?<=gedetacheerd of zelfstandig)",
        r"zelfstandig(?= of (?:via (?:een|je|uw)|gedetach|detach|in (?:loon)?dienst))",
        r"zelfstandig(?<=beoordeeld als zelfstandig)(?= uit te voeren)",
        r"(?:je|u|jij) bent (?:zelf )?ondernemer(?! met personeel)",
        r"als ondernemer",
        r"(?:je|u) (?:hebt|heeft) een eigen (?:onderneming|bedrijf|zaak)\b",
        r"op declaratie(?:basis)?",
        r"(?:je|u) (?:stuurt|zendt|mailt) (?:ons )?(?:\w+ )?een factuur",
        r"(?:via|vanuit|through|via) (?:je|jouw|uw|een|your|their) (?:eigen |own )(?:bv|b\.v\.|bedrijf|onderneming|firma|company|limited|business)",
        # The noun, not the adjective: what follows is no other noun (or a closing bracket, written \x29).
        r"zelfstandige(?= (?:voor|omdat|met|te|bij|om|hebben|mogen|kunnen|melden|inhuren|inzetten|hier|als|dus|of|en|or|via|kan|kun|kunt|mag|bent|is|was|werkt|worden|reageren|werken|inschrijven|voordragen|voorstellen|aanbieden|leveren|voor te dragen|aan te bieden|maakt|komt|die|in|aan|uit|door|wel|niet|welkom|mogelijk|ook|zonder)\b|[.;:!?/\x29]|,? ?(?:of|dan|maar) |, (?:omdat|want|die|dus|zodat|mits)\b|$|\n)",
        r"zelfstandige?(?:(?<=zowel zelfstandige)|(?<=zowel zelfstandig))(?= als)",
        r"contractors?(?= (?:and|or|are|can|may|welcome|role|position|assignment)\b)",
        r"sole traders?",
        r"voor (?:uzelf|jezelf)(?= of|[?,.])",
        r"factureren als ondernemer",
        r"op factuur(?:basis)?",
        r"opdrachtovereenkomst",
        *(
            rf"(?<={who} een )overeenkomst van opdracht"
            for who in ("met u", "met je", "met jou", "krijgt", "tekent")
        ),
        r"ovk van opdracht",
        r"eenmanszaak",
        r"eigen baas",
        r"(?:(?:your|their) own )?one-(?:person|man|woman) (?:business|company|firm)",
        r"criteria voor zelfstandigheid",
        # An agreement for services is the contract of a self-employed person.
        r"overeenkomst van opdracht(?<=basis van een overeenkomst van opdracht)",
        r"overeenkomst van opdracht(?<=conform een overeenkomst van opdracht)",
        r"overeenkomst van opdracht(?<=via een overeenkomst van opdracht)",
        r"modelovereenkomst(?:en)?(?: van de belastingdienst)?",
    ),
    "detachering": (
        r"(?:via|door|bij) (?:een|uw|je|hun|onze) detacheerder",
        r"(?:(?:met|via|door|bij|van) een )?(?:bureau|partij|organisatie|bedrijf|leverancier|werkgever) (?:dat|die) (?:\w+ ){1,2}in (?:loon)?dienst heeft",
        rf"(?:in (?:loon)?dienst|employed|under contract) (?:\w+ )?(?:van|bij|by|with) {_SOME} (?:eigen |own |\w+ )?{_EMPLOYER}",
        rf"in (?:loon)?dienst (?:\w+ )?(?:van|bij) {_LENDER}",
        rf"(?:bij {_LENDER} |in uw |ergens |elders )(?:\w+ )?(?:in (?:loon)?dienst|op de loonlijst|onder contract)",
        r"bij (?:\w+ ){1,5}(?:\w*bureau|partij|leverancier) in (?:loon)?dienst",
        r"(?:in|uit) uw (?:eigen )?(?:loon)?dienst",
        r"eigen (?:medewerker|kandidaat|collega|kracht)(?= (?:aanbied\w*|voordra\w*|inze\w*|levert?|of een zelfstandige))",
        r"vanuit een dienstverband (?:elders|bij een ander\w*)|(?:elders|ergens anders) in (?:vaste )?dienst",
        r"(?:supplier|employer|agency|firm)['’]s (?:own )?pay-?roll",
        r"(?:aangeboden|voorgesteld|geleverd|ingezet) (?:worden )?door (?:een|je|jouw|uw) (?:detacheerder|(?:detacherings)?bureau)",
        r"bureau(?= of in (?:loon)?dienst)",
        rf"bij {_SOME} (?:eigen )?{_EMPLOYER}(?: \w+){{0,2}} (?:werkt|werken|werkzaam is|werkzaam|in dienst is)",
        rf"(?:werk(?:t|en)? (?:je|u|jij)|(?:je|u|jij) werkt|wie werkt) (?:voor|bij|via) {_SOME} (?:eigen )?{_EMPLOYER}",
        r"(?:bedrijven|bureaus|partijen|leveranciers|organisaties) met (?:eigen )?(?:personeel|medewerkers|mensen|kandidaten)(?: in (?:loon)?dienst)?",
        r"detavast",
        r"employees? of (?:an? )?(?:agency|agencies|supplier|suppliers|firm|firms)",
        rf"op de loonlijst (?:\w+ )?(?:van|bij) {_LENDER}",
        r"(?:employed|on the payroll) (?:by|of|with) (?:the )?(?:bidder|supplier|tenderer|your (?:company|firm|organi[sz]ation))",
        r"(?:hun|je|jouw|uw|zijn|haar|een|their|your) eigen werkgever",
        r"(?:personeels)?(?:uitlenen|uitleen|uitgeleend|uitlening|uitleent)\b|leen(?:t|en) (?:\w+ ){1,4}uit\b",
        r"hired out|lent out|on loan from",
        r"(?:bieden|stellen|zetten|leveren) (?:\w+ ){0,2}eigen (?:medewerkers|personeel|mensen)",
        r"agency (?:staff|personnel|employees)",
        r"(?:partijen|bureaus|bedrijven|organisaties|leveranciers|inschrijvers) die (?:\w+ ){1,4}in (?:loon)?dienst hebben",
        rf"(?:arbeidsovereenkomst|arbeidscontract|contract|dienstverband) (?:\w+ )?(?:met|bij|with) (?:{_SOME} (?:eigen )?{_EMPLOYER}|{_LENDER})",
        rf"dienstverband bij (?:{_SOME} (?:eigen )?{_EMPLOYER}|{_LENDER})",
        r"medewerkers? in (?:loon)?dienst(?:verband)?",
        rf"(?<!contact )(?<!gesprek )(?:via|met|through|namens) (?:{_SOME} )?(?:eigen |own )?{_EMPLOYER}",
        rf"(?:via|vanuit|from) {_SOME} (?:\w+- (?:of|en) |eigen |own |huidige |current )?{_EMPLOYER}",
        r"detacher\w*",
        r"det(?=[ ./|)]|$)",
        r"gedetacheerd\w*",
        r"detache(?:ren|ert|er)",
        r"secondment",
        r"secondees?",
        r"seconded (?:by|from|through|via) (?:an? |your |the |their )?(?:\w+ )?(?:agency|employer|firm|company|bureau)",
        r"bij (?:een|je|uw|hun|zijn|haar)(?: \w+){0,2} (?:bureau|werkgever|detacheerder|organisatie) op de loonlijst",
        r"second(?:ed|ing|s?(?= (?:you|their|its|own|staff|an employee|employees)))",
        r"lends? out",
    ),
    "loondienst": (
        r"in dienst(?<=bureau of in dienst)",
        r"in dienst(?= of (?:via )?(?:een )?(?:(?:detacherings)?bureau|zzp|freelance))",
        r"ne(?:men|emt) (?:je|u|jou) (?:\w+ )?in dienst",
        r"in dienst(?= (?:te )?(?:kom|tre|nem)\w*)(?! \w+ (?:van|bij) (?:een|je|uw)\b)",
        r"in dienst(?: \w+)?,? (?:van|bij|via) (?:ons|onze|de (?:broker|bemiddelaar|gemeente|opdrachtgever)|het bureau)",
        r"(?:komt?|treedt?|treden|komen)(?: (?!via|door|niet|nooit|geen)\w+){0,5} in dienst(?! (?:van|bij) (?:een|je|uw|your)\b)",
        r"tijdelijk bij ons in (?:loon)?dienst",
        r"employed by (?:us|the agency|the broker)",
        r"tijdelijke? (?:contract|aanstelling|dienstverband)",
        r"(?<!elders in )(?<!anders in )vaste? (?:aanstelling|contract|dienst(?:verband)?)",
        r"(?:dienstverband|contract|aanstelling|overeenkomst) voor onbepaalde tijd",
        r"(?:jaar|arbeids)contract",
        *(
            rf"(?<={said} een )(?:permanente |reguliere )?vaste (?:baan|functie|plek)(?! elders)"
            for said in ("is", "om", "betreft", "bieden", "bieden je")
        ),
        r"(?:dienstverband|contract|aanstelling) voor bepaalde tijd",
        r"(?:dienstverband|arbeidsovereenkomst|contract|aanstelling) (?:van|voor) (?:on)?bepaalde duur",
        r"word(?:t|en)? (?:\w+ ){0,3}in dienst genomen",
        r"(?:kans|uitzicht|zicht) op (?:een )?(?:vaste? (?:plek|baan|contract|dienst|aanstelling)|vast)",
        r"permanent (?:contract|position|employment)",
        r"(?:in )?loondienst(?:verband)?",
        r"(?<!fictief )(?<!verkapt )(?<!schijn)dienstverband(?! \x28detacher)(?! elders)",
        r"(?<!['’]s )(?<!['’]s own )pay-?roll\w*",
        r"arbeidsovereenkomst",
        r"uitzend(?:overeenkomst|contract|basis|constructies?|krachten|kracht|bureau|opdracht)?",
        r"uitzenden",
        r"verloning",
        r"op (?:de|onze) (?:eigen )?loonlijst(?! die)",
        r"midlance",
        r"employment(?<!outside employment)(?<!outside of employment)(?! agenc| service| history| law| market| relation)",
        r"employee(?<=as an employee)",
    ),
}
# Words of leave: the form beside them is allowed.
LEAVE = (
    r"kom (?:maar|gerust)|gerust|in orde|geen bezwaar|no objection|opengesteld|goedgekeurde (?:model)?overeenkomst|submitted|komt|treedt|toegestaan|mogelijk(?!e)|welkom|geschikt|open voor|open to|openstaan|"
    r"inzetbaar|akkoord|kan|kunnen|kunt|kun je|mag|mogen|ook(?! (?:niet )?(?:als|via|bij|in) [^,.;]{3,40}, (?:is|zijn|wordt|worden|kan|kunnen|mag|mogen)\b)|wel|ingevuld|uitgevoerd|uit te voeren|inschrijven|reageren|in aanmerking|"
    r"makes? no difference|(?:maakt|maken) (?:\w+ ){0,4}(?:geen verschil|niets? uit)|om het even|regelen (?:we|wij) (?:dat|het)|"
    r"ingezet|inzet van|inzet via|inhuur van|aangeboden|aanbieden|aan te bieden|deelnemen|acceptabel|toe te staan|zowel|ja|yes|allowed|"
    r"possible|permitted|welcome|can|may|accepted|eligible|ingehuurd|inhuren|in behandeling|voorgesteld|werken|accepteert|accepteren|"
    r"gewenst|passend|toelaatbaar|staan open|is open|both|either|komt in|bespreekbaar|is required|is vereist|vervuld|prima|is (?:dan )?ook goed|is goed|optie|beide|allebei|"
    r"mogelijkheden|ok[eé]?|okay|akkoord|geen punt|zeker|graag|fine|oké|in beeld|opties|meedoen|meedingen|haalbaar|willekeurig|even goed|evenveel kans|gelijke kansen?|evenzeer welkom|net zo goed|ook goed|alternatief|moet (?:\w+ ){0,2}lopen(?= (?:via|door))|(?:het wordt|(?:het|dit) (?:moet|gaat|loopt|mag))(?= (?:alleen |uitsluitend |dus |daarom |dan ){0,2}(?:een |via )?(?:detach|zzp|loondienst|payroll|freelance))|leent zich|lenen zich|just fine|wat (?:jij|je|u) wilt|preferred|(?:jij|je|u) kiest|kiezen|keuze|bestemd voor|eveneens|gevraagd|gezocht|uitgenodigd|invited|inviting|invites?|nodigen|uitgangspunt|voorkeur(?! voor)"
)
BANNED = r"(?:are|is) out(?=[,.;])|(?:wil|willen) (?:ze|we|wij|zij|men|de \w+|het \w+) (?:(?:er|hier|daar|hiervoor|daarvoor|liever|absoluut|echt) ){0,2}niet\b(?! (?:missen|kwijt|verliezen|uitsluiten|bij voorbaat|op voorhand))|(?:zie|ziet|zien) (?:ze|we|wij|zij|men|de \w+) (?:(?:er|hier|daar) )?liever niet\b|sta(?:an|at) (?:wij|we|de \w+|het \w+) niet toe\b|(?:neemt|nemen|huurt|huren|contracteren|accepteren|gebruiken|doen|doet) (?:[\w’']+ ){1,8}?niet (?:meer )?(?:aan|in|meer)\b|(?:laat|laten) (?:ons|onze|het|de) (?:eigen )?\w*(?:beleid|regels|college|gemeente|wet)(?: dat| dit)? niet toe\b|te (?:kort|tijdelijk|klein)(?: van duur)?\b|hoe(?:f|ft|ven) (?:\w+ ){0,6}?niet te (?:bellen|reageren|mailen|schrijven|benaderen|solliciteren)|uitgesloten|vall(?:en|t) (?:hier)?buiten|teleurstellen|helaas dicht|gesloten|sluiten (?:we|wij) uit|sluit de \w+ uit|verboden|afgewezen|wijzen (?:we|wij|ze) af|excluded|prohibited|cannot|can not|buiten beschouwing|vallen af|valt af|van de baan|geen (?:plek|plaats|ruimte|optie)|niet aan de orde|taboe|off the table|ruled out|not an option|not eligible|terzijde|gestopt(?! met)|heeft geen zin|voldoe(?:t|n) (?:\w+ ){0,5}niet"
# A form in such company is a target group, a task, general terms or a past: it says nothing of this assignment.
ASIDE = (
    r"\bwie (?:\w+ ){0,3}(?:jaar|maanden) (?:of (?:langer|meer)|achtereen|onafgebroken)|algemene (?:inkoop)?voorwaarden|wie (?:bij ons in dienst is|in dienst is bij ons)\b|wij bemiddelen|we bemiddelen|\b(?:bemiddelt|verbindt|koppelt|matcht|ondersteunt|helpt) (?:(?:al|sinds|ruim|meer|dan|jaarlijks|dagelijks|jaar|tien|vijftien|twintig|\d+) ){0,5}(?:zelfstandig|zzp|freelance|interim)|bemiddelaar|bemiddeling van|met (?:problematische )?schuld|bijstand|"
    r"\bbbz\b|tozo|schuldhulp|geen sprake van(?! (?:een )?(?:fictieve? )?dienst)|onze (?:dienst|klanten)|doelgroep|cliënten|inwoners|ondernemersplein|dienstverlening aan|"
    r"begeleiden van|wist je dat|nieuwsbrief|kandidaten zoekt|\bwerkgevers\b|werkzoekenden|re-?integratie|uitkering|privacy|acquisitie|"
    r"(?:aantal|minder|(?<!niet )meer|veel|alle|steeds meer) (?:\w+ )?(?:zzp|zelfstandigen|freelanc)|\b(?:je|u|jij) (?:bemiddelt|verbindt|koppelt|informeert|spreekt|bezoekt|begeleidt|adviseert|ondersteunt|"
    r"helpt|stelt(?! (?:iemand|kandidat|een (?:kandidaat|medewerker|professional)|voor))|regelt|beoordeelt)|ervaring als (?:een )?(?:zzp|zelfstandig|freelanc)|gedetacheerd geweest|na (?:afloop|de opdracht|deze)|"
    r"jaren als (?:zzp|freelanc)|% (?:inzet|inhuur|van)\b|\b(?:was|werd) (?:\w+ ){0,2}(?:ingevuld|bezet|vervuld)|waarvan \d|het beleid|\bsamen met\b|\blees (?:ook|meer)\b|wat verandert|\b(?:jongeren|statushouders|deelnemers|jeugdigen|leerlingen|bewoners|vrouwen|mensen) (?:werken|gaan|kunnen|vinden|krijgen)|\b(?:wij|we) (?:detacheren|leveren|bemiddelen) (?:al|sinds|dagelijks|jaarlijks)\b|freelance (?:opdrachten|vacatures)|(?:team|netwerk|pool|club) (?:van|met) |\bteam (?:bestaat uit|telt|heeft) |\b(?:eerder|oorspronkelijk|aanvankelijk) (?:stond|stonden|schreven|vermeldden|meldden)\b|overname|laag inkomen|inkomsten|toeslag|mensen in (?:loondienst|de bijstand)|vaste medewerkers en|collega['’]s en|\b(?:collega['’]?s|medewerkers) in (?:vaste |loon)?dienst (?:zijn|hebben|krijgen|werken|vallen|worden)\b|\b(?:die|zij|hij) (?:is|was|zit|zat) (?:\w+ )?in (?:vaste |loon)dienst\b|(?:nieuwe|vaste) (?:collega|medewerker|kracht)\b[^.;]{0,20} in (?:vaste )?dienst|af te bouwen|afbouw"
)
# Not named as a form of hire: what the client buys, or people that work there.
BESIDE = r"freelance (?:trainers|docenten|collega)|(?:draag\w*|overdra\w*)[^.;]{0,30} (?:manager|collega|medewerker|opvolg(?:er|ster)|projectleider|coördinator|adviseur) in vaste dienst|zelfstandige? (?:wonen|leven)|(?<!basis van een )(?<!via een )(?<!met een )(?<!alleen )(?<!uitsluitend )(?<!enkel )(?<!sluiten )(?<!louter )detacheringsovereenkomst|detacheringsbanen"
# What a sentence must hold for one of these to stand in it.
ASIDE_STEMS = (
    "eerder ", "oorspronkelijk ", "aanvankelijk ", "collegas in ", "collega's in ", "collega’s in ", "medewerkers in ", "in vaste dienst", "in loondienst",
    "nieuwe collega", "nieuwe medewerker", "nieuwe kracht", "vaste collega", "vaste medewerker", "vaste kracht", "of langer", "of meer", "achtereen", "onafgebroken", "algemene ", "wie in dienst", "wie bij ons", "bemiddel", "matcht", "schuld", "bijstand", "bbz", "tozo", "geen sprake van", "onze dienst", "onze klanten", "doelgroep",
    "cliënten", "inwoners", "ondernemersplein", "dienstverlening aan", "begeleiden van", "wist je dat", "nieuwsbrief",
    "kandidaten zoekt", "werkgevers", "werkzoekenden", "integratie", "uitkering", "privacy", "acquisitie", "aantal ", "minder ",
    "meer ", "veel ", "alle ", "verbindt", "koppelt", "informeert", "spreekt", "bezoekt", "begeleidt", "adviseert", "ondersteunt",
    "helpt", "stelt", "regelt", "beoordeelt", "ervaring als", "gedetacheerd geweest", "na afloop", "na de opdracht", "na deze",
    "jaren als", "% ", "was ", "werd ", "waarvan ", "het beleid", "samen met", "lees ", "wat verandert", "jongeren ",
    "statushouders ", "deelnemers ", "jeugdigen ", "leerlingen ", "bewoners ", "vrouwen ", "mensen ", "detacheren ", "leveren ",
    "freelance opdrachten", "freelance vacatures", "freelance trainers", "freelance docenten", "freelance collega", "team ", "netwerk ", "pool ", "club ", "overname", "laag inkomen", "inkomsten", "toeslag", "vaste medewerkers en",
    "collega's en", "collega’s en", "af te bouwen", "afbouw", "zelfstandig wonen", "zelfstandige wonen", "zelfstandig leven",
    "zelfstandige leven", "detacheringsovereenkomst", "detacheringsbanen",
)  # fmt: skip
# A sentence that speaks of this assignment, of who may do it or of how it is hired: there a form that is named is meant.
MEANT = (
    r"opdracht|het (?:gaat om|betreft)|\binzet\b|inhuur|\bhuren\b|kandida|candidate|professional|inschrijv|aanmeld|\bapply\b|applicant|assignment|\bhire\b|"
    r"(?:wij|we) denken aan|(?:wij|we|ik|gemeente|organisatie) (?:zoek|kies|werk)|zoeken (?:wij|we)|gezocht|\btarief\b|\brate\b|per uur|p/u|€|(?:je|u|jij) "
    r"(?:wordt|komt|werkt)|\bfunctie|basis\b|\bthis is an?\b|\b(?:role|position)\b|contract|overeenkomst|(?:this|the) (?:role|position)|voorkeur|past|\byou (?:will|can|may|are (?:an? )?(?:self|free|second))|verloopt|loopt via|(?:wij|we) (?:detacheren|leveren|bieden)|onbepaalde tijd|vaste? (?:aanstelling|contract|dienst)|(?:is|om|betreft|bieden) een (?:\w+ )?vaste (?:baan|functie|plek)|ingeschreven|partijen|(?:je|u) blijft|detacheren je|nemen je|aanstelling bij|zoek naar|dienstverband (?:is|loopt|wordt)|werknemer|wordt gedetacheerd|wil dat (?:je|u)|\bklus\b|(?:kom|word|treed) (?:je|jij)\b|salaris (?:\w+ )?(?:detach|loondienst)|\btreedt?\b|\bje rol\b|\bmoet (?:je|u|jij)\b|tijdelijke aanstelling|leveranciers\b|(?:kans|zicht) op (?:een )?vast|in dienst genomen|tijdelijk dienstverband|bepaalde tijd|eigen onderneming|\b(?:zet|zetten) (?:wij|we|ik) (?:je|jou|u)\b|\b(?:wij|we) zetten (?:je|jou|u)\b|(?:je|u|jij) bent (?:een )?(?:zzp|zelfstandig|freelanc|in dienst|gedetach)|(?:stuurt|zendt|mailt) (?:ons )?(?:\w+ )?een factuur|(?:deze|onze) (?:aanvraag|uitvraag|vraag)\b|\bliefst\b|(?:wij|we) willen\b|uitzicht op|\bwerken we\b|werken met de model"
)
# Plain substrings: only sentences and lines that hold one are read at all.
STEMS = (
    "zzp", "(det)", "det.", "/det", "/ det", "z.z.p", "bureaus", "agencies", "agency staff", "intermediairs", "tussenpersonen", "op factuur", "kans op", "zicht op", "declaratie", "eigen onderneming", "eigen bedrijf", "bepaalde tijd", "bepaalde duur", "opdrachtovereenkomst", "ovk van", "in dienst heb", "ondernemer", "factuur", "own company", "detavast", "jaarcontract", "arbeidscontract", "bij een bureau", "bij uw bureau", "bij je bureau", "bij een partij", "werkgever", "voor een bureau", "met personeel", "eigen personeel", "eigen medewerkers", "uw eigen", "je eigen bedrijf", "je eigen bv", "freelan", "detach", "loondienst", "dienstverband", "payroll", "pay-roll", "secon", "employ", "zelfstandige",
    "dienstbetrekking", "dba", "arbeidsovereenkomst", "uitzend", "independent", "eenmanszaak", "verloning", "midlance",
    "overeenkomst van", "modelovereenkomst", "in dienst", "via een", "via je", "via uw", "met een werkgever", "through a", "through your",
    "eigen rekening", "loonlijst", "factureren", "contractor", "criteria voor zelf", "tijdelijk contract", "tijdelijke aanstelling", "zelfstandig ", "uitlen", "uitleen", "uitgele", "leent", "in uw dienst", "eigen werkgever", "onbepaalde tijd", "vaste aanstelling", "vast contract", "vaste dienst", "vast dienst", "permanent", "vaste baan", "vaste functie", "vaste plek", "eigen medewerker", "eigen kandidaat", "eigen collega", "eigen kracht", "uit uw", "sole trader", "uzelf", "jezelf", "hired out", "lent out", "on loan", "eenpitter", "eigen baas", "person business", "man business", "woman business", "zonder personeel", "vanuit een", "vanuit je", "vanuit uw", "lend out",
)  # fmt: skip
# What may stand beside forms in a line that says nothing else.
FILLING = (
    r"(?:soort|vorm|type|wijze) (?:van )?(?:de )?(?:inzet|inhuur|contract|opdracht|dienstverband)|contract\w*|inhuur\w*|inzetvorm|inzet|"
    r"dienstverband|interim|tijdelijk\w*|opdracht|assignment|geen|niet|nee|ja|yes|no|toegestaan|mogelijk|via|op basis van|basis|op|of|en|or|"
    r"and|en/of|als|dan wel|ook|uitsluitend|alleen|only|eventueel|bespreekbaar|voorkeur|een|iemand|a|an|dba|wet|vanwege|ivm|i\.v\.m\.|x|"
    r"on|is|zijn|welkom|gewenst|optioneel|both|zowel|as|your|employer|via ons|eigen|werkgever|je|jouw|uw|u|ons|onze|broker|bureau|through|us|beide|allebei|mag|kan|akkoord|ok[eé]?|j|n|toegelaten|ondernemer|hoe|in"
)
# Who lends people out, named in one breath with the self-employed: "bureaus en zzp'ers", "freelancers and firms".
AGENCY = r"(?:(?:detacherings|uitzend|bemiddelings|interim|advies|inhuur)?bureaus?|detacheerders?|(?<!research )(?<!consultancy )agenc(?:y|ies)|firms?|organisaties|leveranciers?|bedrijven|companies|intermediairs|tussenpersonen)"
