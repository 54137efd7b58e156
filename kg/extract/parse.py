"""Questions to a parse. The only module that knows the names of labels.

Universal Dependencies (our model) and ClearNLP labels (spaCy's own English models) answer alike: who is the subject,
what follows this preposition, is it negated.
"""

from collections.abc import Iterator

from kg.extract.tokens import Span, Token, once

PASSIVE_SUBJECTS = frozenset(("nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"))
SUBJECTS = frozenset(("nsubj", "csubj", "nsubj:outer")) | PASSIVE_SUBJECTS
OBJECTS = frozenset(("obj", "dobj"))
INDIRECT = frozenset(("iobj", "dative"))
POSSESSORS = frozenset(("nmod:poss", "poss"))
RELATIVES = frozenset(("acl:relcl", "relcl", "advcl:relcl"))
COPULAR_PREDICATES = frozenset(("acomp", "attr", "oprd"))
PREMODIFIERS = frozenset(("compound", "amod", "nmod", "nmod:desc", "flat", "nn", "nmod:unmarked", "appos", "det"))
RELATIVE_WORDS = frozenset(("who", "which", "that", "whom", "whose", "where"))
CLAUSES = frozenset(("ccomp", "csubj", "csubj:pass", "csubjpass"))
INFINITIVES = frozenset(("xcomp",))
AUXILIARIES = frozenset(("aux", "aux:pass", "auxpass", "cop"))
ADVERBIAL = frozenset(("advcl", "advcl:relcl"))
# verbs whose infinitive is the act of whoever follows the preposition: "called on Norway to join"
ADDRESSED = {"call": ("on", "upon", "for"), "appeal": ("to",), "plead": ("with",), "rely": ("on", "upon"),
             "count": ("on", "upon"), "prevail": ("on", "upon"), "wait": ("for",), "push": ("for",)}  # fmt: skip
# prepositions before a gerund that is the act of the object: "accused Russia of hacking"
OF_OBJECT = frozenset(("of", "from", "for", "with", "into"))
# not "to" or "with" but prepositions of two words, whatever the parse says
COMPOUND = frozenset(("addition to", "contrast to", "regard to", "relation to", "response to", "due to", "thanks to",
                      "prior to", "according to", "regardless of", "because of", "comparison with"))  # fmt: skip
# conjunctions that leave the second thing out: "Russia rather than Sweden", "Russia but not Sweden"
EXCLUDING = frozenset(("rather", "instead", "not", "than"))


def children(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


def clause(token: Token) -> Token:
    """The token that carries a predicate's subject, auxiliaries and negation: the predicate itself, but the verb "be"
    over an adjective or noun in ClearNLP."""
    if token.dep_ in COPULAR_PREDICATES and token.head.lemma_ in ("be", "become", "remain", "seem", "appear"):
        return token.head
    return token


@once
def is_passive(token: Token) -> bool:
    """A passive clause, or a participle after its noun ("criticised by X")."""
    if any(c.dep_ in PASSIVE_SUBJECTS or c.dep_ in ("aux:pass", "auxpass") for c in token.children):
        return True
    if any(c.dep_ in SUBJECTS for c in token.children):
        return False
    if token.dep_ in ("acl", "amod", "advcl") and token.tag_ == "VBN":
        return not any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.children)
    if token.dep_ == "conj" and token.tag_ == "VBN" and not children(token, "aux"):
        return is_passive(token.head)
    return False


@once
def own_subject(token: Token) -> Token | None:
    """The subject that hangs on a predicate. Where a report stands within what it reports, "Norway, Doe says, opposes
    it", the parse hangs both subjects on the report: the first is that of what is reported."""
    at = clause(token)
    found = children(at, *SUBJECTS)
    if not found and at.dep_ == "ccomp":
        outer = children(at.head, *SUBJECTS)
        return outer[0] if _is_insertion(outer, at.head) and outer[0].i < at.i else None
    return found[-1 if _is_insertion(found, at) else 0] if found else None


