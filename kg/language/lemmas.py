"""Lemmas as edit rules: how a word's ending changes, learned as a label like any other.

A rule is written ``case|cut|add``: lower the word or keep it, cut so many characters from its end, add these.
``went → go`` is ``lower|4|go``; ``Bushes → Bush`` is ``keep|2|``. (A suffix-only case of the edit trees of
Chrupała, Dinu and van Genabith, "Learning morphology with Morfette", LREC 2008.)
"""


def rule_of(word: str, lemma: str) -> str:
    """The rule that turns ``word`` into ``lemma``."""
    case = "keep" if lemma[:1].isupper() or word.islower() else "lower"
    base = word.lower() if case == "lower" else word
    if word.islower():
        case = "lower"
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    return f"{case}|{len(base) - shared}|{lemma[shared:]}"


def apply_rule(rule: str, word: str) -> str:
    """The lemma of ``word`` under ``rule``; a rule that cuts more than there is leaves the word, lower-cased."""
    case, cut, add = rule.split("|", 2)
    base = word.lower() if case == "lower" else word
    if int(cut) > len(base) or (int(cut) == len(base) and not add):
        return base
    return base[: len(base) - int(cut)] + add


def regular(word: str) -> list[str]:
    """What a regular verb or noun with this ending may be the form of: "suing" of "su", "sue"; "bragged" of "brag".

    For words that no learned rule turns into a word.
    """
    word = word.lower()
    ending = next((e for e in ("ied", "ies", "ying", "ed", "ing", "es", "s") if word.endswith(e)), "")
    stem = word.removesuffix(ending)
    if not ending or not stem:
        return []
    if ending in ("ied", "ies", "ying"):
        return [stem + "y", stem + "ie"]
    if ending == "s":
        return [stem]
    doubled = [stem[:-1]] if stem[-2:-1] == stem[-1] else []
    return [stem + "e", stem, *doubled]
