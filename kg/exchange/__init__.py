"""Other people's formats: what a graph gives them, and what is taken from them. One format, one file."""

from kg.exchange.annotations import annotations
from kg.exchange.csvw import csv_table, csvw
from kg.exchange.dna_write import dna_database
from kg.exchange.folder import bring_in
from kg.exchange.jsonld import jsonld
from kg.exchange.load import load
from kg.exchange.nanopubs import nanopubs
from kg.exchange.parquet import parquet
from kg.exchange.qda_write import qda_project
from kg.exchange.quads import nquads, reified

__all__ = ["annotations", "bring_in", "csv_table", "csvw", "dna_database", "jsonld", "load", "nanopubs", "nquads",
           "parquet", "qda_project", "reified"]  # fmt: skip
