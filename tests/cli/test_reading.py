"""Every command that reads, with good and bad input: what it prints, and how it ends."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from tests.cli.data import Laid
    from tests.fix_cli import Command, Told

GOOD: Final = (
    "whoami",
    "whoami --json",
    "projects list",
    "projects list --columns name,visibility --format csv",
    "projects show mnist",
    "projects show cli/mnist --json",
    "projects keys mnist",
    "projects keys mnist --kind config --json",
    "projects keys mnist --kind summary --scan --format tsv",
    "runs list mnist --columns id,name,state,tags",
    "runs list mnist --filter 'state = \"finished\"' --order -summary.accuracy --columns id,summary.accuracy --limit 3",
    "runs list mnist --filter 'config.lr > 0.05 and tags = \"baseline\"' --columns id,config.lr,config.optimizer --json",
    "runs list mnist --columns id,config,group --format jsonl --limit 1",
    "runs list mnist --columns id,tags,config.layers,summary.loss --format csv --order +config.lr",
    "runs list mnist --columns id,name --format tsv --filter 'group = \"adam\"'",
    "runs list mnist --limit 1 --json",
    "runs list mnist --filter 'config.lr > 1000'",
    "runs list mnist --filter 'config.nothing missing' --columns id --limit 1",
    "runs list mnist --columns id,summary._step --limit 1",
    "runs show mnist/third",
    "runs show cli/mnist/first --json",
    "runs history mnist/first --keys loss,accuracy --max-step 3",
    "runs history mnist/first --max-step 2 --json",
    "runs history mnist/broken --keys loss --min-step 20 --max-step 23 --format csv",
    "runs history mnist/broken --keys loss --min-step 20 --max-step 22 --format jsonl",
    "runs history mnist/first --keys loss --samples 3 --format tsv",
    "runs history mnist/first --system",
    "runs curves mnist/first mnist/second --keys loss --height 8",
    "runs curves mnist/first --keys loss,accuracy --log --height 6",
    "runs curves mnist --filter 'group = \"adam\"' --keys accuracy --points 3 --format csv",
    "runs curves mnist/broken --keys loss --points 3 --json",
    "runs diff mnist/first second",
    "runs diff mnist/first second --part config --json",
    "runs diff mnist/first first",
    "runs watch mnist/first mnist/broken --keys loss",
    "runs watch mnist/broken --exit-status",
    "logs mnist/first --last 3",
    "logs mnist/first --grep 'bad|step 1'",
    "logs mnist/first --grep bad --raw",
    "logs mnist/first --limit 5 --columns number,level,text --format csv",
    "logs mnist/first --last 1 --columns number,text --json",
    "logs mnist/first --follow --last 2",
    "files list mnist/first --columns name,size",
    "files list mnist/first '*.txt' --columns name,size,md5_hex --json",
    "artifacts list mnist --columns name,type,description",
    "artifacts list mnist --type model --columns name --json",
    "artifacts versions mnist/weights --columns name,aliases,size,file_count",
    "artifacts versions mnist/weights --tag good --columns name,tags --format csv",
    "artifacts show mnist/data:latest",
    "artifacts show mnist/weights:best --json",
    "artifacts files mnist/weights:v0 --columns name,size",
    "artifacts lineage mnist/weights:best",
    "artifacts lineage mnist/weights:best --direction upstream --json",
    "artifacts lineage mnist/weights:best --format mermaid",
    "artifacts lineage mnist/weights:best --format graphviz",
    "registry list --columns name,organization,visibility,description",
    "registry show models",
    "registry collections models --columns name,type --json",
    "registry versions models --columns name,aliases,source_qualified_name",
    "sweeps list mnist",
    "sweeps list mnist --columns id,name,method,run_count --json",
    "sweeps show mnist/{sweep}",
    "sweeps best mnist/{sweep} --count 2 --columns id,summary.loss,config.lr",
    "sweeps best mnist/{sweep} --metric accuracy --goal maximize --columns id,summary.accuracy --json",
    "reports list mnist --columns display_name,author,is_draft",
    "reports show {report}",
    "reports show {report} --markdown",
    "api 'query {{ viewer {{ username }} }}'",
    'api \'query Runs($project: String!, $first: Int, $after: String) {{ project(name: $project, entityName: "cli") '
    "{{ runs(first: $first, after: $after) {{ edges {{ node {{ name }} }} pageInfo {{ endCursor hasNextPage }} }} }} }}' "
    "--variable project=mnist --variable first=4 --pages",
)

BAD: Final = (
    "runs",
    "runs lst mnist",
    "runs list",
    "runs list nowhere",
    "runs list a/b/c/d",
    "runs list mnist --colums id",
    "runs list mnist --columns id,stat",
    "runs list mnist --columns id,config.lrr",
    "runs list mnist --columns id,,name",
    "runs list mnist --columns id,summary._runtme",
    "runs list mnist --order -summary.acuracy",
    "runs list mnist --order creatd_at",
    "runs list mnist --filter 'config.lrr > 0'",
    "runs list mnist --filter 'state = \"finishd\"'",
    "runs list mnist --filter 'stat = 1'",
    "runs list mnist --json --format csv",
    "runs list mnist --format yaml",
    "runs list mnist --limit -1",
    "runs show mnist/fourth",
    "runs history mnist/first --keys los",
    "runs history mnist/first --keys loss,_stp",
    "runs history mnist/first --keys loss,,x",
    "runs history mnist/first --keys loss -o rows.csv",
    "runs history mnist/first --system --min-step 3",
    "runs history mnist/nowhere",
    "runs curves mnist/first --keys los",
    "runs curves mnist/first",
    "runs diff mnist/first fourth",
    "runs diff mnist/first second --part confg",
    "runs watch mnist/first --keys lss",
    "runs watch mnist/alive --timeout 0",
    "logs mnist/fourth",
    "logs mnist/first --grep '('",
    "logs mnist/first --columns nmber",
    "logs mnist/first --follow --json",
    "logs mnist/first --timeout 3",
    "projects list nobody-here",
    "projects list --columns nme",
    "projects list --order nme",
    "projects show nowhere",
    "projects keys mnist --kind confg",
    "files list mnist/fourth",
    "files list mnist/first --columns nam",
    "artifacts list nowhere",
    "artifacts list mnist --type modl",
    "artifacts list mnist --filter 'nam = \"x\"'",
    "artifacts versions mnist/weight",
    "artifacts versions mnist/weights --columns alias",
    "artifacts versions mnist/weights --filter 'metadata.epch = 1'",
    "artifacts show mnist/weights:v9",
    "artifacts lineage mnist/weights:best --direction up",
    "artifacts lineage mnist/weights:best --json --format mermaid",
    "registry show modls",
    "registry list --organization nowhere",
    "registry versions models --filter 'alas = \"x\"'",
    "registry versions models --filter 'metadata.epch = 1'",
    "sweeps list mnist --order nme",
    "sweeps show mnist/nowhere",
    "sweeps best mnist/{sweep} --metric lss",
    "sweeps best mnist/{sweep} --columns id,lr",
    "sweeps importance mnist/{sweep} --metric lss",
    "reports show nowhere",
    "reports show {report} --json --markdown",
    "reports list mnist --columns title",
    "api 'query {{ viewer {{ usernme }} }}'",
    "api 'mutation {{ deleteModel(input: {{id: \"x\"}}) {{ success }} }}'",
    "api 'query {{ viewer {{ username }} }}' --variable a",
)


@pytest.mark.parametrize("line", GOOD)
def test_what_it_prints(
    line: str, command: Command, told: Told, laid: Laid, printed: SnapshotAssertion
) -> None:
    result = command(*shlex.split(line.format(sweep=laid.sweep, report=laid.report)))
    assert "Traceback" not in result.output
    assert told(result) == printed


@pytest.mark.parametrize("line", BAD)
def test_how_it_refuses(
    line: str, command: Command, told: Told, laid: Laid, printed: SnapshotAssertion
) -> None:
    result = command(*shlex.split(line.format(sweep=laid.sweep, report=laid.report)))
    assert result.exit_code in (1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stdout == "" or "Usage" in result.stdout or "watch" in line
    assert told(result) == printed
