"""The layers of one document, each made of those before it: mentions, proposals, reports, clusters."""

from dataclasses import dataclass
from functools import cached_property

from kg.extract import attitudes, attribution, mentions, proposals, quotations, roles, turns
from kg.extract.coreference import Coreference
from kg.extract.mentions import Mention
from kg.extract.parties import Parties
from kg.extract.proposals import Proposal
from kg.extract.quotations import Reported
from kg.extract.times import Times
from kg.extract.tokens import Doc, Range
from kg.lexicon import Lexicon
from kg.model import Document


@dataclass(frozen=True)
class Layers:
    """What is found in ``doc``, the parse of ``document``'s text; nothing is changed once it is there."""

    document: Document
    doc: Doc
    lexicon: Lexicon

    @cached_property
    def mentions(self) -> list[Mention]:
        return mentions.find(self.doc, self.lexicon)

    @cached_property
    def proposals(self) -> list[Proposal]:
        return proposals.find(self.doc)

    @cached_property
    def proposing(self) -> frozenset[int]:
        """The words that propose."""
        return frozenset(proposal.cue.i for proposal in self.proposals)

    @cached_property
    def roles(self) -> list[roles.Role]:
        """The offices that the grammar of titles gives people."""
        return list(roles.find(self.doc, self.mentions, self.lexicon))

    @cached_property
    def quotes(self) -> list[Range]:
        return quotations.ranges(self.doc)

    @cached_property
    def _ruled(self) -> tuple[list[Reported], list[Reported]]:
        reports = attribution.find(self.doc, self.lexicon, self.quotes)
        return reports, list(attitudes.find(self.doc, self.lexicon, self.proposals, reports))

    @cached_property
    def reports(self) -> list[Reported]:
        """Who says what, in the order of their cues."""
        reports, attitudes_ = self._ruled
        found = [*reports, *proposals.reports(self.doc, self.lexicon, reports + attitudes_)]
        return sorted(found, key=lambda report: (report.cue, report.content))

    @cached_property
    def attitudes(self) -> list[Reported]:
        """Who wants, names or praises what, in the document's own voice."""
        return self._ruled[1]

    @cached_property
    def voiced(self) -> dict[int, Reported]:
        """The attitudes by the tokens of their cues."""
        return {i: report for report in self.attitudes for i in range(*report.cue)}

    @cached_property
    def coreference(self) -> Coreference:
        """Who is who."""
        by_token = {i: m for m in self.mentions for i in range(m.start if m.titled is None else m.titled, m.end)}
        quoted = {i for start, end in self.quotes for i in range(start, end)}

        def speaker(i: int) -> Mention | None:
            found = attribution.enclosing(self.reports, i)
            found = [r for r in found if r.direct] or found  # "I" is whoever is quoted
            return by_token.get(found[0].source.i) if found and found[0].source is not None else None

        def before(i: int) -> Mention | None:
            """Who spoke before the pronoun ``i`` goes on: "he added"."""
            source = turns.speaker_before(self.doc[i], self.reports, self.lexicon)
            return by_token.get(source.i) if source is not None else None

        short = self.document.id[:16]
        return Coreference(
            self.doc, self.mentions, self.roles, self.lexicon, short, speaker, quoted.__contains__, before
        )

    @cached_property
    def parties(self) -> Parties:
        return Parties(self.doc, self.coreference, self.lexicon)

    @cached_property
    def times(self) -> Times:
        return Times(self.doc, self.document.published, self.lexicon)
