"""The repository keeps the promises that it makes about itself."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# A path that exists on somebody's machine only; an address such as https://site.fr/home/ is none.
MACHINE_PATH = re.compile(r"(?<![\w.*}-])/(?:work|root|home|Users|opt|mnt)/")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|--(?:extra-)?index-url \S*:|--find-links \S*/|--trusted-host \S")
# A folder bears a noun of the field; these say nothing about what is in them.
EMPTY_WORDS = {"utils", "util", "helpers", "common", "core", "base", "manager", "managers", "misc", "lib"}
DOCUMENTED = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)
MAKE_CALL = re.compile(r"(?:`|entry: |^|ENVOL_LONG_SEEDS=2 )make ([a-z][a-z-]*)\b", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or would be committed; in a source archive, which knows no git, every file."""
    if not (ROOT / ".git").exists():
        unseen = {".venv", "__pycache__", "flights", "build", "dist"}
        found = (path for path in ROOT.rglob("*") if path.is_file())
        return tuple(path for path in found if not unseen & set(path.relative_to(ROOT).parts))
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def text_of(file: Path) -> str:
    """Read a file; a binary one is empty to these tests."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def offending_lines(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in files()
        if file != Path(__file__)
        for number, line in enumerate(text_of(file).splitlines(), 1)
        if pattern.search(line)
    ]


def declared() -> dict[str, Requirement]:
    texts = [*PROJECT["dependencies"], *(text for extra in PROJECT["optional-dependencies"].values() for text in extra)]
    return {canonicalize_name(Requirement(text).name): Requirement(text) for text in texts}


def locked() -> dict[str, str]:
    lines = re.findall(
        r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {canonicalize_name(name): version for name, version in lines}


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert not offending_lines(MACHINE_PATH)


def test_no_file_names_the_registry_that_packages_come_from() -> None:
    assert not offending_lines(REGISTRY)


def test_no_folder_bears_an_empty_word() -> None:
    folders = {parent for file in files() for parent in file.relative_to(ROOT).parents}
    assert not {str(folder) for folder in folders if folder.name in EMPTY_WORDS}


def test_every_python_file_is_importable_from_a_package() -> None:
    """A folder without __init__.py is left out of the import graph, hence out of the contracts."""
    folders = {file.parent for file in files() if file.suffix == ".py" and (ROOT / "src") in file.parents}
    assert not {str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()}


@pytest.mark.parametrize(
    "target",
    [
        *("run", "test", "test-long", "check", "lint", "types", "layers"),
        *("bench", "docs", "new-unit", "fix", "clean", "lock"),
    ],
)
def test_make_documents_the_target(target: str) -> None:
    assert target in DOCUMENTED.findall((ROOT / "Makefile").read_text(encoding="utf-8"))


def test_make_alone_prints_every_documented_target() -> None:
    printed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    documented = DOCUMENTED.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert [line.split()[1] for line in printed.splitlines()] == documented


def test_every_make_command_that_is_written_down_exists() -> None:
    documented = set(DOCUMENTED.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    places = [
        ROOT / ".ci/run",
        ROOT / ".pre-commit-config.yaml",
        *(file for file in files() if file.suffix == ".md"),
    ]
    written = {(place.name, target) for place in places for target in MAKE_CALL.findall(text_of(place))}
    assert written
    assert not {(place, target) for place, target in written if target not in documented}


def test_the_lock_holds_each_declared_dependency_within_its_range() -> None:
    pinned = locked()
    outside = [
        str(requirement)
        for name, requirement in declared().items()
        if name not in pinned or pinned[name] not in requirement.specifier
    ]
    assert not outside, f"{outside} are not what requirements.lock holds: run `make lock`"


def test_the_reason_of_each_dependency_is_written_down() -> None:
    written = text_of(ROOT / "docs/dependencies.md").lower()
    requirements = [
        *PROJECT["dependencies"],
        *(text for extra in PROJECT["optional-dependencies"].values() for text in extra),
    ]
    names = {Requirement(text).name.lower() for text in requirements}
    assert not {name for name in names if f"`{name}`" not in written}


def test_each_decision_record_has_its_own_number_without_a_gap() -> None:
    numbers = sorted(int(file.name[:4]) for file in (ROOT / "docs/adr").glob("*.md"))
    assert numbers == list(range(1, 1 + len(numbers)))


def test_every_relative_link_in_a_page_leads_somewhere() -> None:
    pages = [file for file in files() if file.suffix == ".md"]
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in LINK.findall(text_of(page))
        if not (page.parent / target).exists()
    ]
    assert not dead
