"""The version of the API, after Semantic Versioning: https://semver.org. What changed stands in
``description.toml``.
"""

from __future__ import annotations

from typing import Final

API_VERSION: Final = "1.1.0"
