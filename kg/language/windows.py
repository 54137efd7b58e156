"""A text's words in windows that fit the encoder, cut where sentences end, with nothing lost at the seams."""

from collections.abc import Iterator

from kg.language.pieces import Pieces

AIM_WORDS = 100  # as long as the windows of the training
MOST_PIECES = 380  # the encoder has 512 places; beyond this a sentence is cut
ENDS = frozenset((".", "!", "?", "…", "...", '."', '?"', '!"'))
CLOSING = frozenset(('"', "”", "’", "'", "''", ")", "]", "»"))


def windows(
    words: list[str], breaks: list[bool], known: list[bool] | None, pieces: Pieces
) -> Iterator[tuple[int, int]]:
    """Half-open ranges of ``words``, each one window, together all of them.

    ``breaks[i]``: a new paragraph begins at word ``i``, so a window must. ``known[i]``: a sentence begins there, so a
    window may; without it a window may begin after a full stop that a capital follows.
    """
    sizes = [pieces.count(word) for word in words]
    begin = 0
    while begin < len(words):
        end, cut, size = begin, begin, 0
        while end < len(words) and size + sizes[end] <= MOST_PIECES and not (end > begin and breaks[end]):
            if end > begin and (known[end] if known else _may_begin(words, end)):
                if cut > begin and end - begin > AIM_WORDS:
                    break
                cut = end
            size += sizes[end]
            end += 1
        whole = end == len(words) or breaks[end]
        if whole and end - begin <= AIM_WORDS or cut == begin:
            cut = end
        yield begin, cut
        begin = cut


def _may_begin(words: list[str], i: int) -> bool:
    before = i - 1
    while before > 0 and words[before] in CLOSING:
        before -= 1
    return words[before] in ENDS and (words[i][0].isupper() or not words[i][0].isalnum()) and words[i] not in CLOSING
