"""The words of a title and of what is none, the role within a sentence, and a title without what only decorates it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from indexer.knowledge.wording import section_patterns
from indexer.parse.name_trie import walk
from indexer.parse.openings import at_words
from indexer.parse.organisation_words import HEADS
from indexer.parse.roles import has_role, is_role, named_apart, roles_in, singular
from indexer.parse.speakers import SIGNED
from indexer.parse.title_papers import KIND, KIND_ALONE, REFERENCE

# In front of a title without a word that says so: capitals and figures alone ("TOP3-trainer" is none).
_BARE_REFERENCE = r"(?-i:[\[(]?#?(?=[A-Z_./-]*\d)(?=[\w./-]*\d[\w./-]*\d)[A-Z0-9][A-Z0-9_./-]{2,22}[\])]?)"
_PREFIX = re.compile(
    r"(?:(?:(?:uitnodiging|verzoek) (?:tot|om|voor) )?(?:het )?(?:indienen|uitbrengen|doen) van (?:een )?(?:offerte|aanbieding|voorstel) voor (?:de )?(?:tijdelijke )?(?:inhuur van |inzet van )?(?:een )?"
    rf"|(?:re|fw|fwd|betreft|onderwerp|subject|titel|title|rol|profiel|functie)(?:\s*:\s*|\s+(?=(?:nadere |nieuwe )?(?:uitvraag|aanvraag|inhuur|opdracht|verzoek|offerte)))"
    rf"|(?:(?:nieuwe?|new|spoed|urgent|te huur|let op|update|reminder|herinnering|gewijzigd|correctie|rectificatie|laatste kans|tip|te besteden|top ?opdracht|top ?klus|opdracht alert|job alert|alert|vandaag binnen|net binnen)\b[\s:!|,-]*)+"
    rf"|{KIND}\b\.?(?!\s+(?:alleen|is|niet|staat|sluit|bekijk|leader|lead|manager|officer|coordinator|member|assistant|engineer|management|secretar|controller|adviser|advisor))"
    rf"(?:\s+(?:gevraagd|gezocht|gevonden|te vergeven|beschikbaar|voor jou|alert|van de week|van de dag)\b)*(?:\s*(?:voor|for)\s+(?:de\s+)?(?:inzet\s+van\s+|inhuur\s+van\s+)?(?:een\s+)?(?=[^\W\d_]))?(?:\s+tijdelijke?(?=\s))?"
    rf"\s*(?:(?:nr\.?|nummer)?\s*{REFERENCE}(?=[\s:|,–-]|$)\s*)?[:\-–|.>=,]*\s*"
    r"|(?:nr|nummer|no)\.?\s*\d{3,}\s*[/|:–-]\s*"
    rf"|{_BARE_REFERENCE}(?:\s*[:|/–-]\s+|\s+(?=[^\W\d_]{{3}}))"
    r"|(?:functie(?:naam|titel|benaming)?|rol|role|title|titel|position|naam opdracht)(?:\s*;\s*|\s+(?=(?-i:[A-Z][a-z])))"
    rf"|(?:(?:(?:vraag|vragen|antwoord|reactie|terugkoppeling|info\w*) )?(?:behorend )?(?:bij|inzake|over|op)) (?:de )?(?:uitvraag|aanvraag|offerteaanvraag)\s+{REFERENCE}[,:]\s*"
    r"|freelance\s+|(?:gezocht|gevraagd)\s+(?:wordt\s+)?(?:een|1)\s+|(?:gezocht|gevraagd|nodig|wanted|gezocht wordt|hiring)\s*[:!\-–]+\s*(?:een\s+|a\s+)?|zzp[- ]+"
    r"|(?:ik|wij|we)\s+zoek(?:en)?\s+(?:een\s+)?(?:nieuwe\s+)?collega\s*[,:]\s*(?:een\s+)?|(?:wij|we)\s+zoeken\s*(?:een|per direct een|naar een)?\s*:?\s*"
    r"|[\w& -]{2,30}\szoekt\s*:\s*(?:een\s+)?|(?:tijdelijke\s+)?\w*vervang(?:ing|er)\s+(?:van\s+|voor\s+)?(?:een\s+|de\s+|onze\s+)?(?=[^\W\d]{5})|(?:(?:tijdelijke|externe)\s+)?(?:inhuur|inzet)\s+(?:van\s+)?(?:een\s+)?(?=[^\W\d])|hiring\s+(?:an?\s+)?(?=(?-i:[a-z]))|\[[^\]]{2,30}\]\s*|(?:\d{1,2}\s?x|x\s?\d)\s+|(?:profiel|functieprofiel|functieomschrijving|profielschets|bijlage \w+:)\s+(?=\w)|#\d{1,4}[.:)]?\s+|#+\s*|\d{1,2}(?:\.\d{1,2})+\.?\s+|\d{5,}\s+)",
    re.I,
)
_COUNT = r"(?:\d{1,2}\s*x|x\s*\d{1,2}|\d{1,2}\s+(?:personen|plekken|posities|kandidaten|medewerkers|vacatures|positions?)|(?:twee|drie|vier|two)\s+(?:personen|plekken|posities|positions)|\d(?:[.,]\d+)?\s*fte)"
# What each of its ways may begin with is looked at once before all of them.
_TRAILING = re.compile(
    r"(?=[\s,|(:/–—\dcgmvfsxtd-])(?:"
    r"\s*[-–—,|(:]*\s*(?:\(?(?:ca\.?|circa|gemiddeld|max\.?|min\.?)?\s*\d{1,2}(?:\s*(?:-|–|/|à|tot)\s*\d{1,2})?\s*(?:uur|uren|u|hours|hrs?|h)\b(?:\s*(?:per|/|p\.?\s?/?)\s*(?:week|w)\b\.?)?\)?)\s*$"
    r"|\s*[-–—,|(/]?\s*\(?\b(?:m[/,] ?v(?:[/,] ?x)?|v[/,] ?m(?:[/,] ?x)?|m/w/[xd]|f/m/x|m/f/[xd]|m/f)\)?\s*$|\s*\(?\bschaal \d{1,2}[a-z]?\)?\s*$"
    rf"|\s*[-–—,|]?\s*\(?{_COUNT}\)?\s*$|\s*\((?!\d{{1,2}}[-–]\d{{1,2}}\))(?:(?:aanvraag|opdracht|vacature|ref(?:erentie)?|kenmerk|nr|nummer)\.?:?\s+)?{_BARE_REFERENCE}\)$|\s*\((?:\w*vervanging|tijdelijke?|inzet|ivm|i\.v\.m\.|wegens|zwangerschap\w*|ziekte)\b[^)]*\)$|\s{{2,}}(?:pagina|blad|blz\.?|p\.) ?\d+(?: van \d+)?$|\s\d/\d$"
    r"|\s*\(\d{1,3} ?%\)$|\s*\([^()]{0,12}\d[^()]{0,6}(?:uur|uren|u|h|fte|dag|dagen|dgn|days?|maanden|mnd|months)\b[^()]*\)$|\s*[-–—,|]\s*\d(?:\s*(?:-|–|à|tot)\s*\d)?\s*(?:dagen|dgn|days)\b(?:\s*(?:per|p\.?/?|in de|a)\s*(?:week|w)\b\.?)?$|\s*[/–-]\s*(?:\w*vervanging|\w*verlof|\w*ziekte)$|\s*\((?:[^()]*\s)?(?:gesloten|verlopen|verstreken|ingevuld|vervuld|closed|filled|expired)\)$"
    rf"|\s*\((?:uitgezet|geplaatst|gepubliceerd|vervangt|versie|tweede versie|nieuwe versie|concept)\b[^()]*\)$|\s*[/–-]\s*(?:tijdelijke )?\w*vervanging (?:tijdens|wegens|van|voor|bij|i\.v\.m\.)[^,|]{{3,40}}$|\s+[/–-]\s+(?:uw|jouw|je|veelgestelde) vragen\b.*$|\s*[/–|,-]\s*(?:volg|zaak|dossier|aanvraag|opdracht|referentie)?(?:nummer|nr\.?|kenmerk|referentie)\s+{REFERENCE}$"
    r"|\s*\((?:functie(?:naam|titel|benaming)?|rol|role|position|job title|titel|title)\)$|\s*[-–—,|(/]\s*(?:voor\s+(?:on)?bepaalde tijd|(?:vaste|tijdelijke) (?:aanstelling|baan)|in vaste dienst)\)?$"
    r"|\s+(?:gezocht|gevraagd|wanted|needed)\s*!*$|\s+(?-i:VACATURE|OPDRACHT|INTERIM|FREELANCE|ZZP)$|\s*[-–—,|(]\s*\(?(?:det|(?:ip|det|loondienst|detachering)/zzp|zzp/(?:ip|det|loondienst)|zzp(?: (?:mogelijk|welkom|toegestaan))?|opdracht|ad interim|freelance|interim|tijdelijk|inhuur|gesloten|vervuld|detachering|zzp/detachering|nieuw|hybride|remote|spoed|temporary|contract|fulltime|parttime)\)?\s*$)",
    re.I,
)
_TRAILING_CALL = re.compile(
    r"\s*[,(–-]\s*(?:ref\b|kenmerk|graag|let op|gewijzigd|zie\b|referentie|reactie|reageren|reageer|deadline|sluit\w*|uiterlijk|start|per direct|z\.?s\.?m|(?:quick|immediate|snelle|directe) start)\b.*$|\s+(?:per direct|z\.?s\.?m\.?|asap|met spoed)\W*$|[,.:]\s+(?:(?:is dit )?iets voor (?:jou|je|u|jullie)|wat (?:denk|vind) je(?: ervan)?|interesse|something for you|up your street)\W*$|,\s+\d{1,2}(?:\s?[-–/]\s?\d{1,2})?\s*(?:uur|uren|hours)\b[^,]{0,12},.*$|,? erbij\b.*$|(?:\s+[-–—]|,)\s+(?-i:[a-z])[^-–—|,]{2,60}\?$"
    r"|\s+(?:locatie|standplaats|vestiging)\s+(?-i:[A-Z])[\w'’ -]{2,30}$",
    re.I,
)
# Behind the role, whom it is for: the client's name is no part of the title.
_CLIENT = re.compile(
    r"\s*(?:,|\||\(|\s[-–]|\bvoor|\bbij|\bbinnen|\bfor|\bat)\s+(?:de\s+|het\s+|the\s+|onze\s+(?:klant|opdrachtgever|relatie),?\s+(?:de\s+)?|een\s+)?"
    r"(?:(?:grote|mooie|middelgrote|kleine|brabantse|friese|groningse|limburgse)\s+)*(?:gemeenten?|gem(?=\.\s|$)|municipality of|provincie|stichting|(?-i:[A-Z]{3,6}(?=\s[A-Z]))|GGD|werkorganisatie|samenwerkingsverband|ministerie van|dienst|\w*organisatie|\w*instelling|\w*aanbieder|werkbedrijf)\b.*$",
    re.I,
)
_ANYBODY = re.compile(
    r"\s*\((?:m[/,] ?v(?:[/,] ?x)?|v[/,] ?m(?:[/,] ?x)?|m/w/[xd]|f/m/x|m/f(?:/[xd])?)\)", re.I
)
# "Directeur bij de dienst X/directeur Publieke Gezondheid": the second time with what it is about.
_SAID_AGAIN = re.compile(r"^(\w{5,}) (?:bij|van|at|of) [^/]{3,70}/ ?(?=\1 \w)", re.I)
# What tells who the one sought is: "... die de straat op durft".
_RELATIVE = re.compile(
    r"(?<=[\w)]),?\s+(?:(?:die|who|that)\s+\w.*|(?:met|with)\s+(?:een\s+|a\s+)?(?:SKJ|BIG|\w+-registrat\w+|ervaring|kennis|affiniteit|hbo|wo|mbo|veel|ruime|minimaal|minstens|passie|hart|lef|\w+vermogen|daadkracht|overtuigingskracht|humor|gevoel|at least|experience)\b.*)$",
    re.I,
)
# A piece behind a pipe or a dash that is a fact or a portal's words, not part of the name.
_DECORATION = re.compile(
    r"\s+[|·•–—/-]\s+(?:\d[\d\s,.-]*(?:\s*(?:tot|à)\s*\d+)?\s*(?:uur|u|uren|hours|dagen|maanden|fte)\b.*|z\.?s\.?m\b.*|€.*|(?:max\.?|vanaf|start)\s.*"
    rf"|(?:freelance|interim|zzp)?[- ]?(?:opdracht|vacature|aanvraag|assignment|inhuuropdracht)\b.*|(?:gemeente|provincie|regio)\s.*|{KIND}\b.*)$",
    re.I,
)
PRAISE = re.compile(
    r"(?:(?:zeer|erg|en|een|één|of|the|an?|nog|meerdere|enkele|diverse|several|twee|drie|vier|tweetal|drietal|aantal|paar|stevig|echt|echte|zo['’]n|\(1\)|\(een\)|1|2|3|\d{1,2}x|ons|onze|nieuwe|de|zelfstandig|ervaren|goede?|leuke|enthousiaste?|gedreven|stevige?|daadkrachtige?|betrokken|inspirerende?|"
    r"bevlogen|krachtige?|verbindende?|sterke?|zelfstandige?|flexibele?|creatieve?|energieke?|deskundige|allround|\(all-round\)|all-round|tijdelijke?|fijne?|top|excellente?|bekwame?|gekwalificeerde?|ondernemende?|communicatieve?|doortastende?|pragmatische?|"
    r"vakkundige?|externe?|(?!\w*(?:kundige|leidinggevende|vervangende|toegevoegde)\b)[a-z]{4,}(?:gezette|gerichte|volle|bewuste|vaste|krachtige|waardige|vaardige)|hands-on|ruim|capabele?|geschikte?|experienced|enthusiastic|skilled|passionate|strong|dedicated|seasoned|external|temporary|one|two),?\s+)+",
    re.I,
)
# A line that begins like this is a greeting, a menu, a notice: never a title.
NO_TITLE = re.compile(
    r"(?:logo|afbeelding|image|foto|groep(?=:)|group(?=:)|lid sinds|member since|(?:kandidaten|opdrachtgevers|freelancers|blog|kennisbank|inhoudsopgave|inhoud|voorblad|colofon|(?:table of )?contents)(?=\W*$)|\S*_\S*$|let op|onderwerp|subject|datum|van|aan|bericht in|lieve|beste|geachte|hallo|hoi|hi|hey|dear|goede|goedem\w+|dag|nieuw|new|uitgelicht|spoed|"
    r"home|menu|(?:post|bericht|advertentie)(?=\W*$)|startpagina|terug|inloggen|zoeken|bekijk|deel|powered by|apply|solliciteer|reageer|loading|info|request|welkom|cookies?|uitnodiging|invitation|overeenkomst|aanvraagformulier|request for|versie|pagina|page|bijlage|www|https?|"
    r"(?:offerteverzoek|offerteaanvraag|verzoek|oproep|brief|memo|uitvraag|aanvraag|request|call|letter)\s+(?:aan|to)(?=\s)|in te vullen|met (?:vriendelijke )?groet|postbus|tel\b|kopie|cc|status|posted|job location|gezien|opdrachten|klussen|tags?|bron|stap \d)\b",
    re.I,
)
# A word for anybody: what is sought stands elsewhere, "een medewerker die aan de slag kan als schuldhulpverlener".
ANYBODY = re.compile(
    r"(?:(?:tijdelijke?|ervaren|externe?) )?(?:medewerker|professional|collega|kandidaat|kracht|specialist|expert)",
    re.I,
)
# Whose profile a message bears, and how near: "Directeur Welzijn Voorbeeld • 2e".
OF_PROFILE = re.compile(r"[·•] ?[123](?:e|st|nd|rd)\+?$")
_NOTICE = re.compile(
    at_words(
        r"\balleen mogelijk|\bniet mogelijk|\bniet toegestaan|\bis recent\b|\bneem .{0,20}contact|\bjouw uurtarief|\bvoor welk\b|\bwordt zo snel|\bsluit (?:over|vandaag|morgen)|\bis (?:gesloten|verlopen|vervuld)|"
        r"^(?:de )?(?:rol|taken|werkzaamheden|verantwoordelijkheden) van (?:de|een|onze)\b|"
        r"^(?:wat|wie|waar|hoe|wanneer|waarom|why|what|who)\b.*\?$|\s>\s.*\s>\s|\bhandhaving\b(?=.*\b(?:dba|schijn|belasting))|\bzoekt een collega\b|\bleestijd\b|\bnieuwsbrief\b|\bnieuw(?:sbericht|e berichten)\b|\(\d+ (?:deelnemers|leden|participants|members)\)|^\W*(?:export|chat)\b.{0,40}\bgroep",
        any_case=True,
    ),
    re.I,
)
# To whom a letter goes, and who speaks in a chat.
_ADDRESSED = re.compile(r"aan (?:de (?!slag\b)|alle |onze |het )")
_SPOKEN = re.compile(SIGNED)
_NOTICE_STEMS = (
    " mogelijk", "toegestaan", "is recent", "neem ", "jouw uurtarief", "voor welk", "zo snel", "sluit ", "is gesloten", "is verlopen", "is vervuld", "?", ">",
    "deelnemers)", " leden)", "participants)", "members)", "groep", " van ", "handhaving", "een collega", "leestijd", "nieuwsb", "nieuwe b",
)  # fmt: skip
# Who sends or brokers: people called by their kind, not one who is sought.
BROKER = re.compile(
    at_words(
        r"\b(?:interim[- ]?professionals|bemiddel\w+|intermediair|detacher\w+|recruit\w+|uitzend\w+|nieuwsbrief|portaal|portal|marktplaats|platform|netwerk (?:voor|van)|zzp['’]?ers|freelancers|"
        r"ondernemers|professionals in|(?:opdrachten|vacatures|klussen|opleiders|cursussen) voor|voor zelfstandig\w*|flexpool|talent\w*|consultancy|staffing|b\.?v\.?)(?!\w)",
        any_case=True,
    ),
    re.I,
)
# What a name is introduced by: the kind of document.
CALLED = re.compile(
    rf"^(?:\W*(?:spoed|nieuwe?|update)[\s:!,-]+)*{KIND}\b(?:\s+(?:gevraagd|gezocht|te vergeven|beschikbaar))?(?P<colon>\s*[:–-])?",
    re.I,
)
_ACTIVITY = re.compile(
    r"(?:[a-zà-ÿ]{3,14}(?=(?:onderzoek|evaluatie|verkenning)\b))?(?:evaluatie|onderzoek|implementatie|begeleiding|advies|advisering|doorontwikkeling|ontwikkeling|herijking|herziening|herinrichting|inrichting|quick ?scan|audit|ondersteuning|projectleiding|programmamanagement|"
    r"coördinatie|supervisie|training|evaluation|review|study|support|casusregie|projectmanagement|toetsing|verkenning|doorlichting|inkoop|visievorming|monitoring|procesbegeleiding|opstellen|opzetten|research)\b",
    re.I,
)
_SENTENCE = re.compile(
    r"\b(?:jij|je|jou|jouw|jullie|wij|we|ons|onze|ik|mij|kom|word|ben|bent|help|helpt|zoekt|zoeken|versterkt|versterken|you|your|we|our|join|are you|is|zijn|heeft|hebben|wordt|staan|helpen|wil|kan|komt|krijgt|vertrekt|neemt)\b",
    re.I,
)
_ROLE_STOPS = re.compile(
    r"(?:die|dat|met|voor|om|in|bij|op|aan|uit|who|with|to|te|ter|vanaf|per|binnen|zodat|van|for|wie|ben|krijg|heb|werk|ga|draag|geef|ondersteun|zoeken|zoekt|is|ten|namens|wordt|kan|kunt|wil|heeft|moet|gaat|mag|zal|"
    r"nodig|gezocht|gevraagd|inhuren|inzetten|aantrekken|aanstellen|werven|tekort|beschikbaar|dan|als|door|tot|t/m|from|at|on|will|can|is|naar|waarbij|waarvan|waar|rond|sinds|tijdens|tegen|of een|liefst|starten|and you|gedurende|tijdelijk|onder|over|zonder|namelijk|je|jij|u|wij|we|hij|zij|ze|ik|er|begint|start|komt|werkt|helpt|valt|vallen|vertrekt|stopt|verlaat|gewerkt|gedraaid|neemt|nemen|dacht|dachten|denkt|kreeg|deed|deden|had|hadden|zat|zaten|zit|staat|blijft|brengt|maakt|krijgt|vervangt|vervult|zocht|vond|was|waren|binnenkort|kunnen|willen|moeten|zullen|zou|zouden|erbij|komen|weten|wist|hebben|kwijt|zien|doen|laten|blijven|vinden|helpen|missen|zitten|lopen|bezig|mee|vooral|verantwoordelijk|dagelijks|that|which|whose|by|during|invites?|asks?|seeks?|requests?|requires?|needs?|wants?|hires?|expects?)$",
    re.I,
)
_SIGNS = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]+")
# "Locatiemanager opvang - are you free in January?"
_ASKED_BEHIND = re.compile(
    r"\s+[-–—|]\s+(?:are you|ben (?:je|jij|u)|heb (?:je|jij)|wie (?:kan|wil|heeft|helpt)|iets voor|who|interested|interesse|past dit)\b[^?]*\?+$|\s+[-–—|]\s+(?:interested|interesse|iets voor (?:jou|u))$",
    re.I,
)
# "Klantregisseur Schulden - 80123"
_NUMBER_AT_END = re.compile(r"\s+[-–|#]\s*\d{5,8}$")
_EMPHASIS = re.compile(r"(?<!\w)[*_]+(?=\w)|(?<=[\w:])[*_]+(?!\w)")
# "Jeugdconsulent (2 fte) voor het wijkteam"
_HOW_MANY = re.compile(r" \(\d+(?:[.,]\d+)? ?(?:fte|x|personen|plekken|stuks)\)(?= )", re.I)
_EMOJI = " \t*#_>•-–|.»→!✅🚨📣📢🔹🔎👇🙌🌾⭐🚀🔥💼📌👉✨🆕⚡️"


@lru_cache(maxsize=128)
def clean_title(words: str) -> str:
    """The title without what only decorates it: ``Freelance opdracht``, a reference, hours, ``(m/v)``, a pay scale, the client."""
    title = _TRAILING_CALL.sub("", named_apart(" ".join(_SIGNS.sub(" ", words).split()).strip(_EMOJI)))
    title = _CLIENT_FIRST.sub("", title)
    title = _ASKED_BEHIND.sub("", _NUMBER_AT_END.sub("", title))
    if "*" in title or "_" in title:
        title = _EMPHASIS.sub("", title)
    if "(" in title:
        title = _HOW_MANY.sub("", title)
    title = _RELATIVE.sub("", title)
    if "/" in title:
        title = _SAID_AGAIN.sub("", _ANYBODY.sub("", title))
    for _ in range(5):
        prefix = _PREFIX.match(title)
        shorter = title[prefix.end() :] if prefix else title
        if _SOUGHT_FIRST.match(title[: len(title) - len(shorter)]) and (praise := PRAISE.match(shorter)):
            shorter = shorter[praise.end() :]
        article = _ARTICLE.match(shorter)
        if article and has_role(shorter[article.end() :]) and not is_sentence(shorter):
            shorter = shorter[article.end() :]
        shorter = _one_of_many(shorter)
        shorter = _DECORATION.sub("", _TRAILING.sub("", shorter) if _may_trail(shorter) else shorter).strip(
            " \t-–—|:,;*_!/"
        )
        client = _CLIENT.search(shorter) if _may_name_client(shorter) else None
        if client and has_role(shorter[: client.start()]):
            shorter = shorter[: client.start()].strip(" ,-–|")
        if shorter != title and shorter.endswith(".") and not _ABBREVIATED.search(shorter):
            shorter = shorter[:-1]  # of the sentence whose end was taken off
        if not shorter or shorter == title:
            break
        title = shorter
    title = _LEFT_OVER.sub("", _FOR_HOW_LONG.sub("", title))
    if title.endswith("a.i"):
        title = re.sub(r"\ba\.i$", "a.i.", title)
    if title.startswith("(") and title.endswith(")"):
        title = title[1:-1]
    return title[:1].upper() + title[1:]


# What the last word may be where ``_TRAILING`` finds something, but for one with a figure, a slash or a bracket in it.
_LAST_WORDS = frozenset(
    "uur uren u hours week dagen dgn days w m v x d personen plekken posities kandidaten medewerkers vacature vacatures position positions fte gezocht gevraagd wanted needed "
    "zzp mogelijk welkom toegestaan ip loondienst opdracht interim freelance tijdelijk inhuur gesloten vervuld detachering nieuw hybride remote spoed temporary contract fulltime parttime tijd dienst aanstelling baan".split()
)


# "GGD Voorbeeld, offerteaanvraag kwartiermaker": who asks, before the kind of paper.
_CLIENT_FIRST = re.compile(
    rf"^(?:Gemeente|{HEADS})\b[^,:–]{{2,40}}[,:–] ?(?=(?:offerteaanvraag|offerteverzoek|uitvraag|aanvraag|minicompetitie|inhuur|opdracht)\b)",
    re.I,
)
# "Leerplichtambtenaar voor een half schooljaar", "Project manager for six months"
_FOR_HOW_LONG = re.compile(
    r"(?<=\w),? (?:voor|for) (?:(?:een|de duur van|a|the|about|circa) )*(?:(?:half|heel|\d{1,2}|twee|drie|vier|vijf|zes|acht|negen|twaalf|two|three|four|six|nine|twelve) )*(?:school)?(?:jaar|maanden|year|months|kwartaal)$",
    re.I,
)
# What led to the hours that were taken off: "jeugdconsulent voor [24 uur]".
_LEFT_OVER = re.compile(r"(?<=\w) (?:voor|for|en|and|of)$")
_ABBREVIATED = re.compile(r"(?:\b[a-z]\.){2,}$|\b(?:mw|dhr|dir|ass|adj|plv|evt|incl|jr|sr)\.$", re.I)
_ARTICLE = re.compile(r"(?:een|één|an?)\s+(?=\w)", re.I)
_SOUGHT_FIRST = re.compile(r"\W*(?:gezocht|gevraagd)\b|.*\b(?:voor|for)\s+(?:een\s+)?$", re.I)
_MANY = re.compile(r"(?:twee|drie|vier|vijf|two|three|enkele|meerdere)\s+(?=\w)", re.I)


def _one_of_many(words: str) -> str:
    """``twee klantregisseurs schulden`` names one of them."""
    many = _MANY.match(words)
    role = next(iter(roles_in(words)), None) if many else None
    if many is None or role is None or singular(role[0]) == role[0]:
        return words
    return words[many.end() : role.start()] + singular(role[0]) + words[role.end() :]


# What a client is called in ``_CLIENT``, of which most titles hold nothing.
_CLIENTS = ("gem", "municipality", "provincie", "stichting", "ggd", "verband", "ministerie", "dienst", "organisatie", "instelling", "aanbieder", "werkbedrijf")  # fmt: skip
_CAPITALS = re.compile(r"[A-Z]{3,6}\s[A-Z]")


def _may_name_client(words: str) -> bool:
    return any(map(words.lower().__contains__, _CLIENTS)) or _CAPITALS.search(words) is not None


def _may_trail(words: str) -> bool:
    last = words.rsplit(None, 1)[-1].lower().strip("-–—,|(:!.") if words.strip() else ""
    return (
        last in _LAST_WORDS
        or any(map(last.__contains__, "/)0123456789–-"))
        or last.endswith(("vervanging", "verlof", "ziekte", "vragen", "antwoorden"))
    )


@lru_cache(maxsize=4096)
def is_sentence(words: str) -> bool:
    """Whether the words tell or ask something, with a pronoun or a verb, more than name it."""
    return _SENTENCE.search(words) is not None


def is_called(words: str) -> int:
    """Whether the words introduce a name by the kind of document: 2 with a colon or dash between, 1 without, 0 not at all."""
    called = CALLED.match(words)
    return 0 if called is None else 2 if called["colon"] else 1


def is_activity(words: str) -> bool:
    """Whether the words name a piece of work: ``Evaluatie buurtteams``."""
    return _ACTIVITY.match(words) is not None and len(words.split()) > 1


def is_more_precise(heading: str, label: str) -> bool:
    """Whether a heading says the title of a label and more: a rank before it, or words behind it."""
    low, said = heading.lower(), label.lower()
    rank = re.fullmatch(
        r"(?:(?:ad[- ])?interim|senior|junior|medior|waarnemend|assistent|tijdelijk)\s+",
        low.removesuffix(said),
    )
    return bool(low.endswith(said) and rank) or (
        low.startswith(said + " ") and len(heading) <= 2 * len(label) + 20
    )


@lru_cache(maxsize=128)
def is_no_title(words: str) -> bool:
    """Whether a line is a notice, a heading of a section or a word of the document's own kind."""
    whole = words.lower()
    if any(map(whole.__contains__, _NOTICE_STEMS)) and _NOTICE.search(words) or KIND_ALONE.fullmatch(words):
        return True
    if _ADDRESSED.match(whole) or whole[-1:].isdigit() and _SPOKEN.fullmatch(words):
        return True
    if has_role(words):
        return False
    low = whole.strip(" :*#_").lstrip("0123456789.) ")
    few = len(low.split()) <= 4 and not is_activity(words) and not is_called(words)
    return few and _section_heading().search(low) is not None


