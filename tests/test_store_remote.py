"""A store elsewhere: the laws of the store on real endpoints, what is put into queries, and what goes wrong."""

from decimal import Decimal

import endpoints
import httpx
import pyoxigraph as ox
import pytest
from factories import ENTITIES, FORUM, JANE, affair, document, flat, party, quick, reading, readings, span, statement
from hypothesis import given, settings
from hypothesis import strategies as st
from quarrel import told
from rdflib import URIRef
from serving import TOKEN, serving, store_at
from test_questions import ASKED
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.errors import QueryError, StoreError
from kg.model import Reading
from kg.query import questions, run
from kg.rdf import Run, iris
from kg.resolve import Correction, resolve
from kg.store import Store, add, is_address, lookup, shown, writer
from kg.store.binding import declared, form, substituted
from kg.store.terms import answer, written

HOSTILE = (
    'x" } } ; DROP ALL ; INSERT DATA { <a:b> <a:c> "\\u0022\r\n\x00\u2028 y',
    "'''?name $name # ?name",
    '"""\\',
    "\\u0022 } #",
    "<https://example.org/?name>",
    "\x7f\ufffe😀",
)
DEVIATING = {"changed-mind", "single-source"}  # on Virtuoso: see docs/remote-stores.md
MOST = 20_000  # rows that Virtuoso answers
FOREIGN = "https://example.org/not-ours"


@pytest.fixture(scope="module")
def oxigraph():
    with endpoints.oxigraph() as address:
        yield address


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    with endpoints.virtuoso(tmp_path_factory.mktemp("virtuoso"), rows=MOST) as address:
        yield address


@pytest.fixture(params=["embedded", "oxigraph", "virtuoso"])
def store(request):
    """An empty store on each engine; on an endpoint there is a graph of other people's beside it."""
    with Store.open() if request.param == "embedded" else Store.read(request.getfixturevalue(request.param)) as store:
        emptied(store)
        if request.param != "embedded":
            store.update(f'INSERT DATA {{ GRAPH <{FOREIGN}> {{ <{FOREIGN}> rdfs:comment "a" }} }}')
        yield store


def emptied(store: Store) -> None:
    for graph in store._engine.graphs():
        store.update(f"DROP SILENT GRAPH <{graph}>")


def here(*found: Reading) -> Store:
    store = Store.open()
    add(store, found)
    return store


# --- the laws of the store ---


@settings(parent=quick, max_examples=5)
@given(found=readings())
def test_what_is_put_in_comes_out(store, found):
    emptied(store)
    store.put([found], entities=found.entities)
    assert list(store.readings()) == [found]
    assert store.reading(found.document.id) == found
    assert store.entities() == found.entities
    store.put(gone=[found.document.id])
    assert store.documents() == ()


def test_adding_and_taking_away_gives_the_same_bytes_as_here(store):
    one, rest = reading(), affair()
    add(store, rest)
    add(store, [one])
    local = here(*rest, one)
    assert (store.trig(), store.turtle()) == (local.trig(), local.turtle())
    assert list(store.statements()) == flat([one, *rest])
    assert store.violations() == []
    gone = add(store, [], gone=[one.document.id])
    assert gone == add(local, [], gone=[one.document.id])
    assert store.trig() == local.trig()


def test_filling_gives_the_same_bytes_as_here(store):
    found = resolve([reading(), *affair()])
    local = Store.open()
    for each in (store, local):
        each.fill(*found, [Correction("same", JANE.id, FORUM.id, "note", "me")])
    assert store.trig() == local.trig()
    assert lookup.corrections(store) == lookup.corrections(local) != ()


