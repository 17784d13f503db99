"""Signing in, permissions, headers, files and pages for what does not exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from graphql import parse, validate

from runql_sandbox.pages import artifacts, near, projects, registries, sweeps
from runql_sandbox.pages.reports import documents, run_sets
from runql_sandbox.pages.runs import curves, details, listing
from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.store.accounts.management import make_key, make_user
from runql_sandbox.store.accounts.tables import ApiKey
from tests.sandbox.pages.browsing import (
    Outline,
    Site,
    add_file,
    add_project,
    add_report,
    add_run,
    add_sweep,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
SCRIPT = b"<html><script>alert(1)</script></html>"
MODULES = [
    artifacts, curves, details, documents, listing, near, projects, registries, run_sets, sweeps,
]  # fmt: skip
PAGES = [
    "", "/charts", "/overview", "/sweeps", "/sweeps/search", "/reports", "/artifacts", "/groups/g",
    "/runs/first", "/runs/first/charts", "/runs/first/system", "/runs/first/files",
    "/runs/first/files/a/b.html", "/runs/first/logs", "/runs/first/artifacts", "/table", "/workspace",
    "/runs/first/overview", "/runs/first/workspace", "/reportlist", "/sweeps/search/overview",
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site.open(tmp_path_factory.mktemp("pages") / "data") as opened:
        with opened.store.session() as session:
            make_user(session, "stranger")
            _, secret = make_key(session, make_user(session, "visitor"))
            project = add_project(session, "project")
            rows = [{"_step": step, "loss": 1 / (step + 1)} for step in range(5)]
            run = add_run(
                session, project, "first", display_name="First run", rows=rows, log=["hello"],
                config={"lr": 0.1}, summary={"loss": 0.2}, group="g", state="finished",
            )  # fmt: skip
            add_file(opened.store, session, run, "a/b.html", SCRIPT)
            add_file(opened.store, session, run, "picture.png", PNG)
            add_file(opened.store, session, run, "fake.png", SCRIPT)
            add_file(opened.store, session, run, "drawing.svg", b"<svg><script>1</script></svg>")
            add_sweep(
                session,
                project,
                "search",
                {"method": "random", "parameters": {"x": {"values": [1]}}},
            )
            add_report(session, project, "Über 東京", [{"type": "paragraph", "children": []}])
            session.commit()
        opened.visitor_key = secret
        yield opened


def test_a_page_needs_a_key(site: Site) -> None:
    refused = site.stranger.get("/sandbox/project?filter=x")
    assert refused.status_code == 401
    assert "First run" not in refused.text
    assert 'value="/sandbox/project?filter=x"' in refused.text
    given = site.stranger.get("/sandbox/project", auth=("api", site.key))
    assert given.status_code == 200
    assert site.stranger.get("/sandbox/project", auth=("api", "x" * 40)).status_code == 401


@pytest.mark.parametrize("path", PAGES)
def test_every_page_needs_a_key(site: Site, path: str) -> None:
    refused = site.stranger.get(f"/sandbox/project{path}")
    assert refused.status_code == 401
    assert "first" not in refused.text.lower().replace(f'value="/sandbox/project{path}"', "")
    assert site.get(f"/sandbox/project{path}")


def test_signing_in_and_out(site: Site) -> None:
    client = site.client()
    response = client.post("/login", data={"key": f" {site.key} ", "next": "/sandbox/project"})
    assert (response.status_code, response.headers["location"]) == (303, "/sandbox/project")
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert site.key not in cookie
    assert client.get("/sandbox/project").status_code == 200
    assert client.post("/logout").headers["location"] == "/login"
    assert client.get("/sandbox/project").status_code == 401


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_leads_to_this_server(site: Site, target: str) -> None:
    response = site.client().post("/login", data={"key": site.key, "next": target})
    assert response.headers["location"] == "/"


def test_a_wrong_key_gets_no_cookie(site: Site) -> None:
    for key in ("", "x", "x" * 40, site.key[:-1], "\0"):
        response = site.client().post("/login", data={"key": key, "next": "/"})
        assert response.status_code == 401
        assert "set-cookie" not in response.headers


def test_a_cookie_ends_with_its_key(site: Site) -> None:
    client = site.client()
    with site.store.session() as session:
        user = make_user(session, "leaving")
        key, secret = make_key(session, user)
        session.commit()
        number = key.id
    site.sign_in(client, secret)
    assert client.get("/leaving").status_code == 200
    with site.store.session() as session:
        session.delete(session.get_one(ApiKey, number))
        session.commit()
    assert client.get("/leaving").status_code == 401


def test_a_cookie_cannot_be_made_up(site: Site) -> None:
    client = site.client()
    site.sign_in(client, site.key)
    ((name, value),) = client.cookies.items()
    number, expires, signature = value.split(".")
    forged = [
        f"{int(number) + 1}.{expires}.{signature}",
        f"{number}.{int(expires) + 1}.{signature}",
        f"{number}.{expires}.{signature[::-1]}",
        f"{number}.0.{signature}",
        f"{number}.{expires}.",
        f"{number}.{expires}",
        "",
        "..",
        "é.é.é",
    ]
    for each in forged:
        header = f"{name}={each}".encode()
        response = site.client().get("/sandbox", headers={b"cookie": header})
        assert response.status_code == 401, each


def test_the_cookie_opens_no_address_of_the_api(site: Site) -> None:
    body = {"query": "{ viewer { username } }"}
    assert site.browser.post("/graphql", json=body).status_code == 401
    assert site.browser.get("/files/sandbox/project/first/a/b.html").status_code == 401
    assert site.browser.get("/sandbox/firings").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_forms_of_other_sites_are_refused(site: Site, headers: dict[str, str]) -> None:
    data = {"key": site.key, "next": "/"}
    assert site.client().post("/login", data=data, headers=headers).status_code == 403
    assert site.client().post("/logout", headers=headers).status_code == 403


def test_other_users_see_what_the_api_lets_them_see(site: Site) -> None:
    visitor = site.client()
    site.sign_in(visitor, site.visitor_key)
    assert "project" not in Outline(visitor.get("/").text).links
    for path in PAGES:
        response = visitor.get(f"/sandbox/project{path}")
        assert response.status_code == 404, path
        assert "First run" not in response.text
    assert visitor.get("/sandbox").status_code == 404
    slug = re.search(r"/sandbox/project/reports/([^\"]+)", site.get("/sandbox/project/reports"))
    assert slug is not None
    assert visitor.get(f"/sandbox/project/reports/{slug[1]}").status_code == 404
    assert visitor.get(f"/visitor/x/reports/{slug[1]}").status_code == 404


@pytest.mark.parametrize("path", ["/login", "/", "/sandbox/project", "/nobody/nothing"])
def test_headers_of_pages(site: Site, path: str) -> None:
    headers = site.browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


def test_assets_are_cached_and_packaged(site: Site) -> None:
    for link in Outline(site.get("/")).links:
        if link.startswith("/_assets/"):
            response = site.stranger.get(link)
            assert response.status_code == 200
            assert "immutable" in response.headers["cache-control"]
    assert site.stranger.get("/_assets/x/..%2F..%2Fsite.py").status_code == 404
    assert site.stranger.get("/_assets/x/site.py").status_code == 404


@pytest.mark.parametrize("name", ["a/b.html", "drawing.svg", "fake.png"])
@pytest.mark.parametrize("query", ["download=1", "show=1"])
def test_an_uploaded_page_runs_nothing(site: Site, name: str, query: str) -> None:
    response = site.browser.get(f"/sandbox/project/runs/first/files/{name}?{query}")
    assert response.status_code == 200
    if query == "show=1":
        # Only pictures are shown; of anything else there is the page about it.
        assert response.headers["content-type"].startswith("text/html")
        Outline(response.text).check_harmless()
        return
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in response.headers["content-security-policy"]


def test_files_of_the_api_run_nothing_either(site: Site) -> None:
    address = "/files/sandbox/project/first/a/b.html"
    response = site.stranger.get(address, auth=("api", site.key))
    assert response.content == SCRIPT
    assert response.headers["content-disposition"] == "attachment"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_pictures_are_shown(site: Site) -> None:
    at = "/sandbox/project/runs/first/files/picture.png"
    assert f"{at}?show=1" in Outline(site.get(at)).links
    response = site.browser.get(f"{at}?show=1")
    assert (response.content, response.headers["content-type"]) == (PNG, "image/png")


def test_a_report_with_a_title_of_any_language_opens(site: Site) -> None:
    links = [x for x in Outline(site.get("/sandbox/project/reports")).links if "--" in x]
    assert len(links) == 1
    assert "%E6%9D%B1" in links[0]
    assert "Über 東京" in site.get(links[0])
    # The part before the id is ignored.
    assert "Über 東京" in site.get("/sandbox/project/reports/x--" + links[0].rpartition("--")[2])


@pytest.mark.parametrize(
    ("path", "suggested"),
    [
        ("/sandbox/projekt", "/sandbox/project"),
        ("/sandbox/projekt/runs/first", "/sandbox/project"),
        ("/sandbxo/project", "/sandbox"),
        ("/sandbox/project/runs/frist", "/sandbox/project/runs/first"),
        ("/sandbox/project/runs/First%20run", "/sandbox/project/runs/first"),
        ("/sandbox/project/sweeps/serch", "/sandbox/project/sweeps/search"),
        ("/sandbox/project/reports/none--VmlldzoxMDAw", "/sandbox/project/reports"),
        ("/sandbox/project/reports/%00", "/sandbox/project/reports"),
        ("/sandbox/project/groups/none", "/sandbox/project"),
        ("/sandbox/project/artifacts/model/none", "/sandbox/project/artifacts"),
        ("/sandbox/project/runs/first/files/none.txt", "/sandbox/project/runs/first/files"),
        ("/sandbox/project?page=7", "/sandbox/project"),
        ("/orgs/sandbox-orgg/registry", "/orgs/sandbox-org/registry"),
    ],
)
def test_what_does_not_exist_leads_to_what_is_near(site: Site, path: str, suggested: str) -> None:
    response = site.browser.get(path)
    assert response.status_code == 404
    assert suggested in [link.rstrip("/") for link in Outline(response.text).links], response.text


@pytest.mark.parametrize(
    "path",
    [
        "/sandbox/project?page=0",
        "/sandbox/project?page=x",
        "/sandbox/project?size=17",
        "/sandbox/project?sort=nothing",
        "/sandbox/project?columns=nothing",
        "/sandbox/project?filter=state%20%3D%3D%20'finishd'",
        "/sandbox/project?filter=%7B%22state%22",
        "/sandbox/project?filter=%7B%22nothing%22:1%7D",
        "/sandbox/project/charts?log_x=2",
        "/sandbox/project/runs/first/logs?page=-1",
    ],
)
def test_an_address_that_means_nothing_is_refused(site: Site, path: str) -> None:
    response = site.browser.get(path)
    assert response.status_code == 400
    Outline(response.text).check_harmless()


@pytest.mark.parametrize(
    "path", ["/a/b/c", "/sandbox/project/nothing", "/e/p/runs/r/nothing", "/%FF", "/storage/x"]
)
def test_addresses_of_no_page(site: Site, path: str) -> None:
    assert site.browser.get(path).status_code == 404
    assert site.stranger.get(path).status_code == 404
    assert site.stranger.post(path).status_code == 404


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_queries_of_pages_are_valid(module: ModuleType) -> None:
    schema = executable_schema()
    found = [
        each for each in vars(module).values() if isinstance(each, str) and each[:6] == "\nquery"
    ]
    assert found
    for each in found:
        assert validate(schema, parse(each)) == []


def test_pages_of_an_older_server_show_everything(tmp_path: Path) -> None:
    with Site.open(tmp_path, server_date="2024-01") as older:
        with older.store.session() as session:
            project = add_project(session, "project")
            add_run(
                session, project, "r", rows=[{"_step": 0, "loss": 1.0}, {"_step": 1, "loss": 2.0}]
            )
            session.commit()
        assert "svg" in older.get("/sandbox/project/runs/r")
