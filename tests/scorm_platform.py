"""A SCORM 1.2 package → what a platform makes of it: the course, and a record of what its page says.

As the standard has it: Content Aggregation Model 1.2, section 2.3 (packages) and Run-Time Environment 1.2,
sections 3.3 (the API and its states) and 3.4 (the data model and its types). Nothing of the exporter is used.
"""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from browser import Page

CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
ID = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")


class Refused(Exception):
    """A platform would not take the package."""


@dataclass(frozen=True)
class Course:
    """What is listed in a course: its title, that of its only part, and the page which that part launches."""

    title: str
    part: str
    page: bytes
    mastery: str | None


def imported(data: bytes) -> Course:
    """The course in a package; raises `Refused`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = files.pop("imsmanifest.xml").decode("utf-8")
    require(
        'xmlns:adlcp="' in text and 'adlcp:scormtype="sco"' in text, "another prefix than adlcp"
    )
    root = ElementTree.fromstring(text)
    ids = [each.get("identifier", "") for each in root.iter() if "identifier" in each.attrib]
    require(len(ids) == len(set(ids)) and all(map(ID.fullmatch, ids)), "identifiers")
    schema = [root.findtext(f"{CP}metadata/{CP}{name}") for name in ("schema", "schemaversion")]
    require(schema == ["ADL SCORM", "1.2"], "the standard")
    order = [child.tag.removeprefix(CP) for child in root]
    require(order == ["metadata", "organizations", "resources"], "the order of parts")
    return _course(root, files)


def require(holds: bool, what: str) -> None:
    if not holds:
        raise Refused(what)


def _course(root: ElementTree.Element, files: Mapping[str, bytes]) -> Course:
    (organizations,) = root.iter(f"{CP}organizations")
    (organization,) = organizations
    require(organizations.get("default") == organization.get("identifier"), "the default")
    (item,) = organization.iter(f"{CP}item")
    (resource,) = root.iter(f"{CP}resource")
    require(item.get("identifierref") == resource.get("identifier"), "an item without a resource")
    require(resource.get("type") == "webcontent", "the type")
    require(resource.get(f"{ADL}scormtype") == "sco", "no SCO")
    require({file.get("href") for file in resource} == set(files), "files that are not listed")
    titles = organization.findtext(f"{CP}title"), item.findtext(f"{CP}title")
    require(all(title and len(title) <= 200 for title in titles), "the titles")
    page = files[resource.get("href", "")]
    return Course(titles[0] or "", titles[1] or "", page, item.findtext(f"{ADL}masteryscore"))


PLATFORM = r"""
window.faults = []; window.calls = []; window.kept = {};
window.API = (() => {
  const data = SESSION;
  const decimal = /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)?$/;
  const writable = {
    "cmi.core.lesson_status": /^(passed|completed|failed|incomplete|browsed)$/,
    "cmi.core.score.raw": decimal, "cmi.core.score.min": decimal, "cmi.core.score.max": decimal,
    "cmi.core.session_time": /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
    "cmi.core.exit": /^(time-out|suspend|logout|)$/,
  };
  const hidden = /^cmi\.core\.(exit|session_time)$/;
  let state = "closed";
  const acts = {
    LMSInitialize: (nothing) => nothing === "" && state === "closed" && Boolean(state = "open"),
    LMSFinish: (nothing) => {
      if (nothing !== "" || state !== "open") return false;
      state = "over";
      kept = { ...data };
      return true;
    },
    LMSCommit: (nothing) => nothing === "" && state === "open" && Boolean(kept = { ...data }),
    LMSSetValue: (name, value) => {
      if (state !== "open" || typeof value !== "string" || !writable[name]?.test(value)) return false;
      data[name] = value;
      return true;
    },
  };
  const noted = (name, act) => (...given) => {
    const answer = String(act(...given));
    calls.push([name, ...given, answer]);
    if (answer === "false") faults.push([name, ...given]);
    return answer;
  };
  const api = Object.fromEntries(Object.entries(acts).map(([name, act]) => [name, noted(name, act)]));
  api.LMSGetValue = (name) => {
    if (state === "open" && !hidden.test(name)) return data[name] ?? "";
    faults.push(["LMSGetValue", name]);
    return "";
  };
  CHANGED
  return api;
})();
window.show = (address) => new Promise((done) => {
  const frame = Object.assign(document.createElement("iframe"), { src: address, onload: done });
  document.body.append(frame);
}).then(() => 0);
"""
"""The API of a platform; it keeps to types and states of the standard; breaches are noted in `faults`."""

FRESH = {"cmi.core.lesson_status": "not attempted", "cmi.core.score.raw": ""}


def platform(session: Mapping[str, str] | None = None, changed: str = "") -> str:
    """A platform's page; `session` is what it knows of earlier ones, `changed` how its `api` is different."""
    script = PLATFORM.replace("SESSION", json.dumps({**FRESH, **(session or {})}))
    script = script.replace("CHANGED", changed)
    return f"<!doctype html><title>A course</title><body><script>{script}</script>"


class Inside(Page):
    """A window of the page that another page shows or has opened."""

    def __init__(self, page: Page, window: str) -> None:
        self._page, self._window = page, window

    def run(self, script: str) -> Any:
        """The value of an expression; `document` is that of the window."""
        return self._page.run(f"(document => ({script}))({self._window}.document)")

    def type(self, text: str) -> None:
        """Text into what has the focus."""
        self._page.type(text)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing on the console."""


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The folder for browsers on this machine, at the port given."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