def test_only_the_dyads_of_the_document_are_rebuilt(store):
    add(store, affair())
    mark = "<https://example.org/mark>"
    store.update(
        f"INSERT {{ GRAPH graph:derived {{ ?dyad {mark} 1 }} }} WHERE {{ GRAPH graph:derived {{ ?dyad a :Dyad }} }}"
    )
    marked = f"SELECT ?holder ?target {{ ?dyad :dyadHolder ?holder ; :dyadTarget ?target ; {mark} 1 }}"
    before = set(store.query(marked)[1])
    one = reading()
    touched = {(str(iris.thing(s.holder.id)), str(iris.thing(s.target.id))) for s in one.statements if s.holder}
    add(store, [one])
    assert before and set(store.query(marked)[1]) == before - touched


def test_named_questions_have_the_same_answers_as_here(store):
    is_virtuoso = getattr(store._engine, "_together", True) is False
    with told() as local:
        for graph in local._engine.graphs():
            store._engine.fill([(graph, written(local._engine.quads(graph)))])
        for name, values, *_ in ASKED:
            there, expected = run(store, name, **values), run(local, name, **values)
            assert there.columns == expected.columns
            if not is_virtuoso:
                assert there.rows == expected.rows, name
            elif name not in DEVIATING:
                assert sorted(map(repr, there.rows)) == sorted(map(repr, expected.rows)), name


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(store, text):
    one = Reading(document(text), (), (), ())
    store.put([one])
    assert [d.text for d in store.documents()] == [text]
    assert store.query("SELECT ?d ?text { ?d nif:isString ?text }", {"text": text})[1] == (
        (str(iris.document(one.document.id)),),
    )
    if not isinstance(store._engine, type(Store.open()._engine)):
        assert store.query(f"ASK {{ GRAPH <{FOREIGN}> {{ ?s ?p 'a' }} }}")[1] == ((True,),)


def test_graphs_of_other_people_are_neither_read_nor_dropped(store):
    add(store, [reading()])
    assert all(graph.startswith(iris.PREFIXES["graph"]) for graph in store._engine.graphs())
    assert {d.id for d in store.documents()} == {reading().document.id}
    found = store.dataset()
    assert {str(graph.identifier) for graph in found.graphs() if len(graph)} >= set(store._documents())


def test_a_query_may_name_its_graphs(store):
    add(store, affair())
    first, *_ = store._documents()
    asked = "SELECT (COUNT(?s) AS ?n) { ?s nif:isString ?o }"
    assert answer(store.ask(asked), {})[1] == ((3,),)
    assert answer(store.ask(asked, default_graphs=[first]), {})[1] == ((1,),)
    assert store.query(f"SELECT (COUNT(?s) AS ?n) FROM <{first}> {{ ?s nif:isString ?o }}")[1] == ((1,),)
    asked = "SELECT (COUNT(?s) AS ?n) { GRAPH ?g { ?s nif:isString ?o } }"
    assert answer(store.ask(asked, named_graphs=[first]), {})[1] == ((1,),)


# --- writing to an endpoint ---


@pytest.mark.parametrize("server", ["oxigraph", "virtuoso"])
def test_building_anew_keeps_the_runs_and_what_is_not_ours(server, request):
    place = request.getfixturevalue(server)
    with writer(place) as held:
        with held.change() as store:
            emptied(store)
            store.update(f"INSERT DATA {{ GRAPH <{FOREIGN}> {{ <{FOREIGN}> rdfs:comment 'a' }} }}")
        assert held.is_new
        found, entities, merges = resolve(affair())
        for model in ("one", "two"):
            held.build(found, entities, Run("0.1.0", model), merges=merges)
        assert not held.is_new
        with held.read() as store:
            assert store.trig() == here(*affair()).trig()
            assert {row[0] for row in store.query("SELECT ?m { ?r :modelDigest ?m }")[1]} == {"one", "two"}
            assert store.query(f"ASK {{ GRAPH <{FOREIGN}> {{ ?s ?p ?o }} }}")[1] == ((True,),)


def test_a_change_is_there_whole_or_not_at_all(oxigraph):
    with Store.read(oxigraph) as store:
        emptied(store)
        one = f"INSERT DATA {{ GRAPH <{iris.RUNS}> {{ <a:b> <a:c> 1 }} }}"
        twice = "CREATE GRAPH <a:twice>"
        with pytest.raises(StoreError, match="already exists"):
            store._engine.update(one, twice, twice)
        assert store._engine.graphs() == []


