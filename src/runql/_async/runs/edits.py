"""Saving of a run's edits without overwriting edits of other clients."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from runql_graphql.ops.runs import base as ops

from runql._async._client.concurrency import sleep
from runql._models.runs.attributes import RunAttributes
from runql._models.runs.bulk_edits import TagChange
from runql._models.runs.fields import Part, RunFields
from runql._models.runs.merging import RunMerge
from runql._models.runs.responses import (
    found_run,
    may_refuse_empty_edits,
    missing_run,
    written_despite,
)
from runql.errors import ApiError, UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql_graphql.fragments.runs.base import RunFull
    from runql_graphql.inputs import UpsertBucketInput

    from runql._async._client.session import AsyncSession
    from runql._models._attributes.json_changes import DocumentChange
    from runql._models.runs.changes import RunChanges

__all__ = ["AsyncRunEdits"]


class AsyncRunEdits(RunAttributes):
    """Requests that save the edits of a run."""

    _session: AsyncSession

    if TYPE_CHECKING:

        def _present_parts(self) -> frozenset[Part]:
            """Return the parts of the run that the response contained."""
            ...

        def _note_tags(self, tags: Iterable[str], change: TagChange) -> None:
            """Update the local tags with the server's current tags."""

    async def _modify_tags(self, change: DocumentChange) -> bool:
        """Add and remove tags on the server; return False if the server does not support this."""
        from runql_graphql.ops.runs import bulk_edits as bulk_ops

        tags = TagChange(tuple(change.assigned), tuple(sorted(change.removed)))
        call = bulk_ops.modify_runs(
            entity=self._path.entity,
            project=self._path.project,
            filters=json.dumps({"name": {"$in": [self.id]}}),
            add_tags=list(tags.added),
            remove_tags=list(tags.removed),
        )
        try:
            response = (await self._session.send(call, idempotent=True)).modify_runs
        except UnsupportedError:
            return False
        for run in response.runs if response is not None else ():
            if run is not None and run.id == self.storage_id:
                self._note_tags(run.tags or [], tags)
                return True
        # The request raises NotFoundError if the run has been deleted.
        self._note_tags((await self._fetch(frozenset())).tags or [], tags)
        return True

    async def _save(self, changes: RunChanges) -> RunFull:
        if not changes.is_merged:
            return await self._upsert(changes.to_input(self.storage_id), self._present_parts())
        merge = RunMerge(changes, await self._fetch(changes.parts))
        while True:
            if await self._write(merge, changes.parts):
                await sleep(merge.wait_time())
                continue
            current = await self._fetch(changes.parts | self._present_parts())
            if not merge.note_read(current):
                return current
            await sleep(merge.wait_time())

    async def _write(self, merge: RunMerge, parts: frozenset[Part]) -> bool:
        """Write once, and return whether the write removed values of other clients."""
        from runql_graphql.ops.runs import edits as edit_ops

        new = merge.to_input(self.storage_id)
        if not self._session.accepts_empty_edits:
            return merge.note_write(None, await self._upsert(new, parts))
        call = RunFields(parts).applied_to(edit_ops.update_run(id=self.storage_id, input=new))
        try:
            response = await self._session.send(call, idempotent=True)
        except ApiError as error:
            if not may_refuse_empty_edits(error):
                raise
            written = written_despite(error) or await self._upsert(new, parts)
            # The server accepted the input, so it refuses the edit without a change, now and later.
            self._session.accepts_empty_edits = False
            return merge.note_write(None, written)
        if response.upsert_bucket is None or response.upsert_bucket.bucket is None:
            raise missing_run(self._path, "UpdateRun", project_exists=True)
        before = response.before.bucket if response.before is not None else None
        return merge.note_write(before, response.upsert_bucket.bucket)

    async def _fetch(self, parts: frozenset[Part]) -> RunFull:
        call = RunFields(parts).applied_to(
            ops.get_run(
                entity=self._path.entity,
                project=self._path.project,
                run=self._path.run,
            )
        )
        return found_run(await self._session.send(call), self._path)

    async def _upsert(self, new: UpsertBucketInput, parts: frozenset[Part]) -> RunFull:
        call = RunFields(parts).applied_to(ops.upsert_run(input=new))
        response = await self._session.send(call, idempotent=True)
        if response.upsert_bucket is None or response.upsert_bucket.bucket is None:
            raise missing_run(self._path, "UpsertRun", project_exists=True)
        return response.upsert_bucket.bucket
