"""The reader as the sets need it: texts or ready-made words in, readings out."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

from kg import extract, language, lexicon
from kg.model import Document, Reading

BATCH = 16


class Reader:
    """A language model and the rules. ``model``: an installed spaCy pipeline that parses in place of the one that
    ships."""

    def __init__(self, model: str | None = None):
        self.model = model
        self.words = lexicon.load()

    @cached_property
    def nlp(self) -> Language:
        """The language model, loaded at first use."""
        return language.load(self.model)

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The texts as the language model reads them, in their order."""
        return self.nlp.pipe(texts, batch_size=BATCH)

    def parse_words(self, sentences: Iterable[tuple[list[str], list[bool]]]) -> Iterator[Doc]:
        """As `parse`, for texts that come as words and whether a space follows each."""
        return self.nlp.pipe((Doc(self.nlp.vocab, words=w, spaces=s) for w, s in sentences), batch_size=BATCH)

    def read(self, texts: Iterable[str]) -> Iterator[Reading]:
        """What is found, text by text."""
        return map(self.reading, self.parse(texts))

    def reading(self, doc: Doc) -> Reading:
        """What is found in a parse."""
        return extract.read(Document.of(doc.text), doc, self.words)
