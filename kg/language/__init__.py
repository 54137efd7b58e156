"""Reading English: the model that ships, or any spaCy pipeline that is installed."""

from typing import TYPE_CHECKING, Any

from kg.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.language.statements import Cue, ReportCue

    Pipeline = Language

CUES, REPORTS = "kg_cues", "kg_reports"  # in a document's ``user_data``

NEEDED = {"DEP": "a dependency parser", "POS": "parts of speech", "LEMMA": "lemmas", "ENT_TYPE": "named entities"}


def load(model: str | None = None) -> "Language":
    """A spaCy pipeline: the package's own reader, or the installed one called ``model`` with our statement head behind
    it.

    Raises `ModelError` when there is none of that name or it lacks a parser, tags, lemmas or names.
    """
    import spacy

    import kg.language.component  # noqa: F401  registers the factories where entry points are not installed

    if model is None:
        nlp = spacy.blank("en")
        # a dash parts words whatever stands beside it; spaCy wants letters
        inside = [*(nlp.Defaults.infixes or ()), r"[—―]", r"""(?:['’]s|[)\]”"'’])(?=[—―])"""]
        tokenizer: Any = nlp.tokenizer  # declared to be no more than callable
        tokenizer.infix_finditer = spacy.util.compile_infix_regex(inside).finditer
        nlp.add_pipe("kg_reader")
        nlp.max_length = 10_000_000
        return nlp
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        known = ", ".join(sorted(spacy.util.get_installed_models())) or "none"
        raise ModelError(
            f"language model {model!r} cannot be loaded: want an installed spaCy pipeline (installed: {known}); "
            f"leave --model out to use the one that ships"
        ) from error
    probe = nlp("The minister met Jane Doe in Paris.")
    lacking = [what for layer, what in NEEDED.items() if not probe.has_annotation(layer)]
    if lacking:
        raise ModelError(
            f"language model {model!r} lacks {' and '.join(lacking)}: want an English pipeline with all four"
        )
    nlp.add_pipe("kg_statements")
    return nlp


def cues_of(doc: "Doc") -> "list[Cue] | None":
    """The cues of statements that the learned head finds in a parsed text; ``None`` where it has not read it."""
    from kg.language.statements import Cue

    return [Cue(*_frozen(row)) for row in doc.user_data[CUES]] if CUES in doc.user_data else None


def reports_of(doc: "Doc") -> "list[ReportCue]":
    """The words that the learned head finds to tell reports."""
    from kg.language.statements import ReportCue

    return [ReportCue(*_frozen(row)) for row in doc.user_data.get(REPORTS, ())]


def _frozen(value: Any) -> Any:
    # a saved document gives lists back
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def digest(nlp: "Language") -> str:
    """Which model reads: the digest of our weights, with the name and version of another pipeline that parses."""
    from kg.language.component import ReaderComponent

    reader = next(pipe for _, pipe in nlp.pipeline if isinstance(pipe, ReaderComponent))
    if reader.name == "kg_reader":
        return reader.engine.digest
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}+{reader.engine.digest}"


def own_digest() -> str:
    """The `digest` of the model that ships, without loading it."""
    from kg.language import engine

    return engine.digest(engine.WEIGHTS)


def limit(nlp: "Language", threads: int) -> None:
    """Let the model run on so many threads; without, it takes all cores."""
    from kg.language.component import ReaderComponent

    for _, pipe in nlp.pipeline:
        if isinstance(pipe, ReaderComponent):
            pipe.engine.threads = threads
