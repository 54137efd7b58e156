"""Words → word pieces with a case feature each."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from kg.language.labels import case_of

CONTINUATION = 6
MOST_PIECES = 8  # of one word: an address or a hash says no more after that


@dataclass(frozen=True, slots=True)
class Cut:
    """Word pieces of a window, ``[CLS]`` … ``[SEP]`` included; ``first[i]`` is where word ``i`` begins."""

    ids: list[int]
    cases: list[int]
    first: list[int]


class Pieces:
    """A word-piece vocabulary; words are cut one by one, so any tokenization can be encoded."""

    def __init__(self, path: Path):
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._use(tokenizer)

    def _use(self, tokenizer: Tokenizer) -> None:
        self.tokenizer, known = tokenizer, tokenizer.get_vocab()
        self.begin, self.end, self.unknown = known["[CLS]"], known["[SEP]"], known["[UNK]"]
        self._word = lru_cache(maxsize=50_000)(self._cut_word)

    def _cut_word(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:MOST_PIECES] or [self.unknown]
        return tuple(ids), (case_of(word), *[CONTINUATION] * (len(ids) - 1))

    def count(self, word: str) -> int:
        """How many pieces ``word`` takes."""
        return len(self._word(word)[0])

    def is_word(self, word: str) -> bool:
        """Whether the vocabulary holds ``word`` as one piece."""
        return self.tokenizer.token_to_id(word.lower()) is not None

    def of_words(self, words: list[str]) -> Cut:
        ids, cases, first = [self.begin], [5], list[int]()
        for word in words:
            word_ids, word_cases = self._word(word)
            first.append(len(ids))
            ids.extend(word_ids)
            cases.extend(word_cases)
        return Cut([*ids, self.end], [*cases, 5], first)

    def __getstate__(self) -> str:
        return self.tokenizer.to_str()

    def __setstate__(self, state: str) -> None:
        self._use(Tokenizer.from_str(state))
