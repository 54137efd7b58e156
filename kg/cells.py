"""Cells of tables that people open in spreadsheets."""


def harmless(value: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    is_number = value.lstrip("-").replace(".", "", 1).isdigit()
    return "'" + value if value.startswith(("=", "+", "-", "@", "\t", "\r")) and not is_number else value
