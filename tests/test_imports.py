"""Who may import whom: the contracts of pyproject.toml hold, and each of them bites."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ALLOWED = {"bot", "pydantic", "rapidfuzz", "structlog", *sys.stdlib_module_names} - {"sqlite3", "socket", "http", "ssl"}
ROOT = Path(__file__).parents[1]
LINT = Path(sys.executable).with_name("lint-imports")
IMPORTED = re.compile(r"^ *(?:from|import) (\w+)", re.MULTILINE)
BROKEN = re.compile(r"^(.+) BROKEN(?: \(.*\))?$", re.MULTILINE)

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS}

OFFENCES = [
    ("layers", "bot/curation/titles.py", "import bot.sessions.session"),
    ("root", "bot/curation/titles.py", "import adapters.sandbox.words"),
    ("siblings", "adapters/spotify/wording.py", "import adapters.sandbox.words"),
    ("plain", "bot/curation/titles.py", "import httpx"),
    ("model", "adapters/spotify/wording.py", "import openai"),
    ("model", "adapters/spotify/wording.py", "import httpx2"),
    ("boundary", "bot/conversation/talk.py", "import bot.curation.music"),
    ("doors", "adapters/spotify/wording.py", "import bot.tools.title"),
    ("doors", "adapters/spotify/wording.py", "import bot.curation.scoring"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the code to offend in."""
    folder = tmp_path_factory.mktemp("tree")
    for package in ("bot", "adapters"):
        for file in (ROOT / package).rglob("*.py"):
            target = folder / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def offend(copy: Path) -> Iterator[Path]:
    """Return the copy, and mend it afterwards."""
    before = {file: file.read_text(encoding="utf-8") for file in copy.rglob("*.py")}
    yield copy
    for file in copy.rglob("*.py"):
        if file not in before:
            file.unlink()
        elif file.read_text(encoding="utf-8") != before[file]:
            file.write_text(before[file], encoding="utf-8")


def broken_in(folder: Path) -> list[str]:
    """Return the names of the contracts that do not hold in `folder`."""
    command = [str(LINT), "--cache-dir", str(folder / ".cache")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=30, check=False)
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return BROKEN.findall(done.stdout)


def test_every_contract_holds(copy: Path) -> None:
    assert broken_in(copy) == []


@pytest.mark.parametrize(("contract", "file", "offence"), OFFENCES)
def test_a_contract_bites(offend: Path, contract: str, file: str, offence: str) -> None:
    offending = offend / file
    offending.write_text(f"{offending.read_text(encoding='utf-8')}\n{offence}\n", encoding="utf-8")

    assert broken_in(offend) == [NAMES[contract]]


def test_a_new_folder_must_be_given_its_layer(offend: Path) -> None:
    (offend / "bot" / "novelty.py").write_text('"""Something new."""\n', encoding="utf-8")

    assert broken_in(offend) == [NAMES["layers"]]


def test_every_contract_has_an_offence_here() -> None:
    assert {contract for contract, _, _ in OFFENCES} == set(NAMES)


def test_the_bot_is_plain_python_and_words() -> None:
    roots = {"__main__.py", "composition.py"}
    files = [f for f in (ROOT / "bot").rglob("*.py") if f.name not in roots]
    found = {name for file in files for name in IMPORTED.findall(file.read_text(encoding="utf-8"))}

    assert found - ALLOWED == set()
