"""What names of organisations look like in this field, and the words that tell whose the work is."""

from __future__ import annotations

import re

from indexer.parse.openings import at_words

# The letters that it begins with stand before all: most places are passed over at a glance.
GEMEENTE = re.compile(
    r"(?=[BbCcGgMm])(?:\b|(?<=[a-z])(?=G))(?:(?:[Cc]entrum)?[Gg]emeente(?:raad van|n)?|GEMEENTE|[Gg]em\.?|(?:[Bb]urgemeester en [Ww]ethouders|[Cc]ollege(?: van (?:B en W|B&W|burgemeester en wethouders))?) van|[Mm]unicipalit(?:y|ies) of|[Cc]ity of)\s+(?P<name>(?:(?:De|Den|Het|'s-|’s-|Sint|Ten|Ter|Aa|Bergen|Horst|Peel|Alphen|Capelle|Krimpen|Baarle|Land|Oude|Nieuwe)\b[- ]?)?[A-Z][\w'’-]+(?:(?:[ -](?:en|aan|op|den|de|van|bij|het|Zoom|Rijn|IJssel|Maas|Amstel|Vijfheerenlanden|[A-Z][\w'’-]+)){0,4}))"
)
CLIENT_CUE = re.compile(
    r"(?:opdrachtgever|voor onze (?:opdrachtgever|klant|relatie)|namens|in opdracht van|our client|bij (?:de )?)\s*[,:]?\s*(?:is\s*)?(?:de\s*|het\s*)?$",
    re.I,
)
# Labels that name the client though they are ordinary words; they count where their value is a name of that kind.
CLIENT_LABEL = re.compile(
    r"^\W*(?:(?:voor|bij|door|namens|in opdracht van|wie)\b.*|.*\b(?:vra(?:ger|gt|gende)|inhu(?:urder|rende?|rt)|opdracht ?gev\w+|klant|afnemer|vragers?|partij|organisatie|aanvrager|besteller|zoekt|client|customer|principal|on behalf of|van)\b.*|gemeente)\W*$",
    re.I,
)
CAP = r"(?:[A-ZÀ-Þ][\w'’&/-]*|[1-9]\d?[A-Z]\w+)"
NAME = rf"{CAP}(?: (?:(?:en|van|voor|veur|foar|de|het|der|den|aan|in|op|&|te) ){{0,2}}{CAP}){{0,6}}"
# What names of organisations in this field begin with, and what they end in.
HEADS = (
    "Stichting|Welzijn|Welzijnsgroep|Welzijnsorganisatie|Welzijnsstichting|Zorgorganisatie|Zorginstelling|Schoolvereniging|Ondersteuningsteam|Stadsteams?|Burgercoöperatie|Jeugdbescherming|Jeugdhulp|Jeugdteams?|Veilig Thuis|GGD|GGZ|Regio|Regiobureau|Regionaal Bureau|Regionale|Vereniging|Samenwerking|Samenwerkingsverband|Coöperatie|"
    "Werk en Inkomen|Werk & Inkomen|Werkbedrijf|Wijkbedrijf|Buurtbedrijf|Werkplein|Werkzaak|Werkcentrum|Werkorganisatie|Samenwerkingsorganisatie|Bestuursdienst|Sociale Dienst|Intergemeentelijke|Sociaal Werk|Sociaal Team|Sociaal Wijkteam|Sociale Wijkteams|Sociale Teams|"
    "Wijkteams?|Dorpsteams?|Buurtteams?|Gebiedsteams?|Vrouwenopvang|Kredietbank|Stadsbank|Omgevingsdienst|Servicebureau|Serviceorganisatie|Inkoopbureau|Inkooporganisatie|Centrumregeling|"
    "Gemeenschappelijke Regeling|Zorggroep|Huisartsengroep|Huisartsenpraktijk|Huisartsenzorg|Gezondheidscentrum|Waterschap|Hoogheemraadschap|Rekenkamer|Rekenkamercommissie|Provincie|Ministerie van|Hogeschool|Universiteit|Centrum voor|Centrum Jeugd|Expertisecentrum|Zorgregio|Jeugdregio|Jeugdhulpregio|Jeugdzorgregio|"
    "Arbeidsmarktregio|Scholengroep|Onderwijsgroep|Scholengemeenschap|Schoolbestuur|Kindcentrum|Veiligheidsregio|Reclassering|Raad voor de|Rijksdienst voor|Zorgkantoor|Woonstichting|Kenniscentrum|Uitvoeringsorganisatie|"
    "Bedrijfsvoeringsorganisatie|Dienst|Maatschappelijk Werk|Wijkzorg|Bureau Jeugdzorg|Vluchtelingenwerk|Zorg- en Veiligheidshuis|Zorg en Veiligheidshuis|Leger des Heils|Orionis|SWO|ISD|MGR|GR|CJG|BVO|RBL|RSD"
)
TAILS = (
    "Welzijn|Jeugd en Gezin|Jeugdhulp|Jeugdzorg|Maatschappelijk Werk|Sociaal Werk|Zorggroep|Maatschappelijke Opvang|Schuldhulpverlening|Bewindvoering|Thuiszorg|Werkt|Sociaal Domein|"
    "Jongerenwerk|Opvang|Wonen|Samenwerking|Werkbedrijf|Sociale Dienst"
)
BY_HEAD = re.compile(
    rf"(?<![\w-])(?:(?:{HEADS})|[Pp]rovincie)(?: (?:(?:en|van|voor|veur|foar|de|het|der|den|in|op|aan) ){{0,2}}(?:{CAP}|[Jj]eugd\b|Wmo\b)){{1,6}}"
)
BY_TAIL = re.compile(rf"(?<![\w-])(?:{CAP} ){{1,3}}(?:{TAILS})\b")
VERB = r"(?:zoekt|vraagt|huurt|wil|nodigt)"
SEEKS = re.compile(
    r"(?<=[\w)\],]) (?:zoekt|heeft\b[^.\n]{0,60}\bnodig|needs|trekt de kar|is\b[^.\n]{0,40}\bop zoek|(?:breidt|schaalt) (?:uit|op)\b|werft\b|krijgt graag|ziet graag|heeft\b[^.\n]{0,20}\bbehoefte|komt\b[^.\n]{0,30}\btekort\b|has (?:asked|requested|engaged|invited)|is hiring|requires|wants|wishes to|vraagt (?:een|om|per|voor|nu|daarom|u\b)|huurt\b|wil (?:een|graag een|voor het|tijdelijk|per direct|twee|drie|vier)|is (?:looking|seeking)|seeks|nodigt)\b"
)
SEEKS_STEMS = (
    " zoekt",
    " nodig",
    " needs",
    " trekt de kar",
    "op zoek",
    " vraagt ",
    " huurt",
    " wil ",
    " looking",
    "seek",
    "nodigt",
    " breidt ",
    " schaalt ",
    " werft",
    "t graag",
    "behoefte",
    " tekort",
    " has asked",
    " has requested",
    " has engaged",
    " has invited",
    " hiring",
    " requires",
    " wants",
    " wishes to",
)
CUED_STEMS = (
    "opdrachtgever",
    "namens",
    "gemeenten van ",
    "gemeenten in ",
    "wij zijn",
    "wij van ",
    "wij, ",
    "we at ",
    " we are ",
    ", we ",
    "onze klant",
    "onze relatie",
    "our client",
    "our customer",
    "onze eind",
    "our end ",
    "in opdracht van",
    "vraag van",
    "voor onze",
    " zoeken wij",
    " zijn wij",
    " zijn we",
    " zoeken we",
    " zoek ik",
    "egd bij ",
    "bracht bij ",
    "zaam bij ",
    "werkt bij ",
    "werken bij ",
    "slag bij ",
    "functie bij ",
    "opdracht bij ",
    "klus bij ",
    " uit voor",
    " uit namens",
    " uit bij",
    "opdracht voor ",
    "klus voor ",
)
NAME_AT_END = re.compile(rf"(?P<name>{NAME})(?: \([^)]{{1,90}}\))?(?:, [^,.]{{3,60}})?,?$")
CUED = re.compile(
    "(?:"
    + at_words(
        rf"\b[Oo]pdrachtgever (?:is|betreft) (?:de |het )?|\b[Nn]amens (?:de |het )?(?:(?:[\w-]+ )?gemeenten (?:van|in|binnen|uit) (?:de |het )?)?|\b[Ww]ij zijn (?:de |het )?|\b(?:[Ww]ij(?: van|,)|[Ww]e at) (?:de |het |the )?(?=[^,.\n]{{3,60}}?,? (?:zoeken|huren|willen|vragen|werven|hebben|zijn|are|need|seek)\b)|\b(?:[Oo]nze (?:eind)?(?:klant|opdrachtgever|relatie)|[Oo]ur (?:end )?(?:client|customer)),? (?:de |het |the )?|\b(?:[Dd]e )?(?:[\w-]+ )?gemeenten (?:van|in) (?:de |het )?(?={NAME} (?:zoeken|vragen|huren|willen)\b)|\b[Ii]n opdracht van (?:de |het )?|\b(?:belegd|ondergebracht|werkzaam|werkt|werken|aan de slag|functie|opdracht|klus) bij (?:de |het )?|\b(?:voer|voert|doe|doet) (?:je|u) uit (?:voor|bij|namens) (?:de |het )?|\b(?:opdracht|klus) voor (?:de |het )?(?=[A-Z])|\b(?:uit|aan)vraag van (?:de |het )?|"
        rf"\bvoor onze (?:opdrachtgever|klant|relatie),? |\bAt (?={NAME},? we (?:are (?:looking|seeking)|seek|need)\b)|\b[Vv]oor (?=(?:de |het )?{NAME}(?:, [^,.\n]{{3,60}},)? (?:zijn|zoeken|zoek) (?:wij|we|ik))(?:de |het )?"
    )
    + rf")(?P<name>{NAME})"
)
# "Over Jeugdformaat" as a heading, "in dienst van Jeugdformaat".
ABOUT = re.compile(rf"(?m)^[^\w\n]{{0,6}}(?:Over|Wie is|Dit is|About) (?:de |het )?(?P<name>{NAME})[ ?:*_]*$")
EMPLOYED = re.compile(
    rf"\b(?:in dienst|aangesteld|onder contract|dienstverband|dienstbetrekking|arbeidsrelatie)(?: \w+)? (?:van|bij|met) (?:de |het )?(?P<name>{NAME})"
)
# "Wij zoeken een projectcoördinator voor de VNG."
FOR_WHOM = re.compile(
    r"\b[Zz]oek(?:en|t)?\b[^.\n]{5,110}? voor (?:de |het )?(?P<name>(?!WMO|WLZ|ZZP|HBO|MBO|MDT|AMV|COA|SKJ|BIG|ZSM|WO\b|GGZ)[A-Z]{3,6})(?=[.,\n]|$)"
)
WITH_US = re.compile(
    rf"(?m)(?:^|(?<=[.!?] ))Bij (?P<name>{NAME}) (?:gaat het|werk(?:en)? (?:je|u|wij|we)|kom je|is een collega|is er|valt|vallen|zitten (?:we|ze)|vind je|is de sfeer|draait|heerst|zijn de lijnen|krijg je)\b"
)
# The first letter stands first: a search for it alone is quick, what stands before it is looked at only there.
BYLINE = re.compile(
    rf"[bav](?<!\w.)(?:(?<=b)ij|(?<=a)t|(?<=v)an) (?:de |het )?(?P<name>{NAME})(?=\s*(?:[|·,\n]|$))"
)
# "Dimpact is een coöperatie van gemeenten": who tells what it is, unless it brings others to their clients.
BODY_KIND = (
    r"(?:[\w-]+ ){0,3}(?:\w*coöperatie|\w*organisatie|\w*stichting|vereniging|samenwerkingsverband|samenwerking|regeling|werkbedrijf|sw-bedrijf|leerwerkbedrijf|"
    r"\w*instelling|\w*school|kinderopvang|\w*aanbieder|\w*dienst|\w*centrum|corporatie|\w*bedrijf|organisation|foundation|agency)\b[^.\n]{0,120}"
)
# A word that each of them holds, for a text in lower case.
A_BODY = re.compile(
    "coöperatie|organisatie|stichting|school|kinderopvang|vereniging|samenwerking|regeling|bedrijf|instelling|aanbieder|dienst|centrum|corporatie|organisation|foundation|agency"
)
IS_A = re.compile(
    rf"(?=[A-ZÀ-Þ1-9])(?:^|(?<=[.!?:] )|(?<=\n))(?:De |Het )?(?P<name>{NAME})(?: \([A-Za-z]{{2,8}}\))?(?: is (?:een|de|dé|het|hét|an?|the) | \((?:een |de |het )?){BODY_KIND}"
)
IS_STEMS = (" is een ", " is de ", " is dé ", " is het ", " is a ", " is the ", " (")
# "voor Senzer, het werkbedrijf van Helmond"
BESIDE = re.compile(rf"\b(?:voor|bij|namens) (?P<name>{NAME}), (?:de|het|een) {BODY_KIND}")
# Who does the work for a gemeente: "Welzijnsgroep De Pleinen werkt in opdracht van de gemeente Epe".
DOES_FOR = re.compile(
    rf"(?=[A-ZÀ-Þ1-9])(?:^|(?<=[.!?] )|(?<=\n))(?:De |Het )?(?P<name>{NAME}) (?:werkt|voert|doet|verzorgt|biedt|organiseert|geeft|levert|is|maakt)\b[^.\n]{{0,80}}\bin opdracht van (?:de )?(?:gemeente|provincie|regio|[A-Z])"
)
# "bij de provincie Flevoland belegd", "verzorgt de Provincie Zeeland", "De provincie Zeeland zoekt".
_ACTING = r"(?:zoekt|heeft|wil|verzorgt|werkt|krijgt|gaat|voert|vraagt|start|bouwt|neemt|huurt|doet|maakt|staat|kiest|investeert)"
PROVINCE = re.compile(
    rf"(?:\bbij de (?=[Pp]rovincie [\w -]{{5,20}} (?:belegd|ondergebracht|werkzaam|in dienst))|\b{_ACTING} de (?=[Pp]rovincie)|\bDe (?=[Pp]rovincie [\w-]{{5,15}} {_ACTING}\b)|\b(?=Provincie [\w-]{{5,15}} en (?:de|haar|alle) ))(?P<name>[Pp]rovincie (?:{CAP}))"
)
# What those do who bring others to their clients.
BRINGS = re.compile(r"bemiddel|detacher|interim|werving|zzp|freelance|recruit|inhuur|professionals", re.I)
BROKER = re.compile(
    r"^bureau (?!jeugdzorg|halt|leerplicht)|interim|\bflex|detacher|uitzend|recruit|consultancy|bemiddel|inhuur|professionals?\b|talent|search|staffing|werving|sourcing|opdrachten|payroll|\bHR\b|\bB\.?V\.?$|"
    r"freelance|marktplaats|platform|portaal|vacature",
    re.I,
)
# What a body is, written before its name: "Welzijnsorganisatie Kompaan zoekt". Where several do the work of others it is the name.
KIND_OF_BODY = re.compile(
    r"(?:[Dd]e |[Hh]et )?(?:Welzijns|Zorg|Jeugdzorg|Jeugdhulp|GGZ-?|Kinderopvang|Thuiszorg|Onderwijs|Hulpverlenings|Opvang|Ouderenzorg|Gehandicaptenzorg|Vrijwilligers|Schuldhulp|Maatschappelijke ?)(?:organisatie|instelling|aanbieder|koepel)\s+(?=[A-Z])|(?:Woning|Zorg)(?:corporatie|aanbieder)\s+(?=[A-Z])|(?:[Pp]envoerder|[Gg]astgemeente|[Cc]entrumgemeente)\s+(?=[A-Z])"
)
GREETING = frozenset(
    "ha hoi hi hey hallo dag beste geachte goedemorgen goedemiddag goedendag hello dear morning hee".split()
)
# "Ha Loes, onze klant ...": who is greeted is no client.
GREETED = re.compile(rf"[\W_]*(?:{'|'.join(sorted(GREETING))})(?: [A-Z][\w'’-]+){{0,2}}, ", re.I)
NO_NAME = frozenset(
    "wij we ik jij je u hij zij gemeente wijk buurt dorp stad organisatie team opdrachtgever afdeling stichting daarom daarvoor hiervoor nu momenteel voor vanwege wie dus per "
    "tijdelijk gezocht wegens klant cluster domein unit programma college raad provincie regio vereniging onze ons deze dit die dat wat zo ook en maar want dus toch hier daar er nog bent heb ben jouw uw hun haar zijn formeel graag kortom samen iedereen niemand in het de een met als om hallo beste".split()
)
NO_CLIENT = re.compile(
    r"^(?:de )?(?:overheid|gemeente|klant|opdrachtgever)$|^(?:zzp|freelance|zelfstandig|interim)\S*(?:ers?|en|s)$|vertrouwelijk|overleg|onbekend|unknown|n\.?t\.?b\.?|anoniem|\bnader\b|volgt|bekend gemaakt|\b(?:maan|dins|woens|donder|vrij|zater|zon)dag \d|\b\d{1,2}[.:]\d\d ?(?:u|uur|h)\b|\bniet\b|\b(?:een|a|grote?|middelgrote|onze|diverse|meerdere)\b (?:\w+ )?(?:gemeenten?|municipalit(?:y|ies)|organi[sz]ations?|organisaties?|opdrachtgevers?|klant)|^-+$",
    re.I,
)
SENTENCE = re.compile(
    r"\b(?:is|zoekt|groeit|telt|ligt|wil|gaat|krijgt|maakt|vraagt|biedt|heeft|wij|we|je|werkt|werken|zijn|wordt|staat|bestaat|geeft|helpt|begeleidt|ondersteunt|organiseert|has|are|offers|helps)\b"
)


def _stems(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.rstrip("?").removesuffix("s") for name in names.split("|")))


# The first word of each, which a capital word of the text is looked up among.
_FIRST = [name.split(" ")[0].split("-")[0].rstrip("?") for name in HEADS.split("|")]
HEAD_WORDS = frozenset(_FIRST) | {word.removesuffix("s") for word in _FIRST}
TAIL_STEMS = tuple(stem.lower() for stem in _stems(TAILS))
