"""One run as the official client gives it."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from runql._sync.runs.resource import Run as OurRun
from runql.compat._shared.lists import page_size
from runql.compat._shared.wrapping import iframe
from runql.compat.apis.public.artifacts import RunArtifacts
from runql.compat.apis.public.console_logs import ConsoleLogs
from runql.compat.apis.public.files import File, Files, listed_files
from runql.compat.apis.public.history import HistoryScan, check_list, download_exports, sampled_rows
from runql.compat.artifacts.artifact import Artifact
from runql.compat.errors import refused
from runql.compat.runs.attributes import RunDocuments

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    import runql
    from runql.compat.apis.public.api import Api
    from runql.compat.apis.public.history import DownloadHistoryResult

__all__ = ["Run"]

Stream = Literal["default", "system"]


class RunHistory(RunDocuments):
    """A run's history."""

    def history(
        self,
        samples: int = 500,
        keys: list[str] | None = None,
        x_axis: str = "_step",
        pandas: bool = True,
        stream: Stream = "default",
    ) -> list[dict[str, Any]] | pd.DataFrame:
        """Return a sample of the history; warns of rows that it leaves out.

        Args:
            samples: Rows at most.
            keys: Keys that rows must have; None for all rows.
            x_axis: Key that comes along with the keys.
            pandas: Whether to return a frame of pandas, or dicts.
            stream: `default`, or `system` for what was measured of the machine.

        Raises:
            ValueError: If `keys` is not a list of strings, or was given for system metrics.
        """
        rows = self._sampled_rows(samples, keys, x_axis, stream)
        if not pandas:
            return rows
        try:
            import pandas as pd
        except ImportError:
            warnings.warn("pandas is not installed: history() returns a list.", stacklevel=2)
            return rows
        return pd.DataFrame.from_records(rows)

    def _sampled_rows(
        self, samples: int, keys: list[str] | None, x_axis: str, stream: Stream
    ) -> list[dict[str, Any]]:
        return sampled_rows(self._inner, samples, keys, x_axis, stream)

    def scan_history(
        self,
        keys: list[str] | None = None,
        page_size: int = 1000,
        min_step: int = 0,
        max_step: int | None = None,
        use_cache: bool = True,
    ) -> HistoryScan:
        """Iterate over all rows of the history.

        Args:
            keys: Keys that rows shall have; None for all.
            page_size: Rows per request.
            min_step: First step.
            max_step: Step to end before.
            use_cache: Accepted and not needed: `Settings.history_cache` is runql's cache.

        Raises:
            ValueError: If `keys` is not a list of strings.
        """
        check_list(keys)
        return HistoryScan(
            self._inner, min_step=min_step, max_step=max_step, keys=keys, page_size=page_size
        )

    beta_scan_history = scan_history

    def download_history_exports(
        self, download_dir: str | Path, require_complete_history: bool = True
    ) -> DownloadHistoryResult:
        """Write the exported files of the history into a folder.

        Raises:
            IncompleteRunHistoryError: If some rows are not exported yet, and all were required.
        """
        return download_exports(self._inner, Path(download_dir), whole=require_complete_history)


class Run(RunHistory):
    """A run: its attributes, documents, history, files and artifacts."""

    _wraps: ClassVar = (OurRun,)

    @classmethod
    def create(
        cls,
        api: Api,
        run_id: str | None = None,
        project: str | None = None,
        entity: str | None = None,
        state: Literal["running", "pending"] = "running",
    ) -> Run:
        """Make a run that has no process of its own."""
        return api._create_run(run_id, project, entity, state)

    def load(self, force: bool = False) -> dict[str, Any]:
        """Return the run's fields, read again when forced."""
        if force:
            self._inner.refresh()
        return self._attrs

    def load_full_data(self, force: bool = False) -> dict[str, Any]:
        """Return the run's fields, read again when forced."""
        return self.load(force)

    def update(self) -> None:
        """Save what was edited."""
        self._inner.update()

    def save(self) -> None:
        """Save what was edited."""
        self._inner.update()

    def delete(self, delete_artifacts: bool = False) -> None:
        """Delete the run, and what it logged if asked."""
        self._inner.delete(delete_artifacts=delete_artifacts)

    def stop(self) -> None:
        """Ask the run to stop."""
        self._inner.stop()

    def update_state(self, state: str) -> bool:
        """Set the state to `pending` or `failed`."""
        return self._inner.update_state(cast("Literal['pending', 'failed']", state))

    def wait_until_finished(self) -> None:
        """Return when the run has ended, whichever way."""
        self._inner.wait_until_finished()
        self._inner.refresh()

    def files(
        self, names: list[str] | None = None, pattern: str | None = None, per_page: int = 50
    ) -> Files:
        """List files, by exact names or a pattern of SQL's LIKE such as `%.json`.

        Raises:
            ValueError: If both were given.
        """
        if names and pattern:
            raise refused(
                f"names={names!r} and pattern={pattern!r} were both given. Pass only one."
            )
        return Files(listed_files(self._inner, names, pattern, per_page), self._api, self, per_page)

    def file(self, name: str) -> File:
        """Return one file."""
        return cast("File", self._wrap(self._inner.file(name)))

    def upload_file(self, path: str, root: str = ".") -> File:
        """Upload a local file under its path below `root`."""
        sent = self._inner.upload_file(path, root=root, progress=False)
        return cast("File", self._wrap(sent))

    def logged_artifacts(self, per_page: int = 100) -> RunArtifacts:
        """List the versions that the run logged."""
        return self._artifacts(self._inner.logged_artifacts(per_page=page_size(per_page)), per_page)

    def used_artifacts(self, per_page: int = 100) -> RunArtifacts:
        """List the versions that the run used."""
        return self._artifacts(self._inner.used_artifacts(per_page=page_size(per_page)), per_page)

    def _artifacts(self, listed: runql.Artifacts[Any], per_page: int) -> RunArtifacts:
        return RunArtifacts(listed, self._api, self, per_page)

    def use_artifact(self, artifact: Artifact, use_as: str | None = None) -> Artifact:
        """Note that the run uses a version.

        Raises:
            ValueError: If the artifact is not logged yet.
        """
        self._inner.use_artifact(
            self._known(artifact)._require_logged("use_artifact"), use_as=use_as
        )
        return artifact

    def log_artifact(
        self,
        artifact: Artifact,
        aliases: Collection[str] | None = None,
        tags: Collection[str] | None = None,
    ) -> Artifact:
        """Log a version as an output of the run, and return it."""
        logged = self._inner.log_artifact(
            self._known(artifact)._as_draft(),
            aliases=list(aliases or ()),
            tags=list(tags or ()),
            progress=False,
        )
        return cast("Artifact", self._wrap(logged))

    def _known(self, artifact: object) -> Artifact:
        """Return an artifact; one of the installed `wandb` is looked up by its name."""
        if isinstance(artifact, Artifact):
            return artifact
        name: object = getattr(artifact, "qualified_name", None)
        if not isinstance(name, str):
            raise refused(f"An artifact that has been logged is needed, got {artifact!r}.")
        return Artifact._of(self._api.artifact(name), self._api)

    def console_logs(self, *, per_page: int = 1000, last: int | None = None) -> ConsoleLogs:
        """List the lines that the run printed."""
        return ConsoleLogs(self._inner.console_logs(last=last, per_page=per_page), self._api, self)

    def to_html(self, height: int = 420, hidden: bool = False) -> str:
        """Return a frame that shows the run's page."""
        return iframe(self.url, height, hidden=hidden)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        return f"<Run {'/'.join(self.path)} ({self.state})>"
