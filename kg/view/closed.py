"""What makes a page closed: its parts are in it, it runs no script but its own."""

import base64
import hashlib
from importlib.resources import files


def source(name: str, package: str = "kg.view") -> str:
    """The text of a template, style or script of ``package``."""
    return files(package).joinpath("templates", name).read_text(encoding="utf-8")


def hashed(text: str) -> str:
    """The hash by which a content security policy allows a script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
