"""`make test-privacy-mutants`: takes the protections out one by one, in copies of the project, and runs their tests.

Arguments name single mutants or the numbers of promises. A mutant that no test notices fails the run, and so does one
whose old text is not there any more.
"""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.privacy.mutants.listing import ROOT, Mutant, chosen, mutants

AT_ONCE = min(2, os.cpu_count() or 1)
SECONDS = 900
FAILED = 1  # pytest's exit code when tests ran and some failed; anything higher means that they did not run
PASSED = 0


def copy_project(folder: Path) -> Path:
    """Copy what git knows of, as it stands now, and return the folder."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def run_tests(
    folder: Path, tests: tuple[str, ...], *, postgres: bool, at_once: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run these tests in the copy until one fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")}
    # Bytecode is told by the second a file was written in, which is too coarse for us.
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n", str(at_once), *tests]
    return subprocess.run(
        [str(folder / "scripts/postgres-throwaway"), *command] if postgres else command,
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip


def judge(mutant: Mutant, folder: Path) -> str:
    """Return "killed", or what is wrong."""
    if mutant.times_found(folder) != 1:
        return f"NOT FOUND once, but {mutant.times_found(folder)} times"
    path = folder / mutant.file
    whole = path.read_text()
    path.write_text(whole.replace(mutant.old, mutant.new))
    try:
        ran = run_tests(folder, mutant.tests, postgres=mutant.postgres)
    except subprocess.TimeoutExpired:
        return "TOOK TOO LONG"
    finally:
        path.write_text(whole)
    if ran.returncode == FAILED:
        return "killed"
    return "SURVIVED" if ran.returncode == PASSED else f"DID NOT RUN\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}"


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def healthy(picked: list[Mutant], folder: Path) -> bool:
    """Say whether all the tests pass while nothing is broken: a test that fails anyway notices nothing."""
    well = True
    for postgres in (False, True):
        tests = tuple(sorted({test for one in picked if one.postgres is postgres for test in one.tests}))
        ran = run_tests(folder, tests, postgres=postgres, at_once=AT_ONCE) if tests else None
        if ran and ran.returncode != PASSED:
            say(f"The tests fail while nothing is broken:\n{ran.stdout[-4000:]}{ran.stderr[-2000:]}")
            well = False
    return well


def main(words: list[str]) -> int:
    """Run the mutants that the words name, or all of them; return the exit status."""
    picked = chosen(words, mutants())
    if not picked:
        say(f"No mutant is called that: {' '.join(words)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="cairn-mutants-") as temporary:
        folders: queue.Queue[Path] = queue.Queue()
        for number in range(AT_ONCE):
            folders.put(copy_project(Path(temporary) / str(number)))
        began = time.monotonic()
        first = folders.get()
        if not healthy(picked, first):
            return 1
        folders.put(first)
        say(f"  passed    all tests while nothing is broken ({time.monotonic() - began:.0f} s)")

        def work(mutant: Mutant) -> str:
            folder = folders.get()
            began = time.monotonic()
            try:
                verdict = judge(mutant, folder)
            finally:
                folders.put(folder)
            say(f"  {verdict:9} {mutant.promise:2} {mutant.name} ({time.monotonic() - began:.0f} s)")
            return verdict

        with ThreadPoolExecutor(AT_ONCE) as pool:
            verdicts = list(pool.map(work, picked))
    killed = verdicts.count("killed")
    say(f"{killed} of {len(picked)} mutants were noticed.")
    return 0 if killed == len(picked) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
