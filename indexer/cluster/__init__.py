"""Writing to an OpenSearch cluster, in the place of an index on the machine's own disk.

A generation is two indices there: ``<alias>-<generation>`` holds the records, ``<alias>-<generation>-files`` the small files
that an engine needs beside them (the vocabulary, the log of changes, what the generation was made of). The alias names the
records that serve; moving it is the switch. What is parsed, and the store of it, stays on the machine that indexes.
"""
