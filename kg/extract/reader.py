"""One document: its layers, the statements that they tell, and what was skipped and why."""

from dataclasses import replace

from spacy.tokens import Doc as Parse

from kg.extract import statements
from kg.extract.coreference import Coreference
from kg.extract.layers import Layers
from kg.extract.places import in_source, normal_of
from kg.extract.quotations import Reported
from kg.extract.tokens import Doc
from kg.lexicon import Lexicon
from kg.model import Document, Entity, Kind, Reading, Skip, Statement


def read(document: Document, doc: Parse, lexicon: Lexicon) -> Reading:
    """Everything that is found in ``doc``, the parse of `readable` ``(document)``; ranges and quotes are the source's.
    Where the statement head has not read ``doc`` (`kg.language.cues_of`), only reports are found.
    """
    normal = normal_of(document, doc)
    layers = Layers(replace(document, text=normal.text), Doc(doc), lexicon)
    return in_source(_reading(layers), document, normal)


def entities_of(document: Document, doc: Parse, lexicon: Lexicon) -> Coreference:
    """Who is who in ``doc``: its mentions and the entities behind them."""
    return Layers(document, Doc(doc), lexicon).coreference


def reports(document: Document, doc: Parse, lexicon: Lexicon) -> list[Reported]:
    """Who says, thinks, wants or names what in ``doc``: reports, then attitudes."""
    layers = Layers(document, Doc(doc), lexicon)
    return [*layers.reports, *layers.attitudes]


def _reading(layers: Layers) -> Reading:
    found = list(statements.find(layers))
    told = statements.unique([s for s in found if isinstance(s, Statement)], layers)
    skips = {s for s in found if isinstance(s, Skip)}
    skips |= {Skip(why, statements.span(layers, m.start, m.end)) for m, why in layers.coreference.why_not.items()}
    return Reading(
        document=layers.document,
        entities=tuple(sorted(_entities(layers, told).values(), key=lambda e: e.id)),
        statements=told,
        skips=tuple(sorted(skips, key=lambda s: (s.span.start, s.span.end, s.reason))),
        words=sum(not (t.is_space or t.is_punct) for t in layers.doc),
    )


def _entities(layers: Layers, told: tuple[Statement, ...]) -> dict[str, Entity]:
    """The topics of what is told, and who has a name or a part in it, with the states that they act for."""
    used = {p.id for s in told for p in (s.holder, s.target, *s.attributed_to, *s.target.participants) if p}
    topics = (s.target for s in told if s.target.kind == Kind.TOPIC)
    entities = {topic.id: Entity(topic.id, topic.label, Kind.TOPIC) for topic in topics}
    for cluster in layers.coreference.clusters:
        entity = cluster.entity()
        if entity.id in used or any(m.form == "name" for m in cluster.mentions):
            entities[entity.id] = entity
            if entity.acts_for:
                state = layers.lexicon.states[entity.acts_for.partition("/")[2].upper()]
                entities.setdefault(entity.acts_for, Entity(entity.acts_for, state.name, Kind.STATE))
    return entities