def _is_insertion(subjects: list[Token], verb: Token) -> bool:
    """Whether of two subjects the first stands before a comma or dash, and the other and its verb behind."""
    if len(subjects) != 2 or any(s.dep_ != "nsubj" for s in subjects) or subjects[0].i > verb.i:
        return False
    if subjects[1].i > verb.i and not any(subjects[0].i < c.i < verb.i for c in children(verb, "ccomp")):
        return False  # "Doe, its head, told [the council] that"
    between = verb.doc[subjects[0].i + 1 : min(subjects[1].i, verb.i)]
    return any(t.text in (",", "–", "—", "-", "--") for t in between)


@once
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
        owned = any(t.lower_ == "whose" for t in at.doc[at.head.i + 1 : at.i])  # its subject is lost
        return None if relative_gap(at) or owned else at.head
    if at.dep_ == "acl":
        return at.head if at.tag_ in ("VBG", "VBN") else _deciding(at.head, depth)
    if at.dep_ == "conj":
        return subject(at.head, depth + 1)
    if at.dep_ in INFINITIVES:
        controller = next((c for c in at.head.children if c.dep_ in OBJECTS | INDIRECT and c.i < at.i), None)
        return controller if controller is not None and at.head.pos_ == "VERB" else subject(at.head, depth + 1)
    if at.dep_ == "oprd" or _follows_as(at):
        return _called(at.head.head if at.dep_ == "pobj" else at.head, depth)
    if at.dep_ in ADVERBIAL or at.dep_ in CLAUSES or at.dep_ in ("pcomp", "parataxis"):
        head = governor(at)
        while head.pos_ in ("ADV", "ADJ") and head.dep_ == "advmod":  # "far from leaving", "short of leaving"
            head = head.head
        if head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "ADV") or head.i == at.i:
            return None
        return _other_party(head, at) or subject(head, depth + 1)
    return None


def _follows_as(word: Token) -> bool:
    """Whether "as" makes a word the name of a thing: "as a mistake", "as undermining peace"; not "as talks ended"."""
    if word.dep_ == "pobj":
        return word.head.lower_ == "as"
    naming = word.pos_ in ("NOUN", "PROPN", "ADJ") or word.tag_ == "VBG"
    marks = [c for c in children(word, "case", "mark") if not children(c, "fixed")]  # not "as opposed to"
    behind = word.dep_ in ("obl", "advcl") and any(c.lower_ == "as" for c in marks)
    return naming and behind and own_subject(word) is None


def _called(verb: Token, depth: int) -> Token | None:
    """What is called something: "called the plan a mistake", "described the plan as reckless"."""
    things = [] if is_passive(verb) else objects(verb)
    return things[0] if things else subject(verb, depth + 1)


def predicatives(verb: Token) -> list[Token]:
    """What a verb calls its object: "a mistake" in "called the plan a mistake", "hailed it as a mistake"."""
    found = [c for c in children(verb, "xcomp", "oprd") if c.pos_ in ("NOUN", "PROPN", "ADJ") and not has_to(c)]
    behind = [c for c in verb.children if _follows_as(c)]
    behind += [c for p in children(verb, "prep") for c in p.children if _follows_as(c)]
    return found + behind


def is_predicate_noun(noun: Token) -> bool:
    """Whether a noun says what somebody is: "is a member", "was elected president", "served as director"."""
    return bool(children(noun, "cop")) or noun.dep_ in ("attr", "xcomp", "oprd") or _follows_as(noun)


def governor(token: Token) -> Token:
    """What a clause hangs on, prepositions skipped."""
    return token.head.head if token.dep_ == "pcomp" else token.head


def preposition(clause_: Token) -> str:
    """The preposition before a gerund: "of" in "accused of hiding"; the empty string where there is none."""
    if clause_.dep_ == "pcomp":
        return clause_.head.lower_
    return next((c.lower_ for c in clause_.children if c.dep_ == "mark" and c.pos_ in ("ADP", "SCONJ")), "")