@cache
def _section_heading() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in section_patterns()))


# "projectleider hulp, (nood)opvang en nazorg": the comma of an enumeration, and nothing that opens a clause.
_ENUMERATED = re.compile(
    r",(?: (?!(?:die|dat|wie|waar|met|voor|om|een|de|het|je|jij|wij|we|en|of|per|bij|in|op|ter)\b)[\w()-]+(?: [\w()-]+)?,?){1,2} (?:en|&) (?!(?:die|je|wij|we|een|de|het|is|heeft|kan|wil|ben|bent)\b)\w"
)


# Behind the role these open what it is asked to do: "als gedragswetenschapper ons team versterken".
_FOR_US = re.compile(
    r"(?:ons|onze|jullie|iets|iemand|mee|meewerken|graag|snel|wij|samen|liggen|klaarliggen|staan|openstaan|uitstaan|binnengekregen|vinden|leveren|aanbieden|regelen|strikken)$"
)


# "als coördinator vrijwilligers de boel op orde brengt": an article behind a noun opens what the sentence is about.
_ARTICLES = ("de", "het", "een", "deze", "dit", "the", "this", "these", "an", "a")
_OPENS_OBJECT = re.compile(r"(?<!\w)(?!(?:en|of|and|or)\b)[\w-]{4,}\s+$")
_WORD_OR_STOP = re.compile(r"[\w()/&’'-]+|[.,!?:;]")


