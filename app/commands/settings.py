"""Settings from the flags of a command, the environment and defaults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.commands.terminal import USAGE, Stop

if TYPE_CHECKING:
    from app.settings import Settings


def settings(url: Sequence[str] | None = None, **flags: Any) -> Settings:
    """The settings with those flags that were given, ``url`` being the addresses of a cluster; raises ``Stop`` where a value
    cannot be used.
    """
    # Loaded when a command runs, so that help comes at once.
    from pydantic import ValidationError

    from app.settings import Settings

    flags["opensearch_urls"] = url
    try:
        return Settings(**{name: value for name, value in flags.items() if value not in (None, [])})
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, item['loc'][:1]))}: {item['msg']}" for item in error.errors()]
        raise Stop("onbruikbare instelling:\n  " + "\n  ".join(wrong), USAGE) from None
