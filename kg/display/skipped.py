"""Why the reader skipped something, in words for people."""

SKIPPED = {
    "pronoun-unresolved": 'unclear who "he", "she" or "they" is',
    "pronoun-ambiguous": '"he", "she" or "they" may be one of several',
    "holder-unresolved": "unclear who says it",
    "holder-unnamed": "nobody is named who says it",
    "holder-is-target": "about the speaker",
    "target-unresolved": "unclear what it is about",
    "ambiguous-name": "a name that several have",
    "description-ambiguous": "a description that fits several",
    "description-without-antecedent": "a description of somebody who is not named",
    "generic-noun": 'a general word such as "officials"',
    "rejected": "rejected by hand",
    "about-rejected": "about a statement that was rejected by hand",
}


def skipped(reason: str) -> str:
    """What a `kg.model.Skip` gives as its reason, in words.

    >>> skipped("holder-unresolved"), skipped("dna-coded-twice")
    ('unclear who says it', 'dna coded twice')
    """
    return SKIPPED.get(reason) or reason.replace("-", " ")