@pytest.mark.parametrize("told", ["query={0}/query update={0}/update", "query={0}/query update={0}/update data={0}/no"])
def test_without_the_graph_store_protocol_updates_fill(oxigraph, told):
    found, entities, merges = resolve(affair())
    with Store.read(told.format(oxigraph)) as store:
        emptied(store)
        store.fill(found, entities, merges)
        assert store.trig() == here(*affair()).trig()


def test_a_document_of_many_statements_fits(virtuoso):
    said = "Jane Doe opposes the Global Cyber Forum. "
    it = document(said * 250)
    places = [span(it, "opposes", nth) for nth in range(250)]
    who, what = party(it, JANE, JANE.label), party(it, FORUM, FORUM.label)
    many = [statement(it, who, "opposes", what, "opposes", cues=(place,), evidence=place) for place in places]
    big = Reading(it, tuple(sorted((JANE, FORUM), key=lambda e: e.id)), tuple(many), ())
    with Store.read(virtuoso) as store:
        emptied(store)
        store.put([big], entities=big.entities)
        assert len(store.statements()) == 250
        assert store.query("SELECT ?n { ?dyad :statements ?n }")[1] == ((250,),)


def test_a_store_that_is_served_is_a_store_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)
    local = here(*affair(), reading())
    with (
        serving(store_at(tmp_path / "store"), "--write", KG_TOKEN=TOKEN) as client,
        Store.read(str(client.base_url)) as store,
    ):
        add(store, [], gone=[reading().document.id])
        add(store, [reading()])
        assert store.trig() == local.trig()
        add(store, [], gone=[reading().document.id])
        assert list(store.statements()) == flat(affair())
    with Store.read(tmp_path / "store") as store:
        assert list(store.statements()) == flat(affair())


def test_an_endpoint_whose_default_graph_is_all_graphs_needs_no_word():
    with endpoints.oxigraph("--union-default-graph") as place, Store.read(place) as store:
        add(store, affair())
        assert list(store.statements()) == flat(affair())
        assert store.query("ASK { ?s a :Stance }")[1] == ((True,),)
        assert store._engine._union == {}


def test_an_answer_that_is_cut_is_an_error(virtuoso):
    with Store.read(virtuoso) as store:
        store.put([reading()], entities=ENTITIES)
        with pytest.raises(StoreError, match=f"no more than {MOST} rows") as error:
            store.query("SELECT ?a ?b { ?a ?p ?c . ?b ?q ?d }")
        assert "dba" not in str(error.value)


# --- values in queries ---


def held(names: set[str]):
    """A value for each name: hostile texts, numbers, addresses."""
    value = st.one_of(
        st.sampled_from(HOSTILE),
        st.text(max_size=8),
        st.sampled_from([iris.thing(JANE.id), iris.thing(FORUM.id), URIRef("https://example.org/?x=$name#'")]),
        st.decimals(0, 1, places=3),
        st.booleans(),
    )
    return st.fixed_dictionaries(dict.fromkeys(sorted(names), value))


FILLED = here(reading(), *affair(), *(Reading(document(text), (), (), ()) for text in HOSTILE))
PARAMETERS = {name: {p.name for p in q.parameters} for name, q in questions().items() if q.parameters}
ADDRESSES = ("name", "address")  # what stands where a text may not


@settings(parent=quick, max_examples=200)
@given(st.sampled_from(sorted(PARAMETERS)).flatmap(lambda n: st.tuples(st.just(n), held(PARAMETERS[n]))))
def test_what_is_put_into_a_named_question_answers_as_what_is_bound(given):
    name, values = given
    types = {p.name: p.type for p in questions()[name].parameters}
    known = iris.thing(FORUM.id)
    values = {n: known if types[n] in ADDRESSES and not isinstance(v, URIRef) else v for n, v in values.items()}
    sparql = questions()[name].sparql
    assert alike(sparql, values)


