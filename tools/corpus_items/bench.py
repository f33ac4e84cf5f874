"""A project with questions, pictures and formulas in it → builds of it, to be compared."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus_items import holding
from corpus_items.running import Ran, run

BOTH = ("--format", "pdf", "--format", "moodle")
_QUESTION = """\
## Ask {number} {{#n{number}}}

![p](img/ok.png)

Which $x^2$?

- [ ] first wrong {number}
- [x] the right one {number}
- [ ] second wrong {number}
"""
_EXAM = "title: Exam\nseed: {seed}\nforms: 2\n"


@dataclass(frozen=True, slots=True)
class Bench:
    """A project of our own with a known secret; `corpus` gives pictures and what lies outside."""

    corpus: Path
    project: Path

    @property
    def output(self) -> Path:
        """Where a build goes if nothing is said."""
        return self.project / "output"

    @property
    def deck(self) -> Path:
        """The project's only deck."""
        return self.project / "content" / "bank.md"

    def build(
        self, *more: str, env: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> Ran:
        """Make papers and uploads."""
        arguments = ("build", "--project", str(self.project), *BOTH, *more)
        return run(arguments, folder or self.project, env)

    def seed(self, seed: str) -> None:
        """Draw otherwise from now on."""
        (self.project / "exam.yaml").write_text(_EXAM.format(seed=seed))

    def moved(self, project: Path) -> Bench:
        """The same, elsewhere."""
        return Bench(self.corpus, project)


def set_up(corpus: Path, base: Path, questions: int = 3) -> Bench:
    """A fresh project below `base`."""
    bench = Bench(corpus, base / "a" / "project")
    (bench.deck.parent / "img").mkdir(parents=True)
    shutil.copyfile(corpus / "bad/md/img/ok.png", bench.deck.parent / "img" / "ok.png")
    texts = (_QUESTION.format(number=number) for number in range(questions))
    bench.deck.write_text("\n".join(texts))
    bench.seed("a")
    secret = bench.project / ".quizgen" / "secret"
    secret.parent.mkdir(mode=0o700)
    secret.write_text("0123456789abcdef" * 2 + "\n")
    secret.chmod(0o600)
    shutil.copytree(corpus / "secret", base / "secret")
    return bench


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files of a folder but quizgen's own notes, by their paths."""
    found = {path.relative_to(folder): path for path in holding.files(folder)}
    return {
        str(name): path.read_bytes()
        for name, path in found.items()
        if not any(part.startswith(".quizgen") for part in name.parts)
    }
