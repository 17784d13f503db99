"""How the small package reads responses that do not match its schema."""

from __future__ import annotations

import importlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def search(golden_package: Path) -> Any:
    return importlib.import_module(f"{golden_package.name}.ops.search")


@pytest.fixture
def people(golden_package: Path) -> Any:
    return importlib.import_module(f"{golden_package.name}.ops.people")


@pytest.fixture
def circle(golden_package: Path) -> Any:
    return importlib.import_module(f"{golden_package.name}.ops.friends.circle")


@pytest.fixture
def inputs(golden_package: Path) -> Any:
    return importlib.import_module(f"{golden_package.name}.inputs")


def _data(operation: Any, data: object) -> Any:
    return operation.parse(json.dumps({"data": data}).encode()).data


def _person(**fields: object) -> dict[str, object]:
    bare = {"id": "1", "name": "Ada", "mood": None, "md5": None, "avatarURL": None, "boss": None}
    return bare | {"bornAt": "1815-12-10T00:00:00", "from": None, "copy": None} | fields


def test_members_of_a_union_are_told_apart(search: Any) -> None:
    data = _data(
        search.SEARCH_EVERYTHING,
        {
            "search": [
                {"__typename": "Person", "id": "1", "name": "Ada"},
                {"__typename": "Robot", "id": "2", "sha256sum": "ab"},
                {"__typename": "Ghost"},
                None,
            ]
        },
    )
    person, robot, ghost, nothing = data.search
    assert (person.name, robot.sha256_sum, ghost.typename__, nothing) == (
        "Ada",
        "ab",
        "Ghost",
        None,
    )


def _circle() -> dict[str, object]:
    ada = {"id": "1", "name": "Ada"}
    friends = {"edges": [{"node": ada}], "pageInfo": {"endCursor": None, "hasNextPage": False}}
    return _person(boss=ada, friends=friends)


def test_a_fragment_extends_one_of_another_file(circle: Any) -> None:
    person = _data(circle.GET_CIRCLE, {"person": _circle()}).person
    assert person.boss.name == person.friends.edges[0].node.name == "Ada"


def test_a_member_of_a_union_extends_a_fragment_of_another_file(circle: Any) -> None:
    data = _data(circle.SEARCH_CIRCLES, {"search": [{"__typename": "Person", **_circle()}]})
    assert data.search[0].boss.name == "Ada"
    assert data.search[0].friends.edges[0].node.name == "Ada"


def test_a_new_member_of_a_union_is_kept(search: Any) -> None:
    data = _data(search.GET_FIRST, {"first": {"__typename": "Alien", "planet": "Mars"}})
    assert type(data.first).__name__ == "UnknownType"
    assert data.first.typename__ == "Alien"
    assert data.first.model_extra == {"planet": "Mars"}


def test_a_new_implementer_of_an_interface_is_read(search: Any) -> None:
    bare = _data(search.GET_NAMED, {"named": {"__typename": "Alien", "id": "9"}})
    assert (bare.named.typename__, bare.named.id) == ("Alien", "9")
    apart = _data(search.GET_NAMED_FULLY, {"named": {"__typename": "Alien", "name": "Zed"}})
    assert apart.named.model_extra == {"name": "Zed"}


def test_a_known_implementer_without_a_class_of_its_own_is_read(search: Any) -> None:
    data = _data(search.GET_NAMED_FULLY, {"named": {"__typename": "Ghost", "name": "Boo"}})
    assert (data.named.typename__, data.named.name) == ("Ghost", "Boo")


def test_a_union_without_a_typename_is_an_unknown_type(search: Any) -> None:
    data = _data(search.GET_FIRST, {"first": {"id": "1"}})
    assert type(data.first).__name__ == "UnknownType"


def test_a_union_can_be_written_and_read_again(search: Any) -> None:
    data = _data(search.GET_FIRST, {"first": {"__typename": "Robot", "id": "2", "sha256sum": "a"}})
    again = type(data).model_validate(data.model_dump(by_alias=True))
    assert again == data


def test_a_new_value_of_an_enum_is_kept(people: Any) -> None:
    data = _data(people.GET_PERSON, {"person": _person(mood="ANXIOUS")})
    assert data.person.mood == "ANXIOUS"
    assert not data.person.mood.is_known


def test_enum_values_named_like_methods_of_strings_keep_their_value(golden_package: Path) -> None:
    mood = importlib.import_module(f"{golden_package.name}.enums").Mood
    assert mood("title") is mood.title_
    assert mood("mro").is_known


def test_a_field_left_out_by_its_condition_is_none_and_not_set(people: Any) -> None:
    data = _data(people.GET_PERSON, {"person": _person()})
    assert data.person.settings is None
    assert "settings" not in data.person.model_fields_set
    given = _data(people.GET_PERSON, {"person": _person(settings=None)})
    assert given.person.settings is None
    assert "settings" in given.person.model_fields_set


def test_a_nullable_root_may_be_null(people: Any) -> None:
    assert _data(people.GET_PERSON, {"person": None}).person is None
    assert _data(people.DELETE_PERSON, {"deletePerson": None}).delete_person is None


def test_names_that_python_reserves_are_read_by_their_own_name(people: Any) -> None:
    person = _data(
        people.GET_PERSON, {"person": _person(**{"from": "London", "copy": "yes"})}
    ).person
    assert (person.from_, person.copy_) == ("London", "yes")


def test_times_without_a_zone_are_utc(people: Any) -> None:
    person = _data(people.GET_PERSON, {"person": _person()}).person
    assert person.born_at == datetime(1815, 12, 10, tzinfo=UTC)


def test_an_input_sends_what_was_set_and_nothing_else(people: Any, inputs: Any) -> None:
    given = inputs.PersonInput(
        person_id="1",
        avatar_url=None,
        type_="x",
        moods=["HAPPY", "NEW"],
        settings='{"a": NaN}',
        extra={"deep": [1, None]},
        born_at=datetime(2020, 1, 2, 3, tzinfo=UTC),
        boss=inputs.PersonInput(person_id="2"),
    )
    call = people.upsert_person(input=given)
    assert call.wire_variables() == {
        "input": {
            "personID": "1",
            "avatarURL": None,
            "type": "x",
            "moods": ["HAPPY", "NEW"],
            "settings": '{"a": NaN}',
            "extra": {"deep": [1, None]},
            "bornAt": "2020-01-02T03:00:00Z",
            "boss": {"personID": "2"},
        }
    }
    assert json.loads(call.body())["variables"] == call.wire_variables()


def test_an_input_with_a_misspelt_field_is_refused(inputs: Any) -> None:
    with pytest.raises(ValueError, match="persn_id"):
        inputs.PersonInput(person_id="1", persn_id="2")


def test_results_are_frozen_and_inputs_are_not(people: Any, inputs: Any) -> None:
    person = _data(people.GET_PERSON, {"person": _person()}).person
    with pytest.raises(ValueError, match="frozen"):
        person.name = "Grace"
    given = inputs.PersonInput(person_id="1")
    given.type_ = "y"
    assert people.upsert_person(input=given).wire_variables() == {
        "input": {"personID": "1", "type": "y"}
    }


def test_a_variable_named_query_reaches_the_server(search: Any) -> None:
    call = search.search_everything(query="ada")
    assert call.wire_variables() == {"query": "ada"}
    assert json.loads(call.body())["query"] == search.SEARCH_EVERYTHING.document
