"""Networks and tables of a folder of Parquet files, counted by DuckDB: the statements are never all in Python."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import networkx as nx

from kg.errors import SourceError
from kg.ids import exact
from kg.model import DRAWN, Kind, StatementKind, Tie
from kg.network.counts import BINARY, ONE_MODE, counts_of
from kg.network.days import period
from kg.network.make import Described, Network, assembled
from kg.network.networks import known, pairs
from kg.network.stats import Stats, stats
from kg.tables.files import engine, is_tables, opened, shards

if TYPE_CHECKING:
    import duckdb

FETCHED = 10_000  # rows at once
NEEDED = ("id", "holder_id", "holder", "holder_type", "target_id", "target", "target_type", "target_participants",
          "attributed_to", "relation", "kind", "polarity", "asserted", "confidence", "day")  # fmt: skip

TIES = """
    SELECT holder_id, target_id, relation, polarity, count(*), {keys}, arg_min(kind, id)
    FROM statements WHERE holder_id IS NOT NULL AND asserted AND confidence >= $least
    GROUP BY holder_id, target_id, relation, polarity ORDER BY holder_id, target_id, relation, polarity
"""
COUNTS = """
    SELECT holder_id AS actor, target_id AS target, polarity, CAST(count(*) AS DOUBLE) AS weight
    FROM statements
    WHERE holder_id IS NOT NULL AND asserted AND confidence >= $least AND list_contains($levels, polarity)
      AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
      AND ($kinds IS NULL OR list_contains($kinds, kind))
    GROUP BY holder_id, target_id, polarity ORDER BY holder_id, target_id, polarity
"""
ENDS = """
    SELECT holder_id AS id, holder AS label, holder_type AS kind FROM statements WHERE holder_id IS NOT NULL
    UNION ALL SELECT target_id, target, target_type FROM statements
"""
SPOKEN = """
    SELECT holder_id AS id, holder AS label, holder_type AS kind FROM spoken
    UNION ALL SELECT target_id, target, target_type FROM spoken
    UNION ALL SELECT one.id, one.label, one."type" FROM (SELECT unnest(attributed_to) AS one FROM spoken)
    UNION ALL SELECT one.id, one.label, one."type" FROM (SELECT unnest(target_participants) AS one FROM spoken)
    UNION ALL SELECT acts_for, acts_for, $state FROM entities WHERE acts_for IS NOT NULL
"""
NAMES = """
    SELECT id, min(struct_pack(label := label, kind := kind)) FROM ({told}) SEMI JOIN wanted USING (id) GROUP BY id
