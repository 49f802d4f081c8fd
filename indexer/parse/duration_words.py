"""The words in which texts speak of how long work lasts, as regular expressions. No logic; :mod:`indexer.parse.duration` reads them."""

from __future__ import annotations

import re

from indexer.parse.lengths import NUMBER
from indexer.parse.numbers import WORD_PATTERN
from indexer.parse.openings import at_words

LEAD = re.compile(
    r"(?:(?:from|vanaf|per|start)\s[^,;]{4,30}?\s)?(?:duurt|duur|looptijd|voor|for|gedurende|lang|initieel|eerst)\s*:?\s+(?:een\s+(?=half)|circa\s+|ca\.?\s+|minimaal\s+|ongeveer\s+)?",
    re.I,
)
# The name of a sign, or the sign itself, that a page sets before a fact.
ICON = re.compile(r"(?:[a-z]+(?:_[a-z]+)+|[^\w\s(€-]{1,3})\s+")
ROUGHLY = re.compile(r"\been (?P<unit>maand|jaar|week) of (?P<low>[a-zé]+|\d\d?)\b", re.I)
# Signs in lower case around a length that it is that of the work: what leads to it, what follows it, what the sentence is about.
FOR = re.compile(
    r"\b(?:voor|het wordt|wordt het|betreft|gaat (?:het )?om|gedurende|for|of|over(?= een (?:periode|termijn|looptijd)| the (?:next|coming))|van|ca\.?|circa|ongeveer|naar schatting|geschat|vermoedelijk|waarschijnlijk|naar verwachting|minimaal|maximaal|ten minste|ruim|bijna|initieel|eerst|eerste instantie|vooralsnog|voorlopig|about|initially|at least|tijdelijk|nog|zeker)"
    r"(?:\s+(?:een|de|het|in|next|coming|eerst|eerste|instantie|maximaal|minimaal|circa|ca\.?|ongeveer|initieel|komende|periode|duur|termijn|van|volle|in (?:ieder|elk) geval|a|the|period|an initial|initial|about|another|zo'n|nog|zeker|ruim|bijna|totaal|ten minste|minstens|vooralsnog|voorlopig|\d{1,2} (?:tot|of|à))){0,5}\s*$"
    r"|\b(?:daarna|dan|daarvoor|hiervoor) (?:heb|hebt|heeft|krijg|krijgt) (?:je|jij|u)(?: nog| dan)?\s*$"
    # "iemand die de komende anderhalf jaar het team opbouwt"
    r"|\b(?:(?:zoek\w*|iemand|gezocht|looking for|someone)\b[^.;,]{0,60}? (?:die|who)|je|jij|u)(?: (?:ons|gaat|werkt|helpt|wil|kan|samen|met|in|de|het|the|for)){0,4} (?:komende|next|coming)\s*$"
)
LASTS = re.compile(
    at_words(
        r"\b(?:duurt|duren|duur|looptijd|doorlooptijd(?! (?:is|bedraagt|ligt) (?:nu )?gemiddeld)(?! van (?:een |de |het )?(?:aanmelding|aanvra|melding|dossier|zaken|proces|behandeling|intake))|begroot|beslaat|bestrijkt|loopt|lopen|blijft?|blijven|duration|lasts?|period(?:e)?|termijn|contract\w*|opdracht\w*|inhuur\w*|inzet|inzetten|klus|project|overeenkomst|tijdelijk\w*|assignment|term|vervang\w*|gaat (?:het )?om|reken(?:en|t)?|den[kc]en|denkt?|gedacht|gerekend|thinking|nodig|vast|eindigt na|stopt na|ends after|tijdsbestek|afspraak|overbru\w+|tijds?pad|tijdvak|tijdsduur|time ?frame|time ?span|neemt|nemen|takes?|taking|vergt|vergen|trekken|trekt|kost|in(?:ge)?hu(?:urd|ren)|hire[sd]?|engaged?|aangesteld|vastgelegd|mee (?:bezig|zoet)|job|gig|engagement|starts? with|beginnen? met|begint met)\b"
    )
)
LASTING = re.compile(
    r"\s*(?:\([^)]{1,30}\)\s*)?,?\s*(?:(?:vanaf|duren|duurt|lang|from|starting|met ingang van|ingaande|nodig|vast|voor uit\w*|de tijd voor|betalen|financieren|bekostigen|inhuren|inzetten|in te huren|inzetbaar|beschikbaar|aan de slag|(?:(?:voor )?(?:mij|me|haar|hem) )?(?:waarne\w+|vervang\w*)|ondersteun\w*|de tijd|ingehuurd|contract|assignment|period|term|opdracht|klus|invallen|werk|mee bezig|bezig|kwijt|klaar|afgerond|gereed|completed|engagement|job|role|gig|project|met (?:(?:een )?(?:eenmalige |mogelijke )?(?:optie|uitloop|verlenging)|kans|mogelijk|uitzicht)|aan (?:ons|jou|je|u|us) verbonden|\+)\b|\(?\s*(?:(?:met|plus|en|\+) )?(?:(?:een|evt\.?|eventuele|mogelijke) )*(?:optie|verleng))"
)
WORK = re.compile(
    r"\b(?:opdracht\w*|inhuur\w*|inzet\w*|contract\w*|(?:door)?looptijd|duur|periode|overeenkomst|assignment|duration|period|interim\w*|tijdelijk\w*|klus|zoek\w*|gezocht|vervang\w*|uur per week|verleng\w*|in(?:ge)?hu(?:urd|ren)|hire[sd]?|job|gig|engagement|looking for|nodig|vast|project\w*|zzp\w*|freelance\w*|waarneming|instroom|aanvang|ingang|start\w*|begin\w*|wij|we|je|you|werk\w*|work|vanaf|from|per|ingaande)\b|\b\d{1,2} uur\b|\bper direct\b|\b(?:spoedig|snel) mogelijk\b|\buur (?:in de|p/?\.?)\s?w"
)
NOT_DURATION = re.compile(
    at_words(
        r"\bal vaker\b|\bminstens één keer\b|\b(?:screening|procedure|werving|selectie|inwerkperiode)\b[^.;\d]{0,60}\b(?:duurt|neemt|vergt|kost)\b|\b(?:werk)?ervaring|\bopzeg|\boud\b|\bleeftijd|\b(?:rechts)?geldig|\b(?:uit|terug)?betaal|\bbinnen\b|\bafgelopen|reserve\b|\blaatste\b|\bbewaar|\bgarantie|\bexperience|\bold\b|\bnotice|\bjaarlijks|\bper jaar|"
        r"\bbeëindigd|\bproeftijd|\bbeleidsplan|\braamovereenkomst|\braamcontract|\b(?:zorg)?aanbieders|\bbegroting|(?<!inzetten op )(?<!inzetten op de )\bwacht|\bgevallen\b|\bgehaald\b|\bmentor\b|\bmee(?:lopen|loopt)\b|\bgevoerd\b|\bopgedaan\b|\bpilot|\bvakgroep|\binwerk|\bingewerkt|\btraject (?:van|voor) (?:jongeren|cliënten|jeugdigen)|\belke?\b(?! geval)|\biedere\b|\bontwikkelagenda|\bvisie|"
        r"\b(?:\w*contracten|\w*overeenkomsten|contracts|agreements) (?:\w+ ){0,2}(?:krijgen|hebben|kennen|lopen|gelden|duren|run|last|have)\b|\b(?:zij|ze|hij|she|he) (?:is|zit|zat) (?:nu|al|inmiddels|now)\b[^.;]{0,30}\b(?:thuis|ziek|uitgevallen|afwezig|sick|ill)\b|\bgeleden|\bsinds\b|\bbestaa[tn]\b|\b(?:een|twee|drie|vier|vijf|meer|lang)?jarig|\bstapte|\bvorige|\bvoorganger|\bruim \d+ jaar|\bevaluatie|\b(?:vervolg|voor)?opleiding|\b(?:een)?jaarcontract|\bwerkt(?:e|en)? (?:al|er)|\bal (?:langer|meer)|\bminstens \d+ jaar|\bsubsidie|\bwet\b|\bwettelijk|\bhuishoudens|\binwoners|\breis|\b(?:reis)?(?:kosten)?vergoed|\b(?:een|het|elk) traject\b|\bbehandel|\blast \w+ years|\bgetoetst|\bgewerkt|\b(?:have|has|had) (?:\w+ ){0,2}(?:worked|lived|been|managed|led|run|headed|coached|supervised|advised|handled)\b|\bgewoond|"
        r"\b\w*(?:agenda|kader|programma|visie|nota|akkoord|convenant|beleid|beleidsplan|raamovereenkomst|regeling|verordening|beschikking|maatregel|indicatie|programme|policy|framework|agreement)\b (?:\w+ ){0,2}(?:heeft|kent|loopt|geldt|duurt|bestrijkt|is|has|runs|covers|lasts)\b"
    )
)
EARLIER = re.compile(
    r"\b(?:na|sinds|al|voorbije|after|every|per|elke|iedere|tot|om de|binnen|within|past|the last|over)\s+(?:de\s+|het\s+|een\s+|ruim\s+|zo'n\s+)?$"
)
# "Een keer in de acht weken", "eens per twee maanden": how often, not how long.
RHYTHM = re.compile(
    r"\b(?:(?:keer|maal|eens|once|twice)|(?:een|\d) ?[x×])(?: (?:in|per|elke|iedere|om|every))(?: de)? $|\bom de $"
)
# "en eindigt na een half jaar"
ENDS_AFTER = re.compile(r"\b(?:eindigt|stopt|loopt af|ends?)\s+(?:weer\s+)?(?:na|after)\s+(?:een\s+)?$")
OF_NOTICE = re.compile(r"\b(?:opzeg\w*|proef(?:tijd|periode)|notice(?: period)?)[^.;\d]{0,12}$", re.I)
OFFERED = re.compile(r"\b(?:met|with) (?:\w+ ){0,2}(?:opties?|options?|verleng\w*)\b")
PARTED = re.compile(r"[;:()]|,\s|\s[-–—·|]\s|\b(?:en|maar|and|but|waarna|daarna)\b")
# "In de eerste acht maanden van 2027", "voor de eerste twee weken": a part of the time.
FIRST_OF = re.compile(r"\b(?:de|je|jouw|the|your) (?:eerste|first)\s*$")
# "In Almelo komt iets vergelijkbaars, en dan voor een heel jaar": other work; "de aanpak voor de komende vier jaar": what the
# work is about; "dat kost me drie maanden": what something else takes.
OF_OTHER_WORK = re.compile(
    r"\biets (?:vergelijkbaars|soortgelijks)|\bsomething similar|\b\w*(?:aanpak|plan(?:nen)?|koers|strategie|beleid|agenda|keuzes|inkoop|kaders?|visie|nota|strategy|policy) (?:voor|for) (?:de|the) (?:komende|eerstvolgende|coming|next)\s*$|\bkost (?:me|mij|ons)\s*$|\b(?:cursus|training|leergang|module)\b[^.;\d]{0,40}\b(?:duurt|duren|loopt|lopen)\s*$"
)
OF_A_YEAR = re.compile(r"\s+(?:van|of|in)\s+(?:20\d\d|het jaar)")
# "De termijn is zes maanden": the length is what is told.
LASTING_BEFORE = re.compile(
    r"\b(?:duurt|duren|lasts?|looptijd|duur|loopt|blijf(?:t|ven)?|stays?|takes?|vergt|neemt|kost|(?:trekken|trekt)(?: \w+)?|(?:starts?|begint|beginnen|start) (?:with|met))(?: (?:nog|zeker|minimaal|minstens|in (?:elk|ieder) geval))?(?: een)?\s*$"
)
# "Eerst voor negen maanden": of a first term.
FIRST = re.compile(
    r"\b(?:eerste?|vooralsnog|voorlopig|initieel|initiële|initially|initial|in eerste instantie|in (?:ieder|elk) geval|aanvankelijk)\b"
)
# "We zoeken iemand die in anderhalf jaar een team opbouwt."
IN = re.compile(r"\bin (?:ongeveer |ruim |circa |about )?$")
READY = re.compile(
    r"\s+(?:(?:ben|bent|is|zijn|moet\w*|wil|staat|must|should|be|have)\b[^.;]{0,30}\b(?:ge?klaard|klaar|afgerond|voltooid|opgeleverd|af|gereed|rond|overgedragen|done|finished|completed|gedaan)\b|(?:drag(?:en|t)?|draag|geef|geven|leveren) (?:we|wij|je|u|ze) [^.;]{1,25}\b(?:over|op)\b|(?:zit|houdt) (?:het|de \w+|(?:je|jouw|deze|die) (?:klus|opdracht|werk|inzet|taak)) (?:er ?)?op\b|(?:ge?klaard|klaar|afgerond|voltooid|opgeleverd|gereed)\b)"
)
SOUGHT = re.compile(r"\b(?:zoek(?:en|t)?|gezocht|looking for)\b")
HOW_LONG = re.compile(r"hoe ?lang|looptijd|\bduur|how long|duration", re.I)
IS = re.compile(
    r"\b(?:is|bedraagt|wordt|van|:|duurt|beslaat|is ongeveer|of|(?:reken\w*|den[kc]\w*|gedacht\w*)(?: (?:zelf|wij|we|je|dan|maar))? (?:op|aan|met))\s*(?:een\s+|circa\s+|ongeveer\s+|minimaal\s+|maximaal\s+)*$"
)
# Part of an offer to extend: "2 keer met 2 maanden worden verlengd".
TIMES_BEFORE = re.compile(
    r"(?:(?:een|één|twee|drie|vier|vijf)(?:maal|malige?)|(?<![a-z])(?:x|×|keer|maal|malig|times|perioden|periodes|termijnen|telkens|steeds))\s*(?:(?:met|van|voor|telkens|steeds|een|nog|a|by|of|periode|termijn|period)\s+)*$",
    re.I,
)
TIMES_AFTER = re.compile(
    r"(?!\s*\+)\W*(?:\d|een|één|twee|drie)\s?(?:x|×|maal|keer)(?![a-z])|\W*(?:een|twee|drie)maal\b", re.I
)
EXTENDED_AFTER = re.compile(
    r"[^.;]{0,25}\b(?:verleng|exten|uitloop|langer|optie\b|optioneel|daarbij|erbij|erna|aan vast|bij\b|extra)",
    re.I,
)
CAN_BEFORE = re.compile(
    r"\b(?:kan|kans|kunnen|may|can|mag|recht|right|bevoegd|mogelijkheid|possibility|optie|option|(?<!snel )(?<!spoedig )mogelijk|eventueel|nog)\b[^.;]{0,40}$",
    re.I,
)
# "Een half jaar werk je in een hecht team."
YOU_DO = re.compile(
    r"\s+(?:lang\s+)?(?!hebben|hadden|heb\b|had\b|waren|was\b|zijn|deden)\w+ (?:je|jij|u|we|wij)\b"
)
BARE_LABEL = re.compile(
    r"\W*(?:(?:verwachte|geschatte|totale|initiële|expected|estimated|total) )?(?:(?:opdracht|project|contract)?duur|looptijd|(?:(?:contract|assignment|project) )?duration)(?: (?:van )?(?:de |het )?(?:opdracht|inhuur|contract|project|inzet))?\W*",
    re.I,
)
UNIT_IN_LABEL = re.compile(r"\b(?:maanden|months|weken|weeks|mnd)\b", re.I)
NUMBER_ALONE = re.compile(NUMBER, re.I)
# A fact among facts that nothing sets apart: "p/u 6 maanden Start z.s.m.".
FACT_AFTER = re.compile(r"\s+(?:Start|Sluit|Vanaf|Per|Tarief|Optie|Max|Reageer|€)")
SET_OFF = re.compile(r"\s*(?:[,;|/·•)\]+]|\.?\s*$)")
FACT_BEFORE = re.compile(
    r"(?:p/[uw]|p\.[uw]\.|\d\s?u(?:/wk?|pw)?|uur|week|uren|fte|€ ?[\d.,]+|excl\.? btw|\b(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*(?: 20\d\d)?(?=,))[\s,;|/·–-]*$"
)
ROUGH_WORK = re.compile(
    r"zoek|nodig|opdracht|inzet|duur|denk|meedoen|mee wil|klus|inhuur|vervang|reken|duren|\bwe\b|\bje\b", re.I
)
OPTION_BEFORE = re.compile(
    r"\b(?:tweede|derde|additional|extra|second|further|aanvullende|nieuwe|volgende|next|optionele?|optional|mogelijke|eventuele)\s+(?:\w+\s+)?(?:termijn|periode|period|term|fase|phase)\b[^.;]{0,25}$|\b(?:stay on|go on|continue|door ?gaan)\b[^.;]{0,25}$|\b(?:optioneel|optionally|eventueel|plus|\+)\s*(?:nog |maximaal |evt\.? )*$|verleng\w*[^.]{0,40}$|optie[^.]{0,40}$|\bplak(?:ken|t)\b[^.;]{0,40}$|[x×]\s*$|maal\s*$|\badd (?:up to )?(?:one|two|\d) (?:more )?(?:periods?|terms?) of\s*$|\b(?:staart|uitloop) van\b[^.;]{0,20}$|exten[sd]\w*[^.]{0,40}$|\b(?:daarna(?! (?:ben|werk|blijf|zit|draai|heb|hebt|krijg|krijgt) (?:je|u)\b)|nog eens|nog een keer|another|further)\b[^.;]{0,30}$"
)
PAST = re.compile(
    r"\W*(?:19|20)\d\d\b(?! ?(?:uur|euro))"
)  # "2025 – teammanager, 11 maanden" in a list of what was done
SINCE_AFTER = re.compile(
    rf"\s*(?:of (?:[a-z-]+ ){{0,3}}(?:experience|work|practice)\b|of (?:{WORD_PATTERN})\b|(?:[\w-]+,?\s+){{0,4}}(?:werk|beroeps|praktijk|vak)?ervaring|geleden|oud\b|na\s|vóór|voor de\b|opzeg|experience|per (?:inwoner|cliënt|jongere|traject|gezin|kind|deelnemer|persoon|jeugdige)|(?:x|×|maal|keer)\b|terug\b|ago\b|later\b|eerder\b)"
)
# The age of those the work is for: "kinderen van 6 tot 18 maanden".
OF_AGE = re.compile(
    r"\b(?:kind(?:eren)?|baby['’]?s?|peuters?|kleuters?|jongeren|jeugdigen|leerlingen|children|toddlers|infants|pupils|doelgroep|groep)\b(?:[^.;,\d]{0,25})\b(?:van|tussen|vanaf|tot|from|between|aged|of)\s+(?:de\s+)?$"
)
# The term before what comes after it: "na de initiële twee jaar", "basistermijn van 12 maanden".
BASE_TERM = re.compile(
    r"\b(?:initi[eë]le|eerste|oorspronkelijke|basis|initial|first|base)[ -]?(?:looptijd|periode|termijn|contract\w*|term|period)?\s*(?:van|of)?\s*$"
)
# What the whole of a short sentence says of the length that opens it: "Eight months to begin with".
OPENING = re.compile(
    r"\s*[,:]?\s*(?:\d{1,2}(?:\s*(?:-|–|tot|à|to)\s*\d{1,2})? (?:uur|hours)\b|to (?:begin|start) with|om te beginnen|for starters|for now|voorlopig|vooralsnog|is what|is waar|is wat|is de (?:bedoeling|planning|verwachting|afspraak|inschatting)|is the (?:plan|idea|expectation)|zo lang|niet langer|langer niet|no longer|in totaal|all in all|in total|lang (?:werk|ben|is|heb)|that is|dat is|tops|maximaal|is (?:er |hier |daarvoor )?uitgetrokken|langer (?:duurt|hoeft|is)|meer tijd|waarin (?:je|jij|u|you)\b|moet genoeg|should (?:be enough|do)|volsta\w*)\b"
)
# "Zes maanden, met optie op verlenging": what only the length of the work has.
WITH_OPTION = re.compile(
    r"\s*,? (?:(?:en )?(?:met|with) (?:een |an |de |the )?(?:optie|kans|mogelijkheid|uitloop|option|possibility|chance)\b|(?:en |and )?(?:misschien|eventueel|mogelijk|wellicht|evt\.?|possibly|maybe|perhaps) (?:(?:iets|wat|nog) )?(?:langer|meer|verleng\w*|longer|more)\b|(?:te |eventueel te )?verlengen\b)"
)
UNITS = re.compile(
    r"\b(?:maand(?:en)?|mnd|months?|jaar|jaren|years?|kwarta(?:al|len))\b|(?<!per )(?<!in de )\b(?:weken|weeks)\b"
)
IS_EXTENDED = re.compile(r"\s*(?:te |(?:kunnen |kan )?worden )?verleng(?:d|en)\b")
EXTENSION_ABOVE = re.compile(r"(?:verleng\w*|optie\w*|extension\w*)[ :]*\n(?:[^\n\d]{0,20}\n)?[^\n\d]{0,20}$")
# "Aantal jaren werkervaring:" with the years on the line below.
UNDER_YEARS = re.compile(r"(?:ervaring|experience|leeftijd|age)[ :]*\n+[^\S\n]*$")
# What comes on top of a length that is told elsewhere: "verlenging met drie maanden", "extended by two months".
ADDED = re.compile(
    r"\b(?:(?<!stemd )(?<!stemt in )(?<!stemde in )(?<!stemden in )(?<!akkoord )met|by|with|verlenging|optie|extension|option)\b[^.;:\d\n]{0,20}$"
)
BY_EXTENSION = re.compile(r"\b(?:verlenging|extension) (?:met|van|by|of) (?:nog )?$")
