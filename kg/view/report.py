"""An affair as one self-contained HTML page, each line of which leads to its sentences."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.display import parts, skipped, web, words
from kg.documents.raw import date_origin
from kg.model import DRAWN, Document, Statement
from kg.network.affair import Affair, Conflict, Member
from kg.network.days import shown
from kg.network.positions import CLEAR, Position
from kg.view.closed import hashed, source
from kg.view.drawing import Evidence, date_of, evidence_of
from kg.view.sides import TINTS, letter

STYLES = ("colours.css", "evidence.css", "report.css")
LINES = 40  # of a list; what is left out is counted
CARDS = 6  # sentences behind a line, the surest; what is left out is counted
FIRST = 12  # weakest claims
TOPICS = 3  # by which a camp is named
LABEL = 80  # characters of a name
APART = {
    "alone": "clearly for or against a disputed topic, but no ally found",
    "mixed": "for and against",
    "weak": "too little evidence",
    "hedged": "undecided: its statements on the disputed topics are denied, uncertain, neutral or reported by others",
    "silent": "no statement on the disputed topics",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: ``words`` in the documents, ``skips`` (why nothing was said, how often), and in ``looked_at`` what
    a person found of the statements; empty where nobody looked. ``pressing`` is the open question of who is who with
    which names would change sides; empty where there is none."""

    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    words: int
    skips: tuple[tuple[str, int], ...]
    looked_at: str
    pressing: str = ""


def page(affair: Affair, read: Read, *, title: str) -> str:
    """The report as HTML: offline, without a request or a script, in light and dark, and for paper."""
    style = "\n".join(map(source, STYLES))
    policy = f"default-src 'none'; style-src {hashed(style)}; base-uri 'none'; form-action 'none'"
    environment = Environment(
        loader=PackageLoader("kg.view"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"words": words, "share": share, "day": shown, "skipped": skipped}
    lines = _Lines(affair, read)
    return environment.get_template("report.html").render(
        title=title, policy=policy, style=Markup(style), affair=affair, name=lines.name, list=lines.listed,
        cards=lines.cards, reasons=APART, **lines.sections(), **_figures(read), LINES=LINES, TOPICS=TOPICS, CLEAR=CLEAR,
        DRAWN=DRAWN, TINTS=TINTS, letter=letter,
    )  # fmt: skip


def share(part: float) -> str:
    """A share in per cent, never rounded up to certainty.

    >>> share(0.846), share(0.9996)
    ('85 %', '> 99 %')
    """
    return "> 99 %" if part > 0.99 else f"{100 * part:.0f} %"


def _figures(read: Read) -> dict[str, Any]:
    dates = sorted(filter(None, (date_of(document.published) for document in read.documents)))
    asserted = [s for s in read.statements if s.drawn and s.holder]
    told = Counter(s.evidence.document for s in read.statements)
    documents = sorted(read.documents, key=lambda one: (one.published or "", one.title, one.id))
    return {
        "read": read,
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
        "undated": len(read.documents) - len(dates),
        "asserted": len(asserted),
        "unsure": sum(s.confidence < CLEAR for s in asserted),
        "documents": [
            (one, date_of(one.published) or "undated", date_origin(one), web(one.uri), told[one.id])
            for one in documents
        ],
        "publishers": len({one.publisher for one in read.documents if one.publisher}),
    }


class _Lines:
    """What the lines of the page say."""

    def __init__(self, affair: Affair, read: Read):
        self.affair = affair
        self._statements = {s.key: s for s in read.statements}
        self._documents = {d.id: d for d in read.documents}
        self._changed = {(one.actor, one.target): one for one in affair.changes}

    def name(self, id: str) -> str:
        """A party's name on one line, cut where it is a whole sentence."""
        label = " ".join(self.affair.parties[id].label.split())
        return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"

    def listed(self, ids: Iterable[str], most: int = 4) -> str:
        """Names, of more than ``most`` the first."""
        names = [self.name(id) for id in ids]
        return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")

    def cards(self, keys: tuple[str, ...]) -> dict[str, Any]:
        """The sentences behind a line: a card for each of the first, and how many more there are."""
        return {"shown": [self._card(key) for key in keys[:CARDS]], "more": max(0, len(keys) - CARDS)}

    def _card(self, key: str) -> dict[str, Any]:
        statement = self._statements[key]
        evidence: Evidence = evidence_of(statement, self._documents[statement.evidence.document])
        notes = [
            *(["denied"] if evidence.negated else []),
            *([evidence.certainty] if evidence.certainty != "certain" else []),
            *(f"according to {source}" for source in evidence.attributed_to if source != evidence.holder),
        ]
        published, named = self._documents[statement.evidence.document].published, date_of(statement.date)
        return {"evidence": evidence, "parts": parts(evidence.sentence, evidence.marks), "link": web(evidence.uri),
                "published": date_of(published), "event": named if named != date_of(published) else None,
                "notes": notes, "weak": evidence.confidence < CLEAR}  # fmt: skip

    def sections(self) -> dict[str, Any]:
        """What is told of camps, of changes of mind, and of what is least sure."""
        return {
            "camps": [(camp, [self._member(camp.about, one) for one in camp.members]) for camp in self.affair.camps],
            "turns": [
                (heading, [one for one in self.affair.changes if one.firm == firm])
                for heading, firm in (("", True), ("Perhaps: one of the two sides rests on a single statement", False))
            ],
            "weakest": [(self._claim(claim), claim, documents) for claim, documents in self.affair.weak[:FIRST]],
        }

    def _member(self, about: tuple[tuple[str, int], ...], member: Member) -> tuple[Member, list[str]]:
        """A member, with that of which it alone speaks where this is not what the camp is named by first, and since
        when it is on this side."""
        notes = [] if about[0][0] in member.over else [f"on {self.listed(member.over)}"]
        turned = [self._changed[member.actor, id] for id in member.over if (member.actor, id) in self._changed]
        for one in turned:
            side = "for" if one.side > 0 else "against"
            since = f"since {shown(one.since)}; before, {side}" if one.firm else f"not always {side}, see below:"
            notes.append(f"{since} {self.name(one.target)}")
        return member, notes

    def _claim(self, claim: Position | Conflict) -> str:
        if isinstance(claim, Conflict):
            return f"{self.name(claim.source)} is against {self.name(claim.target)}"
        return f"{self.name(claim.actor)} is {'for' if claim.side > 0 else 'against'} {self.name(claim.target)}"
