"""Predicates with frames in the lexicon and the words in their slots: who does what to whom, as tokens.

Nothing is resolved or judged here; a `Claim` says only what the parse says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import owners, parse, roles
from kg.extract.tokens import Doc, Token
from kg.lexicon import Frame, Lexicon
from kg.model import StatementKind

ADVERBS = frozenset(("", "out", "away", "back", "up", "down", "off", "forward", "over", "apart"))
TIMES = frozenset(("DATE", "TIME"))  # "agreed on Wednesday"
PLACES = frozenset(("GPE", "LOC", "NORP"))
TIES = frozenset(("affiliatedWith", "alliedWith"))


@dataclass(frozen=True, slots=True)
class Claim:
    """One predicate, one holder and one target as head tokens. No target: it is left to the context, or, ``itself``,
    the act has none ("Doe resigned"). ``ends``: a governing verb says that it stops ("dropped its support").
    ``alone``: what is coordinated with the holder has no part in it ("Doe, a critic of X, and Roe"); ``pair``: nor
    what is coordinated with the target ("Doe and Roe met"). ``standing``: a tie that is no more (``ended``) or is
    still to come (``future``)."""

    predicate: Token
    relation: str
    holder: Token | None
    target: Token | None
    cue: tuple[int, int]
    rule: str
    ends: bool = False
    alone: bool = False
    pair: bool = False
    itself: bool = False
    standing: str = ""


def find(doc: Doc, lexicon: Lexicon) -> Iterator[Claim]:
    """All claims, in the order of their predicates."""
    being = {token.head.i for token in doc if token.dep_ == "cop"}
    fixed = {token.i: list(_fixed(token, lexicon)) for token in doc if token.pos_ in ("VERB", "AUX")}
    used = {noun.i for found in fixed.values() for _, noun in found}  # "support" of "voiced support for"
    for token in doc:
        if token.i in fixed:
            yield from [claim for claim, _ in fixed[token.i]] or _verb(token, lexicon)
        elif _may_be_said(token) and token.i not in used:
            yield from _noun(token, lexicon)
        if token.pos_ == "ADJ" or token.tag_ == "VBN":
            yield from _adjective(token, lexicon)
        if token.i in being:
            yield from _being(token, lexicon)


# --- verbs ---------------------------------------------------------------------------------------------------------


def _verb(token: Token, lexicon: Lexicon) -> Iterator[Claim]:
    frames = lexicon.frames(token.lemma_, "VERB")
    particle = parse.particle(token) if frames else ""
    frames = [f for f in frames if f.particle in ("", particle)]
    if any(f.particle for f in frames):
        frames = [f for f in frames if f.particle]
    seen: set[int] = set()
    for frame in sorted(frames, key=_specific):
        cue, rule = _cue(token, particle), f"verb/{frame.lemma}/{frame.slot}"
        if frame.slot in ("mutual", "none"):
            yield from () if seen else _without_target(token, frame, cue, rule)
            continue
        targets = [t for t in _verb_targets(token, frame) if t.i not in seen and not _is_the_same(t, frame, lexicon)]
        if not targets:
            continue
        seen.update(t.i for t in targets)
        for holder in _verb_holders(token, frame):
            for target in targets:
                if holder is None or holder.i != target.i:
                    yield Claim(token, frame.relation, holder, target, cue, rule)


def _is_the_same(target: Token, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether a bare noun says again what the verb says: "shored up support"."""
    nouns = lexicon.frames(target.lemma_, "NOUN") if target.pos_ == "NOUN" else ()
    again = any(f.relation == frame.relation and not f.agent for f in nouns)
    return again and not parse.children(target, "det") and owners.owner(target, lexicon) is None


