"""HTML → a Word document, by pandoc, in a process of its own that is watched from here.

It can read no files and reach no address (--sandbox). Its clock is told to stand still.
"""

from __future__ import annotations

import io
import subprocess
import zipfile

from quizgen.export.lms.package import package

_READ = "html+tex_math_single_backslash"
_EPOCH = "315532800"
"""1980-01-01, the first day that zip knows, in seconds since 1970."""

_FAILED = "pandoc could not make the Word document"


class PandocFailed(Exception):
    """There is no document; the message says why."""


def is_there() -> bool:
    """Whether pandoc is, which comes with quizgen[word]."""
    try:
        import pypandoc

        pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        return False
    return True


def converted(html: str, seconds: int, megabytes: int) -> tuple[bytes, tuple[str, ...]]:
    """The document, and what pandoc complains of; raises PandocFailed, also when a limit is reached."""
    done = _run(["--to", "docx", "--output", "-"], html, seconds, megabytes)
    complaints = done.stderr.decode(errors="replace").splitlines()
    return _repacked(done.stdout), tuple(complaints)


def _run(
    arguments: list[str], html: str, seconds: int, megabytes: int
) -> subprocess.CompletedProcess[bytes]:
    import pypandoc

    program = [pypandoc.get_pandoc_path(), "+RTS", f"-M{megabytes}M", "-RTS", "--sandbox"]
    try:
        done = subprocess.run(
            [*program, "--from", _READ, *arguments],
            input=html.encode(),
            capture_output=True,
            timeout=seconds,
            env={"SOURCE_DATE_EPOCH": _EPOCH, "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise PandocFailed(f"{_FAILED} within {seconds} seconds") from error
    except OSError as error:
        raise PandocFailed(f"{_FAILED}: {error.strerror or error}") from error
    if done.returncode != 0:
        reason = " ".join(done.stderr.decode(errors="replace").split())[:200]
        raise PandocFailed(f"{_FAILED}: {reason or 'it ended without a word'}")
    return done


def _repacked(docx: bytes) -> bytes:
    """The same parts, packed alike on every machine."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return package({name: archive.read(name) for name in archive.namelist()})
