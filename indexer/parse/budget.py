"""Total budget of this assignment. What a client spends, is given, saves or is insured for is none.

In prose an amount is the budget where the sentence says that it is a total, a ceiling or money set aside, that it is so
for this work, and nothing of what else a gemeente pays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.money import Money, money, per
from indexer.parse.openings import at_words
from indexer.parse.rate_words import OF_SALARY
from indexer.parse.roles import is_role
from indexer.parse.stems import clause_at
from indexer.parse.windows import find_near

LOWEST_BUDGET = 1_000.0
_HIGHEST_BUDGET = 5_000_000.0
STEMS = (
    " mille",
    "0k",
    "5k",
    "budget",
    "duizend",
    "thousand",
)  # where amounts stand that no sign or word calls money
# A total by its own name: what it is of, and that it is a sum ("opdrachtsom", "totale kosten", "maximale inhuursom").
_TOTAL = re.compile(
    at_words(
        r"\b(?:totaal|totale|maximale?|maximum|opdracht|inhuur|offerte|inschrijf|project|aanneem|contract|plafond|prijs|vaste?|geraamde|beschikbare?)[ -]?(?:\w+ )?(?:opdracht|inhuur|contract)?(?:som|bedrag|prijs|kosten|waarde|budget|vergoeding|plafond)\b|"
        r"\balles (?:bij elkaar|samen|inbegrepen)|\bal met al\b|\bbij elkaar\b|\ball together\b|\baltogether\b|\ball in all\b|\bin (?:all|total)\b|\boverall\b|\bfinanci[eë]le ruimte|\b(?:full|whole|entire) (?:job|assignment|project|period|engagement)\b|\bhonorarium\b|\beenmalig\w*\b|\bgemaximeerd|\bin één keer\b|\b(?:het|een) vast bedrag\b|"
        r"\bbudget|total (?:amount|budget|price|contract)|\b(?:kosten|waarde|prijs) van de (?:opdracht|inhuur|klus)|"
        r"\bin totaal\b|\btotaal voor (?:de|deze|het|dit|alle)\b|maximum van|total value|\bwaarde van|contract value|(?:shall|will|may|must) not exceed|fixed (?:price|fee|sum|amount)|lump ?sum|\braming\b|geraamd|begroot op|de waarde|\b(?:prijs|bedrag|plafond)\b[^.;]{0,40}\b(?:hele|gehele|geheel|totaal) ?(?:periode|opdracht|klus|traject|project)?|(?:voor|over) (?:de|het|een) (?:hele|gehele|totale) (?:periode|opdracht|klus|project|traject|inhuur|werk|onderzoek|looptijd)"
    ),
)
# Money put by, or asked for in an offer: a total where the sentence also names the work.
_SET_ASIDE = re.compile(
    at_words(
        r"gereserveerd|voor (?:het geheel|(?:de(?:ze)?|dit|het) (?:hele |gehele )?(?:opdracht|klus|inhuur|onderzoek|traject|project))\b(?! van)(?:[^.;]|\.\d){0,40}\bbegroot\b(?! op)|beschikbaar|vrijgemaakt|uitgetrokken|apart gezet|te besteden|besteden|ter beschikking|set aside|reserved|available|earmarked|\boffertes?\b|aanbieding|inschrijving(?:en)?\b|\bquote|\bbids?\b|niet meer (?:kost\w* )?dan|niet hoger (?:\w+ )?dan|plafond|offreren|ceiling|\bbedrag (?:van|dat)|niet duurder|niet meer dan|uitgeven|\bpot(?:je)?\b|\b(?:(?:wij|we) hebben|hebben (?:wij|we))\b|stelt\b|a total of|\bmag\b[^;]{0,40}\bkosten\b|prijsopgave|niet boven|uitkomen"
    ),
)
_SCOPE = re.compile(
    r"opdracht|\bjob\b|engagement|commission|\buitvraag\b|deze aanvraag|\bresultaat\b|inhuur|\bgeheel\b|prijsopgave|total|som\b|bedrag\b|project|inhuur|\bklus\b|assignment|totaal|total|totale|traject|periode|uitvoering|onderzoek|evaluatie|\boffertes?\b|aanbieding|inschrijving|werkzaamheden|the work|\bquote|\bbids?\b|beschikba|available|maxima|maximum|offreren|\bcontract\b|hiervoor|\bhele\b|\bvaste?\b|fixed|lump|\bkosten (?:mogen|bedragen|zijn|blijven)\b|\bmag (?:het|dit|alles)\b[^.;]{0,15}\bkosten\b",
)
# So much said of money put by that the work need not be named.
_PUT_BY = re.compile(
    r"(?:ge)?reserve(?:er|ren)\w*|vrijgemaakt|\bmaakt?(?:en)?\b[^.;]{0,40}\bvrij\b|\btrek(?:t|ken)\b[^.;]{0,50}\buit\b|uitgetrokken|apart gezet|\bmoet (?:je|jij|u) het mee doen\b|\bmeer is er niet\b|\bvoor opzij ?gezet|inhuur[^;]{0,15} opzij ?gezet|(?:hier|daar)voor\b[^;]{0,40}opzij ?gezet|\bligt\b[^;]{0,40}\bklaar\b|bestemd voor|\b(?:een|het|dat|dit) potje?\b|\ben dat is het (?:dan )?(?:ook|wel|maximum|plafond)\b|\bdaar moet (?:het |alles |je het )?(?:\w+ )?(?:uit|van|mee)\b|\b(?:er is|er ligt|er staat|(?:we|wij) hebben) (?:\w+ ){0,3}?(?:budget|bedrag) van\b|\bis\b[^.;]{0,40}\bbestemd|set aside|reserved|earmarked"
)
_NOT_BUDGET = re.compile(
    at_words(
        r"\bvergelijkba\w+ (?:onderzoek|opdracht|project|klus|traject|inhuur)\b|\b(?:hebben|heeft) (?:wij|we|de \w+)\b[^.;]{0,80}\bbetaald\b|\bniet in zit|\bverdeeld over (?!de (?:hele|looptijd|duur))|voor de (?:wijken|buurten|scholen|gezinnen|kinderen|jeugd)\b|\b(?:exclusief|buiten|naast) (?:de |jouw |je |uw )?(?:inhuur|uren|inzet)\b|\b(?:beheert?|bewaakt)\b|werkbudget|implementation budget|not part of|for materials|geen onderdeel|naast (?:het|uw|je) (?:uur)?tarief|begroting|jaarlijks|per jaar|uitvoeringsbudget|toegekend|\bproef\b|pilotbudget|innovatiebudget|omzet(?!belasting)|subsidie|bezuinig|tekort|jeugdhulpbudget|zorgbudget|persoonsgebonden|\bpgb\b|inkoopvolume|"
        r"budgethouder|miljoen|programmabudget|budget van de gemeente|drempel|aanbestedingsgrens|verzeker|aansprakelijk|uitgaven|kosten van de jeugd|taakstelling|opleidingsbudget|scholingsbudget|schuld|boete|bijdrage|uitkering|salaris|bruto|"
        r"\bopdrachten (?:boven|onder|vanaf|tot)|aanbesteed|voor materia|communicatiebudget|ontvangen|toegewezen|verantwoordelijk voor (?:een|het) budget|per (?:cliënt|jeugdige|inwoner|gezin|deelnemer|persoon|kind|leerling|traject|huishouden|client|participant|child|family|maand|kwartaal|school|wijk)|vergoed|lening|krediet|fonds\b(?! niet)|kreeg|krijgt|bewoners|inwoners|bespar|\bbouw|verbouw|van de provincie|gaat er|\bgaf\b|\baverage bid|\bgemiddeld bod\b"
    ),
)
_RATE_LABEL_TOTAL = re.compile(r"totaal|vaste? (?:prijs|bedrag)|hele opdracht|gehele opdracht|total|fixed|lump")  # fmt: skip


def read(layout: Layout, amounts: Iterable[Money]) -> Iterator[Candidate]:
    """Candidates for ``budget_total`` (euro) under labels and among the amounts of the text."""
    text = layout.low
    for pair in layout.labelled("budget", "rate"):
        if pair.key == "rate" and not _RATE_LABEL_TOTAL.search(f"{pair.label} {pair.text}".lower()):
            continue
        for amount in money(text, pair.start, pair.end):
            value = amount.high or amount.low
            if value >= LOWEST_BUDGET and per(text, amount.end)[0] is None and _is_whole(text, amount.end):
                yield Candidate("budget_total", value, pair.label_start, amount.end, "label", 0.9)
                break
    yield from _left(layout)
    yield from _in_the_header(layout)
    for amount in amounts:
        value = amount.high or amount.low
        thousands = text.endswith(("mille", "k"), amount.start, amount.end)
        called = amount.currency or thousands
        if (
            not LOWEST_BUDGET <= value <= _HIGHEST_BUDGET
            or not called
            and value % 100  # a year, most often
            or layout.is_noise(amount.start)
            or per(text, amount.end)[0] is not None
        ):
            continue
        start, end = clause_at(layout, amount.start)
        if _is_budgeted(text, start, end):
            yield Candidate("budget_total", value, amount.start, amount.end, "prose", 0.66)
            continue
        if (
            _NOT_BUDGET.search(text, start, end) and not _FOR_READER.search(text, start, end)
        ) or _is_of_policy(text, start, end):
            continue
        named = _TOTAL.search(text, start, end)
        if not called and not (named and named.end() <= amount.start <= named.end() + 25):
            continue
        aside = _SET_ASIDE.search(text, start, end)
        if _PUT_BY.search(text, start, end) or (named or aside) and _SCOPE.search(text, start, end):
            yield Candidate("budget_total", value, amount.start, amount.end, "prose", 0.7 if named else 0.62)


# "Oorspronkelijk stond er 28.000 euro; daarvan resteert er nog 22.000": what is left of a sum is what there is to spend.
_LEFT = re.compile(
    r"\b(?:oorspronkelijk|aanvankelijk|eerst|originally)\b[^\n\d€]{0,40}(?:€\s?)?\d{1,3}(?:\.\d{3})+(?:,-+)?(?: euro)?[^\n\d€]{0,90}\b(?:resteert|resteren|blijft|blijven|remains?)\b(?: \w+){0,3} (?P<sum>(?:€\s?)?(?P<n>\d{1,3}(?:\.\d{3})+)(?:,-+)?(?: euro)?)"
)


def _left(layout: Layout) -> Iterator[Candidate]:
    for match in find_near(_LEFT, layout.low, layout.low, ("resteer", "resteren", "blijft", "blijven", "remain"), 160, 50):  # fmt: skip
        said = match[0]
        value = float(match["n"].replace(".", ""))
        if ("€" in said or "euro" in said) and LOWEST_BUDGET <= value <= _HIGHEST_BUDGET and not layout.is_noise(match.start()):  # fmt: skip
            yield Candidate("budget_total", value, *match.span("sum"), "prose", 0.72)


# "€ 48.000 ex. btw, alles erin" in a row of facts.
_SUM_PIECE = re.compile(
    r"(?:(?:max\.?|maximaal|budget|totaal|vaste prijs)\s)?€ ?(?P<n>\d{1,3}\.\d{3})(?:,-|,00)?(?: \(?(?:ex|excl|incl)\w*\.?(?: (?:btw|vat))?\)?)?(?:,? (?:alles erin|all-?in|totaal|in totaal|voor het geheel))?"
)


def _in_the_header(layout: Layout) -> Iterator[Candidate]:
    """An amount far above any rate that is a whole piece of the header, where no salary stands beside it."""
    for start, end in layout.pieces():
        match = _SUM_PIECE.fullmatch(layout.low, start, end)
        if match is None or layout.is_noise(start):
            continue
        value = float(match["n"].replace(".", ""))
        line = layout.line_at(start)
        if LOWEST_BUDGET <= value <= _HIGHEST_BUDGET and not _SALARY.search(layout.low, line.start, line.end):
            yield Candidate("budget_total", value, start, end, "form", 0.55)


# "Voor het geheel is € 22.500 opgenomen in de begroting van 2026": what a body's own budget holds for this work.
_WHOLE_WORK = re.compile(
    r"\bvoor (?:het geheel|(?:de(?:ze)?|dit|het) (?:hele |gehele |externe )?(?:opdracht|klus|inhuur|inzet|onderzoek|evaluatie|project|traject|werk))\b(?! van (?:de )?(?:jeugd|zorg|wmo))"
)
_IN_BUDGET = re.compile(
    r"\b(?:in|op|binnen) (?:de|onze|het) (?:\w+ ){0,2}?(?:begroting|jaarbudget)\b(?: van| voor)?(?: het jaar)?(?: 20\d\d)?"
)
_SALARY = re.compile(rf"{OF_SALARY.pattern}|per jaar|\bcao\b|\bvast\b|vaste? (?:dienst|contract|aanstelling)")
_FOR_READER = re.compile(r"\bvoor (?:jouw|je|uw) (?:inzet|opdracht|klus|werk|inhuur)\b")
# A council, or what a programme or a task takes in all.
_POLICY = re.compile(
    r"\bde (?:gemeente)?raad\b|\bhet college\b|\b(?:programma|project|beleid|regeling|taak|taken|transitie|hervorming)\b(?:[^.;]|\.\d){0,50}\bgemoeid\b"
)
# "Voor de kwartiermaker heeft de raad in totaal 42.500 euro uitgetrokken"
_FOR_A_ROLE = re.compile(r"\bvoor (?:de|een|deze) ([\w-]+)")
_FOR_THE_WORK = re.compile(r"opdracht|inhuur|klus|hiervoor|daarvoor|onderzoek|assignment")


def _is_of_policy(text: str, start: int, end: int) -> bool:
    """Whether money is that of a policy or a programme, and nothing is said of this work: ``de raad maakte 380.000 euro vrij``."""
    if _POLICY.search(text, start, end) is None or _FOR_THE_WORK.search(text, start, end):
        return False
    return not any(is_role(match[1]) for match in _FOR_A_ROLE.finditer(text, start, end))


def _is_budgeted(text: str, start: int, end: int) -> bool:
    """Whether a sentence says that the budget of a body holds the money for the whole of this work, and nothing of other money."""
    if not _WHOLE_WORK.search(text, start, end) or not _IN_BUDGET.search(text, start, end):
        return False
    return _NOT_BUDGET.search(_IN_BUDGET.sub(" ", text[start:end])) is None


def _is_whole(text: str, end: int) -> bool:
    """Whether the number ends here: it is no part of a date or a longer one."""
    return re.match(r"[-/:]\d", text[end : end + 2]) is None
