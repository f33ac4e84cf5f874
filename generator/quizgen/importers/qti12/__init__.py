"""QTI 1.2 (IMS Question & Test Interoperability, ASI binding 1.2.1) → questions.

Packages of Canvas and other Common Cartridges, Blackboard's pools, Brightspace's libraries, single files.
"""

from quizgen.importers.importer import Importer
from quizgen.importers.qti12.reading import read
from quizgen.importers.qti12.recognising import recognises

__all__ = ["QTI12"]

QTI12 = Importer("qti12", "QTI 1.2, as from Canvas, Brightspace and Blackboard", recognises, read)
