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
    "dna-empty-selection": "coded in DNA on no text",
    "dna-no-actor": "coded in DNA without an actor",
    "dna-no-concept": "coded in DNA without a concept",
    "dna-unknown-qualifier": "coded in DNA with an agreement that is neither yes nor no",
    "dna-other-type": "coded in DNA as another type of statement",
    "dna-coded-twice": "coded in DNA twice",
    "dna-contradiction": "coded in DNA for and against at once",
    "dna-selection-too-short": "coded in DNA more often on one selection than it has words",
    "qda-other-code": "coded in a QDA project with other codes only",
    "qda-empty-selection": "coded in a QDA project on no text",
    "qda-no-side": "coded in a QDA project as neither for nor against",
    "qda-several-sides": "coded in a QDA project on several sides at once",
    "qda-no-holder": "coded in a QDA project without a holder",
    "qda-several-holders": "coded in a QDA project with several holders",
    "qda-no-target": "coded in a QDA project without a target",
    "qda-several-targets": "coded in a QDA project with several targets",
    "qda-coded-twice": "coded in a QDA project twice",
    "qda-contradiction": "coded in a QDA project for and against at once, by several selections",
    "qda-selection-too-short": "coded in a QDA project more often on one selection than it has words",
}


def skipped(reason: str) -> str:
    """What a `kg.model.Skip` gives as its reason, in words.

    >>> skipped("holder-unresolved"), skipped("some-other-reason")
    ('unclear who says it', 'some other reason')
    """
    return SKIPPED.get(reason) or reason.replace("-", " ")
