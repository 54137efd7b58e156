"""What makes a page closed: its parts are in it, it runs no script but its own, and links lead to the web alone."""

import base64
import hashlib
import re
from importlib.resources import files


def source(name: str, package: str = "kg.view") -> str:
    """The text of a template, style or script of ``package``."""
    return files(package).joinpath("templates", name).read_text(encoding="utf-8")


def hashed(text: str) -> str:
    """The hash by which a content security policy allows a script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def web(address: str) -> str:
    """``address`` where it is http(s), else nothing: neither a script nor a path on the maker's machine is a link."""
    return address if address.lower().startswith(("http://", "https://")) else ""


def words(relation: str) -> str:
    """A relation as words.

    >>> words("withdrawsFrom")
    'withdraws from'
    """
    return re.sub(r"([a-z])([A-Z])", r"\1 \2", relation).lower()
