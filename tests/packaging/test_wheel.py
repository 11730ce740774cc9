"""The wheel is whole: installed alone, away from the repository, it flies.

The environment is a new one that holds the wheel and nothing else. It finds the dependencies through a .pth
file that names the folder where the tests' own dependencies are: installing them again from the lock would
take most of a minute and a network, and would prove nothing more about the wheel. A folder that is named in a
.pth file does not have its own .pth files read, so that the editable install of Envol stays out of sight; a
test makes sure of it.
"""

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIRST_FLIGHT = [
    "fly",
    "fed-batch-first-flight",
    "--pilot",
    "expert",
    "--seed",
    "1",
    "--speed",
    "max",
    "--json",
]


def run(*command: str | Path, folder: Path) -> str:
    """Run a command in `folder` and return its standard output; a failure shows all that it said."""
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree with the build backend that is already installed."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    (built,) = folder.glob("envol-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment in which only the wheel is installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    interpreter = folder / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        interpreter,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    run(*pip, wheel, folder=folder)
    purelib = run(interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder).strip()
    dependencies = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(purelib, "dependencies.pth").write_text("\n".join(dependencies), encoding="utf-8")
    return interpreter


def test_the_wheel_holds_every_content_file(wheel: Path) -> None:
    expected = {f"envol/{file.relative_to(ROOT)}" for file in (ROOT / "content").rglob("*") if file.is_file()}
    assert expected
    assert expected <= set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"envol"}


def test_the_installed_package_is_the_one_of_the_wheel(python: Path, tmp_path: Path) -> None:
    place = run(python, "-c", "import envol; print(envol.__file__)", folder=tmp_path).strip()
    assert Path(place).is_relative_to(python.parents[1])


def test_the_installed_command_flies_from_an_unrelated_folder(python: Path, tmp_path: Path) -> None:
    printed = run(python.with_name("envol"), *FIRST_FLIGHT, folder=tmp_path)
    assert isinstance(json.loads(printed), dict)
