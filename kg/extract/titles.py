"""What the titles before a person's name tell: offices, gender, and of which bearer of the name a text speaks."""

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract import phrases
from kg.extract.mentions import Mention
from kg.lexicon import Lexicon

LONGEST = 3  # words of a title that is kept with the name


def whole(doc: Doc, mention: Mention) -> Iterator[str]:
    """A person's name with the title before it, as other texts may call them: "President Doe"."""
    if mention.titled is not None and mention.start - mention.titled <= LONGEST:
        yield phrases.text(doc, mention.titled, mention.end)


def offices(doc: Doc, mention: Mention, lexicon: Lexicon) -> Iterator[str]:
    """The titles before a name, as written and written out: "sen.", "senator"."""
    before = () if mention.titled is None else (doc[mention.titled : mention.start].text,)
    for text in mention.titles or before:
        title = lexicon.title(text)
        yield from (text.lower(), *((title.name.lower(),) if title else ()))


def gender(doc: Doc, mention: Mention, lexicon: Lexicon) -> str | None:
    """The gender that a title, a noun or, failing these, a first name tells."""
    if mention.form == "noun":
        return lexicon.gender("nouns", doc[mention.head].lemma_)
    before = doc[mention.titled : mention.start] if mention.titled is not None else ()
    told = [lexicon.gender(use, t.text) for t in before for use in ("titles", "nouns")]
    return next((g for g in told if g), None) or lexicon.gender("names", doc[mention.start].text)
