"""The ontology: documented, true to the code, consistent, and every example right."""

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Dataset, Graph, Literal, URIRef
from test_view_browser import chromium  # noqa: F401, a fixture

from kg.lexicon import load
from kg.rdf import decode, decode_entities, encode, encode_entities, encode_keys, encode_merges, iris, validate
from kg.rdf import terms as terms_of
from kg.rdf.reference import reference
from kg.rdf.vocabulary import KG
from kg.store import Store
from kg.view.reference import page, written

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "ontologies"
OWN, REL = iris.PREFIXES[""], iris.PREFIXES["rel"]
RESERVED = (str(RDF), str(RDFS), str(OWL))  # terms that OWL 2 lets nobody declare
EXAMPLE = (FOLDER / "example.trig").read_text(encoding="utf-8")
PREFIXES = "".join(line for line in EXAMPLE.splitlines(keepends=True) if line.startswith("@prefix"))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(FOLDER / "kg.ttl")


@pytest.fixture(scope="module")
def scheme() -> Graph:
    return Graph().parse(FOLDER / "stances.ttl")


@pytest.fixture(scope="module")
def example() -> Dataset:
    found = Dataset(default_union=True)
    found.parse(data=EXAMPLE, format="trig")  # gives the default graph back before rdflib 7.3, the dataset since
    return found


@pytest.fixture(scope="module")
def whole(ontology, example) -> Graph:
    """The ontology and the example as one graph."""
    found = Graph()
    for triple in (*ontology, *example.triples((None, None, None))):
        found.add(triple)
    return found


def terms(ontology: Graph) -> list[URIRef]:
    found = {s for s in ontology.subjects(RDF.type) if str(s).startswith((OWN, REL))}
    return sorted(found)


def defined(ontology: Graph, base: str) -> set[str]:
    return {term.removeprefix(base) for term in terms(ontology) if term.startswith(base)}


def document_of(example: Dataset) -> Graph:
    (graph,) = (g for g in example.graphs() if len(g.identifier) == len(iris.graph("0" * 64)))
    return graph


# --- true to the code ---


def test_vocabulary_and_ontology_are_equal_both_ways(ontology):
    assert defined(ontology, OWN) == set(KG.__annotations__) - {"_fail", "_NS"}


def test_relations_of_the_lexicon_of_the_ontology_and_of_the_scheme_are_equal(ontology, scheme):
    assert defined(ontology, REL) == defined(scheme, REL) == set(load().relations)


@pytest.mark.parametrize("path", written(ROOT), ids=lambda path: path.name)
def test_what_is_made_from_others_is_up_to_date(path):
    assert path.read_text(encoding="utf-8") == written(ROOT)[path], f"{path.name} is stale: run `make ontology`"


def test_the_shapes_name_only_terms_that_exist(ontology):
    known = set(ontology.subjects()) | {RDF.type}
    shapes = Graph().parse(FOLDER / "shapes.ttl")
    used = {t for triple in shapes for t in triple if isinstance(t, URIRef) and t.startswith(OWN)}
    assert used <= known
    queries = " ".join(str(o) for o in shapes.objects() if isinstance(o, Literal) and "SELECT" in o)
    assert {OWN + t for t in re.findall(r"(?<![\w?]):(\w+)", queries)} <= set(map(str, known))


def test_every_property_that_a_shape_bounds_has_a_message():
    shapes = Graph().parse(FOLDER / "shapes.ttl")
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    for owner in {owner for target in targets for owner in shapes.subjects(target)}:
        for bound in (*shapes.objects(owner, SH.property), *shapes.objects(owner, SH.sparql)):
            assert shapes.value(bound, SH.message), f"{owner}: {shapes.value(bound, SH.path)}"


# --- documented ---


def test_every_term_is_labelled_defined_bounded_and_exemplified(ontology):
    for term in terms(ontology):
        assert ontology.value(term, RDFS.label) and ontology.value(term, SKOS.definition), term
        assert ontology.value(term, SKOS.example), f"{term} has no example"
        if "Property" in str(list(ontology.objects(term, RDF.type))):
            domain, range, note = (ontology.value(term, p) for p in (RDFS.domain, RDFS.range, SKOS.scopeNote))
            assert note or domain and range, term


