"""What differs between two graphs: laws, then tables of changes, then the past of a store, then the command."""

import json
from contextlib import ExitStack
from dataclasses import replace

import pytest
from factories import FORUM, JANE, NET, affair, document, flat, party, quick, reading, readings, statement
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.cli import app
from kg.diff import File, Kept, Past, compare, opened, table
from kg.errors import ConfigError, SourceError, StoreError
from kg.model import Certainty, Document, Reading
from kg.rdf import Run, decode_runs, encode_run, terms
from kg.statements import dumps
from kg.store import Store, add, writer


def kept(found: list[Reading], name: str = "") -> Kept:
    store = Store.open()
    store.fill(found, {entity.id: entity for one in found for entity in one.entities}.values())
    return Kept(store, name)


def told(found) -> list[tuple]:
    return [(d.change, d.before and d.before.key, d.after and d.after.key) for d in found]


def mirrored(found) -> set[tuple]:
    names = {"appeared": "vanished", "vanished": "appeared"}
    return {(names.get(change, change), after, before) for change, before, after in found}


# --- laws ---


@quick
@given(st.lists(readings(), max_size=3, unique_by=lambda one: one.document.id))
def test_nothing_differs_from_itself_in_whatever_form(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("diff")
    one = kept(found)
    (folder / "statements.jsonl").write_text(dumps(flat(found)), encoding="utf-8")
    (folder / "graph.trig").write_text(one.store.trig(), encoding="utf-8")
    forms = [one, kept(found[::-1]), File(folder / "statements.jsonl"), Kept(Store.of(folder / "graph.trig"), "")]
    assert all(compare(a, b) == () for a in forms for b in forms)


@quick
@given(st.data())
def test_seen_from_the_other_side_it_is_the_mirror_image(data):
    one = data.draw(st.lists(readings(), max_size=3, unique_by=lambda one: one.document.id))
    other = [
        replace(r, statements=tuple(data.draw(st.sampled_from(_VARIED))(s) for s in r.statements)) for r in one[1:]
    ]
    other += data.draw(st.lists(readings(), max_size=1))
    a, b = kept(one), kept(other)
    there, back = told(compare(a, b)), told(compare(b, a))
    assert mirrored(there) == set(back) and len(there) == len(back)
    keys = {s.key for r in one for s in r.statements}
    others = {s.key for r in other for s in r.statements}
    assert {before for _, before, _ in there if before} >= keys - others
    assert {after for _, _, after in there if after} >= others - keys


_VARIED = (
    lambda s: s,
    lambda s: replace(s, polarity=-s.polarity or 1),
    lambda s: replace(s, confidence=0.12345),
    lambda s: replace(s, relation="zzz"),
)


# --- what counts as which change ---

SENTENCE = "Jane Doe opposes the Global Cyber Forum."


def said(text: str = SENTENCE, relation: str = "opposes", cue: str = "opposes", **fields) -> list[Reading]:
    known = {name: fields.pop(name) for name in ("uri", "title") if name in fields}
    it = document(text, **known)
    one = statement(it, party(it, JANE, JANE.label), relation, party(it, FORUM, FORUM.label), cue, **fields)
    return [Reading(it, (FORUM, JANE), (one,), ())]


NEWER = f"Updated on Tuesday. {SENTENCE} More soon."
CHANGES = [
    (said(), said(), []),
    (said(), said(polarity=1), ["turned: polarity -1 → +1"]),
    (said(), said(confidence=0.9), ["revised: confidence 0.86 → 0.9"]),
    (said(), said(rule="head/x"), ["revised: rule verb/test → head/x"]),
    (said(), said(certainty=Certainty.POSSIBLE), ["revised: certainty certain → possible"]),
    (said(), said(relation="supports", polarity=1), ["turned: polarity -1 → +1; relation opposes → supports"]),
    (said(), said(relation="condemns"), ["revised: relation opposes → condemns"]),
    (said(), said(cue="opposes the"), ["revised: words opposes → opposes the"]),
    (said(), said(cue="opposes the", relation="condemns"), ["appeared: ", "vanished: "]),
    (said(), said(NEWER), []),
    (said(), said(NEWER, polarity=0), ["turned: polarity -1 → 0"]),
    (said(), said(NEWER, uri="https://elsewhere.example/2"), ["appeared: ", "vanished: "]),
    (said(uri=""), said(NEWER, uri=""), ["appeared: ", "vanished: "]),
    (said(), said(NEWER.replace("opposes", "never opposes")), ["appeared: ", "vanished: "]),
    (said(), [], ["vanished: "]),
    ([], said(), ["appeared: "]),
]


@pytest.mark.parametrize(("before", "after", "changes"), CHANGES)
def test_changes(before, after, changes):
    found = table(compare(kept(before), kept(after)))
    place = found.columns.index("what")
    assert [f"{row[0]}: {row[place]}" for row in found.rows] == changes


def test_another_name_is_told_with_its_identifier():
    one = said()
    [it] = one[0].statements
    holder = replace(it.holder, id=NET.id, label=NET.label)
    other = [replace(one[0], entities=(FORUM, NET), statements=(replace(it, holder=holder),))]
    [found] = compare(kept(one), kept(other))
    assert found.told == (("holder", JANE.label, NET.label), ("holder identifier", JANE.id, NET.id))


def test_equal_sentences_of_one_text_are_matched_in_their_order():
    it = document(f"{SENTENCE} {SENTENCE}")
    both = tuple(
        statement(it, party(it, JANE, JANE.label, n), "opposes", party(it, FORUM, FORUM.label, n), "opposes",
                  cues=(it.span(9 + 41 * n, 16 + 41 * n),), evidence=it.span(41 * n, 40 + 41 * n))
        for n in (0, 1)
    )  # fmt: skip
    two = [Reading(it, (FORUM, JANE), both, ())]
    assert told(compare(kept(two), kept(said(NEWER)))) == [("vanished", both[1].key, None)]


def test_signs_first_then_by_holder():
    before, after = affair(), [reading(), *affair()[1:]]
    after[1] = replace(after[1], statements=tuple(replace(s, polarity=-s.polarity) for s in after[1].statements))
    found = compare(kept(before), kept(after))
    order = [(d.change, d.line.holder) for d in found]
    assert [change for change, _ in order[:2]] == ["turned", "turned"]
    for change in ("turned", "appeared", "vanished"):
        holders = [holder.casefold() for one, holder in order if one == change]
        assert holders == sorted(holders) and holders


def test_who_was_for_and_is_against_comes_before_who_is_neither_now():
    one, other = said(), said(uri="https://elsewhere.example/2", text=f"{SENTENCE} Again.")
    [it] = one[0].statements
    milder = [replace(one[0], statements=(replace(it, polarity=0),))]
    [that] = other[0].statements
    turned = [replace(other[0], statements=(replace(that, polarity=-that.polarity),))]
    found = compare(kept(one + other), kept(milder + turned))
    assert [difference.signs for difference in found] == [(-1, 1), (-1, 0)]


def test_a_line_has_its_sentence_with_the_cue_and_its_source():
    [found] = compare(kept([]), kept(said(f"It is said. {SENTENCE}")))
    line = found.line
    assert (line.sentence, [line.sentence[a:b] for a, b in line.cues], line.words) == (
        SENTENCE, ["opposes"], ("opposes",))  # fmt: skip
    assert (line.title, line.source, line.publisher, line.date) == (
        "Forum", "https://news.example/1", "Example News", "2025-01-15")  # fmt: skip


# --- the past of a store ---


@quick
@given(st.builds(Run, st.just("1.0"), st.sampled_from(("", "5f")), st.just((("title", "a=b"),)),
                 st.sets(st.sampled_from("abc")).map(lambda s: tuple(sorted(s))), st.just("2025-01-01T00:00:00Z"),
                 st.sampled_from(("", "2025-01-01T00:00:01.5+00:00"))))  # fmt: skip
def test_a_run_comes_out_as_it_was_put_in(run):
    run = replace(run, removed=("d",), appeared=("k", "l"), vanished=('{"id": "m"}',))
    assert decode_runs(terms(encode_run(run))) == (run,)


def pooled() -> list[Reading]:
    """Six documents, and of each of the first three another reading: turned, or with a statement less."""
    found = [*affair(), reading(), *said(uri=""), *said(NEWER)]
    less = replace(found[0], statements=found[0].statements[1:])
    turned = [replace(one, statements=tuple(replace(s, polarity=-s.polarity) for s in one.statements))
              for one in found[1:3]]  # fmt: skip
    return [*found, less, *turned]


POOL = pooled()
IDS = sorted({one.document.id for one in POOL})
steps = st.lists(
    st.tuples(st.lists(st.sampled_from(POOL), max_size=3, unique_by=lambda one: one.document.id),
              st.sets(st.sampled_from(IDS), max_size=2)),
    min_size=1, max_size=5,
)  # fmt: skip


def states(store: Store, run) -> list[dict[str, int]]:
    """What the store says after each step, by key."""
    found = []
    for number, (put, gone) in enumerate(run):
        gone = gone.intersection(store.document_ids()) - {one.document.id for one in put}
        record = Run("1", started=f"2025-01-0{number + 1}T00:00:00Z")
        store.record_run(add(store, put, gone=gone).run(record))
        found.append({s.key: s.polarity for s in store.statements()})
    return found


@quick
@given(steps)
def test_the_state_after_a_run_is_what_the_store_was_then(run):
    store = Store.open()
    now = Kept(store, "now")
    for number, state in enumerate([{}, *states(store, run)]):
        past = Past(now, number, "then")
        found = {key: trace[0] for id in past.documents() for key, trace in past.traces(id).items()}
        assert found == state
        lines = [line for id in past.documents() for line in past.lines(id, past.traces(id)).values()]
        assert {line.key: line.polarity for line in lines} == state
    assert compare(Past(now, len(run), "last"), now) == ()


def test_two_runs_differ_in_what_came_between():
    store = Store.open()
    one, two, *_ = affair()
    turned = replace(one, statements=tuple(replace(s, polarity=-s.polarity) for s in one.statements))
    run = states(store, [([one], set()), ([two], set()), ([turned], {two.document.id})])
    now = Kept(store, "now")
    found = compare(Past(now, 1, "1"), Past(now, 2, "2"))
    assert {d.after.key for d in found} == {s.key for s in two.statements} == run[1].keys() - run[0].keys()
    assert {d.change for d in compare(Past(now, 1, "1"), now)} == {"turned"}
    assert {d.change for d in compare(Past(now, 2, "2"), now)} == {"turned", "vanished"}


def test_building_anew_is_told_too(tmp_path):
    path = tmp_path / "store"
    one, two, three = affair()
    turned = replace(one, statements=tuple(replace(s, polarity=-s.polarity) for s in one.statements))
    for number, found in enumerate(([one, two], [turned, three])):
        ids = tuple(r.document.id for r in found)
        with writer(path) as place:
            place.build(found, {e.id: e for r in found for e in r.entities}.values(),
                        Run("1", started=f"2025-01-0{number + 1}", documents=ids))  # fmt: skip
    with Store.read(path) as store:
        past = Past(Kept(store, ""), 1, "")
        found = {key: trace[0] for id in past.documents() for key, trace in past.traces(id).items()}
        assert found == {s.key: s.polarity for s in flat([one, two])}
    assert [file.name for file in path.iterdir() if file.is_dir()] == ["2"]


# --- names of sides ---


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("sides") / "out"
    for number, one in enumerate(affair(), start=1):
        with writer(out / "store") as place, place.change() as store:
            store.record_run(add(store, [one]).run(Run("1", started=f"2025-03-0{number}T12:00:00+00:00")))
    with Store.read(out / "store") as store:
        (out / "statements.jsonl").write_text(dumps(store.statements()), encoding="utf-8")
        (out / "graph.trig").write_text(store.trig(), encoding="utf-8")
    return out


SIZES = [("@0", 0), ("@1", 3), ("@2", 5), ("@3", 6), ("@last", 6), ("@-1", 5), ("@-3", 0), ("", 6),
         ("@2025-02-28", 0), ("@2025-03-01", 3), ("@2025-03-02", 5), ("@2030-01-01", 6), ("/store@1", 3),
         ("/statements.jsonl", 6), ("/graph.trig", 6)]  # fmt: skip


@pytest.mark.parametrize(("name", "size"), SIZES)
def test_names_of_sides(folder, name, size):
    with ExitStack() as held:
        side, _ = opened(f"{folder}{name}", f"{folder}", held)
        assert sum(len(side.traces(id)) for id in side.documents()) == size


@pytest.mark.parametrize(("name", "error", "says"), [
    ("@4", ConfigError, "there are 3 runs; use @1"),
    ("@-4", ConfigError, "there are 3 runs"),
    ("@soon", ConfigError, "'soon' names no run"),
    ("/nowhere", StoreError, "no store here"),
    ("/nowhere.jsonl", SourceError, "cannot be read"),
    ("/graph.trig.jsonl", SourceError, "line 1: no statement of ours"),
    ("/statements.trig", StoreError, "cannot be read as TriG"),
])  # fmt: skip
def test_bad_names_are_one_line(folder, name, error, says):
    for file, other in (("graph.trig", "graph.trig.jsonl"), ("statements.jsonl", "statements.trig")):
        (folder / other).write_text((folder / file).read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(error, match=says) as caught, ExitStack() as held:
        opened(f"{folder}{name}", f"{folder}", held)
    assert "\n" not in str(caught.value)


def test_a_record_that_is_none_is_told_with_its_line(folder, tmp_path):
    lines = (folder / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace('"relation"', '"relatoin"')
    (tmp_path / "bad.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SourceError, match="bad.jsonl, line 3: no statement of ours"):
        compare(File(tmp_path / "bad.jsonl"), File(folder / "statements.jsonl"))


def test_a_folder_may_have_an_at_in_its_name(folder, tmp_path):
    (tmp_path / "me@home").symlink_to(folder)
    with ExitStack() as held:
        assert len(opened(f"{tmp_path}/me@home", None, held)[1].documents()) == 3


# --- the command ---


def run(*arguments):
    return CliRunner().invoke(app, ["diff", *map(str, arguments)], env={"COLUMNS": "200"})


def test_the_exit_status_is_that_of_diff(folder):
    assert run(folder, folder / "graph.trig").exit_code == 0
    assert "Nothing differs" in run(folder, folder / "statements.jsonl").stdout
    found = run(f"{folder}@1")
    assert found.exit_code == 1 and "3 appeared" in found.stdout
    for wrong in (("nowhere",), (f"{folder}@9",), (folder, folder, "--format", "xml"), ("nowhere", "--runs")):
        found = run(*wrong)
        assert found.exit_code == 2 and len(found.stderr.strip().splitlines()) == 1, found.output


def test_a_graph_alone_is_compared_with_what_it_was_before_its_last_run(folder):
    rows = json.loads(run(folder, "--format", "json").stdout)
    assert [(row["change"], row["holder"], row["polarity"]) for row in rows] == [("appeared", "Jane Doe", 1)]


def test_csv_is_for_spreadsheets_and_runs_are_listed(folder):
    found = run(f"{folder}@0", "--format", "csv").stdout.splitlines()
    assert len(found) == 7 and found[0].startswith("change,date,holder")
    found = run(folder, "--runs")
    assert found.exit_code == 0 and "2025-03-03 12:00:00" in found.stdout


def test_words_of_documents_are_neither_markup_nor_formula(tmp_path):
    it = Document.of("=1+1 opposes [bold red]x[/bold red].", uri="=cmd", title="[red]t[/red]")
    holder, target = replace(JANE, label="=1+1"), replace(FORUM, label="[bold red]x[/bold red]")
    one = statement(it, party(it, holder, "=1+1"), "opposes", party(it, target, target.label), "opposes")
    (tmp_path / "a.jsonl").write_text(dumps([one]), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("", encoding="utf-8")
    assert "[bold red]x[/bold red]" in run(tmp_path / "a.jsonl", tmp_path / "b.jsonl").stdout
    assert ",'=1+1," in run(tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--format", "csv").stdout
