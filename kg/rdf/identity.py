"""What was joined and why, and what a person decided: as triples."""

from collections.abc import Iterable, Iterator, Mapping

from kg.ids import is_id
from kg.rdf import iris
from kg.rdf.encode import DCTERMS, KG, RDF, RDFS
from kg.rdf.literals import text
from kg.rdf.written import Triple, address, document, thing
from kg.resolve import Correction, Merge


def encode_merges(merges: Iterable[Merge]) -> Iterator[Triple]:
    """For the graph of entities: what is left of an identifier that became another."""
    for merge in merges:
        node = thing(merge.old)
        yield node, DCTERMS.isReplacedBy, thing(merge.new)
        yield node, KG.mergeReason, text(merge.reason)
        yield node, RDFS.label, text(merge.label)


def encode_corrections(corrections: Iterable[Correction]) -> Iterator[Triple]:
    """The graph of corrections, as the file had them."""
    for correction in corrections:
        node = address(iris.correction(correction.action, correction.one, correction.other))
        yield node, RDF.type, KG.Correction
        yield node, KG.action, text(correction.action)
        for property, end in ((KG.concerns, correction.one), (KG.value, correction.other)):
            if end:
                yield node, property, thing(end) if is_id(end) else text(end)
        if correction.note:
            yield node, RDFS.comment, text(correction.note)
        if correction.who:
            yield node, KG.decidedBy, text(correction.who)


def encode_coded(coded: Mapping[str, str]) -> Iterator[Triple]:
    """For the graph of keys: what persons coded, by document."""
    for id, was in coded.items():
        yield document(id), KG.asGiven, text(was)