def test_a_definition_is_not_that_of_another_term(ontology):
    definitions = [str(ontology.value(term, SKOS.definition)) for term in terms(ontology)]
    assert sorted(definitions) == sorted(set(definitions))


def test_the_ontology_says_what_it_is_and_imports_nothing(ontology):
    itself = URIRef(OWN.removesuffix("#"))
    version = ontology.value(itself, OWL.versionInfo)
    assert re.fullmatch(r"\d+\.\d+\.\d+", version) and ontology.value(itself, OWL.versionIRI).endswith(f"/{version}")
    assert not list(ontology.objects(itself, OWL.imports))


def test_the_ontology_claims_no_identity_with_foreign_terms(ontology, scheme):
    for graph in (ontology, scheme):
        assert not list(graph.triples((None, OWL.sameAs, None)))
        assert not list(graph.triples((None, SKOS.exactMatch, None)))
    near = {str(o) for o in ontology.objects(None, SKOS.closeMatch)}
    for part in ("schema.org/", "/ns/prov#", "/ns/org#", "/marl/ns#", "/grasp#", "/grasp/factuality#", "/gaf#"):
        assert any(part in term for term in near), part
    assert not any(term.startswith(OWN) for term in near)


def test_every_foreign_term_of_the_example_is_declared_with_its_use(ontology, example):
    classes = set(example.objects(None, RDF.type)) | set(example.objects(None, KG.kind))
    for term in classes | set(example.predicates()):
        if not str(term).startswith((OWN, REL, *RESERVED)):
            assert ontology.value(term, RDF.type) and ontology.value(term, SKOS.scopeNote), f"{term} is not declared"


# --- examples ---


def turtle(ontology: Graph) -> list[tuple[URIRef, str]]:
    return [(term, str(text)) for term, text in ontology.subject_objects(SKOS.example) if not text.language]


def test_examples_in_turtle_name_their_term_and_are_true(ontology, whole):
    assert len(turtle(ontology)) > 60
    for term, text in turtle(ontology):
        found = Graph().parse(data=PREFIXES + text, format="turtle")
        assert any(term in triple for triple in found), f"the example of {term} does not use it"
        assert not set(found) - set(whole), f"the example of {term} is not in ontologies/example.trig: put it there"


def test_the_example_uses_every_property_and_keeps_the_shapes(ontology, example):
    assert validate(example.triples((None, None, None))) == []
    properties = {t for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
                  for t in ontology.subjects(RDF.type, kind) if t.startswith(OWN)}  # fmt: skip
    assert properties <= set(example.predicates())


def test_the_example_is_what_the_code_writes(example):
    shared = example.graph(iris.ENTITIES)
    entities = decode_entities(shared)
    reading = decode(document_of(example), {entity.id: entity for entity in entities})
    assert set(terms_of(encode(reading))) == set(document_of(example))
    with Store.open() as given:
        triples = " . ".join(" ".join(term.n3() for term in triple) for triple in shared)
        given.update(f"INSERT DATA {{ GRAPH graph:entities {{ {triples} }} }}")
        merges = given.merges()
    assert {*terms_of(encode_entities(entities)), *terms_of(encode_merges(merges))} == set(shared)
    assert set(terms_of(encode_keys(entities, load()))) == set(
        example.graph(iris.KEYS).triples((None, KG.nameKey, None))
    )
    with Store.open() as store:
        store.put([reading], entities=entities, merges=merges)
        assert set(store.dataset().graph(iris.DERIVED)) == set(example.graph(iris.DERIVED))


@pytest.mark.model
def test_relations_are_read_in_their_examples():
    """All are but two acts that the head seldom sees; 3 may be missed, as a sentence may be near a tie in some
    arithmetic that nobody tried."""
    from kg.config import Config
    from kg.model import Document
    from kg.reading import readings

    relations = list(load().relations.values())
    assert all(relation.example for relation in relations)
    documents = [Document.of(relation.example) for relation in relations]
    missed = {}
    for relation, reading in zip(relations, readings(documents, Config()), strict=True):
        found = {s.relation for s in reading.statements if s.holder and s.asserted}
        if relation.name not in found:
            missed[relation.example] = found
    assert len(missed) <= 3, missed


