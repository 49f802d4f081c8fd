"""``make bench``: runs every benchmark of this folder in turn. Each prints ratios within its own run."""

from __future__ import annotations

import runpy
from pathlib import Path


def main() -> None:
    for file in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"\n# {file.stem.removeprefix('bench_')}", flush=True)
        runpy.run_module(f"tests.benchmarks.{file.stem}", run_name="__main__")


if __name__ == "__main__":
    main()
