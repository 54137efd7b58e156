"""Questions to a parse. The only module that knows the names of labels.

Universal Dependencies (our model) and ClearNLP labels (spaCy's own English models) answer alike: who is the subject,
what follows this preposition, is it negated.
"""

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Token

PASSIVE_SUBJECTS = frozenset(("nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"))
SUBJECTS = frozenset(("nsubj", "csubj", "nsubj:outer")) | PASSIVE_SUBJECTS
OBJECTS = frozenset(("obj", "dobj"))
INDIRECT = frozenset(("iobj", "dative"))
OBLIQUES = frozenset(("obl", "obl:agent", "nmod", "obl:poss"))
CASES = frozenset(("case", "mark", "prep", "agent", "dative", "fixed", "pcomp"))
POSSESSORS = frozenset(("nmod:poss", "poss"))
RELATIVES = frozenset(("acl:relcl", "relcl", "advcl:relcl"))
COPULAR_PREDICATES = frozenset(("acomp", "attr", "oprd"))
INNER = frozenset(("det", "amod", "compound", "nummod", "flat", "nmod:poss", "poss", "case", "advmod", "quantmod", "nmod", "prep", "fixed", "goeswith", "predet", "det:predet"))  # fmt: skip
PREMODIFIERS = frozenset(("compound", "amod", "nmod", "nmod:desc", "flat", "nn", "nmod:unmarked", "appos", "det"))
RELATIVE_WORDS = frozenset(("who", "which", "that", "whom", "whose", "where"))
CLAUSES = frozenset(("ccomp", "csubj", "csubj:pass", "csubjpass"))
INFINITIVES = frozenset(("xcomp",))
ADVERBIAL = frozenset(("advcl", "advcl:relcl"))


def children(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


def clause(token: Token) -> Token:
    """The token that carries a predicate's subject, auxiliaries and negation: the predicate itself, but the verb "be"
    over an adjective or noun in ClearNLP."""
    if token.dep_ in COPULAR_PREDICATES and token.head.lemma_ in ("be", "become", "remain", "seem", "appear"):
        return token.head
    return token


def is_passive(token: Token) -> bool:
    """A passive clause, or a participle after its noun ("criticised by X")."""
    if any(c.dep_ in PASSIVE_SUBJECTS or c.dep_ in ("aux:pass", "auxpass") for c in token.children):
        return True
    if any(c.dep_ in SUBJECTS for c in token.children):
        return False
    if token.dep_ in ("acl", "amod", "advcl") and token.tag_ == "VBN":
        return not any(c.dep_ in ("aux",) and c.lemma_ == "have" for c in token.children)
    if token.dep_ == "conj" and token.tag_ == "VBN" and not children(token, "aux"):
        return is_passive(token.head)
    return False


def own_subject(token: Token) -> Token | None:
    at = clause(token)
    return next((c for c in at.children if c.dep_ in SUBJECTS), None)


def subject(token: Token, depth: int = 0) -> Token | None:
    """The subject that a predicate has or, unspoken, is understood to have: of the verb that it is coordinated with,
    of the verb that controls it, or the noun that it modifies."""
    at = clause(token)
    found = own_subject(at)
    if found is not None:
        if found.lower_ in RELATIVE_WORDS and at.dep_ in RELATIVES:
            return at.head
        return found
    if depth > 6:
        return None
    if at.dep_ in RELATIVES:
        return None if relative_gap(at) else at.head
    if at.dep_ == "acl":
        return at.head if at.tag_ in ("VBG", "VBN") else _deciding(at.head, depth)
    if at.dep_ == "conj":
        return subject(at.head, depth + 1)
    if at.dep_ in INFINITIVES:
        controller = next((c for c in at.head.children if c.dep_ in OBJECTS | INDIRECT and c.i < at.i), None)
        return controller if controller is not None and at.head.pos_ == "VERB" else subject(at.head, depth + 1)
    if at.dep_ in ADVERBIAL or at.dep_ in CLAUSES or at.dep_ in ("pcomp", "parataxis"):
        head = at.head if at.dep_ != "pcomp" else at.head.head
        return subject(head, depth + 1) if head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and head.i != at.i else None
    return None


def _deciding(noun: Token, depth: int) -> Token | None:
    """Whose decision "the decision to leave" is: its possessor, else the subject of the verb it is the object of."""
    owner = next(iter(possessors(noun)), None)
    if owner is not None:
        return owner
    return subject(noun.head, depth + 1) if noun.dep_ in OBJECTS else None


def relative_gap(verb: Token) -> bool:
    """Whether a relative clause's antecedent is not its subject: it has a subject of its own beside the pronoun."""
    return any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVE_WORDS for c in verb.children)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ not in RELATIVE_WORDS or token.pos_ not in ("PRON", "DET", "SCONJ"):
        return token
    for verb in token.ancestors:
        if verb.dep_ in RELATIVES:
            return verb.head
    return token


