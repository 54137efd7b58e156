"""Which code page of Europe a text in English with foreign names is in, by how its words would look.

Few bytes of such a text lie beyond ASCII, too few to count letters; but each of them stands in a word, and the wrong
code page puts capitals and signs inside words, and letters where no language of its page has them: byte E8 of
``Vl?ek`` is è in windows-1252, which stands before no vowel, and č in windows-1250, which does.
"""

import re
import unicodedata

PAGES = ("cp1252", "cp1250", "iso8859_2", "mac_roman", "cp1251")  # equals: the first
WORD = re.compile(rb"[^\s\x80-\xff]{0,60}[\x80-\xff]\S*")  # bounded: any other run is looked at from each of its bytes
MOST_WORDS = 3000
LONGEST_WORD = 60  # bytes

STRONG, WEAK, FAINT = 4, 2, 1
WITHIN = frozenset("’‘–—-…\xad\xa0")  # signs that may stand between two letters
QUOTES = frozenset("“”„«»‹›")  # that do where a space was forgotten
ACCENTS = frozenset("ˆ˜¨¸‰‡")  # that hardly ever stand alone
BESIDE = frozenset("¹¼½¾¿¡¬¦¶·¸¯¨´ˇ˘˛˙˝£¥¤©®±≠∞≤≥∂∑∏∫√≈∆◊†‡‰ˆ˜˚ª³ƒ§™")  # that stand at no letter, before or behind
ALONE = frozenset("àáâéèêíìóòôúùåæøöäüñ")  # letters that may be a word

V = "aeiouáéíóúýäöü"
C = r"[^\W\d_aeiouyáéíóúýäöüàèìòùâêîôûåæøãõëïěůąęőűă]"
L = r"[^\W\d_]"
PLACES = tuple(
    (weight, re.compile("|".join(patterns)))
    for weight, *patterns in (
        # windows-1252: "Vlèek", "Nìmec", "Gdañsk", "Dvoøák", "Pavloviæ", "Bãsescu", "Œwiat", "Gyõr"
        (STRONG, rf"[aeoáéíóúý]è|è[{V}ìø]", rf"\bè(?={L})|iè\b", rf"[aeo]ò|[ìùò](?={L})", rf"ñ(?![{V}])",
         rf"[{V}]ø|ø[aiouáéíóúýäöü]", rf"[{V}]æ", r"ã(?=[^\Woe])", rf"[aeou]ê|ê[{V}]|czê|êd[zr]", rf"\bð|(?<={L})þ",
         rf"(?<![{V}])ï", rf"[{V}]œ|œ\b|\bœ[wclmnrp]", rf"yõ|{L}{L}õ\b"),
        # windows-1250: "Espańa", "Săo", "aoűt", "Jřrgen", "Nćstved", "Nicolň", "Guđmundsson", "Tomáą", "Mźller"
        (STRONG, rf"ń[{V}]", rf"[ăő][{V}]", rf"[{V}][ůű]|\b[ůěą]", rf"(?:{C}|\b)ř{C}", rf"(?:{C}|\b)ć{C}",
         rf"{C}ň(?![{V}])", rf"đ{C}", rf"[aeouyáéíóú]ą|ą[{V}]", rf"{C}ľ", rf"{C}(?<!d)[żźś](?:{C}|\b)"),
        (WEAK, rf"{C}[šž](?:{C}|\b)", rf"{C}[čř]\b", r"øe|õs\b|ią\b"),
        (FAINT, "[ľĺŕďťşţ]"),
    )
)  # fmt: skip


def likeliest(data: bytes) -> str | None:
    """The code page in which the words of ``data`` look least odd; ``None`` where no page has all of its bytes."""
    scores = {page: oddity(data, page) for page in PAGES if _fits(data, page)}
    return min(scores, key=scores.__getitem__, default=None)


def _fits(data: bytes, page: str) -> bool:
    try:
        data.decode(page)
    except UnicodeDecodeError:
        return False
    return True


def oddity(data: bytes, page: str) -> int:
    """How odd the words of ``data`` with bytes beyond ASCII look in a code page, each word once."""
    words = {match[0][:LONGEST_WORD] for match, _ in zip(WORD.finditer(data), range(MOST_WORDS), strict=False)}
    return sum(_oddity(word.decode(page, "replace")) for word in words)


def _oddity(word: str) -> int:
    found = sum(_at(word[i - 1] if i else "", c, word[i + 1 : i + 2]) for i, c in enumerate(word) if not c.isascii())
    small = word.lower()
    return found + sum(weight * len(pattern.findall(small)) for weight, pattern in PLACES)


def _at(before: str, sign: str, after: str) -> int:
    """How odd a character is between its neighbours."""
    if sign == "\ufffd" or "\x80" <= sign <= "\x9f":
        return 3 * STRONG
    left, right = before.isalpha(), after.isalpha()
    if sign in QUOTES:
        return WEAK * (left and right)
    if sign in BESIDE or not sign.isalpha():
        if left and right and sign not in WITHIN:
            return STRONG
        return WEAK * (sign in BESIDE and (left or right)) or FAINT * (sign in ACCENTS)
    if "LATIN" not in unicodedata.name(sign, ""):
        return STRONG * (left and before.isascii() or right and after.isascii())
    if sign.isupper() and left and (before + after).upper() != before + after:
        return STRONG
    if sign.islower() and after.isupper():
        return STRONG
    if before.isdigit() or after.isdigit():
        return STRONG
    return 0 if left or right or sign.lower() in ALONE else FAINT