def alike(sparql: str, values: dict) -> bool:
    bound = FILLED.query(sparql, values)
    put_in = FILLED.query(substituted(sparql, values))
    names = [name for name in put_in[0] if name not in values]
    places = [put_in[0].index(name) for name in names]
    rows = [tuple(row[place] for place in places) for row in put_in[1]]
    return (tuple(names), sorted(map(repr, rows))) == (bound[0], sorted(map(repr, bound[1])))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?d ?x { ?d nif:isString $x }",
        "SELECT * { ?d nif:isString ?x }",
        "SELECT ?x { ?d nif:isString ?x }",
        "SELECT DISTINCT ?d $x WHERE { ?d nif:isString ?text FILTER(?text=?x&&?text!='?x') } ORDER BY ?x DESC(?x) ?d",
        "SELECT ?x (COUNT(?d) AS ?n) { ?d nif:isString ?x } GROUP BY ?x HAVING(COUNT(?d)>0)",
        "SELECT ?x (STRLEN(?x) AS ?n) { ?d nif:isString ?x } # ?x",
        "SELECT ?x ?d { { SELECT ?x ?d { ?d nif:isString ?x } ORDER BY ?x } }",
        "SELECT ?x ?d { { SELECT ?x { ?d nif:isString ?x } } ?d a nif:Context }",
        "SELECT ?x ?d { { SELECT * { ?d nif:isString ?x } } }",
        "SELECT ?x ?d { { SELECT ?d { ?d nif:isString ?x } } ?d nif:isString ?text }",
        "SELECT ?x ?d { ?d a nif:Context FILTER NOT EXISTS { ?d nif:isString ?x } }",
        "SELECT ?x ?d { ?d :words ?n FILTER(?n<1000 && ?x>'a') }",
        '''SELECT ?x ?d { ?d nif:isString ?x FILTER(?x != """?x " $x""" && ?x != "\\"?x") }''',
        "PREFIX x: <https://example.org/?x#$x> SELECT ?x ?d { ?d nif:isString ?x FILTER(?d != x:x) }",
        "ASK { ?d nif:isString ?x }",
        "CONSTRUCT { ?d :words ?x } { ?d nif:isString ?x }",
    ],
)
def test_a_value_is_put_wherever_its_variable_may_stand(query):
    for text in HOSTILE:
        assert alike(query, {"x": text}), substituted(query, {"x": text})


def test_a_sub_select_keeps_what_is_its_own():
    query = "SELECT ?x ?n { { SELECT (COUNT(?x) AS ?n) { ?s ?p ?x } } BIND(?x AS ?y) }"
    assert "COUNT(?x)" in substituted(query, {"x": "a"}) and 'BIND( "a"' in substituted(query, {"x": "a"})


@pytest.mark.parametrize("query", ["SELECT ?s { ?s ?p ?x }", "ASK { ?s ?p ?o }", "SELECT * { ?s ?p ?o }"])
def test_a_variable_that_is_not_listed_is_an_error(query):
    with pytest.raises(QueryError, match=r"\?x"):
        substituted(query, {"x": 1})


def test_a_value_is_a_term_of_its_type():
    found = substituted("SELECT ?a ?b ?c ?d { VALUES ?o { 1 } FILTER(?o<?a) ?b ?c ?d }", {
        "a": Decimal("0.5"), "b": URIRef("a:b"), "c": URIRef("a:c"), "d": True})  # fmt: skip
    store = ox.Store()
    store.update("INSERT DATA { <a:b> <a:c> true }")
    assert '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>' in found and "<a:b>" in found
    assert list(store.query(found.replace("?o<", "?o>"))) and not list(store.query(found))


def test_prefixes_are_declared_where_they_are_used():
    assert declared("SELECT * { ?s a :Stance }").startswith("PREFIX : <")
    own = "PREFIX skos: <a:b> SELECT * { ?s skos:x 'foaf:x', <dc:x> } # org:x"
    assert declared(own) == own
    assert declared("ASK { ?s skos:prefLabel ?o }").count("PREFIX") == 1


