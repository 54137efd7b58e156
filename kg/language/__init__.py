"""Reading English: the model that ships, or any spaCy pipeline that is installed."""

from kg.errors import ModelError

NEEDED = {"DEP": "a dependency parser", "POS": "parts of speech", "LEMMA": "lemmas", "ENT_TYPE": "named entities"}


def load(model: str | None = None):
    """A spaCy pipeline: the package's own reader, or the installed one called ``model``.

    Raises `ModelError` when there is none of that name or it lacks a parser, tags, lemmas or names.
    """
    import spacy

    if model is None:
        nlp = spacy.blank("en")
        import kg.language.component  # noqa: F401  registers the factory where entry points are not installed

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
    return nlp


def stance_head(nlp):
    """The learned stance head that belongs to a pipeline; ``None`` where it has none."""
    return nlp.get_pipe("kg_reader").engine.sides if nlp.has_pipe("kg_reader") else None


def digest(nlp) -> str:
    """Which model reads: the digest of our weights, or the name and version of another pipeline."""
    if nlp.has_pipe("kg_reader"):
        return nlp.get_pipe("kg_reader").engine.digest
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
