"""`runql codegen` in projects of users."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from runql_graphql.calls import Call, PagedCall
from runql_graphql.fragments.accounts.users import UserFields
from typer.testing import CliRunner

from runql._codegen.project.build import QueriesError, build, differences
from runql._codegen.project.own_fragments import own_fragments
from runql._codegen.project.settings import ProjectSettings, load_settings, project_root
from runql._codegen.project.starter import EXAMPLE, start, update_editor_files
from runql._wire.protocol import ServerResponse, decode
from runql.cli.app import app
from runql.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = '[tool.runql.codegen]\nqueries = "graphql"\npackage = "src/{name}"\n'

QUERIES = """
# Find a project's runs.
#
# They come in pages.
query FindRuns($name: String!, $owner: String, $n: Int, $cursor: String) {
  project(name: $name, entityName: $owner) {
    runs(first: $n, after: $cursor) {
      edges { node { ...RunBits user { ...UserFields } } }
      pageInfo { endCursor hasNextPage }
    }
  }
}

fragment RunBits on Run { id displayName createdAt config }

fragment Unused on Run { id }

query whoAmI { viewer { ...UserFields entity } }

query get_state($project: String!, $run: String!) {
  project(name: $project) { run(name: $run) { stopped: stopped state } }
}

mutation tagRun($input: UpsertBucketInput!) {
  upsertBucket(input: $input) { bucket { tags } }
}
"""


class Project:
    """A project in a folder of its own."""

    counter = 0

    def __init__(self, root: Path, text: str, settings: str = SETTINGS) -> None:
        Project.counter += 1
        self.name = f"made_{Project.counter}"
        self.root = root
        (root / "pyproject.toml").write_text(settings.format(name=self.name))
        self.write("mine", text)

    def write(self, stem: str, text: str) -> None:
        path = self.root / "graphql" / f"{stem}.graphql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    @property
    def settings(self) -> ProjectSettings:
        return load_settings(self.root)

    def files(self) -> dict[str, str]:
        folder = self.root / "src" / self.name
        return {
            path.relative_to(folder).as_posix(): path.read_text()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".pyc"
        }

    def module(self, name: str) -> Any:
        importlib.invalidate_caches()
        return importlib.import_module(f"{self.name}.{name}")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project(tmp_path, QUERIES)
    sys.path.insert(0, str(tmp_path / "src"))
    yield made
    sys.path.remove(str(tmp_path / "src"))
    for name in [name for name in sys.modules if name.split(".")[0] == made.name]:
        del sys.modules[name]


def test_a_package_is_generated_and_works(project: Project) -> None:
    built = build(project.settings)
    assert built.operations == 4
    ops = project.module("ops.mine")
    call = ops.find_runs(name="p", cursor="c")
    assert isinstance(call, PagedCall)
    assert call.wire_variables() == {"name": "p", "cursor": "c"}
    assert ops.find_runs.__doc__.startswith("Find a project's runs.\n\n    They come in pages.")
    runs = {
        "edges": [
            {
                "node": {
                    "id": "1",
                    "displayName": "a",
                    "createdAt": "2026-01-01T00:00:00",
                    "config": '{"a": 1}',
                    "user": None,
                }
            }
        ],
        "pageInfo": {"endCursor": None, "hasNextPage": False},
    }
    body = json.dumps({"data": {"project": {"runs": runs}}}).encode()
    node = decode(call, ServerResponse(200, {}, body)).project.runs.edges[0].node
    assert node.display_name == "a"
    assert node.config.value == {"a": 1}
    assert node.created_at.tzinfo is not None
    assert type(node) is project.module("find_runs").FindRunsProjectRunsEdgesNode


def test_fragments_of_runql_are_imported_and_not_generated(project: Project) -> None:
    build(project.settings)
    assert project.module("who_am_i").UserFields is UserFields
    assert "fragment UserFields on User" in project.module("ops.mine").WHO_AM_I.document
    files = project.files()
    assert "class UserFields" not in "".join(files.values())
    assert "Unused" not in "".join(files.values())
    assert "base_model.py" not in files


def test_every_name_is_a_python_name(project: Project) -> None:
    build(project.settings)
    ops = project.module("ops.mine")
    assert isinstance(ops.who_am_i(), Call)
    assert not isinstance(ops.who_am_i(), PagedCall)
    assert ops.get_state(project="p", run="r").operation.name == "get_state"
    inputs = project.module("inputs")
    call = ops.tag_run(input=inputs.UpsertBucketInput(id="x", tags=["a"]))
    assert call.wire_variables() == {"input": {"id": "x", "tags": ["a"]}}
    assert call.operation.kind == "mutation"


def test_the_same_queries_give_the_same_files(project: Project, tmp_path: Path) -> None:
    build(project.settings)
    first = project.files()
    assert build(project.settings).changed == 0
    assert differences(project.settings) == []
    code = (
        "from pathlib import Path; from runql._codegen.project.settings import load_settings\n"
        "from runql._codegen.project.build import differences\n"
        f"print(differences(load_settings(Path({str(tmp_path)!r}))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "7", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
    assert project.files() == first
    assert all("\r" not in text for text in first.values())


def test_what_was_removed_goes_and_what_is_the_users_stays(project: Project) -> None:
    project.write("more/other", "query Other { viewer { id } }")
    build(project.settings)
    own = project.root / "src" / project.name / "mine_own.py"
    own.write_text("# mine\n")
    (project.root / "graphql" / "more" / "other.graphql").unlink()
    (project.root / "graphql" / "more").rmdir()
    changed = {each.path: each.state for each in differences(project.settings)}
    assert changed[f"src/{project.name}/other.py"] == "stray"
    assert not any("mine_own" in path for path in changed)
    build(project.settings)
    assert "ops/more/other.py" not in project.files()
    assert own.exists()


def test_a_file_that_was_not_generated_is_never_overwritten(project: Project) -> None:
    target = project.root / "src" / project.name / "client.py"
    target.parent.mkdir(parents=True)
    target.write_text("# mine\n")
    with pytest.raises(UsageError, match=r"client\.py was not generated by runql codegen"):
        build(project.settings)
    assert project.files() == {"client.py": "# mine\n"}


MISTAKES = [
    ("query A {\n  viewr { id } }", "graphql/mine.graphql:2:3: L0 Cannot query field 'viewr'"),
    ("query A {\n  viewr { id } }", "Did you mean 'view', 'viewer'"),
    ("query A { viewer { nam } }", "Fields of User: "),
    (
        'query A { project(nam: "x") { id } }',
        "Arguments of Query.project: entityName, internalId, name.",
    ),
    ("query A { viewer { ...UserField } }", "Did you mean 'UserFields'?"),
    ("query A($x: Strin) { viewer(a: $x) { id } }", "Did you mean 'String'"),
    ("query A { viewer { id }", "graphql/mine.graphql:1:24: Syntax Error"),
    ("{ viewer { id } }", "1:1: L1 the query has no name"),
    ("subscription A { viewer { id } }", "L"),
    (
        "query GetB { viewer { id } } query get_b { viewer { id } }",
        "would both be the module get_b",
    ),
    ("query A($self: String) { project(name: $self) { id } }", "$self cannot be a parameter"),
    ("query A { viewer { id } } fragment A on User { id }", "is a fragment and an operation"),
    ("query Field { viewer { id } }", "would hide what generated modules import"),
    ("type A { id: ID }", "only operations and fragments"),
    ("fragment F on User { id }", "holds no operation"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES, ids=[f"{n}" for n in range(len(MISTAKES))])
def test_a_mistake_is_reported_with_its_place_and_nothing_is_written(
    project: Project, text: str, message: str
) -> None:
    build(project.settings)
    before = project.files()
    project.write("mine", text)
    with pytest.raises(UsageError) as caught:
        build(project.settings)
    assert message in str(caught.value)
    assert project.files() == before


def test_several_mistakes_are_reported_together(project: Project) -> None:
    project.write("mine", "query A { viewer { a } }\nquery B { viewer { b } }")
    with pytest.raises(QueriesError) as caught:
        build(project.settings)
    assert [each.split(" ")[0] for each in caught.value.findings] == [
        "graphql/mine.graphql:1:20:",
        "graphql/mine.graphql:2:20:",
    ]


def test_a_fragment_of_the_user_hides_one_of_runql(project: Project) -> None:
    project.write("mine", "query A { viewer { ...UserFields } } fragment UserFields on User { id }")
    build(project.settings)
    assert "fragment UserFields on User {\n  id\n}" in project.module("ops.mine").A.document
    project.write(
        "mine",
        "query A { project { run { ...RunLight user { ...UserFields } } } } fragment UserFields on User { id }",
    )
    with pytest.raises(QueriesError, match="has the name of one that runql's RunLight needs"):
        build(project.settings)


def test_there_are_fragments_of_runql() -> None:
    assert len(own_fragments()) > 80
    assert own_fragments()["UserFields"][0] == "accounts/users"


SCHEMA = """
scalar Date
scalar Odd
enum Mood { GOOD BAD class }
interface Named { name: String! }
type Dog implements Named { name: String! born: Date odd: Odd mood: Mood }
type Cat implements Named { name: String! lives: Int! }
union Pet = Dog | Cat
input Wanted { mood: Mood born: Date odd: Odd }
type Query { pets(wanted: Wanted, moods: [Mood!]): [Pet!]! named: Named today(day: Date!): Odd }
"""
PETS = """
query Pets($wanted: Wanted, $moods: [Mood!]) {
  pets(wanted: $wanted, moods: $moods) { __typename ... on Dog { name born odd mood } ... on Cat { lives } }
}
query Today($day: Date!) { today(day: $day) }
"""
OWN = SETTINGS + 'schema = "mine.graphql"\n\n[tool.runql.codegen.scalars]\nDate = "datetime.date"\n'


@pytest.fixture
def pets(project: Project) -> Project:
    (project.root / "mine.graphql").write_text(SCHEMA)
    (project.root / "pyproject.toml").write_text(OWN.format(name=project.name))
    project.write("mine", PETS)
    return project


def test_a_schema_of_the_users_own_has_its_scalars_enums_and_unions(pets: Project) -> None:
    import datetime as dt

    build(pets.settings)
    ops, enums = pets.module("ops.mine"), pets.module("enums")
    call = ops.pets(moods=[enums.Mood.GOOD])
    body = (
        b'{"data": {"pets": [{"__typename": "Dog", "name": "a", "born": "2020-01-02", "odd": [1],'
        b' "mood": "NEW"}, {"__typename": "Cat", "lives": 9}, {"__typename": "Fish"}]}}'
    )
    dog, cat, fish = decode(call, ServerResponse(200, {}, body)).pets
    assert dog.born == dt.date(2020, 1, 2)
    assert dog.odd == [1]
    assert dog.mood == "NEW"
    assert not dog.mood.is_known
    assert cat.lives == 9
    assert fish.typename__ == "Fish"
    assert ops.today(day=dt.date(2020, 1, 2)).wire_variables() == {"day": "2020-01-02"}
    wanted = pets.module("inputs").Wanted(mood=enums.Mood.BAD, born=dt.date(2020, 1, 2))
    assert ops.pets(wanted=wanted).wire_variables() == {
        "wanted": {"mood": "BAD", "born": "2020-01-02"}
    }


def test_only_enums_that_are_used_are_generated(project: Project) -> None:
    project.write("mine", "query A { viewer { id } }")
    build(project.settings)
    assert {"enums.py", "inputs.py"}.isdisjoint(project.files())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("[tool.runql.codegen]\nquerys = 'x'\n", "Did you mean 'queries'?"),
        ("[tool.runql.codegen]\npackage = 1\n", "package of [tool.runql.codegen] must be a string"),
        ("[tool.runql.codegen]\npackage = 'a-b'\n", "package must be a folder that Python can"),
        ("[tool.runql.codegen]\npackage = 'a/class'\n", "package must be a folder that Python can"),
        ("[tool.runql.codegen]\n", "No package is set"),
        ("", "Run: runql codegen init"),
        ("[tool.runql]\ncodegen = 1\n", "must be a table"),
        ("[tool", "is not TOML"),
        (OWN.replace("datetime.date", "date"), "The scalar Date must have a type"),
        (OWN.replace("Date =", "Dat ="), "Did you mean 'Date'?"),
        (OWN.replace("mine.graphql", "none.graphql"), "Run: runql schema pull"),
        (OWN.replace("mine.graphql", "https://w.example"), "Run: runql schema pull"),
        (OWN.replace("mine.graphql", "pyproject.toml"), "pyproject.toml:1:"),
        (SETTINGS.replace("graphql", "nothing"), "does not exist"),
    ],
)
def test_a_wrong_setting_is_reported(pets: Project, settings: str, message: str) -> None:
    (pets.root / "pyproject.toml").write_text(settings.replace("{name}", pets.name))
    with pytest.raises((ConfigurationError, UsageError)) as caught:
        build(pets.settings)
    assert message in str(caught.value)


def test_settings_are_those_of_the_nearest_project(project: Project) -> None:
    inner = project.root / "a" / "b"
    inner.mkdir(parents=True)
    assert project_root(inner) == project.root


def test_init_writes_what_editors_and_codegen_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"')
    settings = load_settings(tmp_path, queries="queries", package="src/x_queries")
    written = start(settings)
    assert [(each.path, each.written) for each in written] == [
        ("pyproject.toml", True),
        ("queries/runs.graphql", True),
        ("graphql.config.yml", True),
    ]
    text = (tmp_path / "pyproject.toml").read_text()
    assert text == (
        '[project]\nname = "x"\n\n[tool.runql.codegen]\nqueries = "queries"\npackage = "src/x_queries"\n'
    )
    assert (tmp_path / "queries" / "runs.graphql").read_text() == EXAMPLE
    assert "fragment RunFull on Run" in (tmp_path / ".runql" / "fragments.graphql").read_text()
    assert "type Query" in (tmp_path / ".runql" / "schema.graphql").read_text()
    with pytest.raises(UsageError, match="already"):
        start(settings)
    assert build(load_settings(tmp_path)).operations == 1


def test_init_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "mine.graphql").write_text("query A { viewer { id } }")
    (tmp_path / "graphql.config.yml").write_text("schema: mine\n")
    settings = load_settings(tmp_path, queries="queries", package="p")
    assert [each.written for each in start(settings)] == [True, False, False]
    assert [each.name for each in (tmp_path / "queries").iterdir()] == ["mine.graphql"]


def test_files_for_editors_are_only_kept_where_there_is_a_configuration(project: Project) -> None:
    update_editor_files(project.settings)
    assert not (project.root / ".runql").exists()


def invoke(project: Project, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.chdir(project.root)
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.output


def test_the_command_writes_and_checks(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    code, output = invoke(project, monkeypatch, "codegen", "--check")
    assert code == 1
    assert f"missing   src/{project.name}/client.py" in output
    assert "is not current; run: runql codegen" in output
    code, output = invoke(project, monkeypatch, "codegen")
    assert code == 0
    assert f"src/{project.name}: 4 operations" in output
    assert invoke(project, monkeypatch, "codegen", "--check") == (
        0,
        f"src/{project.name} is current\n",
    )
    code, output = invoke(project, monkeypatch, "codegen", "--package", "src/other", "--check")
    assert code == 1


def test_the_command_reports_mistakes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("mine", "query A { viewr { id } }")
    code, output = invoke(project, monkeypatch, "codegen")
    assert code == 2
    assert "graphql/mine.graphql:1:11: L0 Cannot query field 'viewr'" in output
    code, output = invoke(project, monkeypatch, "codegen", "--scalar", "Date")
    assert "--scalar must be NAME=TYPE" in output
    code, output = invoke(project, monkeypatch, "codegen", "--check", "--watch")
    assert code == 2
    code, output = invoke(project, monkeypatch, "codegen", "--check", "init")
    assert "Options belong after the command" in output


def test_watching_writes_again_when_a_query_changes(project: Project) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "runql", "codegen", "--watch"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert "4 operations" in process.stdout.readline()
        time.sleep(1)
        project.write("more", "query Broken { viewr { id } }")
        assert "more.graphql:1:16: L0" in process.stdout.readline()
        project.write("more", "query More { viewer { id } }")
        assert "5 operations" in process.stdout.readline()
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()
    assert "more.py" in project.files()
