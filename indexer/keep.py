"""``python -m indexer.keep``: write down at the installation what every process would wait for at its start
(:mod:`indexer.language.kept`). Does nothing where it was done before and no word of our own tables came or went since.
"""

from __future__ import annotations

from indexer.language import analyser, forms, kept


def main() -> None:
    """Keep both tables. Raises ``OSError``."""
    if kept.read(forms.kept_at()) is None:
        kept.write(forms.kept_at(), forms.make())
    known = kept.read(analyser.kept_at())
    if known is None or known.keys() != analyser.words_of_tables():
        kept.write(analyser.kept_at(), analyser.make_known())


if __name__ == "__main__":
    main()