# --- the scheme of relations ---


def test_each_relation_lies_under_its_kind_and_its_side(scheme):
    stances = iris.BASE + "stances"
    for relation in load().relations.values():
        concept = iris.relation(relation.name)
        group = scheme.value(concept, SKOS.broader)
        top = scheme.value(group, SKOS.broader)
        assert (top, SKOS.topConceptOf, URIRef(stances)) in scheme
        assert top.removeprefix(stances + "#") == KIND[relation.kind]
        assert group.endswith({1: "For", 0: "Neither", -1: "Against"}[relation.polarity])
        assert int(scheme.value(concept, KG.polarity)) == relation.polarity


KIND = {"stance": "stance", "action": "action", "relation": "relationship", "assertion": "assertion"}


def test_codes_are_concepts_with_their_notation(scheme):
    for relation in load().relations.values():
        near = {
            str(scheme.value(code, SKOS.notation))
            for code in scheme.objects(iris.relation(relation.name), SKOS.closeMatch)
        }
        assert near == {relation.plover, relation.cameo} - {None}
    cameo = {
        str(scheme.value(c, SKOS.notation)): c for c in scheme.subjects(SKOS.inScheme, URIRef(iris.BASE + "cameo"))
    }
    for code, concept in cameo.items():
        assert scheme.value(concept, SKOS.broader) == cameo.get(code[:-1])


def test_concepts_have_one_label_and_a_place(scheme):
    for concept in scheme.subjects(RDF.type, SKOS.Concept):
        assert len(list(scheme.objects(concept, SKOS.prefLabel))) == 1
        assert len(list(scheme.objects(concept, SKOS.inScheme))) == 1
        assert bool(list(scheme.objects(concept, SKOS.broader))) != bool(
            list(scheme.objects(concept, SKOS.topConceptOf))
        )


# --- consistent ---

CONTRADICTION = (iris.thing("x"), RDF.type, KG.Mention), (iris.thing("x"), KG.negated, Literal(True))


def rules_of_owl(graph: Graph) -> Graph:
    import owlrl

    closure = Graph() + graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    return closure


def errors(closure: Graph) -> set[str]:
    return {str(o) for p, o in closure.predicate_objects() if str(p).endswith("#error") and isinstance(o, Literal)}


def test_the_rules_of_owl_find_no_contradiction(whole):
    pytest.importorskip("owlrl", reason="owlrl is not installed: pip install owlrl")
    closure = rules_of_owl(whole)
    assert len(closure) > len(whole)
    assert errors(closure) == set() and not list(closure.subjects(RDF.type, OWL.Nothing))
    assert not [(one, other) for one, other in closure.subject_objects(OWL.sameAs) if one != other]


def test_the_rules_of_owl_find_a_contradiction_that_is_planted(ontology):
    pytest.importorskip("owlrl", reason="owlrl is not installed: pip install owlrl")
    axioms = Graph().parse(data=_turtle(CONTRADICTION))
    for subject, property, value in ontology:  # the relations contradict nothing
        if not str(subject).startswith(REL) and not isinstance(value, Literal):
            axioms.add((subject, property, value))
    assert errors(rules_of_owl(axioms))


def _turtle(triples) -> str:
    return "".join(f"{' '.join(term.n3() for term in triple)} .\n" for triple in triples)


@pytest.fixture(scope="module")
def reasoner():
    """What the OWL API and HermiT say of files: {file: {(what they found, detail)}}."""
    spec = find_spec("owlready2")
    if spec is None:
        pytest.skip("HermiT is not installed: pip install owlready2")
    if not shutil.which("javac"):  # a runtime alone does not run a source file
        pytest.skip("no Java development kit found")
    jar = Path(spec.origin).parent / "hermit" / "HermiT.jar"

    def ask(*files: Path) -> dict[Path, set[tuple[str, str]]]:
        command = ["java", "-cp", str(jar), str(Path(__file__).with_name("reasoner.java")), *map(str, files)]
        lines = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()
        found: dict[Path, set[tuple[str, str]]] = {file: set() for file in files}
        for file, what, detail in (line.split("\t") for line in lines):
            found[Path(file)].add((what, detail))
        return found

    return ask


