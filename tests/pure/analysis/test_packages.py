"""Packages of a `requirements.txt`, as two runs are compared in them."""

from __future__ import annotations

from runql._models.analysis.differences import compared_packages

TEXT = """
# made by pip
NumPy==1.26.4
ruamel.yaml==0.18  # pinned
typing_extensions>=4
torch @ https://host/torch-2.0==cpu.whl
jax[cuda]
-e git+https://host/mine.git#egg=mine
--index-url https://host/simple
"""


def test_packages_have_their_versions_or_their_lines() -> None:
    assert compared_packages(TEXT) == {
        "packages.numpy": "1.26.4",
        "packages.ruamel-yaml": "0.18",
        "packages.typing-extensions": "typing_extensions>=4",
        "packages.torch": "torch @ https://host/torch-2.0==cpu.whl",
        "packages.jax": "jax[cuda]",
        "packages.-e git+https://host/mine.git#egg=mine": "-e git+https://host/mine.git#egg=mine",
        "packages.--index-url https://host/simple": "--index-url https://host/simple",
    }


def test_no_file_has_no_packages() -> None:
    assert compared_packages(None) == compared_packages("\n \n") == {}