def _other_party(verb: Token, act: Token) -> Token | None:
    """Whose act it is, if not the subject's: "accused X of leaving", "called on X to leave"."""
    if has_to(act):
        wanted = ADDRESSED.get(verb.lemma_, ())
        return next((n for p, n in obliques(verb) if p in wanted), None)
    if act.tag_ == "VBG" and preposition(act) in OF_OBJECT and not is_passive(verb):
        return next((c for c in verb.children if c.dep_ in OBJECTS and c.i < act.i), None)
    return None


def _deciding(noun: Token, depth: int) -> Token | None:
    """Whose decision "the decision to leave" is: its possessor, else the subject of the verb it is the object of."""
    owned = possessors(noun)
    return owned[0] if owned else subject(noun.head, depth + 1) if noun.dep_ in OBJECTS else None


def relative_gap(verb: Token) -> bool:
    """Whether a relative clause's antecedent is not its subject: it has a subject of its own beside the pronoun."""
    return any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVE_WORDS for c in verb.children)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ not in RELATIVE_WORDS or token.pos_ not in ("PRON", "DET", "SCONJ"):
        return token
    return next((verb.head for verb in token.ancestors if verb.dep_ in RELATIVES), token)


def agents(token: Token) -> list[Token]:
    """Who does it, in a passive clause."""
    return [noun for prep, noun in obliques(token) if prep == "by" or noun.dep_ == "obl:agent"]


@once
def objects(token: Token) -> list[Token]:
    """Direct objects; the antecedent where a relative clause leaves the object out or names it by a pronoun."""
    found = [antecedent(c) for c in token.children if c.dep_ in OBJECTS]
    if not found:  # ClearNLP: "helped [Norway join]"
        found = [s for c in children(token, "ccomp") if is_infinitive(c) for s in [own_subject(c)] if s is not None]
    at = None if found else next((t for t in (token, *_controllers(token)) if t.dep_ in RELATIVES), None)
    if at is None or not relative_gap(at) or any(n == at.head for _, n in obliques(token)):
        return found
    return [at.head]


def is_infinitive(token: Token) -> bool:
    """Whether a clause is a bare or to-infinitive."""
    finite = any(c.dep_ == "aux" and c.lower_ != "to" or c.dep_ == "mark" for c in token.children)
    return token.tag_ == "VB" and not finite


def _controllers(token: Token) -> Iterator[Token]:
    while token.dep_ in INFINITIVES:
        token = token.head
        yield token


@once
def obliques(token: Token) -> list[tuple[str, Token]]:
    """What follows a preposition, with the preposition in lower case ("out of" for two)."""
    found = []
    for child in token.children:
        if child.dep_.startswith(("obl", "nmod")):
            # a preposition stands before its noun, or is left behind: "the treaty that they walked away from"
            last = child.sent.end if child.lower_ in RELATIVE_WORDS else child.i
            cases = [c for c in children(child, "case") if c.i < last and c.pos_ != "PART"]
            words = [w for c in cases for w in (_preposition(c), *(f.lower_ for f in children(c, "fixed")))]
            if words:
                found.append((" ".join(words), antecedent(child)))
        elif child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB"):
            found.extend(_prepositional(child, _preposition(child)))
        elif child.dep_ in ("advcl", "acl") and child.tag_ == "VBG" and preposition(child):
            found.append((preposition(child), child))  # "accused of hiding"
    return found + _stranded(token)


def _preposition(token: Token) -> str:
    words = f"{token.nbor(-1).lower_} {token.lower_}" if token.i else ""
    return words if words in COMPOUND else token.lower_


def _prepositional(token: Token, words: str) -> Iterator[tuple[str, Token]]:
    for child in token.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ != "ADP":
            yield words, antecedent(child)
        elif child.dep_ in ("prep", "pcomp"):
            yield from _prepositional(child, f"{words} {child.lower_}")


def _stranded(token: Token) -> list[tuple[str, Token]]:
    """As in "the treaty (that) they walked away from": the preposition is left behind, the noun stands before."""
    at = next((t for t in (token, *_controllers(token)) if t.dep_ in RELATIVES), None)
    if at is None or not relative_gap(at):
        return []
    behind = (c for c in children(token, "obl", "prep", "advmod", "case", "nmod") if c.pos_ == "ADP" and c.i > token.i)
    return [(c.lower_, at.head) for c in behind if not list(c.children)]


