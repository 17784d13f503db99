"""Every argument that takes one of a few words refuses other words before it does anything."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx
import pytest

import runql
from runql import Api, ArtifactCache, automations, media
from runql._choices import checked_choice, checked_choices
from runql._public_names import EXPORTS
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE: Final = Path(runql.__file__).parent
WRONG: Final[Any] = "no-such-word"

NAMES: Final = {
    "deleted", "direction", "failures", "format", "goal", "how", "kind", "kinds", "level", "link",
    "method", "mode", "role", "severity", "source", "state", "stream", "visibility",
}  # fmt: skip
"""Names of arguments that take a choice where the annotation is a plain string."""

EXEMPT: Final = re.compile(
    r"(CopyReport|ExportReport|Histories|Invite|LineageEdge|LineageNode|LogLine|Manifest|Member"
    r"|OrganizationMember|TeamMember|UserMember)\.__init__\(.*"  # runql makes these of responses
    r"|ArtifactCache\.\w+\(algorithm\)|Image\.__init__\(format\)"  # read from manifests and files
    r"|Run\.upload_file\(source\)"  # a file or its content
)


def made(name: str, **attributes: object) -> Any:
    """An object without attributes: a method that reads one before its check fails the test."""
    module, attribute = EXPORTS[name]
    kind = getattr(importlib.import_module(module), attribute)
    return object.__new__(type(name, (kind,), attributes))


def api() -> Api:
    """A client whose server must not be asked."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"sent before the check: {request.content!r}")

    return Api("k" * 40, base_url="http://localhost:1", transport=httpx.MockTransport(refuse))


ATTEMPTS: Final[dict[str, Callable[[Path], object]]] = {
    "Api.create_project(visibility)": lambda _: api().create_project("e/p", visibility=WRONG),
    "Api.create_registry(visibility)": lambda _: api().create_registry(
        "r", organization="o", visibility=WRONG
    ),
    "Api.create_run(state)": lambda _: api().create_run("e/p", run_id="r", state=WRONG),
    "Api.export(csv_formulas)": lambda to: api().export(
        "e/p", to / "x", format="csv", csv_formulas=WRONG
    ),
    "Api.export(deleted)": lambda to: api().export("e/p", to / "x", deleted=WRONG),
    "Api.export(format)": lambda to: api().export("e/p", to / "x", format=WRONG),
    "Artifact.new_file(mode)": lambda _: runql.Artifact("a", "t").new_file("x", WRONG).__enter__(),
    "ArtifactCache.keep(link)": lambda to: ArtifactCache(to).keep(to / "x", "0" * 32, "md5", WRONG),
    "ArtifactCache.take(link)": lambda to: ArtifactCache(to).take(
        "0" * 32, 1, "md5", to / "x", WRONG
    ),
    "ArtifactEntry.download(link)": lambda _: made("ArtifactEntry").download(link=WRONG),
    "JoinedTable.to_pandas(how)": lambda _: media.JoinedTable(WRONG, WRONG, ("a", "b")).to_pandas(
        WRONG
    ),
    "LoggedArtifact.checkout(link)": lambda _: made("LoggedArtifact").checkout(link=WRONG),
    "LoggedArtifact.download(link)": lambda _: made("LoggedArtifact").download(link=WRONG),
    "LoggedArtifact.lineage(direction)": lambda _: made("LoggedArtifact").lineage(direction=WRONG),
    "LoggedMedia.table(source)": lambda _: made("LoggedMedia").table(source=WRONG),
    "Project.keys(kinds)": lambda _: made("Project").keys(kinds=["config", WRONG]),
    "Project.update(visibility)": lambda _: made(
        "Project", path=runql.ProjectPath("e", "p")
    ).update(visibility=WRONG),
    "Registry.update_member(role)": lambda _: made("Registry").update_member("someone", WRONG),
    "Run.copy_to(artifacts)": lambda _: made("Run").copy_to("e/p", artifacts=WRONG),
    "Run.diff(parts)": lambda _: made("Run").diff("other", parts=[WRONG]),
    "Run.follow_history(how)": lambda _: made("Run").follow_history(how=WRONG),
    "Run.history(format)": lambda _: made("Run").history(format=WRONG),
    "Run.history(how)": lambda _: made("Run").history(how=WRONG),
    "Run.history(stream)": lambda _: made("Run").history(stream=WRONG),
    "Run.is_loaded(part)": lambda _: made("Run").is_loaded(WRONG),
    "Run.load(parts)": lambda _: made("Run").load(WRONG),
    "Run.scan_history(how)": lambda _: made("Run").scan_history(how=WRONG),
    "Run.system_metrics_history(format)": lambda _: made("Run").system_metrics_history(
        format=WRONG
    ),
    "Run.system_metrics_history(how)": lambda _: made("Run").system_metrics_history(how=WRONG),
    "Run.table(source)": lambda _: made("Run").table("t", source=WRONG),
    "Run.update_state(state)": lambda _: made("Run").update_state(WRONG),
    "Runs.best(mode)": lambda _: made("Runs").best("loss", mode=WRONG),
    "Runs.boxes(y_scale)": lambda _: made("Runs").boxes("loss", by="group", y_scale=WRONG),
    "Runs.copy_to(artifacts)": lambda _: made("Runs").copy_to("e/p", artifacts=WRONG),
    "Runs.curves(interval)": lambda _: made("Runs").curves("loss", interval=WRONG),
    "Runs.curves(resolution)": lambda _: made("Runs").curves("loss", resolution=WRONG),
    "Runs.curves(stats)": lambda _: made("Runs").curves("loss", stats=[WRONG]),
    "Runs.histories(failures)": lambda _: made("Runs").histories(failures=WRONG),
    "Runs.histories(how)": lambda _: made("Runs").histories(how=WRONG),
    "Runs.scatter(color_scale)": lambda _: made("Runs").scatter("a", "b", color_scale=WRONG),
    "Runs.scatter(x_scale)": lambda _: made("Runs").scatter("a", "b", x_scale=WRONG),
    "Runs.scatter(y_scale)": lambda _: made("Runs").scatter("a", "b", y_scale=WRONG),
    "Runs.stitch(rule)": lambda _: made("Runs").stitch(rule=WRONG),
    "Scope.__init__(kind)": lambda _: automations.Scope(WRONG, "id"),
    "SendNotification.__init__(severity)": lambda _: automations.SendNotification(
        "id", severity=WRONG
    ),
    "SendNotification.from_integration(level)": lambda _: (
        automations.SendNotification.from_integration(made("SlackIntegration", id="i"), level=WRONG)
    ),
    "Sweep.analysis(goal)": lambda _: made("Sweep", config=None).analysis(goal=WRONG),
    "Sweep.best_run(goal)": lambda _: made("Sweep", config=None).best_run(goal=WRONG),
    "Sweep.top_k(goal)": lambda _: made("Sweep", config=None).top_k(3, goal=WRONG),
    "Team.invite(role)": lambda _: made("Team").invite("someone", role=WRONG),
    "Team.set_role(role)": lambda _: made("Team").set_role("someone", WRONG),
}


