"""The entry point of the command. A night waits longest for the processes that parse; so these are called for before anything
else is loaded. Those processes load this module once more, and it is all that they need of the command.
"""

from __future__ import annotations

import contextlib
import sys


def main() -> None:
    """Run the command line (:mod:`app.cli`)."""
    if sys.argv[1:2] == ["reindex"] and "--help" not in sys.argv:
        from indexer import fork_server

        with contextlib.suppress(OSError):  # the command meets it again, and tells
            fork_server.begin()
    from app import cli

    cli.main()


if __name__ == "__main__":
    main()
