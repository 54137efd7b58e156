"""The closed label sets that the model is trained on and the components read."""

ENTITY_TYPES = (
    "PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE",
    "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL",
)  # fmt: skip
BIO = ("O", *(f"{prefix}-{kind}" for kind in ENTITY_TYPES for prefix in "BI"))

# what a word may be the cue of (the sign is the holder's towards the target), how it stands, and whom it ties
CUES = ("none", "stance+", "stance-", "action+", "action-", "action0", "affiliation")
STANDINGS = ("certain", "possible", "negated")
ROLES = ("holder", "target", "source")
# a word that tells a report, and what it ties: who says so, the first and the last word of what is said
REPORT_ROLES = ("source", "begin", "end")

CASES = ("lower", "title", "upper", "mixed", "digits", "punctuation", "continuation")

_KEPT = ("pass", "agent", "poss", "prt", "relcl")


def kept_dep(label: str) -> str:
    """Cut a Universal Dependencies subtype unless the rules ask for it: ``obl:tmod`` is ``obl``."""
    base, _, subtype = label.partition(":")
    return label if subtype in _KEPT else base


def case_of(word: str) -> int:
    """Index into `CASES`: how a word is written, which an uncased vocabulary cannot tell."""
    if not any(c.isalnum() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3