# "... drie jaar lang", and the "en" of a clause that was left out
_ENDS_LOOSE = re.compile(r"(?: \w+)? (?:jaar|maanden|weken|dagen)(?: lang)?\b.*$|(?: (?:en|of|and|or))+$")


# "Projectcoördinator GROEN in Beweging", "Wonen met Zorg": a name that holds the word, where a place or a demand follows it otherwise.
_NAMED_WITHIN = re.compile(
    r"(?:in|met|op|naar|aan) (?!(?:Nederland|Regio|Gemeente|Provincie|Noord|Oost|Zuid|West|Midden|Opdracht|Loondienst|Dienst|Detachering|Deeltijd|Schaal|Januari|Februari|Maart|April|Mei|Juni|Juli|Augustus|September|Oktober|November|December)\b)[A-Z][a-zà-ÿ]{3,}\b"
)


# "a programme manager for Ukraine reception": what the role is about, where whom it is for or how long stands otherwise.
_FOR_SUBJECT = re.compile(
    r"for (?!(?:an?|the|our|its|their|this|that|us|you|your|me|at|about|around|approximately|roughly|up|immediate\w*|some|all|one|two|three|four|five|six|nine|ten|twelve|as|now|which|whom|who|work|days?|weeks?|months?|hours?|every|each|Municipality|City|Province|Gemeente|GGD|Regio)\b|\d)(?=[A-Za-z]+(?: [a-z-]{3,}|[,.]|$))"
)


