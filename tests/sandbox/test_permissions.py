"""Who may do what: every mutation that the sandbox serves, tried by every role; the outcomes are a snapshot.

Mutations are taken from the resolvers, so one that is new shows up in the table. Its input is made from its type: fields
are filled by their names, and `INPUTS` says what that cannot. Every attempt starts from the same data.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
from ariadne import MutationType, graphql_sync
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_required_input_field,
)
from sqlalchemy import select

from runql_sandbox.context import Context
from runql_sandbox.ids import encode
from runql_sandbox.resolvers import BINDABLES
from runql_sandbox.schema import executable_schema
from runql_sandbox.signing import Signer
from runql_sandbox.store.accounts import ApiKey, Entity, Invite, Membership, User
from runql_sandbox.store.artifacts import (
    Artifact,
    ArtifactCollection,
    ArtifactMembership,
    ArtifactType,
)
from runql_sandbox.store.automations import Integration, Trigger
from runql_sandbox.store.database import Store
from runql_sandbox.store.people import make_service_account, make_team
from runql_sandbox.store.tables import File, Project, Run

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session
    from syrupy.assertion import SnapshotAssertion

ROLES = ("admin", "member", "viewer", "service", "stranger", "server administrator")
OUTCOMES = {
    "BAD_USER_INPUT": "invalid",
    "CONFLICT": "conflict",
    "NOT_FOUND": "not found",
    "PERMISSION_ERROR": "denied",
}

RUN = encode("Run", "v1", "run", "project", "team")

FIELDS: dict[str, object] = {
    "artifactTypeName": "dataset",
    "artifactCollectionName": "collection",
    "entity": "team",
    "entityName": "team",
    "entity_name": "team",
    "modelName": "project",
    "name": "name",
    "project": "project",
    "projectName": "project",
    "runId": RUN,
    "runName": "run",
}
"""Values by name of the field, for every input type."""

INPUTS: dict[str, dict[str, object]] = {
    "addUserToOrganization": {"userName": "newcomer", "userOrgRole": "member"},
    "createGenericWebhookIntegration": {"urlEndpoint": "http://127.0.0.1:9/x"},
    "createInvite": {"username": "newcomer"},
    "createRunFiles": {"files": ["new.txt"]},
    "createTeam": {"teamName": "another"},
    "createUser": {"email": "somebody@sandbox.invalid"},
    "deleteRun": {"id": RUN},
    "removeUserFromOrganization": {"userName": "other"},
    "renameProject": {"oldProjectName": "project", "newProjectName": "renamed"},
    "stopRun": {"id": RUN},
    "updateEntity": {"privateOnly": True},
    "updateMember": {"role": "viewer"},
    "updateOrganizationUser": {"userName": "other", "userOrgRole": "viewer"},
    "updateRunState": {"id": RUN, "state": "finished"},
    "upsertBucket": {"name": "run", "notes": "changed"},
    "upsertModel": {"name": "project", "description": "changed"},
}
"""What a mutation needs beyond that; ids that are made with the data are added below."""


logging.getLogger("runql_sandbox.silent").disabled = True


class World:
    """A team with a member of each role, a project, a run, and a stranger from another organization."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.schema = executable_schema()
        self.store.first_user()
        for name in ("admin", "member", "viewer", "other"):
            self.store.create_user(name)
        self.store.create_user("newcomer", organization="another")
        self.store.create_user("stranger", organization="elsewhere")
        with self.store.session() as session:
            people = {user.username: user for user in session.scalars(select(User))}
            team = make_team(session, "team", people["admin"])
            for name, role in (("member", "member"), ("viewer", "viewer"), ("other", "member")):
                session.add(Membership(team=team, user=people[name], role=role))
            service = make_service_account(session, team, "machines")
            project = Project(entity="team", name="project", description=None)
            run = Run(project=project, user=people["member"], name="run", display_name="run")
            session.add(run)
            session.flush()
            file = File(run_id=run.id, name="log.txt", key="files/log")
            things = self.things(session, team, project, people["admin"])
            invite = Invite(
                team=team, email="x@sandbox.invalid", role="member", from_user=people["admin"]
            )
            session.add_all([file, invite])
            session.commit()
            self.service = service.username
            other = encode("User", people["other"].id)
            key = session.scalars(select(ApiKey).where(ApiKey.user_id == people["other"].id)).one()
            home = encode("Organization", team.organization_id)
            self.ids: dict[str, dict[str, object]] = {
                **things,
                "addUserToOrganization": {"organizationId": home},
                "deleteApiKey": {"id": encode("ApiKey", key.id)},
                "deleteFiles": {"files": [encode("File", file.id)]},
                "deleteInvite": {"id": encode("Invite", invite.id)},
                "deleteUser": {"id": other},
                "removeUserFromOrganization": {"organizationId": home},
                "updateMember": {"user": other},
                "updateOrganizationUser": {"organizationId": home},
                "updateUser": {"id": other, "name": "Changed"},
            }

    @staticmethod
    def things(
        session: Session, team: Entity, project: Project, first: User
    ) -> dict[str, dict[str, object]]:
        """Add an automation, a webhook and a version, and return inputs that name them."""
        hook = Integration(
            entity=team, kind="GenericWebhookIntegration", name="h", url="http://127.0.0.1:9/x"
        )
        trigger = Trigger(
            entity=team,
            user=first,
            name="watch",
            enabled=False,
            scope_type="PROJECT",
            scope_id=project.id,
            event_type="RUN_STATE",
            event_filter="{}",
            action_type="NO_OP",
            action="{}",
        )
        kind = ArtifactType(project=project, name="dataset")
        collection = ArtifactCollection(
            project=project, type=kind, kind="SEQUENCE", name="data", next_version=1
        )
        session.add_all([hook, trigger, kind, collection])
        session.flush()
        version = Artifact(
            sequence=collection, user=first, state="COMMITTED", digest="d", commit_hash="c"
        )
        membership = ArtifactMembership(collection=collection, artifact=version, version=0)
        session.add_all([version, membership])
        session.flush()
        artifact, sequence = (
            encode("Artifact", version.id),
            encode("ArtifactSequence", collection.id),
        )
        place = encode("Project", "v1", "project", "team")
        return {
            "createFilterTrigger": {
                "scopeID": place,
                "scopeType": "PROJECT",
                "eventFilter": "{}",
                "triggeredActionType": "NO_OP",
                "triggeredActionConfig": {"noOpActionInput": {"noOp": True}},
            },
            "deleteArtifact": {"artifactID": artifact, "deleteAliases": True},
            "deleteArtifactSequence": {"artifactSequenceID": sequence},
            "deleteIntegration": {"id": encode("Integration", hook.id)},
            "deleteModel": {"id": place},
            "deleteTrigger": {"triggerID": encode("Trigger", trigger.id)},
            "updateArtifact": {"artifactID": artifact, "description": "changed"},
            "updateArtifactSequence": {
                "artifactSequenceID": sequence,
                "description": "changed",
            },
            "updateFilterTrigger": {"id": encode("Trigger", trigger.id), "enabled": True},
            "useArtifact": {"artifactID": artifact},
        }

    def attempt(self, mutation: str, role: str) -> str:
        """Let somebody try, and undo it."""
        field = self.schema.mutation_type.fields[mutation]  # type: ignore[union-attr]
        kind = get_named_type(field.args["input"].type)
        assert isinstance(kind, GraphQLInputObjectType)
        given = {**filled(kind), **INPUTS.get(mutation, {}), **self.ids.get(mutation, {})}
        query = f"mutation M($input: {kind.name}!) {{ {mutation}(input: $input) {{ __typename }} }}"
        name = {"service": self.service, "server administrator": "sandbox"}.get(role, role)
        with self.store.session() as session:
            user = session.scalars(select(User).where(User.username == name)).one()
            context = Context(self.store, session, user, Signer(b"secret", "http://sandbox.test"))
            _, answer = graphql_sync(
                self.schema,
                {"query": query, "variables": {"input": given}},
                context_value=context,
                logger="runql_sandbox.silent",
            )
            session.rollback()
        return outcome(answer)


