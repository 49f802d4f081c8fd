"""The words in which texts speak of a rate and of what is none, as regular expressions over lower case. No logic; :mod:`indexer.parse.rate` reads them."""

from __future__ import annotations

import re

from indexer.parse.hours_words import OWN_PAST
from indexer.parse.money import BEFORE_VAT
from indexer.parse.numbers import HUNDREDS_PATTERN, NUMBER_PATTERN
from indexer.parse.openings import at_words

# What is gross is a wage, but not what VAT comes on top of: "€ 68 - € 95 bruto per uur, exclusief btw".
_GROSS = rf"bruto(?! (?:per |p/|/ ?)u{BEFORE_VAT})"
NO_RATE = re.compile(
    rf"salaris|{_GROSS}|\bschaal\b|loon|reiskost|kilometer|\bkm\b|omzet|begroting|subsidie|boete|per maand|eigen bijdrage|uitkering|korting|voorbeeld\w* (?:tarief|offerte)",
)
CALLED_RATE = re.compile(r"\b(?:uurtarief|uurprijs|hourly rate)\b")
OF_SALARY = re.compile(rf"salaris|\bschaal\b|{_GROSS}|per maand")
# A rate told behind a scale: "schaal 11, max. tarief 101", "schaal 10 of € 85 per uur".
RATE_BESIDE = re.compile(
    rf"\b(?:max\w*\.? )?(?:uur)?tarief\b|(?:\bmax\w*\.? ?)?€ ?{NUMBER_PATTERN}(?:,-)?(?= (?:per|p/?|/) ?u)"
)
# What was paid before, to somebody or for other work.
PAST = re.compile(
    at_words(
        rf"{OWN_PAST.pattern}|\b(?:vorige? (?:jaar|keer|opdracht)|toen|destijds)\b|\b(?:eerder|voorheen) (?:ging|gingen|werd|werden|was|betaald\w*|kreeg|gold)\b|\b(?:jaar|maanden|tijd) geleden\b|\blast (?:year|time)\b|\b(?:betaalden|kreeg|rekenden|verdiende) (?:we|wij|ze|zij|hij)\b|\b(?:we|wij|ze) (?:betaalden|rekenden)\b|\bkostten?\b|\b(?:hij|zij|ze|huidige [a-z]+|voorganger|vertrekkende [a-z]+) kost (?:ons|de gemeente|nu)\b|\b(?:hebben|had|hadden) (?:we|wij)\b[^.;]{{0,80}}\bgehad\b"
    )
)
NOW = re.compile(
    r"\b(?:nu|thans|voortaan|dit keer|deze keer|ditmaal|nieuwe?|now|this time|today|currently|new)\b"
)
# What the reader told of himself: a profile, the alerts of a portal.
OF_READER = re.compile(
    r"\b(?:ingeschreven|geregistreerd|ingesteld|aangemeld|opgegeven) (?:bent|hebt|heeft|staat|met)\b|\b(?:uw|je|jouw|mijn) (?:profiel|voorkeur\w*|zoekopdracht|filters?|alert)\b|\bvoorkeur(?:en)? voor\b[^.;]{0,40}\btarief|\byour (?:profile|preferences|alert)\b",
)
# Who else is paid, or what else is: told of before the amount, in the same sentence.
OTHER_PAYMENT = re.compile(
    at_words(
        r"\b(?:zelfstandigen|zzp['’]?ers|freelancers|bureaus|freelance \w+s)\b[^.;]{0,40}\b(?:vragen|rekenen|charge|ask)\b[^.;]{0,40}\b(?:vaak|meestal|doorgaans|gewoonlijk|often|usually)\b|reistijd|^(?:de|een) (?!gemeente|opdrachtgever)[a-zà-ÿ]+ (?:rekent|declareert|vraagt)\b|\baanbieders?\b|\bvoorbeeld|\bgemiddelde?\b[^.]{0,40}\b(?:ontvangen|(?:vragen|vroegen) (?:zzp|freelanc|zelfst|interim)|verdienen|rekenen|liggen?|ligt|tarie\w+|uurtarie\w+)|bemiddelings\w+|"
        r"\bcommissie\b|\bhulp bij het huishouden|huishoudelijke|eigen bijdrage|\bpgb\b|onkosten|parke+r|\bdeelname\b|\bzorgaanbieders?\b|\bwachtdienst|\bleges\b|\b(?:service|bureau|broker)\w*[- ]?(?:kosten|fee|marge)|"
        r"\b(?:wij|we|ik) rekenen een fee|\bmarge\b|\bper (?:cliënt|jeugdige|inwoner)\b|\bboete|\bhuur\b|opleidingsbudget|\bbijdrage van|begeleiding (?:individueel|groep)|productcode|\bzaal\b|huidige (?:uur)?tarief|dagbesteding|\bkosten voor\b|\bkost (?:al|gemiddeld|ongeveer)\b|kinderopvang|\baverage (?:bid|hourly|rate)|\btheir (?:average )?(?:fee|rate)|\bhun (?:inhuur|tarief|uurtarief)\b|\bbidders\b|\bgemiddeld bod\b|minimumloon|cursus|workshop|\b(?:een|elke?|iedere?) (?:zzp['’]?er|zelfstandige|freelancer|inhuurkracht|interimmer|ingehuurde \w+) kost (?!\w+ (?:max|hoog))|\b(?:an?|the) (?:\w+ )?(?:consultant|contractor|advis[eo]r|freelancer|interim\w*|manager|coach|predecessor|colleague) who (?:\w+ ){0,2}?(?:\w+ed|left|came|began|went|was|did|had)\b|\b(?:begeleiding|behandeling|zorg|hulp|traject|plek|plaats)\b[^.;]{0,20}\bkost"
    ),
)
OTHER_AFTER = re.compile(rf"(?:,-)?\s*(?:per uur|p/u|an hour|per hour)? (?:voor|for) (?:\w+ )?(?:hulp\b|huishoudelijke|household|home help|begeleiding|dagbesteding|day activities|behandeling)|[^.]{{0,25}}\b(?:aan omzet|omzet|begroting|subsidie|uitkering|loon)\b|[^.;]{{0,60}}\bzorgaanbieders\b|\s*(?:per uur|p/u)?\s*(?:{_GROSS}|in loondienst|aan (?:marge|fee|commissie)|reiskosten)|[^.;]{{0,20}}productcode|\s*(?:per uur|p/u|an hour|per hour)? (?:die|dat|that|which) (?:wij|we|de broker|het bureau|the broker) (?:\w+ ){{0,3}}(?:klant|opdrachtgever|gemeente|client)\w*\b")  # fmt: skip
# "Schaal 10A of een uurtarief tot 92 euro": the one who is hired has no part in the scale.
OR_SCALE = re.compile(r"\bschaal \w+,? (?:of|dan wel|/|en) (?=[^.;]*tarief)")
ASIDE = re.compile(r"\([^()]*\)")
AMENDED = re.compile(
    r"gewijzigd|aangepast|verhoogd|verlaagd|bijgesteld|opgehoogd|rectificatie|correctie|\b(?:wijziging|aanpassing|change)(?: \d+)?:|changed|amended|increased|raised",
)
OLD = re.compile(
    r"\b(?:was|eerder|voorheen|oorspronkelijk|oud|previously|formerly|in plaats van|i\.p\.v\.|ipv|instead of|niet langer)\b[^\d]{0,15}$",
)
NOT_A_FIGURE = re.compile(
    r"\b(?:zie|bijlage|artikel|art|paragraaf|par|tel|blz|pagina|punt(?:en)?|fase|schaal|weegt|weging|perceel)\b",
)
RATE_CUE = re.compile(
    at_words(r"tarie|per uur|p/u|uurprijs|\bhourly\b|uurvergoeding|\brates?\b|per hour|an hour|vergoeding|prijs|\bfee\b|all-?in|honorarium|\bcenten\b|schuift|verdient het|\b(?:wij|we|ze) betalen|\bwe pay")
)  # fmt: skip
# "... is echt de bovengrens qua tarief": the cue right behind the amount.
CUE_AFTER = re.compile(
    r"[^.;\d€]{0,45}\b(?:uur)?tarief\b|(?: per uur)? (?:vragen|factureren|offreren|in rekening brengen)\b",
)
# "88 euro is de max": what only a rate is said to be, where the amount has the size of one.
IS_TOP = re.compile(
    r"(?: per uur| p/u)? is (?:\w+ )?(?:de|het|ons|onze) (?:max\w*|plafond|grens|limiet|bovengrens|pijngrens|top)\b"
)
# "85 is het plafond, ex btw": that VAT is spoken of makes it money.
TOP_BESIDE_VAT = re.compile(
    IS_TOP.pattern + r"[,;]? \(?(?:en )?(?:dat is )?(?:ex|excl\w*|zonder|plus)\b\.? (?:de )?btw"
)
# "Ons maximum ligt op 81 euro"
TOP_IS = re.compile(
    r"\b(?:ons|onze|het|de) (?:max\w*|plafond|bovengrens|limiet) (?:(?:ligt|is|staat|zit)(?: op| bij)?|van) $"
)
# A number that nothing calls money, right behind the word for a rate.
TARIFF = re.compile(
    r"(?:\b(?:ze|we|wij) (?:betalen|bieden)(?: (?:max\w*\.?|tot|rond|ongeveer|hooguit))* $|\b(?:max\w*\.? )?(?:uur)?tarie(?:f|ven)|\buurprijs|\b(?:hourly )?rate)\b(?:\s+(?:is|van|ligt|bedraagt|rond|tussen|de|max\w*\.?|tot|op|zo['’]n|circa|ca\.?|denk aan|denken we aan|of|staat|vast|up to|at|between|om en nabij|ongeveer|iets|hooguit|ten hoogste|gaat|in overleg|maar|nu|inmiddels|(?:verhoogd|verlaagd|bijgesteld|opgehoogd|aangepast|gewijzigd|raised|lowered) (?:naar|tot|in|to)))*\s*(?:[:=]|<=?|≤)?\s*$",
)
# The hour before the amount: "voor elk uur betalen wij 58 euro", "per uur krijg je".
HOURLY_BEFORE = re.compile(
    r"\b(?:(?:voor )?(?:elk|ieder|een|per|je|jouw) (?:gewerkt )?uur|per hour|(?:for )?(?:an|every|each) hour)\b(?: [a-zà-ÿ'’]+){0,7}[ :]*$",
)
DAILY_BEFORE = re.compile(
    r"\b(?:(?:voor )?(?:elke|iedere|een|per) (?:gewerkte )?(?:werk)?dag|per day|(?:for )?(?:a|every|each) (?:full )?day|per diem)\b(?: \([^()€]{1,14}\))?(?: [a-zà-ÿ'’]+){0,7}[ :]*$"
)
HALF_DAILY_BEFORE = re.compile(
    r"\b(?:(?:voor )?(?:elk|ieder|een|per) (?:gewerkt )?dagdeel|per half[- ]day)\b(?: [a-zà-ÿ'’]+){0,7}[ :]*$"
)
FROM_LABEL = re.compile(r"\b(?:van|vanaf|from)$")
FROM_NOTHING = re.compile(r"\W*0(?:,00|,-)?\s*(?:-|–|tot)\s")
# "max 90 all in": a bound before the number and what it holds behind it.
BOUNDED = re.compile(r"\b(?:max\w*\.?|tot|rond|tussen|hooguit|up to)\s*(?:de )?$")
ALL_IN = re.compile(r"(?:,-)?\s*\(?(?:all-?\s?in\b|ex\b|excl\w*|incl\w* (?:btw|reis))")
GOES_ON = re.compile(r"\s*(?:$|[.,;)(|\n]|ex|incl|euro|all|per uur|p/u|max|excl|is|en |maar|plus|\+)")
CUT_OFF = re.compile(r"\b(?:max|min)\.\s+$")
# An amount that opens a line and is without VAT: "- € 85 tot € 98 ex btw, afhankelijk van ervaring".
OPENS_LINE = re.compile(r"(?:^|\n)[^\w\n]*$")
EX_VAT = re.compile(r"(?:,-)?\s*\(?(?:ex|excl\w*)\.? (?:btw|vat)\b(?!\s*(?:per|/))")
HOUR_LABEL = re.compile(r"\buur|p/u|hour")
HALF_DAY = re.compile(r"\bdagdeel|\bhalf[- ]day\b")
BY_THE_DAY = re.compile(r"dagtarie|dagprijs|dagvergoeding|day rate|daily|per diem")
DAY_LABEL = re.compile(r"\bdag|\bday|\bdaily|\bper diem")
PER_DAY_IN = re.compile(r"per (?:werk)?dag|/dag|per day|p/d|a day")
# The lower end of what may be offered, told apart from the upper one: "onderkant bandbreedte EUR 84,00".
BOTTOM = re.compile(
    rf"\b(?:onderkant|ondergrens|bodem(?:tarief|prijs)?|minimum(?:tarief|prijs)|lower limit)\b[^\d€.;\n]{{0,30}}(?:€|eur|euro)\s*(?P<a>{NUMBER_PATTERN})",
)
# "Tarief, honderdvijf was het hoogste": an amount in words alone, behind the word for a rate.
SPOKEN = re.compile(
    rf"\btarie(?:f|ven)\b(?P<lead>[^.;:\d€]{{0,60}}?)(?<!euro )\b(?P<w>(?>{HUNDREDS_PATTERN}))\b(?!\s*(?:uur|dag|week|weken|maand|jaar|procent|euro (?:vijf|zeven)\w+(?:tig)?\b|[a-zà-ÿ]+en\b))(?P<rest>[^.;\d€]{{0,50}})"
)
SPOKEN_LEAD = re.compile(
    r"\b(?:is|was|max\w*|tot|hoger|hoogste|boven\w*|plafond|verder|staat|ligt|zit|rond|kan|kon)\b"
)
SPOKEN_TOP = re.compile(r"\b(?:max\w*|tot|hoger|hoogste|bovengrens|plafond|verder|meer)\b")
# A piece of a header that is a rate by its size alone, where the hours stand in another: "78,50", "85-95", "max 84".
_AS_HIGH = r"(?:[5-9]\d|1\d\d)(?:,\d\d)?"  # as no number of hours a week is
BARE_AMOUNT = re.compile(
    rf"(?P<amount>\d{{2,3}},\d\d)|(?P<low>{_AS_HIGH}) ?(?:-|–|à|tot|/) ?(?P<high>{_AS_HIGH})|(?:max\.?|maximaal|t/m) (?P<most>{_AS_HIGH})"
)
# A sentence without an amount that says of the rate named elsewhere: "Het genoemde tarief is een maximum."
CALLED_MOST = re.compile(
    r"\b(?:\w*tarief|bedrag|uurprijs|rate)\b(?P<between>[^.;\d€\n]{0,80})\b(?:maximum\b|hoogste (?:bedrag|tarief|prijs)|plafond\b|bovengrens|ceiling\b)(?! tarief)",
)
HOURLY_WORDS = r"(?:per|p\.?/?|/|an?|in het)\s*(?:uur|u\b\.?|hour|hr)"
# All that may stand beside an amount in a piece that is a rate and no more: "max. € 80 p/u ex btw".
FILLING = re.compile(
    rf"\b(?:uur)?tarief\b|\brate\b|\btot\b|niet hoger dan|hooguit|ten hoogste|\bmax\w*|\bup to\b|\brond\b|\bde\b|\bca\b|circa|indicatie|{HOURLY_WORDS}|\bex(?:cl\w*)?\b|\bincl\w*|\bbtw\b|\bvat\b|all-?in|\btussen\b|\bmin\w*|\bvanaf\b|marktconform",
)
SAYS_RATE = re.compile(rf"{HOURLY_WORDS}|\bbtw\b|\bvat\b|\ball-?in\b|tarief|\brate\b|\bex\b")
REFUSED = re.compile(
    rf"(?:onder|lager (?:is )?dan|beneden|below|lower than)\s*(?:de\s*)?(?P<sign>€\s*)?(?P<a>{NUMBER_PATTERN})(?:,-+)?(?(sign)|\s*euro)[^\d€]{{1,30}}(?:boven|hoger (?:is )?dan|above|over|higher than)\s*(?:de\s*)?(?(sign)€\s*)(?P<b>{NUMBER_PATTERN})(?(sign)|\s*euro)",
)
# What an amount is paid for other than the work, in its sentence.
FOR_ELSE = re.compile(
    r"\b(?:\w*kosten(?<!reiskosten)(?<!reis- en verblijfkosten)|boete|leges|bijdrage|korting|entree|deelname|inschrijfgeld|kaart(?:je|en)?|per (?!uur|hour)\w+)\b"
)
# A sentence in which an amount is what somebody earns.
PAYS = re.compile(
    r"\ball[ -]?in\b|\b(?:ex|excl|exclusief|zonder|incl|inclusief|plus)\b\.? ?(?:btw|reis\w*)|\b(?:betaal(?:t|baar)?|betalen|krijg(?:t|en)?|verdien(?:t|en)?|vraagt?|vragen|bied(?:t|en)|zitten|schuift|declareert?|factureert?|reken(?:t|en)?|pay|earn|charge)\b"
)
# What a rate may rise to, behind it: "85 euro per uur en ze kunnen gaan tot 92".
RISES = re.compile(
    rf"[^.;\d€]{{0,35}}?\b(?:(?:kan|kunnen|kun)\b[^.;\d€]{{0,25}}\b(?:tot|naar)|(?:gaan|oplopen|loopt op|stijgt|stijgen|doorgroeien) (?:tot|naar)|wordt (?:het|dat)|(?:can|may|could) (?:go|rise) (?:up )?to)\s+(?:maximaal |max\.? |ten hoogste )?(?:€\s?)?(?P<n>{NUMBER_PATTERN}|(?:{HUNDREDS_PATTERN})\b)(?! ?(?:uur|uren|dag|maand|jaar|%|km|hours|months))"
)
