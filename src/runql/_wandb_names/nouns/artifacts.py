"""Artifacts: drafts, logged versions, their files and entries."""

from __future__ import annotations

from typing import Final

from runql._wandb_names.entries import (
    ISO,
    MAYBE_ISO,
    Names,
    Parameter,
    absent,
    dropped,
    mapped,
    renamed,
)

__all__ = ["ENTRIES"]

_COPY: Final = dropped("Files are read when the artifact is logged, not copied before.")
_MUTABLE: Final = mapped(
    {"mutable": "", "immutable": ""}, "", "A file that changes before it is logged raises an error."
)

draft = Names("Artifact", "ArtifactDraft", "artifact", "Log artifacts")
draft.kind("Artifact", "`runql.Artifact` is a draft; `LoggedArtifact` is a logged version.")
draft.call(
    "__init__",
    "name type description metadata incremental use_as storage_region digest_algorithm",
    {
        "incremental": mapped(
            {False: ""}, "artifact.new_draft() of the last version", "It starts with its files."
        ),
        "use_as": mapped({None: ""}, "run.use_artifact(artifact, use_as=…)"),
        "storage_region": mapped({None: ""}, "", "The server chooses the storage region."),
        "digest_algorithm": mapped({"MD5": ""}, "", "Files are stored under their MD5 digests."),
    },
    wrote="wandb.Artifact(…)",
)
draft.same("name type description metadata ttl size digest")
draft.call(
    "add",
    "obj name overwrite",
    {"obj": renamed("content", "Accepts text and bytes. wandb's media objects require wandb.")},
)
draft.call(
    "add_file",
    "local_path name is_tmp skip_cache policy overwrite",
    {"is_tmp": _COPY, "skip_cache": _COPY, "policy": _MUTABLE},
    why="Reads the file when it is logged, instead of copying it.",
)
draft.call(
    "add_dir",
    "local_path name skip_cache policy merge",
    {"skip_cache": _COPY, "policy": _MUTABLE, "merge": renamed("overwrite")},
)
draft.call(
    "add_reference",
    "uri name checksum max_objects",
    {"max_objects": dropped("All objects are included, whatever their number.")},
    why="Raises if no object exists; empty objects are included.",
)
draft.call("new_file", "name mode encoding policy", {"policy": _MUTABLE})
draft.call("remove", "item", {"item": renamed("path")})
_LOG: Final = "run.log_artifact(artifact) or api.log_artifact(artifact, project)"
draft.hint("save", _LOG, "A draft has no connection.")
draft.call("save", "project settings")
draft.hint("wait", _LOG, "They return the version once it is committed.")
draft.call("wait", "timeout")
draft.hint("finalize", _LOG, "A draft is complete when it is logged.")
draft.call("finalize", "")
draft.hint("manifest", "artifact.entries")
draft.hint("is_draft", "isinstance(artifact, runql.Artifact)", rewrite="True")
draft.call("is_draft", "")
draft.hint("get_added_local_path_name", "artifact.entries")
draft.call("get_added_local_path_name", "local_path")
_DRAFT_LOGGED: Final = "Only a logged version has it; log_artifact() returns it."
for _name in [
    "version",
    "aliases",
    "tags",
    "id",
    "state",
    "url",
    "qualified_name",
    "entity",
    "project",
    "created_at",
]:
    draft.hint(_name, f"run.log_artifact(artifact).{_name}", _DRAFT_LOGGED)
draft.hint("use_as", 'run.use_artifact(artifact, use_as="…")')
draft.hint("incremental", "artifact.new_draft()", "The draft starts with the files of the version.")
draft.absent("distributed_id digest_algorithm", "It is internal to wandb's uploads.")
draft.absent("json_encode", "It is an internal helper of wandb.")
draft.call("json_encode", "")

