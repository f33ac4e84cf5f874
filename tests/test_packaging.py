"""setup.cfg, the lock and the folders on disk say the same; what is shipped is complete."""

from __future__ import annotations

import ast
import configparser
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import quizgen

ROOT = Path(__file__).resolve().parent.parent
# Where each of our top packages lies; quizgen.templates is beside the others on disk.
HOMES = {"quizgen": "generator/quizgen", "quizgen/templates": "templates"}


def setup_cfg() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def required(section: str, option: str) -> list[Requirement]:
    return [Requirement(line) for line in setup_cfg()[section][option].split("\n") if line]


def shipped_files(project: Path = ROOT) -> dict[str, Path]:
    """What must be in the wheel → where it lies on disk."""
    return {
        f"{home}/{file.relative_to(project / folder).as_posix()}": file
        for home, folder in HOMES.items()
        for file in (project / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def locked_versions() -> Mapping[str, Version]:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {name: Version(number) for name, number in re.findall(r"(?m)^(\S+)==(\S+)", lock)}


def test_every_package_is_listed() -> None:
    listed = setup_cfg()["options"]["packages"].split()
    on_disk = {file.rpartition("/")[0] for file in shipped_files() if file.endswith(".py")}
    assert listed == sorted(package.replace("/", ".") for package in on_disk)


def test_every_package_has_an_init() -> None:
    files = shipped_files()
    folders = {file.rpartition("/")[0] for file in files if file.endswith(".py")}
    assert [folder for folder in folders if f"{folder}/__init__.py" not in files] == []


def test_the_lock_covers_setup_cfg() -> None:
    locked = locked_versions()
    for requirement in [
        *required("options", "install_requires"),
        *required("options.extras_require", "dev"),
    ]:
        assert locked[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_the_lock_names_no_place_and_hashes_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"(?m)://|^-|^/|@", lock) == []
    entries = re.split(r"(?m)^(?=\S)", lock)[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_dependencies_are_what_the_code_imports() -> None:
    declared = {canonicalize_name(r.name) for r in required("options", "install_requires")}
    owners = metadata.packages_distributions()
    imported = {
        canonicalize_name(owner)
        for module in set(imported_modules()) - sys.stdlib_module_names - {"quizgen"}
        for owner in owners.get(module, [module])
    }
    extra = {
        canonicalize_name(each.name)
        for name in ("cluster", "word")
        for each in required("options.extras_require", name)
    }
    assert imported - declared == extra, "imported, but not in setup.cfg"
    assert declared - imported - read_as_files(owners) == set(), "in setup.cfg, but not used"


def imported_modules() -> Iterator[str]:
    for file in (ROOT / HOMES["quizgen"]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def read_as_files(owners: Mapping[str, list[str]]) -> set[str]:
    """Distributions that only hold files: a string of our code begins with their package's name."""
    strings = {
        node.value
        for file in (ROOT / HOMES["quizgen"]).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    packages = {string.partition("/")[0] for string in strings}
    return {canonicalize_name(name) for package in packages for name in owners.get(package, [])}


def test_sdist_and_the_wheel_built_from_it_are_complete(tmp_path: Path) -> None:
    source = copy_of_the_project(tmp_path / "source")
    unpack(build(source, "sdist"), tmp_path / "sdist")
    [unpacked] = (tmp_path / "sdist").iterdir()
    with zipfile.ZipFile(build(unpacked, "wheel")) as wheel:
        built = {name: wheel.read(name) for name in wheel.namelist() if ".dist-info/" not in name}
        licenses = [name for name in wheel.namelist() if name.endswith("/LICENSE")]
    assert built == {name: file.read_bytes() for name, file in shipped_files(source).items()}
    assert licenses


def copy_of_the_project(target: Path) -> Path:
    """The parts that a build reads, so that it leaves nothing behind in the checkout."""
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, target / name, ignore=ignore)
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, target)
    return target


def unpack(sdist: Path, target: Path) -> None:
    """In a process of its own: what tarfile wants to be told differs between Python versions."""
    command = [sys.executable, "-m", "tarfile", "--extract", str(sdist), str(target)]
    subprocess.run(command, check=True)


def build(project: Path, kind: str) -> Path:
    """Build a wheel or an sdist as any front end does, with the setuptools of this environment."""
    code = f"from setuptools import build_meta as b; b.build_{kind}('dist')"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [built] = (project / "dist").iterdir()
    return built


def test_the_installed_version_is_the_one_in_the_code() -> None:
    assert metadata.version("quizgen") == quizgen.__version__


def test_the_command_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    [command] = metadata.entry_points(group="console_scripts", name="quizgen")
    monkeypatch.setattr(sys, "argv", ["quizgen", "--version"])
    with pytest.raises(SystemExit) as ended:
        command.load()()
    assert not ended.value.code
