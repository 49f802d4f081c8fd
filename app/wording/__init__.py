"""How a search and its finds are told to people, in Dutch, whichever room tells it: the pages, feeds, job feeds.

``dutch`` writes facts, ``words`` holds the names of things, ``filters`` tells what was chosen, ``records`` what a record is
called and where it stands, ``addresses`` where a search stands. Nothing here knows of HTTP or of templates.
"""
