"""A statement as a card, and what was not said as a table."""

from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from kg.display.marks import marks_of, parts
from kg.display.markup import CLASSES, SIGNS, cell, element, link, table, web, words

if TYPE_CHECKING:
    from kg.model import Skip, Statement


def card(statement: "Statement") -> str:
    """The sentence with its words marked, who stands how to whom, and what one needs to check it."""
    facts = [
        statement.date or "no date",
        f"confidence {statement.confidence:.2f}",
        str(statement.certainty),
        "future" if statement.temporality == "future" else "",
        *(f"says {party.label}" for party in statement.attributed_to),
        statement.rule,
    ]
    source = link(statement.uri, statement.uri) if web(statement.uri) else ""
    return cell(
        '<div class="card">',
        f"<p>{said(statement)}</p>",
        sentence(statement),
        element("p", " · ".join(filter(None, facts)), "note"),
        f'<p class="note">{source}</p>' if source else "",
        "</div>",
    )


def said(statement: "Statement") -> str:
    """Holder, relation with its sign, target, as HTML."""
    holder = statement.holder.label if statement.holder else "the document itself"
    relation = element("span", how(statement), CLASSES[statement.polarity])
    return f"<b>{escape(holder)}</b> {relation} <b>{escape(statement.target.label)}</b>"


def how(statement: "Statement") -> str:
    """The relation as words, with its sign."""
    negated = ", negated" if statement.negated else ""
    return f"{words(statement.relation)}{negated} {SIGNS[statement.polarity]}"


def sentence(statement: "Statement") -> str:
    """The sentence with holder, cue and target marked, as HTML."""
    pieces = (
        f'<mark class="{roles}" title="{roles}">{escape(text)}</mark>' if roles else escape(text)
        for text, roles in parts(statement.evidence.text, marks_of(statement))
    )
    return f'<p class="sentence">{"".join(pieces)}</p>'


def skipped(skips: Iterable["Skip"]) -> str:
    """How often the reader declined to say something, and why, with an example of each reason."""
    skips = tuple(skips)
    times = Counter(skip.reason for skip in skips)
    documents = Counter(reason for reason, _ in {(skip.reason, skip.span.document) for skip in skips})
    example = {skip.reason: skip.span.text for skip in reversed(skips)}
    found = sorted(times, key=lambda reason: (-times[reason], reason))
    rows = [(reason.replace("-", " "), times[reason], documents[reason], example[reason]) for reason in found]
    note = element("p", f"{len(skips)} skipped (unclear)", "note")
    return cell(note, table(("reason", "times", "documents", "for example"), rows))
