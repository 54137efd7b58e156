"""When something was said, done or so: expressions of time in a text, and the days, months and years they mean.

Absolute ones ("3 May 2021", "in 2019") always mean something; the others only against the day of the document. What
stays open ("the council meets on Tuesday": the past one or the next?) means nothing rather than the wrong day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.extract import parse
from kg.extract.calendar import FUTURE, PAST, WEEKEND, When, resolve
from kg.extract.tokens import Doc, Token
from kg.lexicon import Lexicon

WHEN = frozenset(("", "on", "in", "during"))  # prepositions before the time of an act
HOLDING = frozenset(("at", "in", "during"))  # prepositions before what an act is a part of
FROM, UNTIL, UPTO = frozenset(("since", "from", "between")), frozenset(("until", "till", "through")), ("to", "and")
DASHES = frozenset(("-", "–", "—"))
NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP"))
YEAR_NUMBER, DAY_NUMBER = re.compile(r"1[0-9]{3}|20[0-9]{2}"), re.compile(r"([12]?[0-9]|3[01])(st|nd|rd|th)?")
ORDINALS = frozenset(("first", "second", "third", "fourth", "final"))  # "the first half of"
VAGUE = frozenset(("the", "early", "late", "mid", "mid-", "about", "around", *ORDINALS))


@dataclass(frozen=True, slots=True)
class Expression:
    """Tokens ``[start, end)`` that say when; ``head`` hangs on what happened then; ``preposition`` stands before."""

    start: int
    end: int
    head: Token
    preposition: str
    when: When


class Times:
    """The expressions of time of one document, and what happened when."""

    def __init__(self, doc: Doc, published: str | None, lexicon: Lexicon):
        self.published = date.fromisoformat(published) if published and len(published) == 10 else None
        self.found = list(_expressions(doc, lexicon))
        self.at: dict[int, list[Expression]] = {}
        for expression in self.found:
            above = _governor(expression.head)
            if _is_held(above):  # "at Monday's summit", "in a letter on Monday"
                above = _governor(above)
            if expression.preposition in WHEN and not _is_count(expression, above):
                self.at.setdefault(above.i, []).append(expression)

    def of(self, predicate: Token, *, future: bool = False) -> str | None:
        """When the act of a predicate was or will be; ``None`` where its clause does not say."""
        if not self.at:
            return None
        predicate = predicate.head if predicate.dep_ in parse.AUXILIARIES else predicate
        for place, everywhere in _clauses(predicate):
            here = self.at.get(place.i) or self.at.get(parse.clause(place).i, [])
            shared = [e for e in here if everywhere or e.end <= place.i]
            if shared:
                tense = FUTURE if future else _tense(place)
                return self._one({self._day(e, tense) for e in shared})
        return None

    def span(self, predicate: Token) -> tuple[str | None, str | None]:
        """Since and until when something is so: "since 2019", "from 1999 to 2004", "(1998 – 2006)"."""
        own = {predicate.i, parse.clause(predicate).i}
        if parse.is_predicate_noun(predicate):
            own.add(parse.governor(predicate).i)
        near = [e for e in self.found if e.preposition not in WHEN and _belongs(e.head, own)]
        first = {self._day(e, PAST) for e in near if e.preposition in FROM}
        last = {self._day(e, PAST) for e in near if e.preposition in UNTIL}
        return self._one(first), self._one(last)

    def _day(self, expression: Expression, tense: str) -> str | None:
        day = resolve(expression.when, self.published, tense)
        if day is None or self.published is None:
            return day
        issued = self.published.isoformat()[: len(day)]  # what was cannot be later, nor what will be earlier
        return None if tense == PAST and day > issued or tense == FUTURE and day < issued else day

    @staticmethod
    def _one(days: set[str | None]) -> str | None:
        """The finest of ``days`` if all others hold it, else none."""
        finest = max((d for d in days if d), key=lambda d: (len(d), d), default=None)
        return finest if finest and all(d and finest.startswith(d) for d in days) else None


def _clauses(predicate: Token) -> Iterator[tuple[Token, bool]]:
    """Where the time of a predicate may stand: with it, with the verb that it is the object of or goes along with; if
    not everywhere there, then before the verb that it is coordinated with."""
    yield predicate, True
    held = predicate.pos_ == "NOUN" and predicate.dep_ in parse.OBJECTS and predicate.head.pos_ == "VERB"
    if held or predicate.dep_ == "advcl" and predicate.tag_ == "VBG":
        yield predicate.head, True
    elif predicate.dep_ == "conj" and parse.own_subject(predicate) is None:
        yield predicate.head, False


def _is_count(expression: Expression, above: Token) -> bool:
    """Whether a bare number is rather a number of things than a year: "killed 2000"."""
    when, dep = expression.when, expression.head.dep_
    bare = not expression.preposition and when.year is not None and when.month is None
    return dep in parse.OBJECTS | parse.SUBJECTS or bare and above.pos_ not in ("NOUN", "PROPN")


def _tense(predicate: Token) -> str:
    at = parse.clause(predicate)
    words = [at, *parse.auxiliaries(at)]
    if any(t.tag_ == "MD" for t in words):
        return FUTURE if any(t.lemma_ in ("will", "shall") for t in words) else ""
    if any(t.tag_ == "VBD" or t.tag_ in ("VBZ", "VBP") and t.lemma_ == "have" and t is not at for t in words):
        return PAST
    if at.tag_ == "VBN" and len(words) == 1:
        return PAST
    if at.pos_ == "NOUN" or at.tag_ == "VBG" and len(words) == 1:
        above = next((t for t in at.ancestors if t.tag_ in ("VBD", "VBZ", "VBP", "VBN")), None)
        return PAST if above is not None and above.tag_ == "VBD" else ""
    return ""


def _governor(head: Token) -> Token:
    """What an expression hangs on, beyond its preposition and a name that cannot be the thing so dated."""
    above = head.head
    while above.head.i != above.i and (above.pos_ == "ADP" or above.ent_type_ in NAMES and head.dep_ != "nmod:poss"):
        above = above.head
    return above


def _is_held(noun: Token) -> bool:
    """Whether a noun for what happened says when something else did: "in the vote", "at the summit"."""
    before = noun.head if noun.dep_ == "pobj" else next(iter(parse.children(noun, "case")), noun)
    return noun.pos_ == "NOUN" and before.lower_ in HOLDING


def _belongs(head: Token, own: set[int]) -> bool:
    for above in head.ancestors:
        if above.i in own:
            return True
        if above.pos_ in ("VERB", "AUX") or above.ent_type_ == "PERSON":  # "(1940 – 2010)" is whoever's life
            return False
    return False


# --- expressions in the order of words --------------------------------------------------------------------------------


def _expressions(doc: Doc, lexicon: Lexicon) -> Iterator[Expression]:
    last = None
    for token in doc:
        text = token.text
        if last is not None and token.i < last.end or not (text[0].isdigit() or lexicon.time(text)):
            continue
        found = _read(doc, token.i, lexicon)
        if found is not None:
            last = _placed(doc, token.i, found[1], found[0], last)
            yield last


def _placed(doc: Doc, start: int, end: int, when: When, last: Expression | None) -> Expression:
    """An expression with what it hangs on and the preposition before it; ``last`` is the one before, which a range may
    begin with."""
    head = next((t for t in doc[start:end] if not start <= t.head.i < end and not t.is_punct), doc[start])
    before = [t for t in doc[max(0, start - 4) : start] if t.lower_ not in VAGUE and not _is_mid(t)][-1:]
    word = before[0].lower_ if before and before[0].pos_ in ("ADP", "SCONJ", "PART", "CCONJ", "PUNCT", "SYM") else ""
    word = "in" if word == "at" and doc[start].text[0].isalpha() else word  # "at the end of May", not "at 2000"
    word = "in" if word == "over" and when.unit == WEEKEND else word
    if (
        last is not None
        and before
        and last.end == before[0].i
        and (word in DASHES and last.when.year or word in UPTO and last.preposition in FROM)
    ):
        return Expression(start, end, head, "until", when)
    follows = doc[end].text in DASHES and YEAR_NUMBER.fullmatch(doc[end + 1].text) if end + 1 < len(doc) else None
    if when.year and follows:
        return Expression(start, end, head, "since", when)
    return Expression(start, end, head, word if word.isalpha() and word not in ("and", "or", "but") else "", when)


def _is_mid(token: Token) -> bool:
    """The dash of "mid-May"."""
    return token.text in DASHES and token.i > 0 and token.nbor(-1).lower_ == "mid"


def _read(doc: Doc, i: int, lexicon: Lexicon) -> tuple[When, int] | None:
    """The expression that begins at a token, and where it ends, behind a part of the day: "Monday night"."""
    found, end = _whole(doc, i, lexicon), len(doc)
    if found is not None and found[1] < end and _is_part(doc[found[1]], lexicon):
        return found[0], found[1] + 1
    return found


def _is_part(token: Token, lexicon: Lexicon) -> bool:
    word = lexicon.time(token.text) if token.text.islower() else None
    return word is not None and word.use == "part"


def _whole(doc: Doc, i: int, lexicon: Lexicon) -> tuple[When, int] | None:
    word = lexicon.time(doc[i].text)
    if word is None:
        return _calendar(doc, i, lexicon)
    following = lexicon.time(doc[i + 1].text) if i + 1 < len(doc) else None
    if word.use in ("part", "season"):  # "the night of 3 May", "the spring of 2023", "spring 2023"
        if i + 2 < len(doc) and doc[i + 1].lower_ == "of":
            return _read(doc, i + 2, lexicon)
        named = _year(doc, i) if word.use == "season" else None
        if named is None and word.use == "season" and i and doc[i - 1].lower_ == "in":  # not "in the fall"
            return When(season=word.value), i + 1
        return named
    if word.use == "day":
        return When(unit=1, shift=word.value), i + 1
    if word.use == "unit":
        return _unit(doc, i, word.value, lexicon)
    if word.use == "direction" and following is not None and not (i and doc[i - 1].lower_ == "the"):
        if following.use == "unit" and following.value > 1:
            return When(unit=following.value, shift=word.value), i + 2
        if following.use == "part":  # "last night", "this morning"
            return (When(unit=1, shift=word.value), i + 2) if word.value < 1 else None
        if following.use in ("weekday", "month", "season"):
            return When(**{following.use: following.value}, shift=word.value), i + 2
    if word.use == "weekday":
        return _weekday(doc, i, word.value, lexicon)
    return _ago(doc, i, word.value, lexicon) if word.use == "number" else _calendar(doc, i, lexicon)


def _weekday(doc: Doc, i: int, weekday: int, lexicon: Lexicon) -> tuple[When, int]:
    """A weekday, or the date behind it: "Tuesday, 3 May"."""
    after = i + 2 if i + 1 < len(doc) and doc[i + 1].text == "," else i + 1
    dated = _calendar(doc, after, lexicon) if after < len(doc) else None
    return dated if dated is not None and dated[0].day else (When(weekday=weekday), i + 1)


def _unit(doc: Doc, i: int, unit: int, lexicon: Lexicon) -> tuple[When, int] | None:
    """As in "the weekend", "the day before yesterday"."""
    if unit == WEEKEND:
        return (When(unit=unit), i + 1) if i and doc[i - 1].lower_ == "the" else None
    way = {"before": -1, "after": 1}.get(doc[i + 1].lower_) if i + 2 < len(doc) and unit == 1 else None
    day = lexicon.time(doc[i + 2].text) if way else None
    return (When(unit=1, shift=day.value + way), i + 3) if way and day and day.use == "day" else None


def _ago(doc: Doc, i: int, count: int, lexicon: Lexicon) -> tuple[When, int] | None:
    """As in "two days ago"."""
    words = [word for t in doc[i + 1 : i + 3] if (word := lexicon.time(t.text))]
    if [word.use for word in words] != ["unit", "distance"]:
        return None
    return When(unit=words[0].value, shift=count * words[1].value), i + 3


def _calendar(doc: Doc, i: int, lexicon: Lexicon) -> tuple[When, int] | None:
    """As in "3 May 2021", "May 3, 2021", "the 3rd of May", "May 2021", "May", "2021"."""
    text = doc[i].text
    if YEAR_NUMBER.fullmatch(text):
        return When(year=int(text)), i + 1
    day = _day_number(doc, i)
    end = i + 1 if day else i
    if day and end < len(doc) and doc[end].lower_ == "of":
        end += 1
    word = lexicon.time(doc[end].text) if end < len(doc) else None
    if word is None or word.use != "month" or doc[end].pos_ in ("AUX", "VERB"):
        return _ago(doc, i, day, lexicon) if day else None
    end += 1
    if not day and (day := _day_number(doc, end)):
        end += 1
    after = end + 1 if end < len(doc) and doc[end].text in (",", "of") else end
    year = doc[after].text if after < len(doc) and YEAR_NUMBER.fullmatch(doc[after].text) else None
    return When(int(year) if year else None, word.value, day), after + 1 if year else end


def _year(doc: Doc, i: int) -> tuple[When, int] | None:
    """The year right behind a word."""
    found = YEAR_NUMBER.fullmatch(doc[i + 1].text) if i + 1 < len(doc) else None
    return (When(year=int(found[0])), i + 2) if found else None


def _day_number(doc: Doc, i: int) -> int | None:
    found = DAY_NUMBER.fullmatch(doc[i].text) if i < len(doc) else None
    return int(found[1]) or None if found else None
