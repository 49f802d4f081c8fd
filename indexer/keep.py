"""``python -m indexer.keep``: write down at the installation what every process would wait for at its start
(:mod:`indexer.language.kept`). Does nothing where it was done before.
"""

from __future__ import annotations

from indexer.language import analyser, forms, kept


def main() -> None:
    """Keep both tables. Raises ``OSError``."""
    for path, make in ((forms.kept_at(), forms.make), (analyser.kept_at(), analyser.make_known)):
        if kept.read(path) is None:
            kept.write(path, make())


if __name__ == "__main__":
    main()
