# Generated from queries/files.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/files.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, AsyncSender, Unset
from ..ops import files as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..create_run_files import CreateRunFiles
    from ..delete_files import DeleteFiles
    from ..get_run_folders import GetRunFolders
    from ..list_run_files import ListRunFiles
    from ..mark_run_files_uploaded import MarkRunFilesUploaded

__all__ = ["AsyncFilesMethods"]


class AsyncFilesMethods:
    """Operations of queries/files.graphql."""

    _sender: AsyncSender

    async def list_run_files(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        names: Sequence[str | None] | None | Unset = UNSET,
        pattern: str | None | Unset = UNSET,
        content_types: Sequence[str] | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunFiles:
        """List files of a run: all, or by exact names, by an SQL LIKE pattern or by media types.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            names: `[String]`.
            pattern: `String`.
            content_types: `[String!]`.
            first: `Int`.
            after: `String`.

        Source: query ListRunFiles in queries/files.graphql.
        """
        return await self._sender.send(
            _ops.list_run_files(
                entity=entity,
                project=project,
                run=run,
                names=names,
                pattern=pattern,
                content_types=content_types,
                first=first,
                after=after,
            )
        )

    async def get_run_folders(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str
    ) -> GetRunFolders:
        """List the folders of a run's files, with the number of files and bytes in each.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.

        Source: query GetRunFolders in queries/files.graphql.
        """
        return await self._sender.send(
            _ops.get_run_folders(entity=entity, project=project, run=run)
        )

    async def create_run_files(
        self, *, entity: str, project: str, run: str, files: Sequence[str]
    ) -> CreateRunFiles:
        """Request upload URLs for files of a run; existing files of the same names are overwritten.

        Args:
            entity: `String!`.
            project: `String!`.
            run: `String!`.
            files: `[String!]!`.

        Source: mutation CreateRunFiles in queries/files.graphql.
        """
        return await self._sender.send(
            _ops.create_run_files(entity=entity, project=project, run=run, files=files)
        )

    async def mark_run_files_uploaded(
        self, *, entity: str, project: str, run: str, files: Sequence[str]
    ) -> MarkRunFilesUploaded:
        """Notify the server that files have arrived in its storage, if it does not detect them itself.

        Args:
            entity: `String!`.
            project: `String!`.
            run: `String!`.
            files: `[String!]!`.

        Source: mutation MarkRunFilesUploaded in queries/files.graphql.
        """
        return await self._sender.send(
            _ops.mark_run_files_uploaded(entity=entity, project=project, run=run, files=files)
        )

    async def delete_files(self, *, files: Sequence[str]) -> DeleteFiles:
        """Delete files by id.

        Args:
            files: `[ID!]!`.

        Source: mutation DeleteFiles in queries/files.graphql.
        """
        return await self._sender.send(_ops.delete_files(files=files))
