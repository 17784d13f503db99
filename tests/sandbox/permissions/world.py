"""A team with a member of each role and one of everything that mutations work on, and a registry with its own roles.

Everything is made through the server's own mutations. Every attempt starts from the same data: its transaction is
rolled back, and files that it deleted are put back.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from runql_sandbox.ingest.artifact_uploads import part_key
from runql_sandbox.ingest.uploads import Uploads
from runql_sandbox.request.ids import encode
from runql_sandbox.store.accounts.management import make_service_account, make_team
from runql_sandbox.store.accounts.tables import ApiKey, Membership, User
from runql_sandbox.store.artifacts.contents import ArtifactContent, ArtifactManifest
from runql_sandbox.store.artifacts.tables import ArtifactType
from tests.sandbox.permissions.attempts import RUN, Attempts
from tests.sandbox.permissions.launch import fill_queues

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

ROLES = (
    "admin",
    "member",
    "viewer",
    "service",
    "stranger",
    "organization administrator",
    "server administrator",
)
"""Who tries; the organization's administrator is not in the team."""
REGISTRY_ROLES = ("keeper", "linker", "reader", "looker", "other", "stranger")
"""Who tries in the registry: admin, member, viewer, restricted viewer, none but the organization's, stranger."""
HOME = "home-entity"
REGISTRY = "wandb-registry-models"
SCOPE = encode("Project", "v1", "project", "team")
CONFIG = json.dumps({"method": "random", "parameters": {"x": {"values": [1, 2]}}})
CONTENT = b"content"
INPUTS: dict[str, Mapping[str, object]] = {
    "createGenericWebhookIntegration": {"urlEndpoint": "http://127.0.0.1:9/x"},
    "createInvite": {"username": "newcomer"},
    "createRunFiles": {"files": ["new.txt"]},
    "createTeam": {"teamName": "another"},
    "createUser": {"email": "somebody@sandbox.invalid"},
    "deleteModel": {"id": SCOPE},
    "deleteRun": {"id": RUN},
    "deleteRuns": {"entityName": "team", "projectName": "project", "filters": '{"name": "run"}'},
    "modifyRuns": {
        "entityName": "team",
        "projectName": "project",
        "filters": '{"name": "run"}',
        "addTags": ["new"],
    },
    "moveRuns": {
        "sourceEntityName": "team",
        "sourceProjectName": "project",
        "destinationEntityName": "team",
        "destinationProjectName": "second",
        "filters": '{"name": "run"}',
    },
    "renameProject": {"oldProjectName": "project", "newProjectName": "renamed"},
    "rewindRun": {"metricName": "_step", "metricValue": 0.0},
    "stopRun": {"id": RUN},
    "undeleteRuns": {
        "entityName": "team",
        "projectName": "project",
        "filters": '{"name": "gone"}',
    },
    "updateEntity": {"privateOnly": True},
    "updateRunState": {"id": RUN, "state": "failed"},
    "upsertBucket": {"name": "run", "notes": "changed"},
    "upsertModel": {"name": "project", "description": "changed"},
    "upsertSweep": {"config": CONFIG},
}
"""Inputs of mutations that need no data."""