def test_an_update_is_not_taken_for_a_query(store):
    for text in ("DROP ALL", "# SELECT\nPREFIX select: <a:b> INSERT DATA {}", "", "{"):
        with pytest.raises(QueryError):
            form(text)
        with pytest.raises(QueryError):
            store.query(text)


def test_what_is_malformed_is_one_line(store):
    for bad in (lambda: store.query("SELECT * { ?s ?p }"), lambda: store.update("DROP")):
        with pytest.raises(QueryError) as error:
            bad()
        assert "\n" not in str(error.value) and "dba:" not in str(error.value)


# --- what goes wrong ---

ROW = '{"head":{"vars":["s","p","o"]},"results":{"bindings":[{"s":{"type":"uri","value":"a:b"},"p":{"type":"uri",\
"value":"a:b"},"o":{"type":"uri","value":"a:b"}}]}}'
RESULTS = {"content-type": "application/sparql-results+json"}
NOTHING = (200, RESULTS, '{"head":{"vars":[]},"results":{"bindings":[]}}')
FALSE = (200, RESULTS, '{"head":{},"boolean":false}')


def talking(answers) -> Store:
    """What a query to a server with these answers raises."""
    with (
        endpoints.stub(answers) as place,
        pytest.raises((StoreError, QueryError)) as error,
        Store.read(place.replace("//", "//me:geheim@") + "/sparql") as store,
    ):
        store.query("SELECT * { ?s ?p ?o }")
    assert "\n" not in str(error.value) and "geheim" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    ("status", "headers", "text", "said"),
    [
        (401, {}, "who are you", "status 401 (who are you); give a name and password"),
        (403, {}, "", "status 403 (Forbidden); use a name"),
        (404, {}, "gone\nfor ever", "status 404 (gone); correct the address"),
        (500, {"content-type": "text/html"}, "<h1>Oh</h1>", "status 500 (Internal Server Error); look at"),
        (503, {}, "busy", "status 503 (busy); try again later"),
        (301, {"location": "https://example.org/x?y"}, "", "give the address https://example.org/x"),
        (400, {}, "line 1", "malformed (line 1)"),
        (200, {"content-type": "text/html"}, "<h1>Welcome</h1>", "no SPARQL endpoint answers there"),
        (200, RESULTS, "<h1>Welcome</h1>", "is no application/sparql-results+json ("),
    ],
)
def test_what_a_server_refuses_is_one_clear_line(status, headers, text, said):
    assert said in talking(lambda *_: (status, headers, text))


def test_a_default_graph_that_cannot_be_all_graphs_is_said_so():
    said = talking(lambda path, headers, body: (200, RESULTS, ROW) if "LIMIT" in body else FALSE)
    assert "--union-default-graph" in said


def test_a_server_that_hangs_up_or_is_not_there_is_one_line():
    for place in ("http://127.0.0.1:1", "https://me:geheim@name.invalid/"):
        with pytest.raises(StoreError, match="cannot be reached") as error:
            Store.read(place)
        assert "\n" not in str(error.value) and "geheim" not in str(error.value)


def test_a_server_that_is_silent_is_left(monkeypatch):
    def late(*_, **__):
        raise httpx.ReadTimeout("late")

    monkeypatch.setattr(httpx.Client, "post", late)
    with pytest.raises(StoreError, match="600 s went by"):
        Store.read("http://127.0.0.1:1")


@pytest.mark.parametrize(
    "place", ["http://", "https://me:geheim@", "query=", "update=http://a/b", "query=geheim", "data="]
)
def test_an_address_that_is_none_is_one_line(place):
    assert is_address(place)
    with pytest.raises(StoreError) as error:
        Store.read(place)
    assert "geheim" not in str(error.value)


# --- who one is ---


