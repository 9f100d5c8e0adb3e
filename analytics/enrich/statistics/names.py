"""Tells numbers that belong to the name of a thing from figures: models, sizes of devices, plans, sports."""

from __future__ import annotations

import re

from analytics.enrich.statistics.lexicon import LINKS, pattern
from analytics.enrich.statistics.place import Place

_HARDWARE = pattern(
    rf"""\s+(?:(?:of\s+)?(?:(?!{LINKS}\b)[\w-]+\s+){{0,3}}?)
    (?:V?RAM|DDR\d\w*|SSDs?|HBM\w*|memory|GPUs?|cards?|storage|version|variant|models?|quanti[sz]ation|weights|Wi-?Fi|systems?|laptops?|machines?|Macs?|phones?|networks?|configurations?|configs?|panels?|displays?|drives?)\b"""
)
_PRODUCT = re.compile(r"\s[A-Z]\w*(?:\s\w+)?\s?\d{2,}")
_SCREEN = pattern(r"[\s-]+(?:[\w-]+\s+){0,2}?(?:monitors?|displays?|panels?|screens?|TVs?|refresh\s+rate)\b")
PROCESS = 100
_CHIP = pattern(r"[\s-]+(?:[\w-]+\s+){0,2}?(?:chips?|designs?|process(?:es|ors?)?|nodes?|technology|SoCs?|silicon)\b")
_DEVICE_BEFORE = re.compile(r"\b(?:[A-Z]\w*\d\w*|\d{3,4}|Mac\w*|Pro|Max|Ultra|Ti|Studio|Mini)\s\(?$")
_SPORT = pattern(
    r"\s+(?:(?:road|indoor|world|Olympic|relay|hurdles|freestyle)\s+)?(?:sprint|gold|silver|bronze|medals?|titles?"
    r"|medley|individual|finals?|heats?|champions?|championships?|relay|hurdles|freestyle|butterfly|victory|event|record|winner)\b"
)
_RACE_BEFORE = re.compile(r"\b(?:[Mm]en|[Ww]omen|[Bb]oys|[Gg]irls)['’]s?\s$")
_ATTRIBUTE = re.compile(r"\d-(?:inch|foot|gallon|degree|horsepower|megapixel|mile|yard|calorie)\Z", re.IGNORECASE)
_TALL = pattern(r"[\s-]+(?:tall|long|wide|high|deep|thick|away|apart)\b")


def is_trait(place: Place) -> bool:
    """Whether a measure tells one thing from others: "a 24GB card", "4-bit weights", "the 200m final"."""
    unit = place.quantity.unit
    if unit is None or unit.dimension != "measure":
        return False
    if unit.name.endswith("byte") or unit.name == "bit":
        device = _HARDWARE.match(place.after) or _PRODUCT.match(place.after) or _DEVICE_BEFORE.search(place.near)
        return bool(device) or unit.name == "bit"
    if unit.name.endswith("hertz") and _SCREEN.match(place.after):
        return True
    if unit.name == "nanometre" and place.quantity.value < PROCESS and _CHIP.match(place.after):
        return True
    if _RACE_BEFORE.search(place.near):
        return True
    attribute = _ATTRIBUTE.search(place.raw) and place.after[:1] in {" ", ")"} and not _TALL.match(place.after)
    return bool(attribute) or (unit.name.endswith(("metre", "yard")) and bool(_SPORT.match(place.after)))


# "RTX 4090 owners", "70B models", "Qwen 27B quantizations": the number is part of a product's name.
_NAME_BEFORE = re.compile(r"(?:\b[A-Z][\w.-]*|\d)\s$")
_SIZE = re.compile(r"\d[KBMT]$")
_MODELS = pattern(
    r"[\s-]+(?:[\w-]+\s+)?(?:models?|sizes?|versions?|variants?|checkpoints?|quantizations?|parameter)\b|-\w"
)


def is_name(place: Place) -> bool:
    named = _NAME_BEFORE.search(place.before[-30:]) and place.before.count(" ") > 1
    return bool(named) and "," not in place.raw and " " not in place.raw


_CAPITALS_BEFORE = re.compile(r"\b[A-Z]{2,}[A-Z\d]*\s$")


def is_model(place: Place) -> bool:
    """Whether the number is a model's: "RTX 4090 owners", "8B sizes"."""
    if _SIZE.search(place.raw) and _MODELS.match(place.after):
        return True
    return place.raw.isdigit() and len(place.raw) > 2 and bool(_CAPITALS_BEFORE.search(place.before[-12:]))


_NAMED_MULTIPLE = re.compile(
    r"[\"”]|\s+[A-Z]\w*(?:\s[A-Z]\w*)?\s?\d|\s+(?:[\w-]+\s+){0,2}?"
    r"(?:[Pp]lans?|[Tt]iers?|GPUs?|CPUs?|[Cc]ards?|[Ss]ubscriptions?|[Ss]ubscribers?|[Zz]oom)\b"
)


def is_named_multiple(place: Place) -> bool:
    """Whether a multiple is a name or a number of devices: "the 20x plan", "2x Quadro GPUs"."""
    return bool(_NAMED_MULTIPLE.match(place.after))