def filled(kind: GraphQLInputObjectType) -> dict[str, object]:
    """Make an input: what its type requires, and what has a value by its name."""
    return {
        name: FIELDS[name] if name in FIELDS else value_of(field.type)
        for name, field in kind.fields.items()
        if name in FIELDS or is_required_input_field(field)
    }


def value_of(kind: Any) -> object:
    """Make a value of a type."""
    inner, named = get_nullable_type(kind), get_named_type(kind)
    value: object = {"Int": 1, "Int64": 1, "Float": 1.0, "Boolean": True, "JSONString": "{}"}.get(
        named.name, "value"
    )
    if isinstance(named, GraphQLEnumType):
        value = next(iter(named.values))
    if isinstance(named, GraphQLInputObjectType):
        value = filled(named)
    return [value] if isinstance(inner, GraphQLList) else value


def outcome(answer: dict[str, Any]) -> str:
    """Say in a word how an attempt ended."""
    if not answer.get("errors"):
        return "allowed"
    error = answer["errors"][0]
    code = str(error.get("extensions", {}).get("code"))
    return OUTCOMES.get(code, f"failed: {error['message']}")


def served(schema: GraphQLSchema) -> list[str]:
    """Name the mutations that have a resolver."""
    assert schema.mutation_type is not None
    names = {
        name for each in BINDABLES if isinstance(each, MutationType) for name in each._resolvers
    }
    return sorted(names & set(schema.mutation_type.fields))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("permissions"))


