"""What a paper that asks for somebody calls itself: ``Uitvraag``, ``Verzoek om offerte``, ``Request for quotation``."""

from __future__ import annotations

import re

# What a document of this kind calls itself: it introduces a title or stands where one could be, and is none.
KIND = (
    r"(?:(?:freelance|interim|zzp|inhuur|tijdelijke?|externe|nadere|nieuwe?|verse|mooie|leuke|openbare|besloten|spoed|dringende?)[- ]*)*"
    r"(?:inhuur|markt)?(?:opdracht|aanvraag|vacature|vac(?=\.)|uitvraag|offerteaanvraag|offerteverzoek|offerte-aanvraag|inhuurverzoek|inhuurvraag|aanbesteding|mini-?competitie|marktconsultatie|"
    r"uitnodiging(?: (?:tot|voor)(?: het)?(?: (?:doen|uitbrengen|indienen) van)? ?(?:een |uw )?)?(?:inschrijving|offerte|aanbieding|voorstel)?|offerte|verzoek (?:om|tot)(?: het)?(?: (?:doen|uitbrengen) van)?(?: een)? (?:aanbieding|aanbod|offerte|voorstel)|rectificatie|nota van inlichtingen|project|assignment|klus|oproep|"
    r"contract opportunity|job opening|vacancy|request for (?:quotation|proposals?|offers?|tenders?)|call for (?:tenders?|proposals?|candidates)|terms of reference|tender|aanvraagformulier|inhuurformulier)"
)
REFERENCE = r"[\[(]?#?(?=[\w./-]*\d)[A-Za-z0-9][\w./-]{2,22}[\])]?"
KIND_ALONE = re.compile(
    rf"\W*(?:{KIND})(?:\W+(?:nr\.?|nummer)?\W*{REFERENCE})?\W*(?:(?:lees|let op)\b.*)?", re.I
)
# A heading made up of these alone says what the paper is and whom it is about in no more than general words.
_WORDS_OF_PAPERS = frozenset(
    "aanvraag uitvraag offerteaanvraag offerte offertes verzoek uitnodiging inschrijving aankondiging oproep opdracht inhuur inhuuraanvraag inhuuropdracht inhuurverzoek inzet werving vacature "
    "formulier personeel capaciteit kracht krachten derden extern externe tijdelijk tijdelijke flexibele nadere nieuwe interne openbare besloten spoed ter informatie intern gebruik vertrouwelijk concept "
    "om tot van voor een de het en door in te op "
    "call calls for of to an a the and expression expressions interest request requests quotation quotations proposal proposals tender tenders offer offers bid bids invitation notice contract temporary external staff hire hiring open".split()
)
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")


def is_paper(words: str) -> bool:
    """Whether words are no more than what a paper of this kind calls itself; what is no assignment may well be called so."""
    said = [word.lower() for word in _WORD.findall(words)]
    return len(said) > 1 and not _FIGURE.search(words) and _WORDS_OF_PAPERS.issuperset(said)
