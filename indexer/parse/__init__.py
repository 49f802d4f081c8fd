"""Plain text -> record: :mod:`~indexer.parse.parser` is the road, one module a field stands along it.

Nothing is imported here, so that who needs one small thing of it does not load all of it.
"""
