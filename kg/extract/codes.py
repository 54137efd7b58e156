"""Event codes of a statement: those of its relation if the act is done, of an intent if it is only meant.

PLOVER and CAMEO code "will help" as the expression of an intent to cooperate, "will attack" as a threat, and "will not
help" as a rejection (Open Event Data Alliance, PLOVER codebook; Schrodt, CAMEO codebook, 2012, roots 03, 13 and 12).
"""

from kg.extract.factuality import Fact
from kg.lexicon import Relation

FRIENDLY = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
HOSTILE = frozenset(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))


def of(relation: Relation, fact: Fact, negated: bool) -> tuple[str | None, str | None]:
    """The PLOVER type and the CAMEO code; none of what is said not to happen, unless it is refused."""
    own = relation.plover, relation.cameo
    if not fact.meant and not negated:
        return own
    if negated:
        return ("REJECT", "12") if fact.meant and relation.plover in FRIENDLY else (None, None)
    if relation.plover in FRIENDLY:
        return "AGREE", "03"
    return ("THREATEN", "13") if relation.plover in HOSTILE else own
