"""Who may do what: every mutation that the sandbox serves, tried by every role; the outcomes are a snapshot.

Mutations are taken from the resolvers, so one that is new shows up in the table. What a role may do is what W&B's tables
of roles in teams and in registries say, and docs/permissions.md tells where they say nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ariadne import MutationType
from sqlalchemy import select

from runql_sandbox.request.context import Context
from runql_sandbox.request.signed_urls import Signer
from runql_sandbox.resolvers._bindables import BINDABLES
from runql_sandbox.store.accounts.tables import Entity, Membership, User
from runql_sandbox.store.files import File
from runql_sandbox.store.projects import Project
from tests.sandbox.permissions.world import CONFIG, HOME, REGISTRY, REGISTRY_ROLES, ROLES, World

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

Table = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("permissions"))


@pytest.fixture(scope="module")
def table(world: World) -> Table:
    assert world.schema.mutation_type is not None
    served = {
        name for each in BINDABLES if isinstance(each, MutationType) for name in each._resolvers
    }
    names = sorted(served & set(world.schema.mutation_type.fields))
    return {name: {role: world.attempt(name, role) for role in ROLES} for name in names}


@pytest.fixture(scope="module")
def registry(world: World) -> Table:
    return {
        name: {role: world.attempt(name, role, given) for role in REGISTRY_ROLES}
        for name, given in sorted(world.registry.items())
    }


def test_what_each_role_may_do(table: Table, snapshot: SnapshotAssertion) -> None:
    assert table == snapshot


def test_what_each_role_may_do_in_a_registry(registry: Table, snapshot: SnapshotAssertion) -> None:
    assert registry == snapshot


def test_every_attempt_is_about_permissions(table: Table, registry: Table) -> None:
    """No attempt is invalid: some users may do it, and the others are refused."""
    for name, row in [*table.items(), *registry.items()]:
        assert "allowed" in row.values(), name
        assert set(row.values()) <= {"allowed", "denied", "not found"}, name


def test_a_stranger_and_a_viewer_change_nothing_of_a_team(table: Table) -> None:
    """Whatever is allowed to them is about their own account."""
    own = {"createTeam", "generateApiKey"}
    for name, row in table.items():
        assert name in own or "allowed" not in (row["stranger"], row["viewer"]), name


def test_a_stranger_does_not_learn_what_there_is(world: World) -> None:
    """A project that is there is refused as one that is not, and so are an entity and what is in a queue."""
    for mutation, field in (
        ("upsertModel", "name"),
        ("upsertBucket", "modelName"),
        ("upsertSweep", "projectName"),
        ("createArtifact", "projectName"),
        ("createAgent", "projectName"),
        ("linkArtifact", "projectName"),
        ("createRunQueue", "projectName"),
        ("upsertRunQueue", "projectName"),
        ("pushToRunQueueByName", "projectName"),
        ("popFromRunQueue", "projectName"),
        ("createLaunchAgent", "projectName"),
        ("pushToRunQueue", "queueID"),
        ("deleteRunQueues", "queueIDs"),
        ("updateLaunchAgent", "launchAgentId"),
        ("failRunQueueItem", "runQueueItemId"),
    ):
        given = world.things[mutation]
        errors = [
            world.execute("stranger", mutation, "__typename", each, keep=False)["errors"][0]
            for each in (given, {**given, field: "nowhere"})
        ]
        assert errors[0] == errors[1], mutation


def test_a_service_account_does_what_a_member_does(table: Table) -> None:
    """But for making teams, and for the organization, which it is no member of."""
    different = {name for name, row in table.items() if row["service"] != row["member"]}
    assert different == {
        "addUserToOrganization",
        "createTeam",
        "removeUserFromOrganization",
        "updateOrganizationUser",
    }


@pytest.mark.parametrize("role", ["member", "service"])
def test_members_delete_and_stop_what_is_their_own(world: World, role: str) -> None:
    world.make(role, "upsertBucket", "bucket { id }", name=f"of-{role}")
    made = world.make(role, "upsertBucket", "bucket { id }", name=f"of-{role}")["bucket"]
    sweep = world.make(role, "upsertSweep", "sweep { id }", config=CONFIG)["sweep"]
    view = world.make(role, "upsertView", "view { id }", displayName="mine")["view"]
    assert world.attempt("stopRun", role, {"id": made["id"]}) == "allowed"
    assert world.attempt("deleteRun", role, {"id": made["id"]}) == "allowed"
    assert world.attempt("deleteSweep", role, {"id": sweep["id"], "deleteRuns": True}) == "allowed"
    changed = {"id": view["id"], "displayName": "changed"}
    assert world.attempt("upsertView", role, changed) == "allowed"
    assert world.attempt("deleteView", role, {"id": view["id"]}) == "allowed"
    assert world.attempt("deleteRun", "viewer", {"id": made["id"]}) == "denied"


def test_only_administrators_change_a_visibility(world: World) -> None:
    given = {"name": "project", "access": "USER_READ"}
    allowed = {role for role in ROLES if world.attempt("upsertModel", role, given) == "allowed"}
    assert allowed == {"admin", "organization administrator", "server administrator"}
    hidden = {"entityName": HOME, "name": REGISTRY, "access": "RESTRICTED"}
    who = [role for role in REGISTRY_ROLES if world.attempt("upsertModel", role, hidden)[0] == "a"]
    assert who == ["keeper"]


def test_only_administrators_manage_queues(world: World, table: Table) -> None:
    """W&B's documentation says so of making and editing queues. Members push runs and run agents."""
    administrators = {"admin", "organization administrator", "server administrator"}
    managing = {
        "createDefaultResourceConfig",
        "createRunQueue",
        "deleteRunQueues",
        "upsertRunQueue",
    }
    using = {
        name
        for name in table
        if name not in managing and ("RunQueue" in name or "LaunchAgent" in name)
    }
    assert len(using) == 10
    for name in managing | using:
        allowed = {role for role in ROLES if table[name][role] == "allowed"}
        writers = set() if name in managing else {"member", "service"}
        assert allowed == administrators | writers, name
    own = {"entityName": "member", "projectName": "p", "queueName": "own"}
    assert world.attempt("createRunQueue", "member", own) == "allowed"
    assert world.attempt("createRunQueue", "admin", own) == "denied"