def agents(token: Token) -> list[Token]:
    """Who does it, in a passive clause."""
    return [noun for prep, noun in obliques(token) if prep == "by" or noun.dep_ == "obl:agent"]


def objects(token: Token) -> list[Token]:
    """Direct objects; the antecedent where a relative clause leaves the object out or names it by a pronoun."""
    found = [antecedent(c) for c in token.children if c.dep_ in OBJECTS]
    at = next((t for t in (token, *_controllers(token)) if t.dep_ in RELATIVES), None)
    if not found and at is not None and relative_gap(at) and not any(p for p, n in obliques(token) if n == at.head):
        found = [at.head]
    return found


def _controllers(token: Token) -> Iterator[Token]:
    while token.dep_ in INFINITIVES:
        token = token.head
        yield token


def indirect_objects(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ in INDIRECT and c.pos_ != "ADP"]


def obliques(token: Token) -> list[tuple[str, Token]]:
    """What follows a preposition, with the preposition in lower case ("out of" for two)."""
    found = []
    for child in token.children:
        if child.dep_ in OBLIQUES or child.dep_.startswith(("obl", "nmod")):
            prepositions = [c for c in child.children if c.dep_ == "case" and c.i < child.i and c.pos_ != "PART"]
            words = [w.lower_ for c in prepositions for w in (c, *children(c, "fixed"))]
            if words:
                found.append((" ".join(words), antecedent(child)))
        elif child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB"):
            found.extend(_prepositional(child, child.lower_))
        elif child.dep_ in ("advcl", "acl") and any(c.dep_ == "mark" and c.pos_ == "ADP" for c in child.children):
            # "accused of hiding": a verb behind a preposition
            mark = next(c for c in child.children if c.dep_ == "mark")
            found.append((mark.lower_, child))
    return found + _stranded(token)


def _prepositional(preposition: Token, words: str) -> Iterator[tuple[str, Token]]:
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ != "ADP":
            yield words, antecedent(child)
        elif child.dep_ in ("prep", "pcomp"):
            yield from _prepositional(child, f"{words} {child.lower_}")


def _stranded(token: Token) -> list[tuple[str, Token]]:
    """"the treaty (that) they walked away from": the preposition is left behind, the noun stands before."""
    at = next((t for t in (token, *_controllers(token)) if t.dep_ in RELATIVES), None)
    if at is None or not relative_gap(at):
        return []
    return [
        (c.lower_, at.head)
        for c in token.children
        if c.pos_ == "ADP" and c.dep_ in ("obl", "prep", "advmod", "case", "nmod") and not list(c.children) and c.i > token.i
    ]


def particle(token: Token) -> str:
    """The particle of a verb: "out" of "pull out"; the empty string where there is none."""
    for child in token.children:
        if child.dep_ in ("compound:prt", "prt") or (child.dep_ == "advmod" and child.pos_ in ("ADP",) and child.i == token.i + 1):
            return child.lower_
    return ""


def possessors(noun: Token) -> list[Token]:
    return [c for c in noun.children if c.dep_ in POSSESSORS]


def premodifiers(noun: Token) -> list[Token]:
    """Nouns and adjectives before a noun: "US", "foreign" in "US foreign policy"."""
    return [c for c in noun.children if c.i < noun.i and c.dep_ in PREMODIFIERS]


def complements(token: Token) -> list[Token]:
    """Heads of that-, whether- and wh-clauses that a word governs."""
    return [c for c in token.children if c.dep_ == "ccomp" or (c.dep_ in {"acl", "advcl", *RELATIVES} and _says_that(c))]


def _says_that(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause(token).children)


def infinitives(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ in INFINITIVES or (c.dep_ == "acl" and has_to(c)) or (c.dep_ == "advcl" and has_to(c))]


def has_to(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in token.children)


def coordinated(token: Token) -> list[Token]:
    """A noun and the nouns that are coordinated with it, in order."""
    return sorted({token, *(c for c in token.conjuncts if c.i > token.i)}, key=lambda t: t.i)


def copulas(sentence) -> Iterator[tuple[Token, Token]]:
    """Subject and predicate of "X is Y" clauses."""
    for token in sentence:
        if any(c.dep_ == "cop" for c in token.children) or token.dep_ in ("attr", "acomp"):
            found = subject(token)
            if found is not None:
                yield found, token


