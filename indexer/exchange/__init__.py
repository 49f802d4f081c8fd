"""What others are told of the open records: a log of numbered changes that a copy elsewhere is kept equal by.

Open is what a search for open records shows: not closed by its own text, its last day (:func:`~indexer.record.open_until`) not
passed in the Netherlands, and of an assignment posted more than once the posting that stands for it
(:mod:`~indexer.exchange.openness`).

The log has one writer, the nightly run (:mod:`~indexer.exchange.log`), which keeps it in the store and puts what is to
be read of it in a file of each generation (:mod:`~indexer.exchange.journal`). So it becomes visible in the one step that
switches the generation, several servers read it while a run writes, and a run that is killed has told nobody anything.

**Numbers** go up and are given once. A new log starts at the milliseconds since 1970, so that a log begun anew after its
data was thrown away lies above all that was told before, and nobody goes on in the wrong one.

**A closing day passes by itself**, with no run to write it down. So each generation holds the removals to come: numbered
beforehand in the order of the closing days, each visible from the midnight (Dutch time) after that day. Every server
sees them appear at the same moment under the same number; the set that snapshot and stream give is exact at any moment,
whenever the last run was. A run that has something to tell numbers what is still to come anew, above every number it
ever set aside.

**Going back a generation** shows the log as it stood then; who had read further is told to take the snapshot anew. The
store keeps what it knew, so that the next run goes on behind the last number: its log leads on from any earlier state.
"""