class World(Attempts):
    """The data, and attempts to change it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.names = {"organization administrator": "owner", "server administrator": "sandbox"}
        self.people()
        self.things = {**self.fill(), **fill_queues(self)}
        self.registry = self.fill_registry()
        blobs = self.store.folder / "blobs"
        self.files = {path: path.read_bytes() for path in blobs.rglob("*") if path.is_file()}

    def people(self) -> None:
        """Add a member of each role, and people outside."""
        self.store.first_user()
        for name in ("owner", "admin", "member", "viewer", "other", *REGISTRY_ROLES[:4]):
            self.store.create_user(name, organization="home")
        self.store.create_user("newcomer", organization="another")
        self.store.create_user("stranger", organization="elsewhere")
        with self.store.session() as session:
            people = {user.username: user for user in session.scalars(select(User))}
            team = make_team(session, "team", people["admin"])
            for name, role in (("member", "member"), ("viewer", "viewer"), ("other", "member")):
                session.add(Membership(team=team, user=people[name], role=role))
            self.names["service"] = make_service_account(session, team, "machines").username
            self.team = encode("Entity", team.id)
            self.organization = encode("Organization", team.organization_id)
            self.users = {name: encode("User", user.id) for name, user in people.items()}
            session.commit()

    def fill(self) -> dict[str, Mapping[str, object]]:
        """Make one of everything, and return inputs that name it; what a member made is `other`'s."""
        self.make("admin", "upsertModel", "project { id }", name="project")
        self.make("admin", "upsertModel", "project { id }", name="second")
        self.make("other", "upsertBucket", "bucket { id }", name="run")
        gone = self.make("other", "upsertBucket", "bucket { id }", name="gone")["bucket"]
        self.make("other", "deleteRun", "clientMutationId", id=gone["id"])
        file = self.make("other", "createRunFiles", "files { id }", files=["log.txt"])
        sweep = self.make("other", "upsertSweep", "sweep { id name }", config=CONFIG)["sweep"]
        agent = self.make("other", "createAgent", "agent { id }", sweep=sweep["name"])["agent"]
        view = self.make("other", "upsertView", "view { id }", displayName="report")["view"]
        invite = self.make(
            "admin", "createInvite", "invite { id }", email="x@sandbox.invalid", username=None
        )["invite"]
        scope = {"scopeID": SCOPE, "scopeType": "PROJECT", "eventFilter": "{}", "enabled": False}
        action = {
            "triggeredActionType": "NO_OP",
            "triggeredActionConfig": {"noOpActionInput": {"noOp": True}},
        }
        trigger = self.make("admin", "createFilterTrigger", "trigger { id }", **scope, **action)
        hook = self.make(
            "admin",
            "createGenericWebhookIntegration",
            "integration { id }",
            urlEndpoint="http://127.0.0.1:9/x",
        )["integration"]
        key, people = self.key_of("other"), {"organizationId": self.organization}
        watch, other = trigger["trigger"]["id"], self.users["other"]
        return {
            **INPUTS,
            **self.versions(),
            "addUserToOrganization": {
                **people,
                "userName": "newcomer",
                "userOrgRole": "member",
            },
            "agentHeartbeat": {"id": agent["id"]},
            "createAgent": {"sweep": sweep["name"]},
            "createFilterTrigger": {**scope, **action, "name": "another"},
            "deleteApiKey": {"id": key},
            "deleteFiles": {"files": [file["files"][0]["id"]]},
            "deleteIntegration": {"id": hook["id"]},
            "deleteInvite": {"id": invite["id"]},
            "deleteSweep": {"id": sweep["id"], "deleteRuns": False},
            "deleteSweeps": {"ids": [sweep["id"]], "deleteRuns": False},
            "deleteTrigger": {"triggerID": watch},
            "deleteUser": {"id": other},
            "createViewDiscussionComment": {"viewID": view["id"], "body": "Seen."},
            "deleteView": {"id": view["id"]},
            "enqueueSweepRun": {"id": sweep["id"], "config": "{}"},
            "removeUserFromOrganization": {**people, "userName": "other"},
            "updateFilterTrigger": {"id": watch, "enabled": True},
            "updateMember": {"user": other, "role": "viewer"},
            "updateOrganizationUser": {
                **people,
                "userName": "other",
                "userOrgRole": "viewer",
            },
            "updateUser": {"id": other, "name": "Changed"},
            "upsertView": {"id": view["id"], "displayName": "changed"},
        }

    def versions(self) -> dict[str, Mapping[str, object]]:
        """Make a version that is committed and linked, one that is not, and one with an upload under way."""
        done = self.version("data")
        self.make("other", "commitArtifact", "artifact { id }", artifactID=done)
        waiting = self.version("waiting")
        upload = self.upload("parts")
        with self.store.session() as session:
            kind = encode("ArtifactType", session.scalars(select(ArtifactType.id)).one())
            manifests = select(ArtifactManifest.id).order_by(ArtifactManifest.id.desc())
            manifest = encode("ArtifactManifest", session.scalars(manifests).first())
        found = self.make(
            "admin",
            "linkArtifact",
            "artifactCollectionID",
            artifactID=done,
            artifactPortfolioName="links",
        )
        links = found["artifactCollectionID"]
        wanted = "artifact { artifactSequence { id } }"
        updated = self.make("admin", "updateArtifact", wanted, artifactID=done)
        sequence = updated["artifact"]["artifactSequence"]["id"]
        alias = {**self.collection("data"), "alias": "best"}
        spec = {"artifactID": waiting, "name": "more.txt", "md5": md5(b"more")}
        ids = {"artifactID": waiting, "type": "FULL", "digest": "", "name": "second.json"}
        self.done = done
        return {
            "addAliases": {"artifactID": done, "aliases": [alias]},
            "commitArtifact": {"artifactID": waiting},
            "completeMultipartUploadArtifact": upload,
            "createArtifact": {"digest": "d", "artifactCollectionName": "new"},
            "createArtifactFiles": {"artifactFiles": [spec]},
            "createArtifactManifest": ids,
            "createArtifactPortfolio": {"artifactTypeID": kind, "name": "portfolio"},
            "createArtifactSequence": {"artifactTypeID": kind, "name": "sequence"},
            "deleteAliases": {"artifactID": done, "aliases": [alias]},
            "deleteArtifact": {"artifactID": done, "deleteAliases": True},
            "deleteArtifactPortfolio": {"artifactPortfolioID": links},
            "deleteArtifactSequence": {"artifactSequenceID": sequence},
            "linkArtifact": {"artifactID": done, "artifactPortfolioName": "more"},
            "moveArtifactSequence": {
                "artifactSequenceID": sequence,
                "destinationArtifactTypeName": "model",
            },
            "unlinkArtifact": {"artifactID": done, "artifactPortfolioID": links},
            "updateArtifact": {"artifactID": done, "description": "changed"},
            "updateArtifactManifest": {"artifactManifestID": manifest, "digest": "d"},
            "updateArtifactPortfolio": {"artifactPortfolioID": links, "description": "x"},
            "updateArtifactSequence": {"artifactSequenceID": sequence, "description": "x"},
            "useArtifact": {"artifactID": done},
        }

    def fill_registry(self) -> dict[str, Mapping[str, object]]:
        """Make a registry with a linked version and members, and return inputs for attempts in it."""
        ids = {"entityName": HOME, "projectName": REGISTRY}
        wanted = "project { id }"
        made = self.make("owner", "upsertModel", wanted, name=REGISTRY, entityName=HOME)
        registry = made["project"]["id"]
        found = self.make(
            "owner",
            "linkArtifact",
            "artifactCollectionID",
            artifactID=self.done,
            artifactPortfolioName="released",
            **ids,
        )
        released = found["artifactCollectionID"]
        self.add_members(registry)
        alias = {**ids, "artifactCollectionName": "released", "alias": "best"}
        with self.store.session() as session:
            kinds = select(ArtifactType.id).order_by(ArtifactType.id.desc())
            kind = encode("ArtifactType", session.scalars(kinds).first())
        named = {**ids, "artifactCollectionName": "released"}
        event = {"triggeringEventType": "CREATE_ARTIFACT", "scopeID": released}
        scope = {"scopeType": "ARTIFACT_COLLECTION", **event}
        return {
            **{name: self.things[name] for name in self.things if "ProjectM" in name},
            "addAliases": {"artifactID": self.done, "aliases": [alias]},
            "createArtifactCollectionTagAssignments": named,
            "createArtifactPortfolio": {**ids, "artifactTypeID": kind, "name": "new"},
            "createFilterTrigger": {**self.things["createFilterTrigger"], **scope},
            "deleteAliases": {"artifactID": self.done, "aliases": [alias]},
            "deleteArtifact": {"artifactID": self.done, "deleteAliases": True},
            "deleteArtifactCollectionTagAssignments": named,
            "deleteArtifactPortfolio": {"artifactPortfolioID": released},
            "deleteModel": {"id": registry},
            "linkArtifact": {
                **ids,
                "artifactID": self.done,
                "artifactPortfolioName": "more",
            },
            "renameProject": {
                "oldProjectName": REGISTRY,
                "newProjectName": f"{REGISTRY}-2",
                "entityName": HOME,
            },
            "unlinkArtifact": {"artifactID": self.done, "artifactPortfolioID": released},
            "updateArtifact": {"artifactID": self.done, "description": "changed"},
            "updateArtifactPortfolio": {"artifactPortfolioID": released, "description": "x"},
            "upsertModel": {"entityName": HOME, "name": REGISTRY, "description": "x"},
        }

    def add_members(self, registry: str) -> None:
        """Assign roles in the registry, and add inputs for attempts to change them."""
        users = [self.users[name] for name in REGISTRY_ROLES[:4]]
        given = {"projectId": registry, "userIds": users, "teamIds": [self.team]}
        self.make("owner", "createProjectMembers", "success", **given)
        for name, role in zip(
            REGISTRY_ROLES, ("admin", "member", "viewer", "restricted_viewer"), strict=False
        ):
            who = {"projectId": registry, "userId": self.users[name], "userProjectRole": role}
            self.make("owner", "updateProjectMember", "success", **who)
        members = {"projectId": registry, "userIds": [self.users["member"]], "teamIds": []}
        self.things |= {
            "createProjectMembers": members,
            "deleteProjectMembers": {**members, "userIds": [users[0]]},
            "updateProjectMember": {
                "projectId": registry,
                "userId": users[0],
                "userProjectRole": "viewer",
            },
            "updateProjectTeamMember": {
                "projectId": registry,
                "teamId": self.team,
                "teamProjectRole": "viewer",
            },
        }

    def collection(self, name: str) -> dict[str, object]:
        """Name a collection of the team's project."""
        return {"entityName": "team", "projectName": "project", "artifactCollectionName": name}

    def version(self, name: str) -> str:
        """Start a version of one file, and send everything but the commit."""
        digest = md5(CONTENT)
        line = f"wandb-artifact-manifest-v1\ndata.txt:{digest}\n"
        whole = hashlib.md5(line.encode()).hexdigest()
        made = self.start(name, whole)
        text = json.dumps(
            {"version": 1, "contents": {"data.txt": {"digest": digest, "size": len(CONTENT)}}}
        ).encode()
        ids = {"artifactID": made, "name": "wandb_manifest.json", "type": "FULL"}
        self.make(
            "other",
            "createArtifactManifest",
            "artifactManifest { id }",
            digest=md5(text),
            **ids,
        )
        spec = {"artifactID": made, "name": "data.txt", "md5": digest}
        self.make("other", "createArtifactFiles", "files { totalCount }", artifactFiles=[spec])
        with self.store.session() as session:
            manifests = select(ArtifactManifest.key).order_by(ArtifactManifest.id.desc())
            self.send(str(session.scalars(manifests).first()), text)
            contents = select(ArtifactContent.key).where(ArtifactContent.digest == digest)
            self.send(session.scalars(contents).one(), CONTENT)
        return made

    def upload(self, name: str) -> dict[str, object]:
        """Send the one part of a file, and return what completes the upload."""
        content = b"in parts"
        parts = [{"partNumber": 1, "hexMD5": hashlib.md5(content).hexdigest()}]
        spec = {"name": "parts.bin", "md5": md5(content), "uploadPartsInput": parts}
        made = self.start(name, "d")
        wanted = "files { edges { node { storagePath uploadMultipartUrls { uploadID } } } }"
        files = [{"artifactID": made, **spec}]
        response = self.make("other", "createArtifactFiles", wanted, artifactFiles=files)
        node = response["files"]["edges"][0]["node"]
        number = node["uploadMultipartUrls"]["uploadID"]
        self.send(part_key(number, 1), content)
        return {
            "artifactID": made,
            "storagePath": node["storagePath"],
            "uploadID": number,
            "completedParts": parts,
        }

    def start(self, name: str, digest: str) -> str:
        """Start a version."""
        given = {"digest": digest, "artifactCollectionName": name}
        made = self.make("other", "createArtifact", "artifact { id }", **given)
        return str(made["artifact"]["id"])

    def send(self, key: str, content: bytes) -> None:
        """Send bytes to the storage."""

        async def pieces() -> AsyncIterator[bytes]:
            yield content

        asyncio.run(Uploads(self.store).receive(key, pieces(), 2**20, None))

    def key_of(self, name: str) -> str:
        """Return the id of somebody's key."""
        with self.store.session() as session:
            wanted = select(ApiKey.id).join(User).where(User.username == name)
            return encode("ApiKey", session.scalars(wanted).one())


def md5(content: bytes) -> str:
    """Return a digest as the protocol has it."""
    return base64.b64encode(hashlib.md5(content).digest()).decode()
