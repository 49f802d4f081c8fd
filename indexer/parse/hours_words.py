"""The words in which texts speak of hours a week, as regular expressions over lower case. No logic; :mod:`indexer.parse.hours` reads them."""

from __future__ import annotations

import re

from indexer.parse.numbers import WORD_PATTERN, WORDS, first_letters
from indexer.parse.openings import at_words

N = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|\b(?:{WORD_PATTERN})\b)"
ABOUT = r"(?:ca\.?|circa|gemiddeld|gem(?:idd)?\.|avg\.?|rond(?: de)?|roughly|ongeveer|plusminus|±|\+/-|zo'?n|about|around|approximately|approx\.?|on average|indicatief|naar verwachting)"
_MOST = r"maximaal|max\.?|ten hoogste|hooguit|hoogstens|niet meer dan|tot maximaal|tot|up to|at most|no more than|maximum"
_LEAST = r"minimaal|min\.?|ten minste|tenminste|minstens|vanaf|at least|zeker"
MOST = re.compile(rf"(?:{_MOST})$")
# The letters that a range may begin with, its number or a word before it: most places are passed over at a glance.
_OPENS = rf"[\d±+~]|{first_letters([*WORDS, *'minimaal ten vanaf at zeker maximaal hooguit niet tot up no ca gemiddeld avg rond roughly ongeveer plusminus zo about around approximately on indicatief naar tussen between'.split()])}"
_RANGE = (
    rf"(?<!\w)(?={_OPENS})(?P<bound>(?:{_LEAST}|{_MOST})\s+)?(?:{ABOUT}\s+)?(?:tussen(?: de)?\s+|between\s+)?(?P<low>{N})(?:\s?\(\d{{1,2}}\))?"
    rf"(?:[^\S\n]*(?:uur|uren|uurtjes|u(?!\w)|h(?!\w)|hours?|(?:dagen|days|fte)(?! ?[-–—/] ?\d+ ?(?:u|h))|per week)?[^\S\n]*(?:-|–|—|/|à|a|tot en met|t/m|tot maximaal|tot|en|up to|to|of|or|and|,\s?(?=(?:hooguit|hoogstens|ten hoogste)\s)|(?(bound),?\s?(?=max)|(?!)))\s*(?:{ABOUT}\s+)?(?:(?:{_MOST})\s+|de\s+)?(?P<high>{N})(?:\s?\(\d{{1,2}}\))?)?(?P<plus>\+)?"
)
_UNIT = r"(?P<unit>uren\b|uurtjes\b|uur|u\b(?:\.(?=[,;]|\s*p\.?\s?/?w))?|urs\b|hrs?\b|hours?\b|hour\b|h\b\.?|(?:werk)?dag(?:en|jes)\b|(?:werk)?dag\b|dgn\b|days?\b|dagdelen\b|dagdeel\b|fte'?s?\b)"
UNIT_STEMS = ("uur", "uren", "hr", "hour", "dag", "dgn", "day", "fte")
SHORT_UNIT = re.compile(r"[0-9]\s?[uh]\b")
_PER = (
    r"\s*(?:\([^)]{1,20}\)\s*)?(?:werk\s+)?(?:(?:gemiddeld|ongeveer|on average)\s+)?(?P<per>(?:inzet\s+)?(?:per|/|p\.?/?|a|in de|in een|elke|iedere|each|every)\s*(?:werk|kalender)?(?P<period>(?:[2-5]|twee|drie|vier|two|three|four) (?:weken|weeks)|weken|week|wk\b|w\b\.?|maand|mnd|m\b|month|jaar|year|dag|day)"
    r"|van (?:je|de|uw) (?:werk)?week\b|wekelijks|weekly|maandelijks|monthly)"
)
# The hour of a day, in a row of facts: "sluit vr 13 feb., 9 u".
BACK_TO_DATE = 16  # characters
BEHIND_DATE = re.compile(
    r"(?:\d{1,2} (?:jan|feb|m(?:aa)?rt|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?(?: '?\d\d(?:\d\d)?)?|\d{1,2}[-/]\d{1,2}(?:[-/]'?\d{2,4})?),\s*$"
)
STATED = re.compile(rf"{_RANGE}\s*[- ]?{_UNIT}(?:{_PER})?")
BARE = re.compile(rf"{_RANGE}")
# "36 uur = 1 fte": what a full week is, and no effort.
IS_FULL_WEEK = re.compile(r"\s*(?:=|is)\s*(?:1(?:[.,]0)?|een|één)?\s*(?:fte\b|full[- ]?time|voltijds?)")
# The same effort in smaller units right behind it: "0,8 fte (28 uur)", "4 dagen, dus 30 uur per week".
PRECISE = re.compile(
    rf"\s*(?:[(=,/–—-]|ofwel|oftewel|dus|i\.e\.|or)\s*(?:=|is|dus|ofwel|oftewel|i\.e\.)?\s*{STATED.pattern}(?!-?\s?(?:urige )?(?:working )?(?:werk)?week|{IS_FULL_WEEK.pattern})"
)
# "24 per week", "28 p/w": the unit stands elsewhere in the sentence or in the label.
BARE_WEEKLY = re.compile(rf"{_RANGE}\s*(?P<per>(?:per|/|p\.?/?|in de|a)\s*(?:week|wk|w)\b\.?|wekelijks)")
# The month that the hours of a label are for: "Uren: 65 per maand".
A_MONTH = re.compile(
    r"\s*(?:uur |uren )?(?:(?:per|a|each|every|/|p\.?/?)\s*(?:maand|mnd|month|m)\b|in de maand\b|maandelijks|monthly)"
)
# An hour of the clock, a percentage or an amount is no number of hours.
_NO_HOURS = r"\s*(?:%|€|euro|maand|mnd|jaar|month|year|weken|dagdelen per maand|kandidat|person|ochtend|middag|avond|medewerker|collega|dossier|cliënt|gezin|inwoner|[:.]\d\d)"
OF_THE_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[.:](?:00|15|30|45)")  # "16.00 uur"
OF_THE_WHOLE = re.compile(
    r"\s*\(?(?:in totaal|totaal|in total|total|alles bij elkaar|bij elkaar|tezamen|all together|altogether)\b(?!.*\bweek)"
)
"""Right behind hours: they are those of the whole work, few as they are, and no week's."""
NO_HOURS_NEXT = re.compile(_NO_HOURS)
# The label and its value within a longer line or sentence: "aantal in te zetten uren per week: 20".
UNIT_THEN_NUMBER = re.compile(
    rf"(?<!\d )(?<!\d)\b(?P<unit>uren|uur|hours|dagdelen|dagen|days|inzet|omvang)\s*(?:per|p\.?/?|/|a|in de)\s*(?:week\b|(?:wk|w)\b\.?)(?:[^\d\n.,;]{{0,25}}(?:, \w+)?[:=]|\s*(?={ABOUT}))\s*(?:{ABOUT}\s+)?{_RANGE}(?!{_NO_HOURS})",
)
# The same in a narrow column, where the number stands on a line of its own.
WRAPPED = re.compile(
    rf"\b(?P<unit>uren|uur|hours)\s+(?:per|p/|a)\s*(?:week|wk|w)\s*\n\s*(?:{ABOUT}\s+)?{_RANGE}(?=\s*(?:\(|uur|uren|u\b|\n|$))(?!{_NO_HOURS})"
)
# A label run together with its value and the next label: "Uren per week12 - 16Aanvang".
GLUED = re.compile(
    r"(?:Uren|Aantal ur?en|Aantal uur|Hours|(?:[Ii]nzet|[Oo]mvang|[Uu]ren)(?=\s?(?:per|p|/)))(?:\s?(?:per |/|p\.?/?\s?)(?:week|wk|w\.?))?"
    r"(?P<low>\d{1,2})(?: ?(?:-|–|tot) ?(?P<high>\d{1,2}))?(?: ?(?:uur|uren|hrs))?(?=[A-Z]|$)",
    re.M,
)
GLUED_STEMS = ("uren", "aantal uur", "hours", "inzet", "omvang")
# What somebody did before, and had in a contract of then.
OWN_PAST = re.compile(
    at_words(
        r"\bmijn (?:vorige|laatste|oude|eerste|toenmalige) |\bdeed (?:dat|dit|het) (?:werk )?(?:de afgelopen|tot nu toe|jarenlang|voor|\w+ jaar)|\bheeft (?:dat|dit) (?:de afgelopen|jarenlang|\w+ jaar)\b|\bin mijn contract|\b(?:kreeg|werkte|deed|rekende|verdiende) (?:ik|jij|je)\b|(?<!wat )\bik (?:kreeg|werkte|deed|rekende|verdiende)\b|\bmy (?:last|previous)\b"
    )
)
# "a 32-hour week": the week of this work, unless it only says what full time is.
LONG_WEEK = re.compile(r"\b(?P<low>\d{2})-(?:urige|hour) (?:working )?(?:werk)?week\b")
NORM = re.compile(r"basis|full-?time|voltijd|\bfte\b|norm|cao|\bbruto\b|salaris|\bgross\b|salary")
# What may lead to the number in an answer: "Reken op 24", "Het gaat om 16 tot 20".
LEAD = re.compile(
    r"[\"'“‘]?(?:(?:nou(?: ja)?|ze willen|ze vragen|ze zoeken|liefst|graag|precies|gewoon|reken op|denk aan|het gaat om|gaat om|dat is|dat zijn|het is|uitgaan van|in overleg|ergens|we|wij|zoeken|vragen|iemand voor|voor|think of|that is|it is|in totaal)[ ,:]*)*(?:[^\W\d]+, )?",
)
FULL_WEEK = re.compile(
    rf"(?:1(?:[.,]0)?\s*fte|full-?time|voltijds?)\s*(?:=|is|\(|staat gelijk aan|:)\s*(\d{{2}})\s*-?(?:uur|uren|hours?)|(\d{{2}})(?:-(?:urige werkweek|hour (?:working )?week)| ?(?:uur|uren|hours){IS_FULL_WEEK.pattern})",
)
# "0,75 fte (volledige werkweek: 36 uur)": what a full week is.
OF_FULL_WEEK = re.compile(
    r"\b(?:bij|op basis van|o\.?b\.?v\.?) een (?:\w+ )?(?:werk)?week van\s*$|\b(?:volledige|volle|gehele|full) (?:werk|working )?week\W*(?:is|van|of)?\s*$"
)
# "Een volledige werkweek (36 uur) is het uitgangspunt": what is asked, where no share of it is told.
ASKED_IN_FULL = re.compile(
    r"(?<!bij )(?<!basis van )(?<!van )\been (?:volledige|volle) (?:werk)?week\W*(?:van)?\s*$|(?<!based on )(?<!basis of )(?<!part of )(?<!days of )\ba (?:full|whole) (?:working |work )?week\W*(?:of)?\s*$"
)
A_PART = re.compile(r"\bfte|%|procent|deeltijd|part-?time|\b0,\d|salaris|bruto|schaal")
FULL_WEEK_STEMS = ("fte", "full", "voltijd", "-urige", "-hour")
# Full time alone, as the effort of this work.
FULL_TIME_OF = re.compile(r"\b(?:full-?\s?time|voltijds?)\s*\(\s*(?P<n>3[2-9]|40)\s*\)")
FULL_TIME = re.compile(r"(?<!niet )\b(?:full-?\s?time|voltijds?)\b")
WORKING_DAY = re.compile(
    rf"(?:\b(?:werk)?dag(?:en)?|days?)\s*(?:van|à|=|is|zijn|telt|tellen|duurt|duren|telling|of|has|lasts?)(?: (?:er|hier|daar|bij ons|in dit team))?\s*(?P<a>{N})\s*(?:uur|uren|hours)|(?P<b>\b\d(?:[.,]\d)?)\s*(?:uur|hours|u)\s*(?:per|a|/)\s*(?:werk)?(?:dag|day)\b",
)
WORKING_DAY_STEMS = ("dagen van", "dag van", "dag =", "dag is", "dag telt", "dagen tellen", "dag duurt", "dagen duren", "dagen zijn", "day has", "day lasts", "days last", "dagen à", "uur per", "uur/", "u per", "hours", "day of", "days of")  # fmt: skip
DAYS_OF = re.compile(
    rf"(?<!\w)(?P<days>{N})(?:\s*(?:-|–|à|tot|of)\s*(?P<most>{N}))?\s*(?:(?:(?:hele |volle )?(?:werk)?dagen|dgn|ochtenden|middagen|avonden|dagdelen)\s*(?:per week\s*|in de week\s*)?(?:van|à)|(?:days|mornings|afternoons)\s*(?:a week\s*)?of|x|×|keer|maal)\s*(?P<hours>{N})\s*(?:uur|u\b|hours)(?P<per>\s*(?:per|/|p/?|in de|a)\s*w)?",
)
# "Drie dagen van acht uur en een ochtend van vier, samen 28 uur"
SUMMED = re.compile(
    rf"[^.;\n]{{0,60}}?\b(?:samen|bij elkaar(?: opgeteld)?|in totaal|altogether|in all)\b[:,]? (?:dus |is dat |zijn dat )?(?P<n>{N})\s*(?:uur|uren|hours)\b(?! (?:per|in de) maand)"
)
DAYS_TIMES = re.compile(
    r"(?P<days>[2-6])\s?[x×]\s?(?P<hours>[4-9])(?:\s*(?:per week|p/w|pw|in de week)\b.*)?"
)  # under a label: "3x8", "3 x 6 per week"
DAYS_OF_LINK = re.compile(r"[xà×]|keer|maal|van|of ")  # one stands before the hours of each match
_DAY = r"(?:ma|di|wo|do|vr)\b|(?:maan|dins|woens|donder|vrij)dag(?:en|s|morgen|ochtend|middag)?\b|(?:mon|tues|wednes|thurs|fri)days?\b"
WEEKDAY = re.compile(rf"\b(?:{_DAY})")
WEEKDAYS = re.compile(
    rf"\b(?:{_DAY})(?:(?P<through>\s*(?:t/m|tot en met|tot|-|–|to|through)\s*)(?:{_DAY})(?!-(?:{_DAY}))|(?:(?:\s*[,/+&]\s*|-|\s+(?:en|and)\s+|\s+)(?:op )?(?:{_DAY}))+)",
)
WEEKDAY_ORDER = ("ma", "di", "wo", "do", "vr", "mon", "tue", "wed", "thu", "fri")
WEEKDAY_STEMS = ("maandag", "dinsdag", "woensdag", "ma ", "ma,", "di ", "di,", "monday", "tuesday", "wednesday")  # fmt: skip
# Named days are the whole effort only where the work itself is said to be done on them.
WORKS_ON = re.compile(r"\b(?:je werkt|u werkt|werkdagen(?: zijn)?|(?:vaste|volle|hele) dagen\s*[:(]?|inzet|je bent er|werken|we werken|you work|working days(?: are)?)(?: \w+ (?:dagen|days))?\s*:?\s*(?:op|is|on)?\s*$")  # fmt: skip
# The same anywhere in a sentence that also says how long a day is.
WORKED_ON = re.compile(
    r"\b(?:je|jij|u|you|werk\w*|work\w*|verwacht\w*|expect\w*|need\w*|nodig|zoek\w*|inzet\w*)\b"
)
A_DAY_OR = re.compile(
    rf"een (?P<unit>dag|uur) of (?P<n>{N})\s*(?:per|in de|p/|/)\s*(?:week|w\b)|a (?:day|hour) or (?P<m>{N}) (?:a|per) week",
)
OR_MORE = re.compile(
    rf"\s*(?:uur|uren)?\s*(?:per week|p/w)?\s*,?\s*\(?\s*(?:eventueel|evt\.?|uit ?te ?breiden (?:naar|tot)|uitbreidbaar (?:naar|tot)|met uitloop (?:naar|tot)|met uitbreiding (?:naar|tot)|oplopend tot|mogelijk|possibly|uitbreiding naar|en (?:het|dat) (?:mogen|kunnen) er|(?:en |maar )?(?:dat |dit |het )?(?:(?:valt|is|kan|mag) (?:[a-z]+ )?)?(?:te bespreken|bespreekbaar|uit te breiden|groeien|oplopen|uitgroeien|doorgroeien|uitgebreid worden|worden uitgebreid) (?:tot|naar))\s*(?P<n>{N})",
)
# "Of je nu 16 uur per week wilt werken of 32"
WHETHER = re.compile(r"\bof (?:je|jij|u|iemand) (?:nu |er )?$")
OR_SO_MANY = re.compile(rf"(?: per week| p/w)?(?: [a-z]+){{0,4}} of (?P<n>{N})(?=\s*(?:uur\b)?[,.])")
# The choices before the last two of a list, "24, 28 of 32 uur", and those behind the first: "16, 20 of 24".
CHOICES = re.compile(r"(?<![\d€.,/-])(?P<all>\d{1,2}(?:, ?\d{1,2})*), ?$")
MORE_CHOICES = re.compile(
    r"(?P<all>(?:, ?\d{1,2})+,? (?:of|or) \d{1,2})(?=\s*(?:(?:uur|uren|u|hours)\b|[.;)\n]|$))"
)
CHOICE = re.compile(r"\d{1,2}")
# "Van maandag tot en met donderdag, telkens acht uur": how long each of some named days is.
EACH_DAY = re.compile(
    rf"[^.;\n]{{0,60}}?\b(?:telkens|steeds|iedere keer|elke keer|each|every time)(?: (?:van|voor|of|for))? (?P<n>{N})\s*(?:uur|uren|hours)\b"
)
IN_BRACKET = re.compile(r"(?P<word>[^\W\d_]+) ?\( ?$")
OF_A_TEAM = re.compile(r"\b(?:team|formatie|afdeling|medewerkers|rekenen)\b")
# What stands around a share of a full job that is a sentence of its own.
SENTENCE_BEFORE = re.compile(r"[.!?:] +$|\n$")
SHARE_ENDS = re.compile(
    r" *(?:[,(]? ?(?:in overleg|te verdelen[^.\d\n]{0,30}|bespreekbaar|meer mag|minder mag)\)?)?(?:\.(?= [a-zà-ÿ\d]|\n|$)|\n)"
)
# A share of a full job that its label says is that of the work: "Formatie van de opdracht: 0,9 fte".
OF_THE_WORK = re.compile(r"\bformatie (?:van|voor) (?:de|deze) (?:opdracht|klus|functie|rol|inhuur)\W*$")
# "16 uur per week in januari, daarna 24 uur": what the effort becomes.
LATER = re.compile(
    rf"[^;.\d\n]{{0,40}},? (?:daarna|vervolgens|en dan|then|thereafter) (?:(?:kan|mag|gaat|wordt) (?:het |dat )?(?:terug )?naar (?P<m>{N})(?=[\s.,;]|$)|(?P<n>{N})\s*(?:uur|uren|u\b|hours))"
)
# What a sentence says of days and no more, without a week: "Drie dagen, vier mag ook.", "Think of four days", "Three days, two of which".
SAID_DAYS = re.compile(
    rf"(?:(?<=[.!?:] )|(?<=\n))(?:(?P<a>{N}) (?:dagen|days), (?:(?P<b>{N}) (?:mag|kan|is) (?:ook|prima|eventueel)\b|{N} (?:of which|of them|waarvan|daarvan)\b)"
    rf"|(?:gaat|gaan) om (?P<d>{N}) (?:vaste |hele |volle )?dagen,? (?:te weten |namelijk )?\(?(?:maan|dins|woens|donder|vrij)dag\b"
    rf"|(?:reken|denk|think|ga uit) (?:maar |dan )?(?:op|aan|of|van) (?P<c>{N}) (?:dagen|days)\b(?! (?:per|in de|a|op) )(?:[^.;\n]{{0,40}}\b(?:volle|hele) week van (?P<w>\d\d) uur)?)"
)
# "Het gaat om drie dagen. Wie dat wil kan er een vierde dag bij krijgen."
ORDINALS = {"tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5}
ANOTHER_DAY = re.compile(
    r"\been (?P<nth>tweede|derde|vierde|vijfde) dag\b[^.;\d]{0,12}\b(?:erbij|bij (?:krijgen|doen|komen)|mag ook|kan ook|is ook|mogelijk|mag als|kan als)\b"
)
# "28 (bespreekbaar tussen 24 en 32)": the room around a number.
ROOM = re.compile(
    rf"\s*(?:uur|uren|u\b)?\s*(?:per week|p/w|pw)?\s*,?\s*\(?\s*(?:bespreekbaar|onderhandelbaar|flexibel|variabel|in overleg|marge|negotiable)[^\d)\n]{{0,12}}?(?:tussen|van|between|from)?\s*(?P<n>{N})\s*(?:-|–|en|tot|à|and|to)\s*(?P<m>{N})(?!\w)"
)
# "32 uur, maar over 28 valt te praten"
TALK_OF = re.compile(
    rf"[\s,(]*(?:maar )?over (?P<n>{N}) (?:valt|is|kunnen we|kan) [^.;\d]{{0,15}}(?:praten|denken|onderhandelen)\b"
)
# "36 uur (minder is bespreekbaar, ten minste 28)": how few will do.
AT_LEAST = re.compile(
    rf"\s*(?:per week|p/w|pw|a week)?\s*[,;(]\s*(?:minder (?:is |mag |kan )?(?:ook )?(?:bespreekbaar|mogelijk)?[\s,;]*)?(?:maar )?(?:minimaal|ten ?minste|minstens|min\.|at least) (?P<n>{N})(?!\w)(?! ?(?:jaar|jaren|maand|dag|years|months|days|%|uur (?:op|per dag|aaneen)))"
)
# "Minimaal 28 uur en liefst 36": what is best above what will do.
PREFERABLY = re.compile(
    rf"\s*(?:per week|p/w|pw|a week)?,?\s*(?:en |maar |and |but )?(?:(?:het )?(?:liefst|liever)|bij voorkeur|idealiter|preferably|ideally) (?:zelfs |even )?(?P<n>{N})(?=\s*(?:(?:uur|uren|u\b|hours)\s*)?(?:(?:per week|p/w|in de week|a week)\s*)?(?:[.,;)!?\n]|$|(?:van|aan|en|voor|of|and) ))"
)
# "Twee dagen in de week, hooguit drie": how much it may become.
UP_TO = re.compile(
    rf"\s*(?:(?:uur|uren|dagen|days|hours)\s*)?(?:per week|p/w|pw|in de week|a week)?, ?(?:hooguit|hoogstens|ten hoogste|maximaal|at most) (?P<n>{N})(?=\s*(?:(?:uur|uren|dagen|days|hours)\s*)?(?:[.,;)!?\n]|$))"
)
# "24u mag 20", "32 uur, 28 mag ook": another number that will do.
OR_ALSO = re.compile(
    rf"(?:\.(?= (?:[^\W\d]+ mag ook|wie (?:er )?\d)))?[\s,;(/]*(?:mag (?:ook )?(?P<n>{N})(?!\w)|(?:per week|p/w|a week)?[^.;\d]{{0,30}}?(?P<m>{N})\s*(?:uur|uren|u\b|hours)?[^.;\d]{{0,30}}?\b(?:mag|kan|kunnen|volstaat|is|would|will|zou|zijn|voldoet)\b[^.;\d]{{0,20}}?\b(?:ook|eventueel|evt|eveneens|desnoods|prima|akkoord|goed|welkom|do|too|fine|well)\b)"
)
# "36 uur. Minder mag, maar onder de 28 heeft geen zin", "24 uur; onder de 16 beginnen we er niet aan": how few will do.
NOT_BELOW = re.compile(
    rf" *(?:(?:is|lijkt ons|heeft) [^.;,\d\n]{{2,24}})?[.,;:(–-] *(?:(?:maar |al )?(?:minder|iets minder|less|fewer)\b[^.;\d\n]{{0,30}}[.,;]? *)?(?:maar |but )?(?:onder(?: de)?|beneden(?: de)?|minder dan|lager dan|below|less than|fewer than|under) (?P<n>{N})(?: ?(?:uur|uren|u|hours))?(?: (?:per week|in de week|a week))? (?:heeft|is|wordt|werkt|lukt|kan|gaat|doen|beginnen|haal|halen|willen|vinden|zien|valt|it|we|wij|makes|does|is|has|the)\b[^.;\n]{{0,50}}\b(?:geen|niet|niets|zinloos|te weinig|not|no|never|nooit|makes little|weinig)\b"
)
# "16 uur in rustige weken tot 24 uur in drukke"
FAR_END = re.compile(
    rf"\s*(?:per week )?(?:in|tijdens|bij) (?:[^\W\d]+ ){{1,3}}tot (?P<n>{N})\s*(?:uur|uren|u\b)"
)
# "twintig uur, plus of min vier"
GIVE_OR_TAKE = re.compile(
    rf"[\s,(]*(?:plus of min|plus/min|plus-?minus|\+/-|±|give or take)\s*(?P<n>{N})(?!\w)"
)
# Words around a number of hours that make it something else than the weekly effort.
NOT_EFFORT = re.compile(
    r"binnen\s+$|\bom\s+$|\bvoor\s+$|vóór\s+$|uiterlijk\s+$|reistijd|responstijd|bereikbaar|open(?:ings)?\w*\s+van|24/7|[.:]\s*$|caseload",
)
# "Max. dagprijs: € 880,- (8 uur)": how long the day is that the price is of.
DAY_PRICE = re.compile(
    r"\b(?:dag(?:prijs|tarief|vergoeding)|day rate|daily rate)\b[^.;\n]{0,12}€[^.;\n(]{0,14}\($|€[^;\n(]{0,14} per (?:dag|day) ?\($"
)
_OTHERS = r"(?:cliënt|client|gezin|inwoner|jeugdige|leerling|deelnemer|traject|dossier|klant|kind|casus|zaak|school|groep|werkplek|werkplaats|huishouden|aanvraag|medewerker|collega|wijk)"
OF_OTHERS = re.compile(
    at_words(
        rf"\b(?:mijn|onze|een|de|jouw|uw) (?:collega|trainee|voorganger|voorgangster|stagiaire?)(?: [a-zà-ÿ]+){{0,2}},? (?:die )?(?:\d|werk|heeft|had|deed|doet)|\btrainees? (?:werk|volg|krijg|doe)|\bwerkt(?:e)?\b[^.;]{{0,40}}\b(?:gaat (?:[^\s.;]+ ){{0,3}}(?:verlof|pensioen|zwangerschapsverlof|weg)\b|vertrekt|stopt)|\b(?:aanvraag|opdracht|vacature|uitvraag|request)\b[^.;]{{0,60}}(?<!niet )\b(?:ingetrokken|vervallen|withdrawn)\b|\bvorige? (?:jaar|maand|week)\b[^.;]{{0,20}}\b(?:deden|deed|werkten|werkte|was|waren)\b|\b(?:(?:een|de|elke|iedere) (?:gemiddelde )?(?:{_OTHERS}|statushouder|leerkracht|vrijwilliger|bewoner)\w* (?:werkt|krijgt|volgt|heeft|gaat|komt)\b|(?:vorige|voormalige|vertrokken|vertrekkende|zieke) \w+ (?:werkte|deed|had|was|werkt)\b|bereikba|iets (?:vergelijkbaars|soortgelijks)|something similar|een (?:full-?time|voltijds?) (?:medewerker|collega|kracht|baan|dienstverband|werkweek)|open(?:ings|gesteld)?\b(?! (?:overheid|data|source)\b)|stage\b|inloop(?!punt|huis|centrum)|"
        rf"(?:per|elke?|iedere?|each) {_OTHERS}(?:en|s)?\b|per (?:36|32|40) uur\b|hun (?:inhuur|inzet|contract|werkweek)\b|les(?:sen|uren)?\b|is (?:er )?een (?:[\w-]+ )?(?:\w*medewerker|collega|assistent\w*|secretaresse|ondersteuner|stagiaire?) (?:beschikbaar|aanwezig|vrijgemaakt)\b|"
        r"(?:team|afdeling|wijkteam|balie|loket) (?:is|heeft|telt|bestaat|draait|werkt)\b|(?:heeft|krijgt) (?:een|elke|iedere) (?:consulent|medewerker|regisseur|begeleider|coach|adviseur|cliënt|gezin|kind|jeugdige))|"
        r"(?:medewerkers|collega['’]?s|consulenten|regisseurs|teamleden|begeleiders|coaches) (?:werken|hebben|zijn|doen)\b|"
        r"^(?:de |alle |veel |sommige |onze )?(?:kinderen|jeugdigen|cliënten|inwoners|deelnemers|leerlingen|jongeren|vrijwilligers|bewoners|statushouders|collega['’]s|ouders)\b"
    ),
)
# The same, wherever in a word they stand: plain substrings.
OTHERS_STEMS = ("aanbod voor", "peuters", "kleuters", "diensten van", "reistijd", "reizen", "piket", "dienstrooster", "geopend", "naar school", "huiswerk", "spreekuur", "lesweek", "inburgeringsles", "dagbesteding", "dagopvang", "voltijdnorm")  # fmt: skip
# People who are employed there, beside whom the work is done: "onze collega's in loondienst", "wij hebben een teamleider in loondienst".
EMPLOYED_THERE = re.compile(
    r"\b(?:collega['’]?s|personeel|wie|\w*(?:medewerkers|mensen|krachten|professionals|werknemers|consulenten|begeleiders|coaches|adviseurs|regisseurs|managers|leiders|artsen|docenten|ondersteuners))(?: (?:die|bij|ons|al|hier|vast)){0,3} in loondienst\b"
    r"|(?<!\bje )(?<!\bu )(?<!\bjij )\b(?:heb|hebben|heeft|had|hadden) [^.;,]{0,60}\bin loondienst\b"
    r"|\b(?:huidige|zittende|vorige|vertrekkende|eigen|andere) [^.;,]{0,40}\bin loondienst\b"
    r"|\b(?:meer|minder) dan [^.;,]{0,30}\bin loondienst\b"
    r"|\bin loondienst (?:zijn|hebben|krijgen|geldt|gelden)\b"
)
# "Onze consulenten werken vier dagen, en dat geldt ook voor jou"
HOLDS_FOR_READER = re.compile(r"\bgeldt (?:dus |dan )?ook voor (?:jou|jouw|u|uw|deze)\b")
TO_READER = re.compile(
    r"\b(?:je|jij|jou|u|uw|you|your|yourself|zelf|(?:deze|dit|this) (?:opdracht|klus|functie|rol|inhuur|assignment|role|job))\b"
)
EFFORT_CUE = re.compile(
    r"\b(inzet\w*|\w*belasting|input|inzetbaar|reken op|(?:we|wij) schatten|uren|uurtjes|het gaat om|het betreft|werkt|werken|omvang|opdracht|beschikbaar\w*|inhuur\w*|hur(?:en|t)|werkweek|gemiddeld|effort|week\b.{0,20}\bin overleg|zoek\w*|gezocht|gevraagd|vragen|iemand|plek|formatie(?:ruimte|plek|plaats)|somebody|someone|nodig|inhuren|huren|uitbesteden|engagement|workload|je werkt|jij werkt|werk je|"
    r"u werkt|liggen vast|ligt vast|you(?: will)? work|je maakt|available|looking for|seek(?:ing|s)|assignment|volume|role|klus|functie|meedraai\w*|kandidaat|professional|interim\w*|vacature|contract\w*|"
    r"dienstverband|denk(?:en|t)? aan|alles bij elkaar|al met al|te verdelen|verdeeld|flexibel|looptijd|voor de duur|period|commitment|bezig|kwijt|ruimte|tijd|missen|heb (?:je|jij|u)|heeft u|u heeft|kun (?:je|jij)|need(?:ed)?|takes?|kost|beslaat)\b",
)
AT_THE_CLIENT = re.compile(
    r"kantoor|op locatie|aanwezig|thuis|vanuit huis|from home|(?:stad|raad|gemeente|provincie)huis|(?:city|town) hall|office|on.?site|in huis|op de werkvloer|beide locaties|gereserveerd|keukentafel|eigen werkplek|op afstand|\bbij ons\b",
)
# At the client or away from it as one likes: then the days are no share of the effort.
ANYWHERE = re.compile(
    r"\b(?:of|or|dan wel|en/of) (?:at |vanuit |vanaf |from )?(?:je )?(?:thuis|huis|home|remote)|(?:thuis|home) (?:of|or) "
)
AMENDED = re.compile(
    at_words(
        r"gewijzigd|aangepast|verhoogd|verlaagd|bijgesteld|teruggebracht|\bword(?:t|en)(?: er)? \d+ (?:uur|uren)[^.;\n]{0,15}, geen \d|uitgebreid naar|in plaats van|i\.p\.v|\bipv\b|in afwijking|rectificatie|correctie|\b(?:wijziging|aanpassing|change)(?: \d+)?:|wordt nu|\binmiddels\b[^.;\n]{0,30}\b(?:toegekend|vastgesteld|beschikbaar|afgesproken|besloten|goedgekeurd)|\bzijn (?:nu )?\d+[^.;\n]{0,30} geworden|\bis (?:nu )?\d+[^.;\n]{0,30} geworden|changed|amended|instead of|rather than|reduced|increased"
    ),
)
# The number that an amendment replaces.
OLD_BEFORE = re.compile(
    r"\b(?:in plaats van|i\.p\.v\.?|ipv|niet langer|niet meer|was|waren|eerder|eerst|voorheen|oorspronkelijk|geen|not|instead of|rather than|vermelde|genoemde)(?: de| het)?\s*$",
)
OLD_AFTER = re.compile(
    r"\s*(?:uur|uren)?\s*(?:per week|p/w)?\s*(?:naar|(?:is|wordt|worden|moet zijn) (?:nu )?(?:gewijzigd|bijgesteld|verhoogd|verlaagd|aangepast)|to)\s",
)
# Only a share of the effort: "waarvan 8 uur op kantoor".
# Hours spread over days are those of a week.
SPREAD = re.compile(r"\s*,?\s*(?:te )?(?:verspreid|verdeeld|verdelen|spreiden|spread|divided) (?:te worden )?over (?:[\w-]+ ){0,3}(?:dagen|ochtenden|days)")  # fmt: skip
# Two times of the clock, not two numbers of hours.
CLOCK_BEFORE = re.compile(r"\b(?:van|tussen|from|between|om|vanaf)\s*$")
CLOCK = re.compile(r"\b(?:[01]?\d|2[0-4])[.:][0-5]\d\s*(?:uur|u)?\s*(?:-|–|tot|to)\s*(?:[01]?\d|2[0-4])[.:][0-5]\d")  # fmt: skip
ANSWER_BY = re.compile(r"reage|reactie|inschrijv|aanmeld|uiterlijk|deadline|inlever|indien")
# What follows hours that somebody is to give: "24 uur vrijmaken", "24 uren beschikbaar".
GIVEN_AFTER = re.compile(
    r"\s*(?:kunt |kan |te )?(?:vrij\w*|beschikba\w+|inzetba\w+|inzet(?=[,.;]| (?:per|en|waarvan|voor)\b)|in te zetten|available|ruimte\b|te (?:vergeven|besteden)\b|is (?:mogelijk|bespreekbaar|genoeg|voldoende)\b|tijd (?:hebt|heeft|vrij\w*)|heeft (?:de|onze) voorkeur|komen werken|kom(?:t|en)? helpen|besteed\w*|besteden)\b"
)
# "a four-day-a-week engagement", "een vierdaagse werkweek".
DAYS_JOINED = re.compile(
    rf"\b(?:(?P<n>{N})-days?(?:[- ](?:a|per))?[- ](?:working )?week\b|(?P<m>twee|drie|vier|vijf)daagse (?:werkweek|inzet|opdracht|aanstelling))"
)
# Days that somebody works here, without "per week": "je werkt vier dagen".
WORKS_DAYS = re.compile(
    r"\b(?:je|jij|u) (?:werkt|zit (?:hier|bij ons)|bent (?:er|hier|bij ons)|komt)(?: (?:hier|er|ongeveer|gemiddeld|bij ons|straks))? $|\biemand voor $|\b(?:part-?time|deeltijd) \($"
)
# "Het gaat om twee dagen, waarvan de dinsdag vaststaat": days that nothing but the days of a week can be.
DAYS_SAID = re.compile(
    r"\b(?:het gaat om|gaat het om|(?:we|wij) denken aan|reken op|uitgaan van|uit van|betreft|(?:je|jij|u) (?:bent|zit))(?: (?:ongeveer|gemiddeld|zo['’]n|circa|minimaal|maximaal))? $"
)
DAYS_THEN = re.compile(
    rf"\s*(?:,? (?:waarvan|waaronder|in elk geval|bij voorkeur|het liefst|liefst)(?: \w+){{0,2}} (?:{_DAY})|,? (?:in (?:onderling )?overleg )?(?:te )?(?:verdelen|verdeeld|spreiden|verspreid)\b|(?: bij ons| voor ons)? (?:aan het werk|aan de slag|mee bezig)\b)"
)
# "Je bent er drie dagen, de rest doe je waar je wilt": days at the client.
REST_ELSEWHERE = re.compile(
    r"(?: per week| in de week| a week)?,? (?:en |maar |and )?(?:de |the )?(?:rest|overige tijd|andere (?:tijd|uren))\b[^.;\n]{0,30}\b(?:waar|where(?:ver)?|thuis|elders|zelf|home|online|remote)\b"
)
A_SHARE = re.compile(r"\b(?:waarvan|of which|daarvan|van wie|including)(?: \w+)?\s*$")
# "De inzet bedraagt 24 uur", "omvang 24 uur", "zoekt voor 24 uur": hours a week without the words.
SAID_OF_HOURS = re.compile(
    r"(?:\b(?:inzet|omvang|uren\w*|aanstelling|arbeidsduur|werkweek|(?:working|work) week|hours|effort|beschikbaar(?:heid)?)\b(?! van de | van het )(?: (?!per (?:maand|jaar|dag|cliënt|gezin)|voor \w+ing)[a-zà-ÿ/-]+){0,4}|\b(?:je|jij|u) werkt|\bwerk (?:je|jij|u)|\b(?:functie|opdracht|klus|rol|baan) is (?:voor|van)|\b\w*(?:taak|opdracht|klus|functie|rol|baan|assignment|role|job) (?:omvat|beslaat|vergt|behelst|betreft|telt|covers|comprises|takes)|\b(?:opdracht|klus|contract|functie|rol|dienstverband|assignment|role) (?:van|voor|of|for)|\b(?:opdracht|klus|assignment) (?:tot|t/m|per|vanaf|until|from)\b[^.;\n]{1,20} (?:voor|for)|\b(?:het gaat om|gaat het om|reken(?: maar| dus| eerder)? op|denk(?:en)? aan|uit van|uitgaan van|zoeken we voor|looking at|(?:wij|we|zij|ze) (?:vragen|willen)(?: graag)?))\s*[:,]?\s*$",
)
SOUGHT_FOR = re.compile(r"\bzoek\w*(?: (?!v[oó][oó]r)\w+){0,3} voor $|\bzoek\w* (?:\w+ ){0,2}voor $|^voor $|\b(?:iemand|someone) (?:voor|for) $")  # fmt: skip
# The period before the number, with words alone between: "per week gaat het om 18 uur", "elke week vragen wij van u zestien uur".
WEEKLY_BEFORE = re.compile(
    rf"\b(?:wekelijks|weekly|per week|p/w|(?:elke|iedere|each|every|in een) (?:werk)?week|a week)(?:(?: (?!per|om de|meerdere)[a-zà-ÿ'’]+){{0,7}} |\s*:?\s*)(?:{ABOUT}\s*)?$"
)
# A count of people, each of whom works the hours behind it.
EACH = re.compile(r"\b(?:elk|ieder|allebei|beiden|per persoon|per kandidaat|each|[a-z]{4,}(?:en|s)) ?(?:à|a|van|voor|ad|at)?\s*$")  # fmt: skip
EACH_SAID = re.compile(r"\b(?:elk|ieder|allebei|per persoon|per kandidaat|each)\s*(?:van|voor)?\s*$")
# A label that holds hours of another kind.
OTHER_LABEL = re.compile(
    r"vrije|verlof|vakantie|overuren|opening|spreekuu?r|bereikba|kantooruren|begeleidings"
)
PEOPLE = re.compile(r"professional|kandida|consulent|medewerker|coach|manager|regisseur|begeleider|adviseur|collega|mensen|person")  # fmt: skip
# Hours in brackets or behind a comma that make a number of days, a full week or named days precise.
WEEK_BEFORE = re.compile(rf"(?:(?:full-?time|voltijds?|part-?time|deeltijd)(?: (?:position|role|job|functie|baan|opdracht|inzet|assignment))?|werkweek|\bfte|\bdag(?:en)?(?: (?:per|in de) week)?|\b(?:{_DAY}))\s*[,(=:]*\s*\(?=?\s*$")  # fmt: skip
ONCE = re.compile(r"\s*(?:per (?!week)|voor |reistijd|in totaal|total|training|na |scholing|verdeeld over (?:\w+ ){0,3}(?:maand|week|weken))")  # fmt: skip
IN_ALL = re.compile(r"\b(?:in totaal|totaal|total|training|cursus|scholing|budget)\b")
ELSEWHERE = ("interview", "deadline", "contact", "reference", "published", "salary", "education", "remote")
DATE_GOES_ON = re.compile(r"\s?(?:[-./]\s?\d|(?:jan|feb|m[aer]|apr|ju[ln]|aug|sep|o[kc]t|nov|dec))")
PIECE = re.compile(
    rf"(?:(?:inzet|omvang|uren|voor)\s+|[~±]\s*)?{STATED.pattern}\s*(?:\([^()]{{1,30}}\))?[.!]?"
)
AMENDED_TO = re.compile(r"\b(?:gewijzigd|aangepast|verhoogd|verlaagd|bijgesteld|teruggebracht|uitgebreid|changed|amended|reduced|increased|het (?:is|wordt|worden)(?: er)?) (?:in |naar |tot |to |nu )*$")  # fmt: skip
# So clear a word of effort that a few hours a week beside it are the effort.
STRONG_CUE = re.compile(r"\b(?:reken op|kost je|opdracht|inzet|uren|omvang|zoek\w*|gezocht|beschikbaar\w*|inhuur|assignment|looking for|hours|werkt|werk je|nodig|klus)\b")  # fmt: skip
# What stands around hours that are set apart within a title or a line of facts.
APART_BEFORE, APART_AFTER = (
    re.compile(r"[(\[,|·•–/-]\s*$|^\s*$"),
    re.compile(r"\s*(?:[)\],|·•–/-]|\((?:minder|minimaal|ten ?minste|minstens)\b|mag (?:ook )?\d|$)"),
)