def choice_types() -> set[str]:
    """Names of all types that are one of a few words."""
    found = {"Literal"}
    for path in SOURCE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found.update(node.name for base in node.bases if "Enum" in ast.unparse(base))
            if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                continue
            if ast.unparse(node.value).strip("'\"").startswith("Literal["):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                found.add(ast.unparse(target))
    return found


def public_choices() -> set[str]:
    """Every argument of the public classes that takes one of a few words."""
    kinds = re.compile(rf"\b({'|'.join(map(re.escape, sorted(choice_types())))})\b")
    public = {
        name: getattr(importlib.import_module(module), attribute)
        for name, (module, attribute) in EXPORTS.items()
        if not name.startswith("Async")
    }
    for module in (automations, media):
        public |= {name: getattr(module, name) for name in module.__all__}
    found: set[str] = set()
    for name, kind in public.items():
        for attribute, method in inspect.getmembers(kind, inspect.isroutine):
            if attribute != "__init__" and attribute.startswith("_"):
                continue
            if not inspect.isfunction(inspect.unwrap(getattr(method, "__func__", method))):
                continue
            for parameter in inspect.signature(method).parameters.values():
                text = parameter.annotation if isinstance(parameter.annotation, str) else ""
                if kinds.search(text) or (parameter.name in NAMES and "str" in text):
                    found.add(f"{name}.{attribute}({parameter.name})")
    return {each for each in found if not EXEMPT.fullmatch(each)}


def test_every_choice_of_the_public_interface_is_tried_here() -> None:
    assert public_choices() == set(ATTEMPTS)


@pytest.mark.parametrize("argument", ATTEMPTS)
def test_a_wrong_word_is_refused_before_anything_is_done(argument: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=WRONG) as raised:
        ATTEMPTS[argument](tmp_path)
    assert "'" in str(raised.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [None, 3, "", "ANY", ["any"], {"any"}, object(), "x" * 10_000])
def test_only_the_words_themselves_are_choices(value: object) -> None:
    with pytest.raises(UsageError, match="how must be one of 'any', 'all', got"):
        checked_choice("how", value, ("any", "all"))


def test_the_near_word_is_named() -> None:
    with pytest.raises(UsageError, match="Did you mean 'system'"):
        checked_choice("stream", "sytsem", ("default", "system"))
    with pytest.raises(UsageError, match=r"Use kinds=\['config'\]"):
        checked_choices("kinds", "config", ("config", "summary"))
