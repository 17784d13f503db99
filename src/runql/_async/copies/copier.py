"""Copying of one run: write missing and different data, then read the copy back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from runql_graphql.ops.runs import base as ops

from runql._async import _relations
from runql._async.copies.artifacts import AsyncArtifactCopier
from runql._async.copies.files import AsyncFileCopier
from runql._async.copies.streams import STREAMS, AsyncStreams
from runql._display.counts import counted
from runql._models._attributes.inputs import input_of
from runql._models.copies import (
    CopyReport,
    Origin,
    copied_config,
    copied_fields,
    document_differences,
    field_differences,
    first_difference,
    raise_unequal,
    refuse_other,
    refuse_same,
)
from runql._models.runs.listed.context import RunContext
from runql._models.runs.responses import created_run, found_run, own_path
from runql._models.runs.state import RunState
from runql._paths.projects import ProjectPath
from runql._paths.runs import RunPath
from runql._paths.web_app import run_url
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql_graphql.fragments.runs.base import RunFull

    from runql._async._client.session import AsyncSession
    from runql._async.copies.streams import StreamLines
    from runql._async.runs.resource import AsyncRun
    from runql._models.copies import CopyOptions

__all__ = ["AsyncRunCopier"]

_REFERENCE: Final = "artifact://"


class AsyncRunCopier:
    """Operation that copies one run to another project or server."""

    def __init__(
        self,
        source: AsyncSession,
        path: RunPath,
        target: AsyncSession,
        project: ProjectPath,
        run_id: str | None,
        options: CopyOptions,
    ) -> None:
        """Prepare the copy.

        Args:
            source: Session that reads the run.
            path: The run.
            target: Session that writes the copy.
            project: Project of the copy.
            run_id: ID of the copy; None for the ID of the run.
            options: Options of the copy.

        Raises:
            UsageError: If the run is from an opened export, or the copy would be the run itself.
        """
        if source.is_export:
            raise UsageError(
                f"Cannot copy {path}: it is from an opened export, which does not contain the rows as logged.",
                hint="Copy the run from the server: runql.Api().run(path).copy_to(...).",
            )
        self._source = source
        self._path = path
        self._target = target
        self._to = RunPath(project.entity, project.project, run_id or path.run)
        self._options = options
        self._notes: list[str] = []
        self._one_server = source.settings.base_url == target.settings.base_url
        refuse_same(path, self._to, is_same_server=self._one_server)

    async def run(self) -> CopyReport:
        """Copy the run unless an equal copy exists, and verify the copy.

        Requests: Those documented for `copy_to`.
        """
        call = ops.get_run(entity=self._path.entity, project=self._path.project, run=self._path.run)
        run = found_run(await self._source.send(call), self._path)
        self._path = own_path(run, ProjectPath(self._path.entity, self._path.project))
        origin = Origin(self._source.settings.base_url, run.id, str(self._path))
        there = await self._existing()
        if there is not None:
            refuse_other(there, origin, self._to)
        if run.sweep_name:
            self._notes.append(
                f"The run belongs to the sweep {run.sweep_name}; the copy belongs to no sweep."
            )
        if self._options.dry_run:
            return await self._copied(run, there, origin, there)
        config = copied_config(run, origin)
        made = await self._upsert(config=config, **copied_fields(run, there))
        return await self._copied(run, there, origin, made)

    async def _copied(
        self, run: RunFull, there: RunFull | None, origin: Origin, made: RunFull | None
    ) -> CopyReport:
        options = self._options
        report = CopyReport(
            str(self._path),
            str(self._to),
            run_url(self._target.app_url, self._to) if self._to.entity else "",
            created=there is None,
            dry_run=options.dry_run,
            complete=RunState(run.state or "").is_terminal,
        )
        source, target = self._run(self._source, run, self._path), None
        if made is not None:
            target = self._run(self._target, made, self._to)
        if options.files is not None:
            names, size = await AsyncFileCopier(source, target, options).run()
            report = replace(report, files=names, bytes=size)
        if options.history:
            report = await self._streams(report, made)
        if options.artifacts is not None:
            artifacts = AsyncArtifactCopier(source, target, options, one_server=self._one_server)
            report = replace(report, artifacts=await artifacts.run())
            self._notes += artifacts.notes
        if not options.dry_run and made is not None:
            await self._finish(run, made, report)
            await self._verify(run, origin, source)
        return replace(report, notes=tuple(self._notes))

    async def _existing(self) -> RunFull | None:
        call = ops.get_run(entity=self._to.entity, project=self._to.project, run=self._to.run)
        response = await self._target.send(call)
        found = response.project.run if response.project is not None else None
        if found is not None:
            self._to = own_path(found, ProjectPath(self._to.entity, self._to.project))
        return found

    async def _upsert(self, **fields: object) -> RunFull:
        from runql_graphql.inputs import UpsertBucketInput

        project = ProjectPath(self._to.entity, self._to.project)
        identity = {"name": self._to.run, "model_name": self._to.project}
        if self._to.entity is not None:
            identity["entity_name"] = self._to.entity
        given = input_of(UpsertBucketInput, {**identity, **fields})
        # Idempotent: a second upsert with the same values changes nothing.
        response = await self._target.send(ops.upsert_run(input=given), idempotent=True)
        made = created_run(response, project)
        self._to = own_path(made, project)
        return made

    async def _streams(self, report: CopyReport, made: RunFull | None) -> CopyReport:
        counts: list[tuple[int, int]] = []
        refers = False
        for stream in STREAMS:
            wanted = await self._read(self._source, self._path, stream)
            if len(wanted.lines) < wanted.counted:
                self._notes.append(
                    f"{stream} has {counted(wanted.counted, 'line')}, but the server returned {len(wanted.lines)}."
                )
            lines = wanted.lines
            refers = refers or any(_REFERENCE in line for line in lines)
            present = await self._present(stream, made)
            same = first_difference(lines, present)
            counts.append((len(lines), len(lines) - same))
            if not self._options.dry_run and (same < len(lines) or len(present) > len(lines)):
                await self._send(stream, lines[same:], same)
        if refers and not self._one_server:
            self._notes.append(
                "Rows refer to artifacts by IDs of the source server, which the target server does not know. "
                'Use run.table(key, source="file") to read the copied tables.'
            )
        (rows, sent), (system_rows, _), (console_lines, _) = counts
        return replace(
            report,
            rows=rows,
            rows_sent=sent,
            system_rows=system_rows,
            console_lines=console_lines,
        )

    async def _present(self, stream: str, made: RunFull | None) -> list[str]:
        return [] if made is None else (await self._read(self._target, self._to, stream)).lines

    async def _read(self, session: AsyncSession, path: RunPath, stream: str) -> StreamLines:
        return await AsyncStreams(session, path).read(stream)

    async def _send(self, stream: str, lines: list[str], first: int) -> None:
        from runql._transfer.copies import send_lines

        path = self._to
        await self._target.transfer(
            lambda to, cancel: send_lines(to, path, stream, lines, first, cancel)
        )

    async def _finish(self, run: RunFull, made: RunFull, report: CopyReport) -> None:
        """Write the summary and the state; the server would derive the summary from the rows."""
        from runql._transfer.copies import end_stream

        summary = run.summary_metrics.raw if run.summary_metrics is not None else "{}"
        now = await self._upsert(summary_metrics=summary or "{}")
        state, path = RunState(run.state or ""), self._to
        if not report.complete or now.state == state.value:
            return
        code = 0 if state is RunState.FINISHED else 1
        await self._target.transfer(lambda to, cancel: end_stream(to, path, code, cancel))
        if state not in (RunState.FINISHED, RunState.FAILED):
            changed = ops.update_run_state(id=made.id, state=state.value)
            await self._target.send(changed, idempotent=True)

    async def _verify(self, run: RunFull, origin: Origin, source: AsyncRun[Any, Any]) -> None:
        """Read the copy back and compare it with the run.

        Raises:
            IntegrityError: If the copy differs from the run.
        """
        options, there = self._options, await self._existing()
        if there is None:
            raise_unequal(self._to, ["the copy does not exist."])
            return
        problems = field_differences(run, there) + document_differences(run, there, origin)
        if RunState(run.state or "").is_terminal and run.state != there.state:
            problems.append(f"its state is {there.state}, not {run.state}.")
        if options.history:
            for stream in STREAMS:
                wanted = (await self._read(self._source, self._path, stream)).lines
                present = await self._present(stream, there)
                same = first_difference(wanted, present)
                if same < max(len(wanted), len(present)):
                    problems.append(f"{stream} differs from line {same} on.")
        target = self._run(self._target, there, self._to)
        dry = replace(options, dry_run=True)
        if options.files is not None:
            names, _ = await AsyncFileCopier(source, target, dry).run()
            problems += [f"the file {name} differs." for name in names]
        if options.artifacts is not None:
            left = AsyncArtifactCopier(source, target, dry, one_server=self._one_server)
            problems += [f"the artifact {name} is missing." for name in await left.run()]
        raise_unequal(self._to, problems)

    def _run(self, session: AsyncSession, found: RunFull, path: RunPath) -> AsyncRun[Any, Any]:
        return _relations.run_of(session, found, path, RunContext(session.app_url))
