"""The Pythons that there are → whether quizgen makes the same bytes in each of them.

    .venv/bin/python tools/same_bytes.py [PYTHON]...

Each gets an environment of its own with the locked packages, in a temporary folder, and builds the sample
exams. A PYTHON is a program such as `python3.13`; without any, those of `WANTED` that run are compared.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WANTED = ("python3.11", "python3.12", "python3.13")
BUILD = "build --quiet --papers both --format pdf --format moodle --output".split()


def main() -> int:
    """Compare them; 1 if anything differs."""
    pythons = [name for name in sys.argv[1:] or WANTED if runs(name)]
    with tempfile.TemporaryDirectory() as name:
        project = copied(Path(name))
        digests = {
            version(python): built(python, project, Path(name) / str(number))
            for number, python in enumerate(pythons)
        }
    first, *others = digests.values()
    for python, files in digests.items():
        different = sorted(path for path in first | files if first.get(path) != files.get(path))
        print(f"{python}: {len(files)} files, different: {', '.join(different) or 'none'}")
    return int(any(each != first for each in others))


def runs(python: str) -> bool:
    """Whether there is such a Python; says so if not."""
    found = shutil.which(python)
    if found and subprocess.run([python, "-c", ""], capture_output=True).returncode == 0:
        return True
    print(f"{python}: not to be had here")
    return False


def version(python: str) -> str:
    """Its number, such as "Python 3.13.0"."""
    return subprocess.run([python, "--version"], capture_output=True, text=True).stdout.strip()


def copied(folder: Path) -> Path:
    """The sample exams with a secret, so that all draw the same."""
    project = folder / "project"
    shutil.copytree(ROOT / "content", project / "content")
    (project / ".quizgen").mkdir()
    secret = project / ".quizgen" / "secret"
    secret.write_text("0123456789abcdef" * 2 + "\n")
    secret.chmod(0o600)
    return project


def built(python: str, project: Path, folder: Path) -> dict[str, str]:
    """SHA-256 by path of what it makes, in this folder."""
    venv, output = folder / "venv", folder / "output"
    run(python, "-m", "venv", venv)
    own = venv / "bin" / "python"
    run(
        own, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", ROOT / "requirements.lock"
    )
    run(own, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", ROOT)
    shutil.rmtree(project / ".quizgen" / "cache", ignore_errors=True)
    run(own, "-m", "quizgen", *BUILD, output, folder=project)
    files = (path for path in sorted(output.rglob("*")) if path.is_file())
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def run(*command: str | Path, folder: Path = ROOT) -> None:
    """Run it there, silently; an error ends us, with what it said."""
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)


if __name__ == "__main__":
    sys.exit(main())
