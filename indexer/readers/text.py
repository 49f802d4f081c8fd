"""Plain text files: kept as they are, but for line ends, also those that were lost or doubled, odd spaces, unseen characters and
hard-wrapped paragraphs, those of quoted messages too, links past the frame of a page, and what an export left of another format.
"""

from __future__ import annotations

from indexer.readers.decode import decode
from indexer.readers.glued import unglued
from indexer.readers.guard import guarded
from indexer.readers.html import read_markup
from indexer.readers.leftovers import as_markup, without_breaks, without_names
from indexer.readers.plain import bounded, clean_characters, single_spaced
from indexer.readers.quoted import unwrapped_quotes
from indexer.readers.skip_links import without_skip_links
from indexer.readers.source import Limits, SourceText
from indexer.readers.wrapped import unwrapped


@guarded("text file")
def read(data: bytes, limits: Limits) -> SourceText:
    """Read a text file of any common encoding. Raises ReadError when it is empty, binary or too long."""
    # Bounded before the lines are looked at, which takes far longer, and after, as that may add to them.
    words = bounded(clean_characters(decode(data)), limits)
    # Again, as a name may stand for a space that is none of ours.
    words = clean_characters(without_breaks(without_names(words)))
    if (markup := as_markup(words)) is not None:
        return read_markup(markup, limits)
    words = without_skip_links(words)
    return SourceText(text=bounded(unglued(unwrapped_quotes(unwrapped(single_spaced(words)))), limits))
