"""Settings from the flags of a command, the environment and defaults."""

from __future__ import annotations

from typing import Any

from app.commands.terminal import USAGE, Stop
from app.settings import Settings


def settings(**flags: Any) -> Settings:
    """The settings with those flags that were given; raises ``Stop`` where a value cannot be used."""
    from pydantic import ValidationError

    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, item['loc'][:1]))}: {item['msg']}" for item in error.errors()]
        raise Stop("onbruikbare instelling:\n  " + "\n  ".join(wrong), USAGE) from None
