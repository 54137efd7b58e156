"""Who and what is mentioned: names, nouns for groups and offices, pronouns, each with its kind."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract import listed, negation, nicknames, parse, phrases, titles
from kg.extract.tokens import Doc, Range, Span, Token
from kg.ids import state_id
from kg.lexicon import Lexicon, State
from kg.lexicon.agreements import agreement
from kg.model import Kind

NAMED = {"PERSON": Kind.PERSON, "ORG": Kind.ORGANIZATION, "GPE": Kind.PLACE, "LOC": Kind.PLACE, "FAC": Kind.PLACE,
         "NORP": Kind.GROUP, "EVENT": Kind.EVENT}  # fmt: skip
JOINING = frozenset(("of", "for", "on"))
DASHES = frozenset(("-", "–", "—", "―", "--"))
LOCATIVE = frozenset(("in", "at", "near", "outside", "around", "across", "inside", "throughout"))
LONGEST_ACRONYM = 4  # letters of what stands for a place in capitals: "UAE", "USSR"
DEFINITE = frozenset(("the", "this", "these", "those", "that", "its", "their", "his", "her"))


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``[start, end)`` that mention someone or something.

    ``form`` is ``name``, ``adjective`` (of a state), ``noun`` or ``pronoun``. ``known`` is the identity that the tables
    give at once: ``("state", "USA")``, ``("organization", name)``. ``state`` is the ISO code of the state that a noun
    or a metonym acts for. ``titles`` are the offices in front of a person's name, as written.
    """

    start: int
    end: int
    head: int
    kind: Kind
    form: str
    name: str
    known: tuple[str, str] | None = None
    state: str | None = None
    titles: tuple[str, ...] = ()
    titled: int | None = None  # where the titles begin: their words stand for the person too
    definite: bool = False
    plural: bool = False
    also: tuple[str, ...] = ()  # other names that the text gives with it: "Jane Doe, née Roe", "Jane “Jay” Doe"


def find(doc: Doc, lexicon: Lexicon) -> list[Mention]:
    """All mentions, in order, none inside another but pronouns and adjectives in noun phrases."""
    names = _renamed(doc, list(_with_surnames(doc, list(_names(doc, lexicon)))), lexicon)
    taken = {i for m in names for i in range(m.start if m.titled is None else m.titled, m.end)}
    free = [t for t in doc if t.i not in taken]
    nouns = [m for t in free if t.pos_ in ("NOUN", "PROPN") for m in _noun(t, lexicon, names)]
    pronouns = [m for t in free if t.pos_ in ("PRON", "DET") for m in _pronoun(t, lexicon)]
    return sorted([*names, *nouns, *pronouns], key=lambda m: (m.head, m.start, -m.end))