def test_a_restricted_viewer_of_a_registry_sees_and_does_not_take(world: World) -> None:
    query = """query Q($entity: String!, $project: String!) { project(entityName: $entity, name: $project) {
      artifactCollectionMembership(name: "released:v0") { artifact { id digest artifactSequence { project { name } }
      createdBy { __typename } FILES } } } }"""
    ids = {"entity": HOME, "project": REGISTRY}
    files = "files { edges { node { directUrl } } }"
    for who in ("reader", "looker"):
        response = world.query(who, query.replace("FILES", ""), ids)
        seen = response["data"]["project"]["artifactCollectionMembership"]["artifact"]
        assert seen["id"] == world.done
        assert seen["artifactSequence"]["project"] is None, "a private project behind a link"
        assert seen["createdBy"]["__typename"] == "User"
        taken = world.query(who, query.replace("FILES", files), ids)
        assert bool(taken.get("errors")) is (who == "looker")
        world.make(who, "upsertBucket", "bucket { id }", entityName=who, modelName="p", name="r")
        used = {"artifactID": world.done, "entityName": who, "projectName": "p", "runName": "r"}
        outcome = world.attempt("useArtifact", who, used)
        assert outcome == ("denied" if who == "looker" else "allowed")


def test_who_only_reads_gets_no_address_to_write_to(world: World) -> None:
    with world.store.session() as session:
        for file in session.scalars(select(File)):
            file.size = 1
        session.commit()
    query = """query { project(entityName: "team", name: "project") { run(name: "run") { files { edges { node {
      uploadUrl url(upload: true) directUrl } } } } } }"""
    for who in ("member", "viewer"):
        page = world.query(who, query)["data"]["project"]["run"]["files"]
        node = page["edges"][0]["node"]
        writes = who == "member"
        assert [node["uploadUrl"] is not None, node["url"] is not None] == [writes, writes]
        assert node["directUrl"]


def test_visibilities(world: World) -> None:
    """Access of users outside of a team and of viewers, by visibility."""
    seen: dict[str, dict[str, str]] = {}
    with world.store.session() as session:
        project = session.scalars(select(Project).where(Project.name == "project")).one()
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
