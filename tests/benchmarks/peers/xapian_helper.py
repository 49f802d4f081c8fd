"""Xapian behind two pipes: ``/usr/bin/python3 xapian_helper.py FOLDER``. Knows nothing of the project, which Debian's Python
cannot load; the lines are described in :mod:`tests.benchmarks.peers.piped`.

A facet whose values come in few combinations is one slot with the whole combination, taken apart when it was counted;
competencies, which come in any, take a slot for each place in the list. What is shown, and every value, is a boolean term.
"""

import sys
import time
from collections import Counter

import xapian

UNIT = "\x1f"
FIELDS = ("province", "region", "competency", "contract_form", "education", "remote", "hours", "rate")
RANGES = ("hours", "rate", "duration")
JOINED = {"province": 1, "contract_form": 2, "education": 3, "hours": 4, "rate": 5}
PUBLISHED = 0
LOW = {"hours": 6, "rate": 8, "duration": 10}
COMPETENCIES = range(20, 34)
LIMIT = 20
SHOWN = "XSHOWN"
FLUSH_EVERY = 20_000


def term(field, value):
    """The boolean term of a value, within what a key may hold."""
    return f"X{FIELDS.index(field)}:{value}"[:240]


def unknown(field):
    return f"XUNKNOWN{RANGES.index(field)}"


def cells(line):
    return line.rstrip("\n").split("\t")


def add(database, generator, line):
    number, shown, published, head, body, *rest = cells(line)
    document = xapian.Document()
    generator.set_document(document)
    generator.index_text(head, 3)
    generator.increase_termpos()
    generator.index_text(body)
    if shown == "1":
        document.add_boolean_term(SHOWN)
    document.add_value(PUBLISHED, xapian.sortable_serialise(int(published)))
    for field, joined in zip(FIELDS, rest, strict=False):
        values = joined.split(UNIT) if joined else []
        for value in values:
            document.add_boolean_term(term(field, value))
        if field == "competency":
            for slot, value in zip(COMPETENCIES, values, strict=False):
                document.add_value(slot, value)
        elif field in JOINED and joined:
            document.add_value(JOINED[field], joined)
    for field, span in zip(RANGES, rest[len(FIELDS) :], strict=False):
        if span:
            for at, figure in enumerate(span.split(UNIT)):
                document.add_value(LOW[field] + at, xapian.sortable_serialise(float(figure)))
        else:
            document.add_boolean_term(unknown(field))
    database.replace_document(int(number), document)


def build(folder):
    made = folder + ".made"
    database = xapian.WritableDatabase(made, xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("dutch"))
    for number, line in enumerate(iter(sys.stdin.readline, ".\n"), 1):
        add(database, generator, line)
        if number % FLUSH_EVERY == 0:
            database.commit()
    database.commit()
    database.compact(folder)
    database.close()
    return xapian.Database(folder)


def any_of(queries):
    return xapian.Query(xapian.Query.OP_OR, queries)


def filters(chosen, spans):
    """The filters by field, besides that of what is shown."""
    found = {}
    for field, joined in zip(FIELDS, chosen, strict=False):
        if joined:
            found.setdefault(field, []).append(
                any_of([xapian.Query(term(field, value)) for value in joined.split(UNIT)])
            )
    for field, span in zip(RANGES, spans, strict=False):
        if span:
            low, high = (xapian.sortable_serialise(float(figure)) for figure in span.split(UNIT))
            inside = xapian.Query(
                xapian.Query.OP_AND,
                xapian.Query(xapian.Query.OP_VALUE_LE, LOW[field], high),
                xapian.Query(xapian.Query.OP_VALUE_GE, LOW[field] + 1, low),
            )
            found.setdefault(field, []).append(any_of([inside, xapian.Query(unknown(field))]))
    return found


def spies_for(facet):
    slots = COMPETENCIES if facet == "competency" else [JOINED[facet]]
    return [xapian.ValueCountMatchSpy(slot) for slot in slots]


def counted(spies):
    counts = Counter()
    for spy in spies:
        for row in spy.values():
            for value in row.term.decode().split(UNIT):
                counts[value] += row.termfreq
    return counts


class Searcher:
    def __init__(self, database):
        self.database = database
        self.all = database.get_doccount()
        self.parser = xapian.QueryParser()
        self.parser.set_database(database)
        self.parser.set_stemmer(xapian.Stem("dutch"))
        self.parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self.parser.set_default_op(xapian.Query.OP_AND)

    def answer(self, line):
        words, prefix, published, together, own, *rest = cells(line)
        started = time.perf_counter()
        query = xapian.Query.MatchAll
        if words:
            flags = xapian.QueryParser.FLAG_WILDCARD if prefix == "1" else 0
            query = self.parser.parse_query(words + ("*" if prefix == "1" else ""), flags)
        under = filters(rest[: len(FIELDS)], rest[len(FIELDS) :])
        spies = {facet: spies_for(facet) for facet in together.split(",") if facet}
        by_day = published == "1" or not words
        found = self.run(query, under, spies.values(), LIMIT, by_day)
        total, first = found.get_matches_estimated(), [match.docid for match in found]
        counts = {facet: counted(row) for facet, row in spies.items()}
        for facet in filter(None, own.split(",")):
            row = spies_for(facet)
            self.run(query, {name: part for name, part in under.items() if name != facet}, [row], 0, True)
            counts[facet] = counted(row)
        return time.perf_counter() - started, total, first, counts

    def run(self, query, under, spies, limit, by_day):
        parts = [part for row in under.values() for part in row]
        narrowing = xapian.Query(xapian.Query.OP_AND, [xapian.Query(SHOWN), *parts])
        enquire = xapian.Enquire(self.database)
        enquire.set_query(xapian.Query(xapian.Query.OP_FILTER, query, narrowing))
        if by_day:
            enquire.set_weighting_scheme(xapian.BoolWeight())
            enquire.set_sort_by_value(PUBLISHED, True)
        for row in spies:
            for spy in row:
                enquire.add_matchspy(spy)
        return enquire.get_mset(0, limit, self.all)


def main():
    searcher = Searcher(build(sys.argv[1]))
    print("ready", flush=True)
    for line in sys.stdin:
        seconds, total, first, counts = searcher.answer(line)
        rows = [
            UNIT.join([facet, *(f"{value}={count}" for value, count in row.items())])
            for facet, row in counts.items()
        ]
        print("\t".join([repr(seconds), str(total), ",".join(map(str, first)), *rows]), flush=True)


if __name__ == "__main__":
    main()