version = Names("Artifact", "Artifact", "artifact", "Artifacts")
version.kind("LoggedArtifact", "`runql.Artifact` is a draft; `LoggedArtifact` is a logged version.")
version.same("aliases commit_hash digest entity file_count history_step id is_link")
version.same("metadata name project qualified_name size source_artifact source_collection")
version.same("source_entity source_name source_project source_qualified_name source_version")
version.same("state tags ttl type url version")
version.differs("description", "An empty description stays an empty string.")
version.differs("created_at", "An aware `datetime` instead of a string.", ISO)
version.differs("updated_at", "An aware `datetime` instead of a string.", MAYBE_ISO)
version.differs("linked_at", "An aware `datetime` instead of a string.", MAYBE_ISO)
version.differs("collection", "Sends a request; `collection_path` sends none.")
version.differs("linked_artifacts", "All aliases, read in pages.")
version.differs("manifest", "A mapping of paths to entries. Async clients await it.")
version.call(
    "download",
    "root allow_missing_references skip_cache path_prefix multipart",
    why="A `Path`. All files are verified, from the network and from the cache.",
    rewrite="str({call})",
)
version.call(
    "checkout",
    "root",
    why="A `Path`; `dry_run=True` lists what would be deleted.",
    rewrite="str({call})",
)
version.call("file", "root", why="A `Path`.", rewrite="str({call})")
version.call(
    "files",
    "names per_page start",
    {"start": renamed("after")},
)
version.call("get", "name", why="Raises NotFoundError instead of returning None.")
version.accepted("__getitem__", "get", 'artifact.get("name")')
version.call("__getitem__", "name")
version.call("get_entry", "name", {"name": renamed("path")})
version.accepted("get_path", "get_entry", 'artifact.get_entry("name")')
version.call("get_path", "name", {"name": renamed("path")})
version.call("delete", "delete_aliases", why="Raises for a link; `unlink()` removes a link.")
version.call(
    "link",
    "target_path aliases",
    why="Raises PathError for the name of a registry without a collection; wandb creates a collection of that name.",
)
version.call("unlink", "")
version.call("logged_by", "")
version.call("used_by", "", why="A lazy list of runs, one request per page.")
version.call("new_draft", "")
version.call(
    "save",
    "project settings",
    {
        "project": mapped({None: ""}, "run.log_artifact(artifact)", "It only saves edits."),
        "settings": mapped({None: ""}, "", "It only saves edits."),
    },
    why="Sends what changed; metadata is merged by key.",
)
version.call(
    "verify",
    "root",
    why="`check=False` returns a report of all files instead of raising.",
)
version.accepted("wait", "self()", why="A logged version is always committed.")
version.call("wait", "timeout")
version.hint(
    "is_draft", "isinstance(artifact, runql.Artifact)", "A logged version is not a draft.", "False"
)
version.call("is_draft", "")
_NEW: Final = "A logged version is read-only. Create a draft with its files."
for _name, _parameters in {
    "add": "obj name overwrite",
    "add_file": "local_path name is_tmp skip_cache policy overwrite",
    "add_dir": "local_path name skip_cache policy merge",
    "add_reference": "uri name checksum max_objects",
    "new_file": "name mode encoding policy",
    "remove": "item",
}.items():
    version.hint(_name, f"artifact.new_draft().{_name}(…)", _NEW)
    version.call(_name, _parameters)
version.hint("use_as", 'run.use_artifact(artifact, use_as="…")')
version.hint(
    "incremental", "artifact.new_draft()", "The draft starts with the files of the version."
)
version.absent(
    "finalize json_encode distributed_id digest_algorithm", "It only applies to drafts in wandb."
)
version.hint("get_added_local_path_name", "the path that you added", "It only applies to drafts.")
version.call("get_added_local_path_name", "local_path")

listed = Names("Artifacts", "Artifacts", "versions", "Artifacts")
listed.kind("Artifacts")
listed.absent("collection_name entity filters order project tags type", "Each version has its own.")
of_run = Names("RunArtifacts", "Artifacts", "versions", "Artifacts")
of_run.kind("Artifacts", "`LoggedArtifact` also represents the versions of a run.")
of_run.absent("run", "It is the run that you called.")

files = Names("ArtifactFiles", "ArtifactFileList", "files", "Artifacts")
files.kind("ArtifactFileList")
files.absent("artifact path", "It is the version that you called.")

entry = Names("ArtifactManifestEntry", "ArtifactEntry", "entry", "Artifacts")
entry.kind("ArtifactEntry", "An entry of a version can be downloaded, opened and read.")
entry.same("path digest size ref")
entry.call(
    "download",
    "root skip_cache executor",
    {"executor": absent("`workers=` sets how many transfers run."), "skip_cache": Parameter()},
    why="A `Path`; the digest is verified.",
    rewrite="str({call})",
)
entry.hint("ref_target", "entry.ref", "None for a file that W&B stores.", "{self}.ref")
entry.call("ref_target", "")

table = Names("Table", "Table", "table", "Artifacts")
table.kind("media.Table", "Tables that runs logged are read with `run.table()`.")
table.same("columns")
table.accepted("data", "rows", why="Rows are tuples; media are typed values.")
table.accepted("get_dataframe", "to_pandas", "table.to_pandas()")
table.call("get_dataframe", "")
table.hint("iterrows", "enumerate(table.rows)", rewrite="enumerate({self}.rows)")
table.call("iterrows", "")
table.accepted("get_column", "column", 'table.column("name")')
table.call(
    "get_column", "name convert_to", {"convert_to": mapped({None: ""}, 'table.to_pandas()["name"]')}
)
table.hint("add_data", "wandb.Table", "runql reads tables; the SDK logs them.")
table.hint("add_column", "wandb.Table", "runql reads tables; the SDK logs them.")

ENTRIES = (*draft, *version, *listed, *of_run, *files, *entry, *table)