def _is_in_a_name(words: str, before: str, at: int) -> bool:
    """Whether the preposition at an offset stands inside a name: behind a capital word that is no role, before one that is no place."""
    named = _NAMED_WITHIN.match(words, at)
    return (
        named is not None
        and before[:1].isupper()
        and not is_role(before)
        and walk(words, words.index(" ", at) + 1, len(words)) is None
    )


_BEFORE_ROLE = re.compile(r"(?:^|\s)(?:een|één|de|an?|zo['’]n|onze|ons|hun|jullie|the|their)\s", re.I)


def role_phrase(words: str, start: int = 0) -> tuple[int, int] | None:
    """Span of the role that begins at ``start``: articles and praise left out, up to a word that ends it."""
    while words[start : start + 1].isspace():
        start += 1
    end = last = start
    for word in _WORD_OR_STOP.finditer(words[: start + 130]):
        if word.start() < start:
            continue
        if (
            word[0] in ".!?:;"
            or word[0] == ","
            and not _ENUMERATED.match(words, word.start())
            or _ROLE_STOPS.match(word[0])
            and word[0].islower()
            and word.start() > start
            and not (last > start and is_role(words[last:end]) and _FOR_SUBJECT.match(words, word.start()))
            and not _is_in_a_name(words, words[last:end], word.start())
            or _FOR_US.match(word[0])
            and has_role(words[start : word.start()])
            or word[0] in _ARTICLES
            and _OPENS_OBJECT.search(words, start, word.start())
            and has_role(words[start : word.start()])
        ):
            if word[0] in ("je", "jij", "u", "ik") and end > last > start and not is_role(words[last:end]):
                end = (
                    len(words[start:last].rstrip()) + start
                )  # the verb of the sentence: "als adviseur schrijf je"
            break
        last, end = word.start(), word.end()
    said = words[start:end]
    named = roles_in(said)
    if not named:
        return None
    article = list(_BEFORE_ROLE.finditer(said, 0, named[0].start()))
    skip = article[-1].end() if article else 0
    praise = PRAISE.match(said, skip)
    skip = praise.end() if praise and praise.end() <= named[0].start() else skip
    # "an interim Project Manager Homelessness": the capital is where the name begins.
    if named[0][0][:1].isupper() or re.search(r"\b[A-Z]\w+ $", said[skip : named[0].start()]):
        small = re.match(r"(?:[a-zà-ÿ-]+ )+(?=[A-Z])", said[skip:])
        if small and skip + small.end() <= named[0].start():
            skip += small.end()
    said = re.sub(r"\s+en\s+(?:zin|toe|klaar|heb|wil|kun|kan|ben|beschikbaar|op zoek)\b.*", "", said)
    role = _ENDS_LOOSE.sub("", said[skip:]).rstrip(" (/&-")
    if role.count("(") > role.count(")"):
        role = role[: role.rfind("(")].rstrip()
    elif role.count(")") > role.count("("):
        role = role[: role.rfind(")")].rstrip()
    return (start + skip, start + skip + len(role)) if has_role(role) else None


def first_role(words: str) -> str:
    """The word that names the role, in lower case; empty where none does."""
    return next((word[0].lower() for word in roles_in(words)), "")


__all__ = [
    "ANYBODY", "BROKER", "CALLED", "NO_TITLE", "PRAISE", "clean_title", "first_role", "is_activity", "is_called", "is_more_precise", "is_no_title", "is_role",
    "is_sentence", "role_phrase",
]  # fmt: skip