@once
def particle(token: Token) -> str:
    """The particle of a verb: "out" of "pull out"; the empty string where there is none."""
    for child in token.children:
        follows = child.i == token.i + 1
        if child.dep_ in ("compound:prt", "prt") or follows and child.dep_ == "advmod" and child.pos_ == "ADP":
            return child.lower_
        if follows and child.dep_ == "prep" and children(child, "prep"):
            return child.lower_  # "pulled out of": one preposition below the other
        cases = children(child, "case") if child.dep_ == "obl" else []
        if len(cases) > 1 and cases[0].i == token.i + 1:
            return cases[0].lower_  # the same in Universal Dependencies
    return ""


def possessors(noun: Token) -> list[Token]:
    return [c for c in noun.children if c.dep_ in POSSESSORS]


def premodifiers(noun: Token) -> list[Token]:
    """Nouns and adjectives before a noun: "US", "foreign" in "US foreign policy"."""
    return [c for c in noun.children if c.i < noun.i and c.dep_ in PREMODIFIERS]


def complements(token: Token) -> list[Token]:
    """Heads of that-, whether- and wh-clauses that a word governs."""
    others = children(token, "acl", "advcl", *RELATIVES)
    return [c for c in children(token, "ccomp") if not _comments(c)] + [c for c in others if opener(c) == "that"]


def is_content(clause_: Token) -> bool:
    """Whether a clause behind a noun says what the noun is about: "the claim that X left", not "the claim that X made";
    with "it" also where the parse takes "that" for a part of the clause: "It is not the case that X left"."""
    that = next((c for c in clause_.children if c.lower_ == "that" and c.i < clause_.i), None)
    it = any(c.lower_ == "it" for c in children(clause_.head, "expl", *SUBJECTS))
    return that is not None and (it or that.dep_ not in SUBJECTS | OBJECTS)


def _comments(token: Token) -> bool:
    """A relative clause behind a comma that the parse took for a complement: "criticized Latvia, which left"."""
    found = own_subject(token)
    return found is not None and found.i > 0 and found.lower_ in ("which", "who") and found.nbor(-1).text == ","


def infinitives(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ in INFINITIVES or c.dep_ in ("acl", "advcl") and has_to(c)]


def acts(token: Token) -> list[Token]:
    """To-infinitives that a word governs, with or without a subject of their own; no purposes."""
    return [c for c in children(token, *INFINITIVES, "ccomp") if has_to(c)]


def has_to(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in token.children)


def coordinated(token: Token) -> list[Token]:
    """A word and those after it that are coordinated with it, in order, without those that are left out."""
    joined = (c for c in token.conjuncts if c.i > token.i and not is_left_out(c))
    return sorted({token, *joined}, key=lambda t: t.i)


def is_left_out(token: Token) -> bool:
    """Whether a thing is coordinated to be left out: the "Sweden" of "Russia rather than Sweden"."""
    return token.dep_ == "conj" and not EXCLUDING.isdisjoint(w.lower_ for w in token.children)


def auxiliaries(token: Token) -> list[Token]:
    """The auxiliaries of a predicate, or of the verb that it is coordinated with and shares its subject with."""
    at = clause(token)
    own = [c for c in at.children if c.dep_ in AUXILIARIES]
    if not own and at.dep_ == "conj" and own_subject(at) is None and at.head.pos_ in ("VERB", "AUX"):
        return auxiliaries(at.head)
    return own


def opener(token: Token) -> str:
    """The word that opens a subordinate clause: "if", "that", "whether"; else empty."""
    return next((c.lower_ for c in children(clause(token), "mark") if c.pos_ in ("SCONJ", "ADP", "ADV")), "")


def is_question(sentence: Span) -> bool:
    """Whether a sentence asks."""
    return any(t.lower_ == "?" for t in sentence[-3:])
