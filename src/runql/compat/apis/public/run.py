"""A run with the interface of the official client."""

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
    """The history of a run."""

    def history(
        self,
        samples: int = 500,
        keys: list[str] | None = None,
        x_axis: str = "_step",
        pandas: bool = True,
        stream: Stream = "default",
    ) -> list[dict[str, Any]] | pd.DataFrame:
        """Return a sample of the history. A warning reports omitted rows.

        Args:
            samples: Maximum number of rows.
            keys: Keys that rows must have; None for all rows.
            x_axis: Key that is added to the keys.
            pandas: Whether to return a pandas DataFrame instead of dicts.
            stream: `default`, or `system` for system metrics.

        Raises:
            ValueError: If `keys` is not a list of strings, or was passed for system metrics.
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
            keys: Keys that rows must have; None for all rows.
            page_size: Rows per request.
            min_step: First step.
            max_step: Step to stop before (exclusive).
            use_cache: Accepted for compatibility. Set `Settings.history_cache` to use runql's cache.

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
        """Download the export files of the history to a folder.

        Raises:
            IncompleteRunHistoryError: If some rows are not exported yet, and the call requires all rows.
        """
        return download_exports(self._inner, Path(download_dir), whole=require_complete_history)


class Run(RunHistory):
    """A run: its attributes, config, summary, history, files and artifacts."""

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
        """Create a run without a process."""
        return api._create_run(run_id, project, entity, state)

    def load(self, force: bool = False) -> dict[str, Any]:
        """Return the run's fields. Read them again if forced."""
        if force:
            self._inner.refresh()
        return self._attrs

    def load_full_data(self, force: bool = False) -> dict[str, Any]:
        """Return the run's fields. Read them again if forced."""
        return self.load(force)

    def update(self) -> None:
        """Save local edits."""
        self._inner.update()

    def save(self) -> None:
        """Save local edits."""
        self._inner.update()

    def delete(self, delete_artifacts: bool = False) -> None:
        """Delete the run, and optionally the artifacts that it logged."""
        self._inner.delete(delete_artifacts=delete_artifacts)

    def stop(self) -> None:
        """Request that the run stops."""
        self._inner.stop()

    def update_state(self, state: str) -> bool:
        """Set the state to `pending` or `failed`."""
        return self._inner.update_state(cast("Literal['pending', 'failed']", state))

    def wait_until_finished(self) -> None:
        """Return when the run has reached a final state."""
        self._inner.wait_until_finished()
        self._inner.refresh()

    def files(
        self, names: list[str] | None = None, pattern: str | None = None, per_page: int = 50
    ) -> Files:
        """List files, by exact names or by an SQL LIKE pattern such as `%.json`.

        Raises:
            ValueError: If both `names` and `pattern` are passed.
        """
        if names and pattern:
            raise refused(
                f"names={names!r} and pattern={pattern!r} cannot be combined. Pass one of them."
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
        """List the artifact versions that the run logged."""
        return self._artifacts(self._inner.logged_artifacts(per_page=page_size(per_page)), per_page)

    def used_artifacts(self, per_page: int = 100) -> RunArtifacts:
        """List the artifact versions that the run used."""
        return self._artifacts(self._inner.used_artifacts(per_page=page_size(per_page)), per_page)

    def _artifacts(self, listed: runql.Artifacts[Any], per_page: int) -> RunArtifacts:
        return RunArtifacts(listed, self._api, self, per_page)

    def use_artifact(self, artifact: Artifact, use_as: str | None = None) -> Artifact:
        """Record that the run uses an artifact version.

        Raises:
            ValueError: If the artifact has not been logged yet.
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
        """Return an artifact. An object of the installed `wandb` is looked up by its name."""
        if isinstance(artifact, Artifact):
            return artifact
        name: object = getattr(artifact, "qualified_name", None)
        if not isinstance(name, str):
            raise refused(f"artifact must be a logged artifact, got {artifact!r}.")
        return Artifact._of(self._api.artifact(name), self._api)

    def console_logs(self, *, per_page: int = 1000, last: int | None = None) -> ConsoleLogs:
        """List the console lines of the run."""
        return ConsoleLogs(self._inner.console_logs(last=last, per_page=per_page), self._api, self)

    def to_html(self, height: int = 420, hidden: bool = False) -> str:
        """Return an iframe with the run's page."""
        return iframe(self.url, height, hidden=hidden)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        return f"<Run {'/'.join(self.path)} ({self.state})>"