def _names(doc: Doc, lexicon: Lexicon) -> Iterator[Mention]:
    known = list(listed.find(doc, lexicon))
    ents = (e for e in doc.ents if e.label_ in NAMED and not phrases.party_code(e[0], lexicon))  # "(R-S.C.)"
    spans = [(_begun(doc, e, lexicon), _continued(doc, e), e.label_) for e in ents]
    spans = [span for span in spans if not listed.lists(doc, span, known)]
    spans += [(*span, "PERSON") for span in nicknames.find(doc)]
    spans += [(t.i, t.i + 1, "NORP") for t in doc if phrases.party(t, lexicon)]
    spans += [(t.i + 2, t.i + 3, "GPE") for t in doc[:-2] if phrases.party_code(t, lexicon)]  # "(D-Va.)"
    spans += [(*span, "ORG") for span in phrases.agreements(doc, lexicon)]
    taken: set[int] = set()
    # the longest wins; among equals the tables know better than the model
    for start, end, label in sorted([*known, *spans], key=lambda s: (s[0] - s[1], s[2] != "", s[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found = _name(doc, start, end, label, lexicon)
            if found is not None:
                yield found


def _with_surnames(doc: Doc, names: list[Mention]) -> Iterator[Mention]:
    """The names, and single words that are the surname of a person named in full, whatever they were taken for. What
    is a body's name, or its first word, or a place's elsewhere in the document is no untitled person's."""
    surnames = {m.name.split()[-1] for m in names if m.kind == Kind.PERSON and " " in m.name}
    bodies = {n for m in names if m.kind == Kind.ORGANIZATION for n in (m.name, m.name.split()[0])} - surnames
    full = {w for m in names if m.kind == Kind.PERSON and " " in m.name for w in m.name.split()}
    places = {m.name for m in names if m.kind == Kind.PLACE} - full
    taken = {i for m in names for i in range(m.start if m.titled is None else m.titled, m.end)}
    capitals = {n.upper(): n for n in surnames}
    for mention in names:
        if mention.name in capitals and _begins_turn(doc, mention.start, mention.end):
            mention = replace(mention, kind=Kind.PERSON, name=capitals[mention.name], known=None, form="name")
        elif mention.name in surnames and mention.known is None:
            mention = replace(mention, kind=Kind.PERSON)
        elif mention.kind == Kind.PERSON and mention.name in bodies and mention.titled is None:
            mention = replace(mention, kind=Kind.ORGANIZATION)
        elif mention.kind == Kind.PERSON and mention.name in places and mention.titled is None:
            mention = replace(mention, kind=Kind.PLACE)
        yield mention
    for token in doc:
        turn = capitals.get(token.text) if _begins_turn(doc, token.i, token.i + 1) else None
        if token.i not in taken and (turn or token.text in surnames and token.pos_ == "PROPN"):
            yield Mention(token.i, token.i + 1, token.i, Kind.PERSON, "name", turn or token.text)


def _begins_turn(doc: Doc, start: int, end: int) -> bool:
    """Whether a name stands before a colon at the beginning of a line, as in a transcript: "DOE: I agree."."""
    if end == len(doc) or doc[end].text != ":":
        return False
    before = doc[max(start - 2, 0) : start]
    return not before or any("\n" in t.text for t in before) and all(t.is_space or t.is_quote for t in before[1:])


def _renamed(doc: Doc, names: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The names, without those that only tell how somebody was or is called too: "Anna Berg, formerly Anna Lind"."""
    kept: list[Mention] = []
    for name in sorted(names, key=lambda m: m.start):
        first = kept[-1] if kept else name
        alike = first.kind == name.kind or not any(m.kind == Kind.PERSON and " " in m.name for m in (first, name))
        if first.form != name.form or not nicknames.joined(doc, first.end, name.start, name.end, alike, lexicon):
            kept.append(name)
        else:
            better = name if name.known and not first.known else first
            kept[-1] = replace(first, end=name.end, kind=better.kind, known=better.known, also=(*first.also, name.name))
    return kept


def _begun(doc: Doc, entity: Span, lexicon: Lexicon) -> int:
    """Where a name begins that the model cut behind a hyphen, "African-Americans", or a word: "South Korean"."""
    at = entity.start
    if at and lexicon.demonym(phrases.text(doc, at - 1, entity.end)):
        return at - 1
    cut = at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and not doc[at - 2].whitespace_
    return at - 2 if cut and entity.label_ == "NORP" and doc[at - 2].text.istitle() else at


def _continued(doc: Doc, entity: Span) -> int:
    """Where the name of a body ends: "Forum" goes on in "Forum on Cyber Expertise", "Centre" in "for Countering …"."""
    end = entity.end
    if entity.label_ != "ORG":
        return end
    while (
        end + 1 < len(doc)
        and doc[end].lower_ in JOINING
        and doc[end + 1].text[0].isupper()
        and _may_continue(doc[end + 1])
    ):
        end += 2
        while end < len(doc) and doc[end].text[0].isupper() and _may_continue(doc[end]):
            end += 1
    return end


def _may_continue(token: Token) -> bool:
    return token.ent_type_ in ("", "ORG", "EVENT") and token.pos_ in ("PROPN", "NOUN", "ADJ", "VERB") and len(token) > 1


def _name(doc: Doc, start: int, end: int, label: str, lexicon: Lexicon) -> Mention | None:
    start, end = _trimmed(doc, start, end)
    titled = start
    offices: list[str] = []
    if label == "PERSON":
        start, offices = titles.without(doc, _once(doc, start, end), end, lexicon)
    if start >= end:
        return None
    text, also = nicknames.without(doc, start, end) if label == "PERSON" else (phrases.text(doc, start, end), ())
    head = doc.span(start, end).root
    if label == "GPE":
        text = _place(text, stop=end < len(doc) and doc[end].text == ".", lexicon=lexicon)
    if not any(c.isalpha() for c in text) or lexicon.pronoun(text) and text != "US":
        return None
    if text.islower() and lexicon.group(text):  # "the league", taken for a name
        return None
    if label == "PERSON" and titled == start and _says_body(text, lexicon):
        label = "ORG"
    mention = Mention(start, end, head.i, NAMED[label] if label else Kind.ORGANIZATION, "name", text, also=also)
    if label == "PERSON":
        if not text[0].isupper():
            return None
        return replace(mention, titles=tuple(offices), titled=titled if offices else titles.before(doc, start, lexicon))
    if titles.ends_office(doc, start, end, lexicon):
        return None
    known = _identified(mention, head, lexicon)
    if known is not None:
        return known
    state = lexicon.demonym(text)
    if state and label in ("NORP", "GPE", "LOC", ""):
        return _of_a_state(mention, head, state)
    if end - start == 1 and (party := phrases.party(head, lexicon)):
        return replace(mention, form="adjective", kind=Kind.ORGANIZATION, known=("organization", party))
    if label == "ORG" and (cut := titles.cut_off(doc, start, end, lexicon)) < end:
        return _name(doc, start, cut, label, lexicon)
    if label == "NORP" and head.pos_ == "ADJ":
        return replace(mention, form="adjective")
    if " " in text and agreement(text, lexicon):  # the model takes "Paris Agreement" for a body
        return replace(mention, kind=Kind.TOPIC)
    return replace(mention, plural=label == "NORP")


def _place(name: str, *, stop: bool, lexicon: Lexicon) -> str:
    """A place in full, and not in the capitals of a dateline: "Va." (before a ``stop`` that is no part of it or
    not), "OSLO"."""
    full = lexicon.naming("abbreviated", f"{name}." if stop else name)
    return full or (name.title() if name.isupper() and len(name) > LONGEST_ACRONYM and name.isalpha() else name)


def _says_body(name: str, lexicon: Lexicon) -> bool:
    """Whether a name taken for a person's ends as a body's does and does not begin with a first name: "Norsk Bank"."""
    first, _, last = name.partition(" ")
    return bool(last) and titles.says_sort(last, lexicon) and not lexicon.gender("names", first)


def _trimmed(doc: Doc, start: int, end: int) -> Range:
    """A name's range without dateline, article, adjective, outer punctuation and possessive, up to an address, a handle
    or another name behind a slash."""
    end = next((i for i in range(start + 1, end) if doc[i].like_url or doc[i].text[0] in "@#/"), end)
    dash = next((i for i in range(start, end) if doc[i].text in DASHES and doc[i].whitespace_), None)
    if dash is not None and phrases.text(doc, start, dash).isupper():  # "OSLO - Statoil"
        start = dash + 1
    while start < end and (doc[start].lower_ == "the" or doc[start].is_punct or doc[start].is_space):
        start += 1
    while (
        start + 1 < end and doc[start].pos_ == "ADJ" and doc[start].text.islower() and doc[start + 1].text[0].isupper()
    ):
        start += 1  # "nonpartisan Congressional Budget Office"
    while end > start and _is_outside(doc[end - 1]):
        end -= 1
    return start, end


def _once(doc: Doc, start: int, end: int) -> int:
    """Where a person's name begins, without a heading of that name before it: "Jane Doe Jane Doe was born"."""
    again = [i for i in range(start, end - 1) if doc[i].text == doc[end - 1].text] if end - start > 2 else []
    return again[-1] + 1 if again else start


def _is_outside(last: Token) -> bool:
    return last.is_punct and last.text not in (".", ")") or last.is_space or last.lower_ in ("'s", "’s")


def _identified(mention: Mention, head: Token, lexicon: Lexicon) -> Mention | None:
    """A name that the tables know: of an organization, a state, a thing, or a seat or city that acts for a state."""
    text = mention.name
    organization, state, thing = lexicon.organization(text), lexicon.state(text), lexicon.thing(text)
    if organization is not None:
        acts_for = state_id(organization.acts_for) if organization.acts_for else None
        known = ("organization", organization.name)
        return replace(mention, kind=organization.kind, known=known, state=acts_for)
    if state is not None:
        return replace(mention, kind=Kind.STATE, known=("state", state.code))
    if thing is not None:
        also = () if text == thing.name else (text,)
        return replace(mention, kind=thing.kind, known=("thing", thing.name), name=thing.name, also=also)
    return _stands_for(mention, head, lexicon)


def _stands_for(mention: Mention, head: Token, lexicon: Lexicon) -> Mention | None:
    """A seat or a capital: a body of its state where it acts, else a place. A city called "The" is only meant with it,
    and stands for a government only where its state is spoken of: others sit in The Hague."""
    metonym = lexicon.metonym(mention.name)
    if metonym is None:
        return None
    body = replace(mention, kind=Kind.GOVERNMENT_BODY, known=("metonym", metonym.name),
                   state=state_id(metonym.state.code))  # fmt: skip
    if metonym.seat:
        return body
    doc, articled = head.doc, metonym.name.startswith("The ")
    if articled and (mention.start == 0 or doc[mention.start - 1].lower_ != "the"):
        return None
    own = (lexicon.state(e.text) or lexicon.demonym(e.text) for e in doc.ents) if articled else (metonym.state,)
    if _acts(head) and metonym.state in own:
        return body
    city = metonym.name if articled else mention.name
    return replace(mention, kind=Kind.PLACE, name=city) if mention.kind == Kind.ORGANIZATION else None


def _of_a_state(mention: Mention, head: Token, state: State) -> Mention:
    """As in "Russian" before a noun is the state; "Russians" are people."""
    if head.pos_ == "ADJ" or head.dep_ in parse.PREMODIFIERS:
        return replace(mention, form="adjective", kind=Kind.STATE, known=("state", state.code))
    return replace(mention, kind=Kind.GROUP, plural=True)


def _acts(head: Token) -> bool:
    """Whether a capital's name stands where an actor stands, not where a place does or before a report's first word."""
    if head.i + 1 < len(head.doc) and head.nbor().text in DASHES:
        return False
    if head.dep_ in parse.SUBJECTS or head.dep_ in parse.POSSESSORS or head.dep_ in parse.OBJECTS:
        return True
    case = next((c.lower_ for c in head.children if c.dep_ == "case"), head.head.lower_ if head.dep_ == "pobj" else "")
    return bool(case) and case not in LOCATIVE and case not in ("of", "from", "to")


def _noun(token: Token, lexicon: Lexicon, names: list[Mention]) -> Iterator[Mention]:
    """A noun for a group, a body or an office: "analysts", "the US government", "a spokesman"."""
    if token.dep_ in ("compound", "flat", "nmod:desc", "amod"):
        return
    if any(c.lower_ in negation.NONE | {"any"} for c in parse.children(token, "det")):
        return  # "no minister" is nobody, "any citizen" nobody in particular
    lemma = token.lemma_.lower()
    if lemma == "head" and any(c.tag_ == "PRP$" for c in parse.possessors(token)) and token.dep_ in parse.OBJECTS:
        return  # "shook his head"
    start, end = phrases.noun_phrase(token)
    group = lexicon.group(phrases.text(token.doc, token.i - 1, token.i + 1)) if token.i else None
    group = group or lexicon.group(token.lower_) or lexicon.group(lemma)
    title = lexicon.title(lemma)
    office = title is not None and title.relation is not None
    if group is None and not office:
        return
    plural = token.tag_ in ("NNS", "NNPS") or "Number=Plur" in token.morph
    kind = group.kind if group else (Kind.GROUP if plural else Kind.PERSON)
    single = not plural and token.tag_ in ("NN", "NNP")
    if group is not None and kind == Kind.GROUP and single and office:
        kind = Kind.PERSON
    state = _state_of(token, names) if group and group.acts_for_state else None
    if plural and kind != Kind.GROUP and state is None:
        kind = Kind.GROUP
    definite = any(c.lower_ in DEFINITE for c in token.children if c.dep_ in ("det", *parse.POSSESSORS))
    known = ("government", f"{state}/{lemma}") if state and kind == Kind.GOVERNMENT_BODY else None
    yield Mention(start, end, token.i, kind, "noun", phrases.label(token.doc, start, end), known,
                  state_id(state) if state else None, definite=definite, plural=plural)  # fmt: skip


def _state_of(token: Token, names: list[Mention]) -> str | None:
    """The state that modifies a noun: "US government", "Russia's ministry", "government of France"."""
    near = {c.i for c in (*parse.premodifiers(token), *parse.possessors(token))}
    near |= {noun.i for prep, noun in parse.obliques(token) if prep == "of"}
    return next((m.known[1] for m in names if m.head in near and m.known and m.known[0] == "state"), None)


def _pronoun(token: Token, lexicon: Lexicon) -> Iterator[Mention]:
    pronoun = lexicon.pronoun(token.text)
    if pronoun is None or pronoun.use not in ("personal", "reflexive") or token.text == "US":
        return
    person = pronoun.gender in ("masculine", "feminine") or pronoun.person < 3
    kind = Kind.PERSON if person and pronoun.number != "plural" else Kind.GROUP
    yield Mention(token.i, token.i + 1, token.i, kind, "pronoun", token.text, plural=pronoun.number == "plural")
