"""The contracts of pyproject.toml hold, and each of them does catch the import that it is there for."""

import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
CONTRACTS = TOOLS["importlinter"]["contracts"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS}
PURE = ["twin", "skills", "flight", "mind", "foresight", "pathways", "matching"]
NUMPY_RANDOM = re.compile(r"(?:import|from) numpy(?:\.| import )random\b")
VERDICT = re.compile(r"^(?P<name>.+) (?P<verdict>KEPT|BROKEN)$", re.MULTILINE)

# One offending import for each arrow: the file that gets it, the import, the contract that must break.
OFFENCES = [
    ("twin/offence.py", "import envol.flight", "layers"),
    ("twin/offence.py", "import envol.gateways", "layers"),
    ("flight/offence.py", "import envol.gateways", "layers"),
    ("gateways/offence.py", "import envol.cli", "layers"),
    ("errors.py", "import envol.twin", "layers"),
    ("mind/__init__.py", "import envol.flight", "layers"),
    ("hangar/__init__.py", "", "layers"),
    ("gateways/offence.py", "import envol.web.flightdeck", "layers"),
    ("web/people/offence.py", "import envol.web.flightdeck", "web"),
    ("web/flightdeck/offence.py", "import envol.web.academy", "web"),
    ("web/hangar/__init__.py", "", "web"),
    ("web/academy/offence.py", "from envol.web.flightdeck.models import Flight", "models"),
    ("web/portal/offence.py", "import envol.web.flightdeck.models", "models"),
    ("twin/units/offence.py", "import envol.twin.units.victim", "units"),
    ("twin/offence.py", "import time", "pure"),
    ("flight/scoring/offence.py", "from pathlib import Path", "pure"),
    ("mind/__init__.py", "def draw():\n    import random\n", "pure"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its contracts, in which a test may offend."""
    shutil.copytree(ROOT / "src" / "envol", tmp_path / "envol", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "envol/twin/units/victim.py").touch()
    return tmp_path


def lint(folder: Path) -> tuple[dict[str, bool], str]:
    """Run import-linter on the package in `folder`; return which contracts are kept, and its text."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-cache", "--no-logo"]
    # The width keeps each verdict on one line, the path makes the copy win over the installed package.
    environment = os.environ | {"COLUMNS": "240", "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    verdicts = {match["name"]: match["verdict"] == "KEPT" for match in VERDICT.finditer(done.stdout)}
    assert verdicts, done.stdout + done.stderr
    return {contract: verdicts[name] for contract, name in NAMES.items()}, done.stdout


def test_the_tree_keeps_every_contract(copy: Path) -> None:
    kept, text = lint(copy)
    assert all(kept.values()), text


@pytest.mark.parametrize(("file", "line", "contract"), OFFENCES)
def test_an_offending_import_breaks_the_contract_that_is_there_for_it(
    copy: Path, file: str, line: str, contract: str
) -> None:
    target = copy / "envol" / file
    target.parent.mkdir(exist_ok=True)
    with target.open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    kept, text = lint(copy)
    assert [name for name, is_kept in kept.items() if not is_kept] == [contract], text


def test_every_contract_has_an_offence_that_proves_it() -> None:
    assert {contract for _, _, contract in OFFENCES} == set(NAMES)


def test_each_forbidden_module_is_caught_by_name(copy: Path) -> None:
    (pure,) = (contract for contract in CONTRACTS if contract["id"] == "pure")
    for module in pure["forbidden_modules"]:
        (copy / f"envol/twin/offence_{module}.py").write_text(f"import {module}\n", encoding="utf-8")
    _, text = lint(copy)
    caught = re.findall(r"envol\.twin is not allowed to import (\w+):", text)
    assert sorted(caught) == sorted(pure["forbidden_modules"])


@pytest.mark.long
def test_a_forbidden_import_is_caught_wherever_it_hides(copy: Path, long_seed: int) -> None:
    """In any file of the pure layers, under any forbidden name, and inside a function too."""
    draw = random.Random(long_seed)
    (pure,) = (contract for contract in CONTRACTS if contract["id"] == "pure")
    module = draw.choice(pure["forbidden_modules"])
    target = draw.choice([file for layer in PURE for file in sorted((copy / "envol" / layer).rglob("*.py"))])
    with target.open("a", encoding="utf-8") as source:
        source.write(f"\n\ndef offence():\n    from {module} import anything\n")
    kept, text = lint(copy)
    assert [name for name, is_kept in kept.items() if not is_kept] == ["pure"], (target, text)
    assert f"-> {module} " in text


def readings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each built-in call and NumPy draw that reads the outside.

    `np.random.Philox(key=...)` is none of them: it is counter-based, and the key says all that it draws. Nor is
    `np.random.Generator`, which draws from the bits that it is given, nor either name where it is a type.
    """
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    unkeyed = {
        id(call.func)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "Philox"
        and not any(keyword.arg == "key" for keyword in call.keywords)
    }
    keyed = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"Philox", "Generator"} and id(node) not in unkeyed
    }
    for call in calls:
        if ast.unparse(call.func) in {"open", "input", "print", "breakpoint", "__import__"}:
            yield call.lineno, ast.unparse(call.func)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in keyed:
            if ast.unparse(node) in {"np.random", "numpy.random"}:
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom | ast.Import) and NUMPY_RANDOM.match(ast.unparse(node)):
            yield node.lineno, ast.unparse(node)


def pure_files() -> list[Path]:
    return [file for layer in PURE for file in sorted((ROOT / "src/envol" / layer).rglob("*.py"))]


def test_the_pure_layers_call_nothing_that_reads_the_outside_without_an_import() -> None:
    """An import contract sees neither built-in functions nor the inside of NumPy."""
    found = [
        f"{file.relative_to(ROOT)}:{line}: {name}"
        for file in pure_files()
        for line, name in readings(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "open('x')",
        "print(1)",
        "np.random.normal()",
        "np.random.Philox()",
        "np.random.Generator(np.random.PCG64())",
        "np.random.Generator(np.random.Philox(3))",
        "from numpy import random",
        "import numpy.random",
    ],
)
def test_the_reader_of_built_in_calls_sees_an_offence(text: str) -> None:
    assert list(readings(ast.parse(text)))


def test_a_keyed_generator_is_no_reading_of_the_outside() -> None:
    assert not list(readings(ast.parse("np.random.Philox(key=key, counter=counter).random_raw(8)")))
    assert not list(
        readings(ast.parse("def of(k: int) -> np.random.Generator:\n    return bits(np.random.Philox(key=k))"))
    )
