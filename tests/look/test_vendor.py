"""What was taken from elsewhere is what it was when it was taken, and comes with its licence."""

import base64
import hashlib
import tomllib
from pathlib import Path

import pytest

from taizhang import look

VENDOR = Path(look.__file__).parent / "static" / "vendor"
PACKAGES = tomllib.loads((VENDOR / "vendor.toml").read_text("utf-8"))["package"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_files_are_as_they_were(package):
    folder = VENDOR / f"{package['name']}-{package['version']}"
    hashes = {path.name: hashlib.sha384(path.read_bytes()).digest() for path in folder.iterdir()}
    assert {name: f"sha384-{base64.b64encode(digest).decode()}" for name, digest in hashes.items()} == package["files"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_licence_comes_with_the_files(package):
    assert package["licence"] in {"0BSD", "MIT"}
    assert "LICENSE" in package["files"]


def test_nothing_else_is_vendored():
    listed = {f"{package['name']}-{package['version']}" for package in PACKAGES} | {"vendor.toml"}
    assert {path.name for path in VENDOR.iterdir()} == listed
