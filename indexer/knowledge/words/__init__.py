"""Tables of Dutch words: abbreviations, overrides of the lemma, the parts of compounds."""