def _without_target(token: Token, frame: Frame, cue: tuple[int, int], rule: str) -> Iterator[Claim]:
    """As in "Doe resigned", "Norway and Russia met"."""
    subject = None if parse.is_passive(token) else parse.subject(token)
    if subject is None or parse.objects(token):
        return
    if frame.slot == "mutual":
        yield from _mutual(token, frame.relation, parse.coordinated(subject), cue, rule)
    else:
        yield Claim(token, frame.relation, subject, None, cue, rule, itself=True)


def _mutual(predicate: Token, relation: str, parties: list[Token], cue: tuple[int, int], rule: str) -> Iterator[Claim]:
    """Each of the parties does it with each of the others."""
    for holder in parties:
        others = (t for t in parties if t.i != holder.i)
        yield from (Claim(predicate, relation, holder, other, cue, rule, pair=True) for other in others)


def _being(token: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """As in "X is against Y": in Universal Dependencies Y is the predicate."""
    for case in parse.children(token, "case"):
        for frame in lexicon.frames("be", "VERB"):
            if frame.slot == case.lower_ and parse.subject(token) is not None:
                yield Claim(
                    token, frame.relation, parse.subject(token), token, (case.i, case.i + 1), f"verb/be/{frame.slot}"
                )


def _specific(frame: Frame) -> tuple:
    return frame.slot in ("mutual", "none"), frame.preposition is None, frame.slot == "obj", frame.slot


def _verb_targets(token: Token, frame: Frame) -> list[Token]:
    passive = parse.is_passive(token)
    slot = frame.slot
    if slot == "obj":
        found = parse.subject(token) if passive else None
        # the parse may take the only object for an indirect one: "accused Norway of leaving"
        given = [] if passive else parse.objects(token) or parse.indirect_objects(token)
        return [found] if found is not None else given
    if slot == "iobj":
        told = parse.indirect_objects(token)
        if not told and (parse.complements(token) or parse.infinitives(token)):
            found = parse.subject(token) if passive else None
            told = [found] if found is not None else parse.objects(token)
        return told
    if slot == "clause":
        gerunds = [c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VBG"]
        return parse.complements(token) + gerunds
    if slot == "xcomp":
        return parse.infinitives(token)
    if slot == "subj":
        found = parse.subject(token)
        return parse.agents(token) if passive else [found] if found is not None else []
    if slot.startswith("passive_"):
        return _after(token, frame.preposition) if passive else []
    if slot.startswith("obj_"):
        things = parse.objects(token)
        return (
            _after(token, frame.preposition) + [t for o in things for t in _after(o, frame.preposition)]
            if things or passive
            else []
        )
    return _after(token, frame.preposition)


def _verb_holders(token: Token, frame: Frame) -> list[Token | None]:
    passive = parse.is_passive(token)
    if frame.holder_is_object:
        found = parse.subject(token) if passive else None
        return [found] if found is not None else list(parse.objects(token)) or [None]
    if passive and frame.slot in ("obj", "iobj") or passive and frame.slot.startswith("obj_"):
        where = _after(token, "in") if frame.relation == "arrests" else []  # a state's police: "was arrested in Norway"
        return list(parse.agents(token)) or where[:1] or [None]
    return [parse.subject(token)]


def _after(token: Token, preposition: str) -> list[Token]:
    """Nouns behind a preposition; an adverb before it ("out of", "away from") changes nothing, a noun ("in addition
    to") does."""
    found = []
    for words, noun in parse.obliques(token):
        adverb, _, last = words.rpartition(" ")
        if last == preposition and adverb in ADVERBS and noun.ent_type_ not in TIMES:
            found.append(noun)
    return found


def _fixed(token: Token, lexicon: Lexicon) -> Iterator[tuple[Claim, Token]]:
    """As in "take issue with X", "be at odds with X", with the noun that makes it so."""
    if any(c.dep_ == "cop" for c in token.children):
        return
    things = [("", o) for o in parse.objects(token)] + parse.obliques(token)
    for via, thing in things:
        for fixed in lexicon.fixed(token.lemma_, thing.lemma_):
            if fixed.via == via.split(" ")[-1]:
                targets = _after(thing, fixed.preposition) or _after(token, fixed.preposition)
                for target in targets:
                    cue = (token.i, thing.i + 1) if token.i < thing.i else (token.i, token.i + 1)
                    rule = f"fixed/{fixed.verb}-{fixed.object}"
                    yield Claim(token, fixed.relation, parse.subject(token), target, cue, rule), thing


def _cue(token: Token, particle: str) -> tuple[int, int]:
    follows = particle and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == particle
    return token.i, token.i + (2 if follows else 1)


# --- nouns ---------------------------------------------------------------------------------------------------------


def _noun(token: Token, lexicon: Lexicon) -> Iterator[Claim]:
    for frame in (*lexicon.frames(token.lemma_, "NOUN"), *_office(token, lexicon)):
        cue, rule = (token.i, token.i + 1), f"noun/{frame.lemma}/{frame.slot}"
        if frame.agent:
            yield from (c for c in _agent_noun(token, frame, cue, rule, lexicon) if not _is_said_elsewhere(c, lexicon))
            continue
        light = owners.light(token, lexicon)
        owner = owners.owner(token, lexicon, frame.preposition)
        targets = _after(token, frame.preposition) if frame.preposition else []
        if light and light[1] == "target":
            # "the plan drew criticism from X"
            found = parse.subject(light[0])
            givers = _after(token, "from") or _after(light[0], "from") + _after(light[0], "by")
            for giver in givers if found is not None and not targets else ():
                yield Claim(token, frame.relation, giver, found, cue, rule)
            continue
        holder = parse.subject(light[0]) if owner is None and light else owner
        if frame.slot == "between" and owner is None:
            sides = targets[0] if targets else holder if _is_theirs_alone(token) else None
            listed = parse.coordinated(sides) if sides is not None else []
            yield from _mutual(token, frame.relation, listed, cue, rule)
            continue
        if holder is None:
            continue
        relation, ends = frame.relation, bool(light) and light[1] == "ends"
        if ends and _is_imposed(relation, lexicon):
            relation, ends = "eases", False
        for target in targets or (_given(light[0], frame.preposition) if light and frame.preposition else ()):
            if target.i != holder.i:
                yield Claim(token, relation, holder, target, cue, rule, ends)


def _is_theirs_alone(noun: Token) -> bool:
    """Whether those who hold talks or sign a treaty do so with each other: "the treaty" may have other parties."""
    the = any(c.lower_ in ("the", "this", "that") for c in parse.children(noun, "det"))
    return not the and not _after(noun, "with")


def _given(verb: Token, preposition: str) -> list[Token]:
    """Whom a light verb hands its noun: "gave Norway support", "threw its weight behind Norway"."""
    return parse.indirect_objects(verb) or _after(verb, preposition)


def _may_be_said(token: Token) -> bool:
    return token.pos_ == "NOUN" or token.pos_ == "PROPN" and parse.is_predicate_noun(token)


def _is_imposed(name: str, lexicon: Lexicon) -> bool:
    """Whether a relation is a hostile act, whose end is a relief to its target."""
    relation = lexicon.relation(name)
    return relation.kind == StatementKind.ACTION and relation.polarity < 0


def _agent_noun(token: Token, frame: Frame, cue, rule, lexicon: Lexicon) -> Iterator[Claim]:
    """As in "Doe, a critic of X", "Doe is head of X", "X's allies said"."""
    relation = abroad = frame.relation
    standing, name = "", range(0)
    ended = any(lexicon.qualifier(c.lower_) == "ended" for c in token.children if c.i < token.i)
    if lexicon.relation(relation).kind == StatementKind.RELATION:
        if relation == "partOf" and token.tag_ == "NNS":
            return  # "parts of Europe" is no branch of it
        name, title = roles.titled(token, lexicon)
        rank = relation == "heads" and title is not None and title.relation == "employedBy"  # "commander of X"
        standing = title.standing if title else "ended" if ended else ""
        relation = title.relation if title and not rank else relation
        abroad = roles.in_country(title) if title else relation
    targets = _after(token, frame.preposition) if frame.preposition else []
    targets = (
        [t for t in targets if t.i not in name]
        or parse.possessors(token)
        or [c for c in parse.premodifiers(token) if c.pos_ == "PROPN" and c.dep_ in ("compound", "nmod")]
    )
    described = _described(token)
    for target in targets:
        tie = abroad if target.ent_type_ in PLACES else relation
        for holder in described if tie else ():
            if holder.i != target.i:
                alone = token.dep_ == "appos" and token.tag_ in ("NN", "NNP")
                yield Claim(token, tie, holder, target, cue, rule, ended and not standing, alone, standing)


def _office(token: Token, lexicon: Lexicon) -> list[Frame]:
    """The frame of an office that somebody is said to hold and that has none of its own: "is attorney general of"."""
    if not parse.is_predicate_noun(token) or any(f.agent for f in lexicon.frames(token.lemma_, "NOUN")):
        return []
    _, title = roles.titled(token, lexicon)
    held = title is not None and title.sector != "role"
    return [Frame(token.lemma_, "", "NOUN", title.relation, "of", agent=True)] if held else []


def _is_said_elsewhere(claim: Claim, lexicon: Lexicon) -> bool:
    """A title beside a person's name is a role, and "members of X" by itself says nothing of anybody."""
    noun, holder = claim.predicate, claim.holder
    if lexicon.relation(claim.relation).kind != StatementKind.RELATION:
        return False
    is_role = lexicon.title(noun.lemma_) is not None and holder.ent_type_ == "PERSON" and bool(_beside(noun))
    return is_role or holder.i == noun.i


def _described(token: Token) -> list[Token]:
    """Whom a noun describes: the name it stands beside, the subject of "is" or of "served as", or nobody but itself;
    what a noun that it is coordinated with describes."""
    beside = _beside(token)
    if beside:
        return beside
    if parse.is_predicate_noun(token):
        found = parse.subject(token)
        return [found] if found is not None else []
    if token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN") and token.head.tag_ in ("NN", "NNP"):
        described = _described(token.head)
        return described if described != [token.head] else [token]
    return [token]


def _beside(token: Token) -> list[Token]:
    if token.dep_ == "appos":
        before = [t for t in parse.coordinated(token.head) if t.i < token.i]  # the nearest: "Doe and Roe, a critic"
        return [before[-1] if before and token.tag_ in ("NN", "NNP") else token.head]
    return [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]


# --- adjectives ----------------------------------------------------------------------------------------------------


def _adjective(token: Token, lexicon: Lexicon) -> Iterator[Claim]:
    frames = lexicon.frames(token.lemma_, "ADJ") or (lexicon.frames(token.lower_, "ADJ") if token.tag_ == "VBN" else ())
    if not frames:
        return
    holder = (
        token.head
        if token.dep_ in ("amod", "acl") and token.head.pos_ in ("NOUN", "PROPN") and token.i > token.head.i
        else parse.subject(token)
    )
    if holder is None:
        return
    found, cue = False, (token.i, token.i + 1)
    for frame in frames:
        if frame.slot == "xcomp":
            targets = parse.infinitives(token)
        elif frame.slot == "clause":
            targets = parse.complements(token)
        else:
            targets = _after(token, frame.preposition) if frame.preposition else []
        for target in targets:
            found = True
            yield Claim(token, frame.relation, holder, target, cue, f"adjective/{frame.lemma}/{frame.slot}")
    left_out = next((f for f in frames if f.slot == "none" or f.slot == "with" and f.relation in TIES), None)
    if left_out is not None and not found and token.dep_ != "amod" and not parse.agents(token):
        yield Claim(token, left_out.relation, holder, None, cue, f"adjective/{left_out.lemma}/implicit")
