"""A fresh checkout → `.venv` with the locked packages and quizgen itself, and Pango for the PDFs.

Run by `make` with whatever `python3` there is, so: standard library only. Running it again brings
an older `.venv` up to date; two runs at once wait for each other.
"""

from __future__ import annotations

import fcntl
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "set-up"
OLDEST = (3, 11)

# These bring the other libraries that WeasyPrint opens: GObject, HarfBuzz and Fontconfig.
PANGO_ON_DEBIAN = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
PANGO_BY_HAND = f"""\
PDFs need the Pango library, which was not found. Everything else works. To install it:
  Debian, Ubuntu  sudo apt-get install {" ".join(PANGO_ON_DEBIAN)}
  Fedora          sudo dnf install pango harfbuzz
  Arch            sudo pacman -S pango
  macOS           brew install pango
  Windows         in WSL, as for Ubuntu; or MSYS2: pacman -S mingw-w64-ucrt-x86_64-pango"""


def main() -> None:
    """Set everything up; the stamp is written last, so that a broken-off run is done again."""
    use_new_enough_python()
    with Path(__file__).open(encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        create_venv()
        install_packages()
        provide_pango()
        STAMP.touch()


def use_new_enough_python() -> None:
    """Go on with the newest Python on the PATH if `python3` itself is too old."""
    if sys.version_info >= OLDEST:
        return
    newest_first = [f"python3.{minor}" for minor in range(OLDEST[1] + 9, OLDEST[1] - 1, -1)]
    for python in newest_first:
        if succeeds([python, "-c", ""], quiet=True):
            os.execvp(python, [python, *sys.argv])
    sys.exit(
        f"quizgen needs Python 3.{OLDEST[1]} or newer; this is {sys.version.split()[0]}. "
        "If you have one elsewhere: make PYTHON3=/path/to/python3 …"
    )


def create_venv() -> None:
    """A virtual environment that runs, with pip if this Python has its own copy of it."""
    if succeeds([PYTHON, "-c", ""], quiet=True):
        return
    say("creating .venv")
    find_pip()
    own_pip: Sequence[str] = [] if has_ensurepip() else ["--without-pip"]
    run([sys.executable, "-m", "venv", "--clear", *own_pip, VENV])


def find_pip() -> None:
    """Without any pip nothing can be installed."""
    if has_ensurepip() or pip_can_install_elsewhere():
        return
    package = f"python3.{sys.version_info.minor}-venv"
    apt_install(package)
    if not has_ensurepip():
        sys.exit(f"This Python has no pip. On Debian and Ubuntu: sudo apt-get install {package}")


def has_ensurepip() -> bool:
    """Debian keeps it in a package of its own, python3-venv."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def pip_can_install_elsewhere() -> bool:
    """Whether there is a pip new enough (22.3) to install into another environment."""
    command = [sys.executable, "-m", "pip", "--python", sys.executable, "--version"]
    return succeeds(command, quiet=True)


def install_packages() -> None:
    """Exactly the locked packages, checked by hash, and quizgen as an editable install."""
    say("installing the packages of requirements.lock")
    if not (install_uv() and succeeds([*uv("sync"), "--require-hashes", LOCK])):
        # pip has settings that uv does not read: a school's own index, proxy or certificates.
        say("that failed; trying again with pip alone, which takes longer")
        run([*pip(), "install", "--quiet", "--no-deps", "--require-hashes", "--requirement", LOCK])
    quizgen: Sequence[str | Path] = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    run([*uv("install"), "--offline", "--no-cache", *quizgen])


def install_uv() -> bool:
    """The locked uv, which is several times faster than pip."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirement:
        requirement.write(locked("uv"))
        requirement.flush()
        return succeeds(
            [*pip(), "install", "--quiet", "--require-hashes", "--requirement", requirement.name]
        )


def locked(name: str) -> str:
    """The lines of one package in the lock."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), None)
    return "\n".join(lines[start:end]) + "\n"


def pip() -> list[str | Path]:
    """The environment's own pip, or this Python's pip made to work on the environment."""
    if succeeds([PYTHON, "-c", "import pip"], quiet=True):
        return [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", PYTHON]


def uv(command: str) -> list[str | Path]:
    """A uv command that works on the environment, whatever else is active."""
    uv_pip: Sequence[str | Path] = [VENV / "bin" / "uv", "pip", command]
    return [*uv_pip, "--quiet", "--no-config", "--system-certs", "--python", PYTHON]


def provide_pango() -> None:
    """The system libraries that WeasyPrint opens; without them all but PDF works."""
    if has_pango():
        return
    apt_install(*PANGO_ON_DEBIAN)
    if not has_pango():
        print(PANGO_BY_HAND, file=sys.stderr)


def has_pango() -> bool:
    """Whether WeasyPrint finds all its libraries; it only warns of a missing HarfBuzz-Subset."""
    strict = "error::DeprecationWarning:weasyprint.text.ffi"
    return succeeds([PYTHON, "-W", strict, "-c", "import weasyprint.text.ffi"], quiet=True)


def apt_install(*packages: str) -> None:
    """Debian packages, if this is Debian or its like and we may; otherwise nothing."""
    if not shutil.which("apt-get"):
        return
    if os.geteuid() != 0 and not succeeds(["sudo", "-n", "true"], quiet=True):
        return
    say(f"installing {' '.join(packages)}")
    sudo: Sequence[str] = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    # The package lists of a fresh machine are empty, those of an old one name files that are gone.
    if not succeeds(install, quiet=True) and succeeds([*apt, "update"], quiet=True):
        succeeds(install, quiet=True)


def say(text: str) -> None:
    print(f"set-up: {text}", flush=True)


def run(command: Sequence[str | Path]) -> None:
    """Run it; if it fails, so does the set-up."""
    if not succeeds(command):
        sys.exit(f"set-up failed at: {' '.join(map(str, command))}")


def succeeds(command: Sequence[str | Path], quiet: bool = False) -> bool:
    """Whether the command exists and exits with 0."""
    output = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(command, stdout=output, stderr=output, cwd=ROOT).returncode == 0
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    main()
