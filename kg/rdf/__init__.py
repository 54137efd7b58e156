"""Statements as RDF and back: closed vocabulary, addresses, encode and its inverse, shapes."""

from kg.rdf.decode import decode, decode_document, decode_entities, decode_given
from kg.rdf.derived import Derived
from kg.rdf.encode import encode, encode_entities, encode_keys
from kg.rdf.identity import encode_coded, encode_corrections, encode_merges
from kg.rdf.runs import Run, decode_runs, encode_run
from kg.rdf.shapes import terms, validate

__all__ = [
    "Derived",
    "Run",
    "decode",
    "decode_document",
    "decode_entities",
    "decode_given",
    "decode_runs",
    "encode",
    "encode_coded",
    "encode_corrections",
    "encode_entities",
    "encode_keys",
    "encode_merges",
    "encode_run",
    "terms",
    "validate",
]
