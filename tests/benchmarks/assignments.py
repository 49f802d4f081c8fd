"""Made-up assignments by the thousand for benchmarks: the same number gives the same text, on every machine.

The prose is no Dutch that means anything, but its words are spread as in Dutch texts: their frequency falls with their rank
(Zipf, exponent 1), function words first, then simple words and compounds of the social domain and of the language at large. The facts
stand in one of several layouts, each left out now and then.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import random
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

LEAST_WORDS, MOST_WORDS = 250, 900
_COMPOUNDS = 30_000
FUNCTION = (
    "de het een en van in op voor met je wij is dat aan te zijn om bij als ook naar of door over uit die tot wordt kan "
    "deze ons onze jij hebt worden niet er tussen binnen meer alle samen waar daar vanuit zodat wanneer welke"
).split()
_SIMPLE = (
    "gemeente inwoner team wijk jeugd gezin ouder kind jongere school zorg hulp vraag plan beleid aanpak opdracht proces "
    "partner college raad keuze overleg samenwerking uitvoering kwaliteit ontwikkeling verandering advies gesprek besluit "
    "dossier budget schuld inkomen werk taal wonen veiligheid netwerk aanbieder contract inkoop monitor resultaat ervaring "
    "kennis organisatie collega afspraak verbetering ondersteuning begeleiding behandeling indicatie voorziening toegang"
).split()
ROLES = (
    "Beleidsadviseur Procesbegeleider Projectleider Jeugdconsulent Wmo-consulent Kwaliteitsmedewerker Jobcoach "
    "Schuldhulpverlener Casemanager Gedragswetenschapper Contractmanager Inkoopadviseur Teammanager Gezinscoach "
    "Programmamanager Klantmanager Toezichthouder Wijkteammedewerker Inburgeringsconsulent Leerplichtambtenaar"
).split()
FIELDS = "jeugd,Wmo,participatie,schuldhulp,inburgering,onderwijs,veiligheid,sociaal domein".split(",")
WISHES = (
    "Je bent verbindend en bestuurlijk sensitief.", "Je hebt aantoonbare ervaring met casusregie.",
    "Kennis van de Jeugdwet en de Wmo 2015 is een pré.", "Een SKJ-registratie is vereist.",
    "Je bent communicatief sterk en resultaatgericht.", "Ervaring met Suite of Zorgned is een pluspunt.",
    "Je hebt kennis van de Participatiewet.", "Je kunt goed zelfstandig werken en analyseren.",
)  # fmt: skip
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()  # fmt: skip
FIRST_DAY = dt.date(2026, 1, 5)


@cache
def towns() -> list[tuple[str, str]]:
    table = files("indexer.knowledge.geo").joinpath("woonplaatsen.csv").read_text(encoding="utf-8")
    return [(row["name"], row["gemeente"]) for row in csv.DictReader(table.splitlines())]


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Words and the sums of their weights up to each."""
    chance = random.Random(1)

    def column(name: str) -> list[str]:
        text = files("indexer.knowledge.words").joinpath(name).read_text(encoding="utf-8")
        return [line.split()[0] for line in text.splitlines() if line and not line.startswith("#")]

    heads, tails = column("compound_heads.tsv"), column("compound_tails.tsv")
    domain = [line for line in column("domain_parts.txt") if line.isalpha()]
    compounds = [a + b for a, b in itertools.product(domain[:60], domain[-60:]) if a != b]
    chance.shuffle(compounds)
    wide = [chance.choice(heads) + chance.choice(tails) for _ in range(_COMPOUNDS)]
    words = list(dict.fromkeys([*FUNCTION, *_SIMPLE, *compounds, *wide]))
    return words, list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))


def prose(chance: random.Random, count: int) -> Iterator[str]:
    """Sentences of ``count`` words in all, in paragraphs."""
    words, sums = vocabulary()
    drawn = chance.choices(words, cum_weights=sums, k=count)
    while drawn:
        length = chance.randint(6, 22)
        sentence, drawn = drawn[:length], drawn[length:]
        yield " ".join(sentence).capitalize() + chance.choice((".", ".", ".", ".\n"))


def written_date(chance: random.Random, day: dt.date) -> str:
    written = (f"{day.day} {_MONTHS[day.month - 1]} {day.year}", day.strftime("%d-%m-%Y"), day.isoformat())
    return chance.choice(written)


def _facts(chance: random.Random, town: str, gemeente: str) -> list[tuple[str, str]]:
    start = FIRST_DAY + dt.timedelta(days=chance.randrange(600))
    hours, rate, months = chance.randrange(8, 40, 4), chance.randrange(60, 130), chance.randrange(2, 24)
    stated = [
        ("Organisatie", f"Gemeente {gemeente}"),
        ("Plaats", town),
        (
            "Uren per week",
            chance.choice((f"{hours}", f"{max(4, hours - 8)} - {hours} uur", f"{hours} uur p/w")),
        ),
        (
            "Tarief",
            chance.choice(
                (f"€ {rate},- excl. btw", f"max. € {rate} per uur", f"€ {rate - 10} - € {rate} per uur")
            ),
        ),
        ("Startdatum", written_date(chance, start)),
        ("Duur", f"{months} maanden"),
        ("Verlenging", f"{chance.randint(1, 3)} x 6 maanden"),
        ("Sluitingsdatum", written_date(chance, start - dt.timedelta(days=chance.randrange(10, 40)))),
        ("Publicatiedatum", written_date(chance, start - dt.timedelta(days=chance.randrange(40, 60)))),
    ]
    return [pair for pair in stated if chance.random() < 0.85]


def assignment(number: int) -> str:
    """The text of one assignment."""
    chance = random.Random(number)
    town, gemeente = chance.choice(towns())
    title = f"{chance.choice(ROLES)} {chance.choice(FIELDS)}"
    facts = _facts(chance, town, gemeente)
    match number % 3:
        case 0:
            told = "\n".join(f"{label}: {value}" for label, value in facts)
        case 1:
            told = "\n".join(f"{label}\n{value}" for label, value in facts)
        case _:
            told = "\n".join(f"- {label} {value}" for label, value in facts)
    told_at_length = list(prose(chance, chance.randint(LEAST_WORDS, MOST_WORDS) - 60))
    wishes = chance.sample(WISHES, 3)
    half = len(told_at_length) // 2
    return "\n".join(
        (title, "", f"Opdracht {number:07d}", told, "", "Opdracht", " ".join(told_at_length[:half]), "", "Eisen", *wishes, "",
         "Werkwijze", " ".join(told_at_length[half:]), "")
    )  # fmt: skip


def write_corpus(folder: Path, count: int, per_folder: int = 1_000) -> None:
    """``count`` assignments as files ``folder/000/0000012.txt``."""
    for number in range(count):
        parent = folder / f"{number // per_folder:03d}"
        parent.mkdir(parents=True, exist_ok=True)
        (parent / f"{number:07d}.txt").write_text(assignment(number), encoding="utf-8")
