"""Properties of `runql migrate` for every script: logging is unchanged, and a second run changes nothing."""

from __future__ import annotations

import ast

import libcst as cst
from hypothesis import given
from hypothesis import strategies as st

from runql._migrate.rewriting import rewritten

LOGGING = (
    "run = wandb.init(project='p')",
    "wandb.log({'loss': 1})",
    "wandb.run.summary['a'] = 1",
    "with wandb.init() as run:\n    run.log({'a': 1})\n    run.save()",
    "table = wandb.Table(columns=['a'], data=[[1]])",
    "wandb.finish(exit_code=0)",
    "wandb.login(key='x')",
    "run.log_artifact(wandb.Artifact('a', 'b'))",
    "artifact = wandb.Artifact('a', 'b')\nartifact.add_file('x', policy='immutable')\nartifact.wait()",
    "wandb.config.update({'lr': 0.1}, allow_val_change=True)",
    "@wandb_decorator\ndef train(run):\n    run.save()\n    return run.summary._json_dict",
    "sweep = wandb.sweep({'method': 'grid'})",
    "wandb.agent(sweep, function=train, count=1)",
)
READING = (
    "api = wandb.Api()",
    "api = wandb.Api(timeout=3)",
    "found = wandb.Api().run('e/p/r')",
    "for one in wandb.Api().runs('e/p', lazy=False):\n    print(one.createdAt, one.summary._json_dict)",
    "print([f.download().read() for f in wandb.Api().run('e/p/r').files(pattern='%.txt')])",
    "wandb.Api().flush()",
    "wandb.Api().artifact('a').wait()",
    "value = wandb.Api().runs('e/p', None, '-created_at', 5)[0].load(True)",
    "try:\n    pass\nexcept wandb.errors.CommError:\n    pass",
    "wandb.Api().run('e/p/r').history(x_axis=axis)",
    "wandb.Api().project('p', 'e').owner",
)
SCRIPTS = st.lists(st.sampled_from(LOGGING + READING), max_size=8)


def script(parts: list[str]) -> str:
    return "\n".join(["import wandb", *parts, ""])


def statements(code: str) -> list[str]:
    return [ast.unparse(each) for each in ast.parse(code).body]


@given(SCRIPTS)
def test_a_second_run_changes_nothing(parts: list[str]) -> None:
    module, _ = rewritten(cst.parse_module(script(parts)))
    ast.parse(module.code)
    again, _ = rewritten(module)
    assert again.code == module.code


@given(SCRIPTS)
def test_code_that_logs_stays_as_it_is(parts: list[str]) -> None:
    module, _ = rewritten(cst.parse_module(script(parts)))
    wanted = statements("\n".join(part for part in parts if part in LOGGING))
    left = iter(statements(module.code))
    assert all(each in left for each in wanted)
    if any("wandb." in part for part in parts if part in LOGGING):
        assert "import wandb" in statements(module.code)


@given(st.lists(st.sampled_from(LOGGING), max_size=8))
def test_a_script_that_only_logs_is_not_changed(parts: list[str]) -> None:
    module, findings = rewritten(cst.parse_module(script(parts)))
    assert (module.code, findings) == (script(parts), [])


@given(st.lists(st.sampled_from(READING), min_size=1, max_size=8))
def test_a_script_that_only_reads_needs_wandb_no_more(parts: list[str]) -> None:
    with_client = ["api = wandb.Api()", *parts]
    module, _ = rewritten(cst.parse_module(script(with_client)))
    assert "wandb" not in "\n".join(statements(module.code))
