"""Whom an office named without its holder means: "the president", "the Norwegian minister", "the spokeswoman"."""

import re
from collections.abc import Callable, Iterable

from kg.extract import parse, roles
from kg.extract.clusters import Cluster
from kg.extract.mentions import Mention
from kg.extract.tokens import Doc
from kg.ids import folded
from kg.lexicon import Lexicon
from kg.model import Kind

BEHIND = re.compile(r" (?:of|for|at|to|in|with) ")


class Offices:
    """The offices that a document gives people: ``posts`` are its `roles`, ``apart`` counts the sentences between two
    tokens."""

    def __init__(self, doc: Doc, posts: list[roles.Role], lexicon: Lexicon, apart: Callable[[int, int], int]):
        self.doc, self.posts, self.lexicon, self.apart = doc, posts, lexicon, apart

    def holders(self, mention: Mention, clusters: dict[Mention, Cluster]) -> list[Cluster]:
        """Everybody of whom the document says that they hold the office, in the body or state that it names, if any."""
        if mention.kind != Kind.PERSON:
            return []
        inside = self._inside(mention, clusters)
        if inside:
            taken = {i for m in inside for i in range(m.start, m.end)}
            words = [t for t in self.doc[mention.start : mention.head + 1] if t.i not in taken and t.tag_ != "POS"]
            called, at = " ".join(t.lower_ for t in words), {m.head: f for m, f in clusters.items()}
            bodies = [clusters[m] for m in inside]
            posts = (r for r in self.posts if r.body is not None and not r.standing and at.get(r.body.i) in bodies)
            return _unique(at.get(r.person.i) for r in posts if self._is_called(r.title.lower(), called))
        people = _unique(f for f in clusters.values() if f.kind == Kind.PERSON)
        called = mention.name.lower()
        whole = [f for f in people if any(self._is_called(role, called) for role in f.roles)]
        return whole or [f for f in people if any(self._is_called(BEHIND.split(r)[0], called) for r in f.roles)]

    def _inside(self, mention: Mention, clusters: dict[Mention, Cluster]) -> list[Mention]:
        """The names of bodies and states in a noun phrase."""
        heads = range(mention.start, mention.end)
        return [m for m in clusters if m.form in ("name", "adjective") and m.head in heads and m.head != mention.head]

    def _is_called(self, role: str, called: str) -> bool:
        """Whether a role is this office: a foreign minister is a minister, a former minister is none."""
        before = role.removesuffix(called)
        ends = role.endswith(called) and (not before or not before[-1].isalnum())
        return ends and not roles.is_anothers(before, self.lexicon)

    def repeats(self, mention: Mention, earlier: Mention) -> bool:
        """Whether a noun phrase says what an earlier one does, an office also in fewer words: "the foreign minister"
        after "the Norwegian foreign minister"."""
        name, before = folded(mention.name), folded(earlier.name)
        return name == before or mention.kind == Kind.PERSON and self._is_called(before, name)

    def is_alone(self, mention: Mention, clusters: dict[Mention, Cluster]) -> bool:
        """Whether a noun names an office and neither holder nor body: "the president", "the former minister"."""
        title = self.lexicon.title(mention.name)
        if title is None or mention.kind != Kind.PERSON or title.relation not in roles.OFFICES:
            return False
        return title.sector != "role" and not mention.plural and not self._inside(mention, clusters)

    def is_post(self, mention: Mention, clusters: dict[Mention, Cluster]) -> bool:
        """Whether a noun means the office itself: "ran for president", "as secretary of state"."""
        noun = self.doc[mention.head]
        told = parse.children(noun, "det", "nummod", *parse.POSSESSORS) or noun.dep_ in parse.SUBJECTS
        return not told and self.is_alone(mention, clusters)

    def just_named(self, mention: Mention, before: list[tuple[Cluster, Mention]]) -> list[Cluster]:
        """Whom "the minister" means where nobody was called so: the one person that the sentence before names, if it
        says something of them and no office of theirs was told."""
        noun = self.doc[mention.head]
        _, title = roles.titled(noun, self.lexicon)
        office = title is not None and title.relation in roles.OFFICES and title.sector != "role"
        if mention.kind != Kind.PERSON or not office:
            return []
        last = [(f, m) for f, m in before if m.form == "name" and self.apart(m.start, mention.start) == 1]
        people = {id(f): f for f, m in last if f.kind == Kind.PERSON}
        acting = any(f.kind == Kind.PERSON and self.doc[m.head].dep_ in parse.SUBJECTS for f, m in last)
        the = any(c.lower_ == "the" for c in parse.children(noun, "det"))
        return [f for f in people.values() if not f.roles] if len(people) == 1 and acting and the else []


def _unique(clusters: Iterable[Cluster | None]) -> list[Cluster]:
    return [f for f in dict.fromkeys(clusters) if f is not None]