"""


def open(folder: str | Path) -> "Tables":
    """What can be asked of the tables in ``folder``, as `kg export` and `write` make them, in one shard or several.
    Raises `SourceError` where they are none or damaged.

    >>> with open("affair.parquet") as tables:  # doctest: +SKIP
    ...     tables.stats().contested
    """
    return Tables.open(Path(folder))


class Tables:
    """Use it as a context manager, or `close` it. Its answers equal those of a `Graph` that holds the same."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", held: ExitStack):
        self._connection, self._held = connection, held

    @classmethod
    def open(cls, folder: Path) -> Self:
        """See `kg.tables.open`."""
        if not is_tables(folder):
            reason = "no folder of Parquet tables; make one with 'kg export affair affair.parquet'"
            raise SourceError(f"{folder}: {reason}")
        with ExitStack() as held:
            connection = held.enter_context(engine())
            _views(connection, folder)
            return cls(connection, held.pop_all())

    def close(self) -> None:
        """Let go of the files; closing twice does no harm."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """How many statements there are."""
        count: int = self._connection.execute("SELECT count(*) FROM statements").fetchall()[0][0]
        return count

    def ties(self, least: float = DRAWN) -> Iterator[Tie]:
        """The edges of what is asserted and at least as sure as ``least``, sorted, one at a time; as
        `kg.network.ties_of` gives them."""
        return (tie for tie, _ in self._ties(least, keys=True))

    def network(self, least: float = DRAWN) -> Network:
        """The directed network of `ties`, with the keys of their statements; as `kg.graph.Graph.network`."""
        return self._network(least, keys=True)

    def stats(self) -> Stats:
        """Who is central and what is contested; as `kg.graph.Graph.stats`."""
        return stats(self._network(DRAWN, keys=False))

    def agreement(
        self,
        value: str = "subtract",
        *,
        of: str = "actors",
        levels: tuple[int, ...] = BINARY,
        by: str | None = None,
        least: float = 0.0,
        least_confidence: float = DRAWN,
        since: date | str | None = None,
        until: date | str | None = None,
        kinds: Iterable[str] = (),
    ) -> "nx.Graph[str]":
        """Who agrees with whom: the one-mode network of the same name and options in `kg.network.networks`, with the
        same weights, of the statements that `kg.network.narrowed` would leave.

        Nodes have ``label`` and ``kind``, edges ``weight``, ``congruence`` and ``conflict``. Of the pairs, not of the
        statements, as many are held as are not less than ``least``.
        """
        known(ONE_MODE, value, "value")
        known({"actors": 0, "targets": 0}, of, "network of")
        wanted = list(kinds)
        for kind in wanted:
            known({str(kind): kind for kind in StatementKind}, kind, "kind")
        given = {"least": least_confidence, "levels": list(levels), "kinds": wanted or None, "since": _end(since, 0),
                 "until": _end(until, 1)}  # fmt: skip
        rows = self._connection.execute(COUNTS, given).df()
        if of == "targets":
            rows = rows.rename(columns={"actor": "target", "target": "actor"})
        counts = counts_of(rows, tuple(levels))
        network: nx.Graph[str] = nx.Graph()
        named = self._named(counts.actors, SPOKEN, {"state": str(Kind.STATE)})
        for id in counts.actors:
            label, kind, *_ = named.get(id, (id, ""))
            network.add_node(id, label=label, kind=kind)
        network.add_edges_from(pairs(counts, value, by=by, least=least))
        return network

    def _ties(self, least: float, *, keys: bool) -> Iterator[tuple[Tie, str]]:
        told = TIES.format(keys="list(id ORDER BY id)" if keys else "[]")
        for source, target, relation, polarity, weight, ids, kind in self._rows(told, {"least": least}):
            yield Tie(source, target, relation, polarity, weight, tuple(ids)), kind

    def _network(self, least: float, *, keys: bool) -> Network:
        ties = list(self._ties(least, keys=keys))
        return assembled(ties, self._named({id for tie, _ in ties for id in (tie.source, tie.target)}, ENDS, {}))

    def _named(self, ids: Iterable[str], told: str, values: Mapping[str, Any]) -> dict[str, Described]:
        """What is known of these parties: as an entity, or else by the least of their labels where they are told of."""
        made = "CREATE OR REPLACE TABLE wanted AS SELECT unnest(CAST($ids AS VARCHAR[])) AS id"
        self._connection.execute(made, {"ids": sorted(ids)}).fetchall()
        rows = self._rows(NAMES.format(told=told), values)
        found: dict[str, Described] = {id: (one["label"], one["kind"], (), ()) for id, one in rows}
        asked = "SELECT id, label, kind, aliases, same_as FROM entities SEMI JOIN wanted USING (id) ORDER BY id"
        for id, label, kind, aliases, same_as in self._rows(asked, {}):
            found[id] = label, kind, tuple(aliases or ()), exact(tuple(same_as or ()))
        return found

    def _rows(self, query: str, values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
        cursor = self._connection.cursor()
        cursor.execute(query, dict(values))
        while some := cursor.fetchmany(FETCHED):
            yield from some


def _views(connection: "duckdb.DuckDBPyConnection", folder: Path) -> None:
    import duckdb

    try:
        paths = shards(folder, "entities")
        if not paths:
            raise SourceError(f"{folder}: no file entities.parquet in it; export the graph again")
        opened(connection, paths).create_view("entities")
        statements = opened(connection, shards(folder, "statements"))
        if missing := [name for name in NEEDED if name not in statements.columns]:
            raise SourceError(f"{folder}: statements have no column {missing[0]}; export the graph again")
        statements.create_view("statements")
        connection.execute("CREATE VIEW spoken AS SELECT * FROM statements WHERE holder_id IS NOT NULL")
        several = connection.execute("SELECT count(*) - count(DISTINCT id) FROM statements").fetchall()[0][0]
    except duckdb.Error as error:
        line = " ".join(str(error).split())[:200]
        raise SourceError(f"{folder}: cannot be read ({line}); export the graph again") from error
    if several:
        raise SourceError(f"{folder}: {several} statements stand there twice; keep one shard of each document")


def _end(when: date | str | None, end: int) -> date | None:
    return None if when is None else date.fromordinal(period(when)[end])