@pytest.mark.parametrize(
    ("place", "environment", "sent"),
    [
        ("//me:ge%20heim@", {}, [None, "Basic bWU6Z2UgaGVpbQ=="]),
        ("//", {"KG_STORE_USER": "me", "KG_STORE_PASSWORD": "ge heim"}, [None, "Basic bWU6Z2UgaGVpbQ=="]),
        ("//", {"KG_STORE_TOKEN": "abc"}, ["Bearer abc"]),
        ("//", {}, [None]),
    ],
)
def test_name_and_password_are_sent_when_asked_for(place, environment, sent, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    seen = []

    def answers(path, headers, body):
        seen.append(headers["authorization"])
        asked = headers["authorization"] or not (environment or "@" in place)
        return NOTHING if asked else (401, {"www-authenticate": 'Basic realm="x"'}, "")

    with endpoints.stub(answers) as address, Store.read(address.replace("//", place) + "/sparql") as store:
        assert store.query("SELECT * {}") == ((), ())
        assert seen[: len(sent)] == sent and set(seen[len(sent) :]) == {sent[-1]}
        assert "heim" not in repr(vars(store._engine._wire)) and "heim" not in shown(address.replace("//", place))


def test_a_wrong_password_is_one_line(virtuoso):
    with pytest.raises(StoreError, match="status 401") as error:
        Store.read(virtuoso.replace("dba:dba", "dba:geheim"))
    assert "geheim" not in str(error.value)


def test_who_may_not_write_is_told_where_to(virtuoso):
    place = virtuoso.replace("dba:dba@", "").replace("-auth", "")
    with Store.read(place) as store, pytest.raises(StoreError, match="No permission.*sparql-auth"):
        store.put([reading()])


# --- from the command line and from Python ---


def said(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_commands_take_an_address(oxigraph, tmp_path):
    with Store.read(oxigraph) as store:
        emptied(store)
        add(store, [reading(), *affair()])
        trig = store.trig()
    with kg.open(oxigraph) as graph:
        assert graph.totals()["documents"] == 4
    for command in (["query", "who-opposes", oxigraph, "--name", FORUM.label], ["entities", oxigraph, "--all"],
                    ["stats", oxigraph]):  # fmt: skip
        found = said(*command)
        assert (found.exit_code, FORUM.label[:6] in found.stdout) == (0, True), found.output
    assert said("validate", oxigraph).exit_code == 0
    assert said("export", oxigraph, tmp_path / "graph.trig").exit_code == 0
    assert (tmp_path / "graph.trig").read_text(encoding="utf-8") == trig
    assert "4 documents" in said("documents", oxigraph).stdout
    removed = said("remove", reading().document.id, oxigraph)
    assert removed.exit_code == 0 and "Removed Forum" in removed.stdout, removed.output
    with Store.read(oxigraph) as store:
        assert list(store.statements()) == flat(affair())
    refused = said("entities", oxigraph.replace("//", "//me:geheim@"), "--same", JANE.label, FORUM.label)
    assert refused.exit_code == 2 and "geheim" not in refused.output and "name a build's folder" in refused.stderr


@pytest.mark.model
def test_a_build_into_an_endpoint_writes_no_files(oxigraph, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Store.read(oxigraph) as store:
        emptied(store)
    (tmp_path / "a.txt").write_text("Germany criticized France on Monday.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("France supports Poland.\n", encoding="utf-8")
    place = oxigraph.replace("//", "//me:geheim@")
    for _ in range(2):
        found = said("build", "a.txt", "--store", place)
        assert found.exit_code == 0 and oxigraph in found.stdout and "geheim" not in found.output
    kg.build(["b.txt"], store=place).store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    with kg.open(oxigraph) as graph:
        assert len(graph.documents) == 2
        assert "geheim" not in "".join(map(str, graph.store._engine.quads(str(iris.RUNS))))
    here = kg.build(["a.txt", "b.txt"])
    with kg.open(oxigraph) as graph:
        assert graph.store.trig() == here.store.trig()