def test_what_each_role_may_do(world: World, snapshot: SnapshotAssertion) -> None:
    table = {
        mutation: {role: world.attempt(mutation, role) for role in ROLES}
        for mutation in served(world.schema)
    }
    assert table == snapshot


def test_nobody_breaks_the_server(world: World) -> None:
    for mutation in served(world.schema):
        for role in ROLES:
            assert not world.attempt(mutation, role).startswith("failed"), (mutation, role)


def test_a_stranger_and_a_viewer_change_nothing_of_a_team(world: World) -> None:
    """Whatever is allowed to them is about their own account."""
    own = {"createTeam", "generateApiKey"}
    for mutation in served(world.schema):
        for role in ("stranger", "viewer"):
            assert world.attempt(mutation, role) != "allowed" or mutation in own, (mutation, role)


def test_visibilities(world: World) -> None:
    """What a visibility lets a stranger and a viewer see and change."""
    seen: dict[str, dict[str, str]] = {}
    with world.store.session() as session:
        project = session.scalars(select(Project)).one()
        for access in ("PRIVATE", "RESTRICTED", "ENTITY_READ", "USER_READ", "USER_WRITE"):
            project.access = access
            session.flush()
            for name in ("stranger", "viewer", "member", "admin"):
                user = session.scalars(select(User).where(User.username == name)).one()
                signer = Signer(b"secret", "http://sandbox.test")
                found = Context(world.store, session, user, signer).sees(project)
                seen.setdefault(access, {})[name] = "sees" if found else "does not"
        session.rollback()
    team = {"viewer": "sees", "member": "sees", "admin": "sees"}
    assert seen == {
        "PRIVATE": {"stranger": "does not", **team},
        "RESTRICTED": {
            "stranger": "does not",
            "viewer": "does not",
            "member": "does not",
            "admin": "sees",
        },
        "ENTITY_READ": {"stranger": "does not", **team},
        "USER_READ": {"stranger": "sees", **team},
        "USER_WRITE": {"stranger": "sees", **team},
    }


def test_the_world_is_as_it_says(world: World) -> None:
    with world.store.session() as session:
        team = session.scalars(select(Entity).where(Entity.name == "team")).one()
        roles = session.scalars(select(Membership.role).where(Membership.team_id == team.id))
        assert sorted(roles) == ["admin", "member", "member", "member", "viewer"]