def auxiliaries(token: Token) -> list[Token]:
    """The auxiliaries of a predicate; those of the verb that it is coordinated with, where it has none and shares its
    subject."""
    at = clause(token)
    own = [c for c in at.children if c.dep_ in ("aux", "aux:pass", "auxpass", "cop")]
    if not own and at.dep_ == "conj" and own_subject(at) is None and at.head.pos_ in ("VERB", "AUX"):
        return auxiliaries(at.head)
    return own


def negations(token: Token, is_negator) -> list[Token]:
    """Words that negate a predicate, those shared through coordination among them."""
    at = clause(token)
    places = {at, token}
    found = [c for t in places for c in t.children if c.dep_ in ("neg", "advmod", "det", "cc", "preconj") and is_negator(c.lower_)]
    found += [c for t in places for c in t.children if c.dep_ == "advmod" and c.lower_ in ("longer", "more", "means") and any(g.lower_ in ("no", "by") for g in (c.nbor(-1),) if c.i)]
    subject_ = own_subject(at)
    if subject_ is not None:
        found += [t for t in (subject_, *subject_.children) if t.lower_ in ("no", "nobody", "none", "neither", "nothing") and t.dep_ != "conj"]
    for thing in objects(token) if token.pos_ == "VERB" else ():
        found += [c for c in thing.children if c.dep_ == "det" and c.lower_ == "no"]
    if not found and at.dep_ == "conj" and own_subject(at) is None and at.head.pos_ in ("VERB", "AUX", "ADJ"):
        if not any(c.lower_ in ("but", "yet") for c in at.head.children if c.dep_ == "cc"):
            return negations(at.head, is_negator)
    return found


def opener(token: Token) -> str:
    """The word that opens a subordinate clause: "if", "that", "whether"; else empty."""
    at = clause(token)
    return next((c.lower_ for c in at.children if c.dep_ in ("mark", "advmod") and c.i < at.i and c.pos_ in ("SCONJ", "ADP", "ADV") and c.dep_ == "mark"), "")


@lru_cache(maxsize=4096)
def _inner(dep: str) -> bool:
    return dep in INNER or dep.startswith(("nmod", "det"))


def noun_phrase(head: Token) -> tuple[int, int]:
    """Token range of a noun with what belongs to its name: no article, no relative clause, no apposition, no list."""
    kept = {head.i}
    queue = [head]
    while queue:
        token = queue.pop()
        for child in token.children:
            if not _inner(child.dep_) and child.dep_ not in ("pobj", "pcomp"):
                continue
            if child.dep_ in ("pcomp",) and child.pos_ in ("VERB", "AUX"):
                continue
            if child.dep_ == "advmod" and child.i > head.i:
                continue
            if token is head and child.dep_ == "case":
                continue
            if child.i > head.i and child.dep_ in ("nmod", "prep") and _is_far(child):
                continue
            kept.add(child.i)
            queue.append(child)
    start = end = head.i
    while start - 1 in kept or (start - 2 in kept and head.doc[start - 1].lower_ in ("-", "/", "&")):
        start -= 1
    while end + 1 in kept or (end + 2 in kept and head.doc[end + 1].lower_ in ("-", "/", "&", "'s", "’s")):
        end += 1
    doc = head.doc
    while start < head.i and (doc[start].dep_ in ("det", "predet", "det:predet", "case", "advmod") or doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > head.i and (doc[end].is_punct or doc[end].is_space or doc[end].dep_ == "case"):
        end -= 1
    return start, end + 1


def _is_far(child: Token) -> bool:
    """A prepositional phrase that says when or on whose word, not what."""
    words = {c.lower_ for c in child.children if c.dep_ == "case"} | {child.lower_}
    return bool(words & {"after", "before", "during", "since", "until", "according", "despite", "amid"})


def subtree(head: Token) -> tuple[int, int]:
    """Token range of all that hangs on ``head``, outer punctuation and white space left out."""
    start, end = head.left_edge.i, head.right_edge.i
    doc: Doc = head.doc
    while start < end and (doc[start].is_space or doc[start].is_punct and not doc[start].is_quote and not doc[start].is_bracket):
        start += 1
    while end > start and (doc[end].is_space or doc[end].is_punct and not doc[end].is_quote and not doc[end].is_bracket):
        end -= 1
    return start, end + 1


def is_question(sentence) -> bool:
    """Whether a sentence asks."""
    return any(t.lower_ == "?" for t in list(sentence)[-3:])
