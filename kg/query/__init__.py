"""Questions to a store: the named ones in ``questions/*.rq``, or anybody's SPARQL, answered as tables."""

from kg.query.questions import Parameter, Question, questions
from kg.query.run import called, labelled, run, sentence, signed, ties, uses
from kg.query.table import Table

__all__ = ["Parameter", "Question", "Table", "called", "labelled", "questions", "run", "sentence", "signed", "ties",
           "uses"]  # fmt: skip
