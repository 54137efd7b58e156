"""A small quarrel by hand, for questions: who poisoned the river? Two outlets, a denial, hearsay, hedges, an office.

Beside `factories.affair` (a forum that some are for and some against) and `factories.reading` (a withdrawal).
"""

from factories import ENTITIES, FORUM, HOUSE, JANE, NET, affair, document, party, reading, span, statement

from kg.ids import content_id, entity_id
from kg.model import Certainty, Document, Entity, Kind, Participant, Party, Reading, StatementKind
from kg.rdf import Run
from kg.resolve import Merge
from kg.statements import order
from kg.store import Store

ACME = Entity(entity_id(Kind.ORGANIZATION, "Acme Works"), "Acme Works", Kind.ORGANIZATION, ("Acme",))
BOB = Entity(entity_id(Kind.PERSON, "Bob Roe"), "Bob Roe", Kind.PERSON)
EVERYBODY = (*ENTITIES, ACME, BOB)
MERGE = Merge(entity_id(Kind.PERSON, "Robert Roe"), BOB.id, "by hand", "Robert Roe")
POISON, BRIBE = "Acme Works had poisoned the river", "Acme Works had paid the mayor"


def quarrel() -> list[Reading]:
    """The two documents about Acme Works."""
    told = f"Jane Doe said that {POISON}. Acme Works denied that {POISON}. Bob Roe said that {BRIBE}."
    alpha = {"published": "2025-02-01", "publisher": "Alpha Post", "uri": "https://alpha.example/1"}
    one = document(told, title="River", **alpha)
    jane, bob, acme = party(one, JANE, "Jane Doe"), party(one, BOB, "Bob Roe"), party(one, ACME, "Acme Works", 1)
    claim = {"kind": StatementKind.ASSERTION, "polarity": 0}
    first = (
        statement(one, jane, "asserts", _claim(one, POISON), "said", **claim, attributed_to=(jane,)),
        statement(one, acme, "denies", _claim(one, POISON, 1), "denied", attributed_to=(acme,)),
        statement(one, bob, "asserts", _claim(one, BRIBE), "said that Acme Works had paid", **claim, confidence=0.65),
    )
    told = (
        f"Bob Roe told that Jane Doe believed that {POISON}. Bob Roe may oppose the forum. "
        "Bob Roe did not back the Open Net Institute. Bob Roe heads Acme. Bob Roe attacked the White House."
    )
    beta = {"published": "2025-02-03", "publisher": "Beta News", "uri": "https://beta.example/1"}
    two = document(told, title="Hearsay", **beta)
    jane, bob = party(two, JANE, "Jane Doe"), [party(two, BOB, "Bob Roe", nth) for nth in range(5)]
    second = (
        statement(two, jane, "asserts", _claim(two, POISON), "believed", **claim, attributed_to=(jane, bob[0])),
        statement(two, bob[1], "opposes", party(two, FORUM, "forum"), "may oppose", certainty=Certainty.POSSIBLE),
        statement(two, bob[2], "supports", party(two, NET, "Open Net Institute"), "back", negated=True, polarity=0),
        statement(two, bob[3], "heads", party(two, ACME, "Acme", 1), "heads", kind=StatementKind.RELATION, polarity=0,
                  role="head", since="2020"),
        statement(two, bob[4], "criticizes", party(two, HOUSE, "White House"), "attacked"),
    )  # fmt: skip
    known = ((JANE, BOB, ACME), (JANE, BOB, ACME, NET, FORUM, HOUSE))
    return [
        Reading(it, tuple(sorted(who, key=lambda e: e.id)), tuple(sorted(found, key=order)), ())
        for it, who, found in ((one, known[0], first), (two, known[1], second))
    ]


def told() -> Store:
    """A store in memory with all of it, read in two runs: the second brought the quarrel."""
    store = Store.open()
    runs = [*affair(), reading()], quarrel()
    for day, found in enumerate(runs, start=1):
        for one in found:
            store.replace(one)
        documents = tuple(one.document.id for one in found)
        store.record_run(Run("0.1.0", "5f1c", (), documents, f"2025-07-0{day}T08:00:00Z", f"2025-07-0{day}T08:01:00Z"))
    store.put(entities=EVERYBODY, merges=[MERGE])
    return store


def _claim(document: Document, text: str, nth: int = 0) -> Party:
    place = span(document, text, nth)
    actor = Participant("actor", ACME.id, ACME.label, ACME.kind, place.start, place.start + len(ACME.label))
    return Party(content_id(Kind.PROPOSITION, text), text, Kind.PROPOSITION, place.start, place.end, (actor,))
