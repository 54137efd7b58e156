"""A graph as a folder of Parquet files, and what DuckDB answers from such folders, however large."""

from kg.tables.answers import Tables, open
from kg.tables.files import is_tables
from kg.tables.read import readings
from kg.tables.write import write

__all__ = ["Tables", "is_tables", "open", "readings", "write"]