def test_protégés_parser_and_a_reasoner_take_it_as_owl_2_dl(reasoner, ontology, scheme, whole, tmp_path):
    graphs = {
        "example": whole + scheme,
        "contradiction": ontology + Graph().parse(data=_turtle(CONTRADICTION)),
        "impossible": ontology + Graph().parse(data=_turtle([(KG.Stance, RDFS.subClassOf, KG.Mention)])),
    }
    files = {name: tmp_path / f"{name}.ttl" for name in graphs}
    for name, file in files.items():
        graphs[name].serialize(file, encoding="utf-8")
    said = reasoner(FOLDER / "kg.ttl", FOLDER / "stances.ttl", *files.values())
    found = {file.stem: {what for what, _ in lines} for file, lines in said.items()}
    assert found["kg"] == found["stances"] == {"axioms"}
    assert found["example"] == {"axioms", "profile"}  # it holds rdf:Seq and dates, which OWL 2 DL does not know
    # and they would have told
    assert "inconsistent" in found["contradiction"]
    assert ("unsatisfiable", f"<{KG.Stance}>") in said[files["impossible"]]


# --- the page ---

PAGE = (ROOT / "docs" / "ontology.html").read_text(encoding="utf-8")


class Anchors(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.ids, self.links, self.tags, self.headings = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += filter(None, [found.get("id")])
        self.links += filter(None, [found.get("href")])
        self.headings += map(int, re.findall("^h([1-6])$", tag))


def test_each_term_has_an_anchor_and_each_link_an_end(ontology):
    read = Anchors(PAGE)
    assert len(read.ids) == len(set(read.ids))
    assert defined(ontology, OWN) | {f"rel-{name}" for name in load().relations} <= set(read.ids)
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)
    assert not {link for link in read.links if not re.match(r"#|https?://|\.\./ontologies/", link)}
    for link in read.links:
        assert not link.startswith("../") or (ROOT / "docs" / link).exists()


def test_the_page_is_one_file_without_script():
    read = Anchors(PAGE)
    assert not {"script", "link", "img", "iframe"} & set(read.tags)
    assert "default-src 'none'" in PAGE and "url(http" not in PAGE
    assert all(below - above <= 1 for above, below in zip(read.headings, read.headings[1:], strict=False))


def test_hostile_text_is_only_text():
    hostile = "<script>alert(1)</script> \"&' </style> javascript:alert(1) :holder"
    relations = [replace(r, definition=hostile, example=hostile, plover=hostile) for r in load().relations.values()]
    text = (FOLDER / "kg.ttl").read_text(encoding="utf-8")
    text = text.replace('skos:definition "Future or not."', f"skos:definition {Literal(hostile).n3()}")
    made = page(reference(text, (FOLDER / "shapes.ttl").read_text(encoding="utf-8"), relations))
    before, after = Anchors(PAGE), Anchors(made)
    assert "alert(1)" in made and "script" not in after.tags
    assert set(after.ids) == set(before.ids) and set(after.links) == set(before.links)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("colors", ["light", "dark"])
def test_the_page_in_a_browser(chromium, width, colors):  # noqa: F811
    tab = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=colors)
    said, asked = [], []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((ROOT / "docs" / "ontology.html").as_uri() + "#polarity")
    assert tab.locator("#polarity").bounding_box()["y"] < 100
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    paper, ink = tab.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
    assert (luminance(paper) > luminance(ink)) == (colors == "light")
    assert contrast(paper, ink) >= 7
    for selector in ("article a", ".kind", "td.for", "td.against", "td.neither", "dt", "nav li a", "q"):
        assert contrast(paper, tab.evaluate(f"getComputedStyle(document.querySelector('{selector}')).color")) >= 4.5
    assert said == [] and len(asked) == 1
    tab.close()


def luminance(color: str) -> float:
    """WCAG 2.2's relative luminance of ``rgb(…)``."""
    channels = (int(c) / 255 for c in re.findall(r"\d+", color)[:3])
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)
