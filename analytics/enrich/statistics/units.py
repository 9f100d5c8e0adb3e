"""The units that figures are given in, by name and by symbol, and how compound ones are read.

Names are singular and spelt out ("kilometre per hour"); money has its ISO 4217 code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Dimension = Literal["share", "points", "multiple", "money", "time", "measure", "score"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's name and what it measures."""

    name: str
    dimension: Dimension


PERCENT = Unit("percent", "share")
POINTS = Unit("percentage points", "points")
BASIS_POINTS = Unit("basis points", "points")
MULTIPLE = Unit("multiple", "multiple")
HOUR, MINUTE = Unit("hour", "time"), Unit("minute", "time")

# name: (words for it, symbols for it, whether SI prefixes apply)
_BASE: dict[str, tuple[str, str, bool]] = {
    "metre": ("metre metres meter meters", "m", True),
    "gram": ("gram grams gramme grammes", "g", True),
    "litre": ("litre litres liter liters", "L l", True),
    "watt": ("watt watts", "W", True),
    "hertz": ("hertz", "Hz", True),
    "joule": ("joule joules", "J", True),
    "volt": ("volt volts", "V", True),
    "volt-ampere": ("", "VA", True),
    "ampere": ("ampere amperes amp amps", "A", True),
    "pascal": ("pascal pascals", "Pa", True),
    "electronvolt": ("electronvolt electronvolts", "eV", True),
    "newton": ("newton newtons", "N", True),
    "mole": ("mole moles", "mol mols", True),
    "molar": ("molar", "M", True),
    "kelvin": ("kelvin kelvins", "K", True),
    "tesla": ("", "T", True),
    "ohm": ("ohm ohms", "Ω Ohm", True),
    "siemens": ("siemens", "S", True),
    "becquerel": ("becquerel becquerels", "Bq", True),
    "sievert": ("sievert sieverts", "Sv", True),
    "decibel": ("decibel decibels", "dB", False),
    "bar": ("", "bar Bar", True),
    "torr": ("torr", "Torr torr", True),
    "watt-hour": ("watt-hour watt-hours", "Wh", True),
    "byte": ("byte bytes", "B", True),
    "bit": ("bit bits", "bit bps", True),
    "barn": ("barn barns", "b", True),
    "rayleigh": ("rayleigh", "R", True),
    "jansky": ("jansky", "Jy", True),
    "parsec": ("parsec parsecs", "pc", True),
    "dalton": ("dalton daltons", "Da", True),
    "lumen": ("lumen lumens", "lm", True),
    "gauss": ("gauss", "G", True),
    "poise": ("", "Pa·s", True),
    "cubic centimetre": ("", "cc", False),
    "ångström": ("angstrom angstroms ångström", "Å", False),
    "tonne": ("tonne tonnes", "t", False),
    "megatonne": ("megatonne megatonnes", "Mt", False),
    "gigatonne": ("gigatonne gigatonnes", "Gt", False),
    "ton": ("ton tons", "", False),
    "hectare": ("hectare hectares", "ha", False),
    "acre": ("acre acres", "", False),
    "inch": ("inch inches", "in", False),
    "foot": ("foot feet", "ft", False),
    "yard": ("yard yards", "yd", False),
    "mile": ("mile miles", "mi", False),
    "mile per hour": ("", "mph", False),
    "pound-mass": ("pound-mass lb lbs pound pounds", "lb lbs", False),
    "ounce": ("ounce ounces", "oz", False),
    "gallon": ("gallon gallons", "gal", False),
    "pint": ("pint pints", "", False),
    "barrel": ("barrel barrels", "bbl", False),
    "horsepower": ("horsepower", "hp", False),
    "calorie": ("calorie calories", "cal", True),
    "light-year": ("light-year light-years", "ly", False),
    "astronomical unit": ("", "AU au", False),
    "degree Celsius": ("celsius celcius centigrade centigrate", "°C ℃ ºC oC", False),
    "degree Fahrenheit": ("fahrenheit farenheit", "°F ℉ ºF", False),
    "degree": ("degree degrees deg deg.", "° º", False),
    "radian": ("radian radians", "rad", True),
    "arcsecond": ("arcsecond arcseconds arcsec", "arcsec ″", False),
    "arcminute": ("arcminute arcminutes arcmin", "arcmin ′", False),
    "pixel": ("pixel pixels", "px", False),
    "part per million": ("", "ppm ppmv ppmw", False),
    "part per billion": ("", "ppb ppbv", False),
    "part per trillion": ("", "ppt pptv ppq", False),
    "per mille": ("", "‰", False),
    "solar mass": ("", "M⊙ Msun", False),
    "rotation per minute": ("", "rpm", False),
    "carat": ("carat carats", "", False),
    "knot": ("knot knots", "kn", False),
    "sigma": ("sigma", "σ", False),
    "base pair": ("", "bp kb", False),
}
_TIME: dict[str, tuple[str, str, bool]] = {
    "second": ("second seconds sec secs", "s", True),
    "minute": ("minute minutes min mins", "min", False),
    "hour": ("hour hours hr hrs", "h", False),
    "day": ("day days", "d", False),
    "week": ("week weeks wk wks", "", False),
    "month": ("month months", "", False),
    "quarter": ("quarters", "", False),
    "year": ("year years yr yrs annum", "yr", False),
    "decade": ("decade decades", "", False),
    "century": ("century centuries", "", False),
    "megayear": ("", "Ma Myr", False),
    "gigayear": ("gigaannum", "Ga Gyr", False),
    "kiloyear": ("", "ka kyr", False),
}
_PREFIXES = {
    "yotta": "Y", "zetta": "Z", "exa": "E", "peta": "P", "tera": "T", "giga": "G", "mega": "M", "kilo": "k",
    "hecto": "h", "deci": "d", "centi": "c", "milli": "m", "micro": "μ", "nano": "n", "pico": "p", "femto": "f",
}  # fmt: skip
_PREFIXED = {
    # Prefixes that a base is used with; others would read words and initials as units.
    "metre": "kdcmμnpf", "gram": "kmμnp", "litre": "mμcdn", "watt": "TGMkmμ", "hertz": "TGMk", "joule": "EPTGMkmμn",
    "volt": "MkmμG", "volt-ampere": "GMk",
    "gauss": "km", "ampere": "kmμnp", "pascal": "TGMkhm", "electronvolt": "TGMkm", "newton": "Mkmμn",
    "mole": "mμnpk", "molar": "mμnp", "kelvin": "mμ", "tesla": "mμn", "ohm": "GMkm", "siemens": "mμ",
    "becquerel": "TGMk", "sievert": "mμ", "bar": "kmμn", "torr": "mμ", "watt-hour": "TGMk", "byte": "YZEPTGMk",
    "bit": "TGMk", "barn": "mμnpf", "rayleigh": "k", "jansky": "mμ", "parsec": "kMG", "dalton": "kM", "lumen": "k",
    "poise": "m", "calorie": "k", "radian": "mμ", "second": "mμnpf",
}  # fmt: skip

CURRENCIES = {
    "$": "USD", "US$": "USD", "USD": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "R$": "BRL", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP",
    "¥": "JPY", "JPY": "JPY", "CN¥": "CNY", "RMB": "CNY", "CNY": "CNY", "₹": "INR", "INR": "INR", "Rs": "INR",
    "Rs.": "INR", "₩": "KRW", "KRW": "KRW", "CHF": "CHF", "AUD": "AUD", "CAD": "CAD", "SEK": "SEK", "NOK": "NOK",
    "DKK": "DKK", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₿": "BTC", "BTC": "BTC", "SGD": "SGD", "HKD": "HKD",
    "NZD": "NZD", "BRL": "BRL", "ZAR": "ZAR", "MXN": "MXN", "PLN": "PLN",
}  # fmt: skip
_MONEY_WORDS = {
    "dollars": "USD", "dollar": "USD", "bucks": "USD", "US dollars": "USD", "euros": "EUR", "euro": "EUR",
    "Euro": "EUR", "Euros": "EUR",
    "pounds sterling": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupees": "INR",
    "rupee": "INR", "won": "KRW", "Swiss francs": "CHF", "Australian dollars": "AUD", "Canadian dollars": "CAD",
    "kronor": "SEK", "reais": "BRL", "cents": "US cent", "cent": "US cent", "pence": "penny", "pennies": "penny",
    "penny": "penny", "dimes": "dime", "dime": "dime",
}  # fmt: skip


def _tables() -> tuple[dict[str, Unit], dict[str, Unit]]:
    names: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    long_prefix = {symbol: name for name, symbol in _PREFIXES.items()}
    for table, dimension in ((_BASE, "measure"), (_TIME, "time")):
        for name, (words, signs, prefixed) in table.items():
            unit = Unit(name, "time" if dimension == "time" else "measure")
            for word in words.split():
                names[word] = unit
            for sign in signs.split():
                symbols[sign] = unit
            if not prefixed:
                continue
            for prefix in _PREFIXED[name]:
                larger = Unit(long_prefix[prefix] + name, unit.dimension)
                for word in words.split():
                    names[long_prefix[prefix] + word] = larger
                for sign in signs.split():
                    for letter in (
                        (prefix, "µ", "u")
                        if prefix == "μ" and name != "metre"
                        else ((prefix, "µ") if prefix == "μ" else (prefix,))
                    ):
                        symbols[letter + sign] = larger
    symbols["mcg"], symbols["kD"] = symbols["μg"], symbols["kDa"]
    symbols["t/s"] = symbols["tok/s"] = symbols["tokens/s"] = Unit("token per second", "measure")
    symbols["kph"] = Unit("kilometre per hour", "measure")
    for power in "TGMk":
        symbols[power + "bps"] = Unit(f"{long_prefix[power]}bit per second", "measure")
        symbols[power + "bit/s"] = symbols[power + "bps"]
    del symbols["bps"]
    return names, symbols


NAMES, SYMBOLS = _tables()


def _alternatives(words: dict[str, object] | dict[str, Unit] | dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_POWER = r"(?:\^?\s?([-−–]\s?[1-4]|[234](?!\d|[.,]\d))|([⁻]?[¹²³⁴]))"
_NAME_LOOSE = re.compile(
    rf"(?:(square|cubic)\s+)?({_alternatives(NAMES)})(?:\s+(squared|cubed)\b)?(?!\w)", re.IGNORECASE
)
_SYMBOL = re.compile(rf"({_alternatives(SYMBOLS)})(?:{_POWER}|\s+(squared|cubed))?(?![^\W_])")
_PER = re.compile(r"\s?/\s?|\s+per\s+")
_PRODUCT = re.compile(r"\s?[·⋅.]\s?|\s")
_OF = re.compile(
    r"degrees?\s+(?:of\s+)?(?:(celsius|celcius|centigrade|c)|(fahrenheit|farenheit|f))\b|deg\.?\s+(?:(celsius|c)|(fahrenheit|f))\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\s?(?:%|％|(?:wt|vol|mol|at)\.?\s?%)(?!\s?(?:age)?[- ]?points?\b)(?!\w)"
    r"|(?:\s|-)?\s*(?:an?\s+)?(?:per[- ]?cents?|percents?|percentage|pct)\b(?!\s+points?\b)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"[\s-]?(?:percentage[- ]points?|(?:%|per\s?cent)[- ]points?|%pts?|pp|ppts?|p\.p\.?|%-pts)(?!\w|/)"
    r"|[\s-]points?(?=\s+(?:higher|lower|more|less|above|below|better|worse)\b)",
    re.IGNORECASE,
)
_BASIS = re.compile(r"[\s-]?(?:basis[- ]points?|bps|bp)(?!\w)", re.IGNORECASE)
_MONEY = re.compile(rf"[\s-]?({_alternatives(_MONEY_WORDS)})(?!\w)")
_MONEY_CODE = re.compile(rf"\s?({_alternatives(CURRENCIES)})(?!\w)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit that ends at `end` in the text."""

    unit: Unit
    end: int


def after(text: str, at: int) -> Reading | None:
    """The unit that follows a number ending at `at`, compound ones whole, or None."""
    for expression, unit in ((_POINTS, POINTS), (_BASIS, BASIS_POINTS), (_PERCENT, PERCENT)):
        if match := expression.match(text, at):
            return by_time(text, unit, match.end()) if unit is PERCENT else Reading(unit, match.end())
    if match := _MONEY.match(text, at):
        return by_time(text, Unit(_MONEY_WORDS[match[1]], "money"), match.end())
    if match := _MONEY_CODE.match(text, at):
        return Reading(Unit(CURRENCIES[match[1]], "money"), match.end())
    return _physical(text, at)


_GAP = re.compile(r"[ \u00a0\u2009\u202f]?-?[ \u00a0\u2009\u202f]?")


def _physical(text: str, at: int) -> Reading | None:
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    if match := _OF.match(text, start):
        celsius = match[1] or match[3]
        return Reading(NAMES["celsius" if celsius else "fahrenheit"], match.end())
    first = _one(text, start)
    if first is None:
        return None
    name, dimension, end, inverse = first
    names = [f"inverse {name}" if inverse else name]
    while True:
        per = _PER.match(text, end)
        following = _one(text, per.end()) if per else None
        if following:
            names.append(f"per {following[0]}")
            end = following[2]
            dimension = "time" if dimension == following[1] == "time" else "measure"
            continue
        product = _PRODUCT.match(text, end)
        following = _one(text, product.end()) if product else None
        if following and following[3]:
            names.append(f"per {following[0]}")
            end = following[2]
            dimension = "measure"
            continue
        break
    return Reading(Unit(" ".join(names), dimension), end)


_PREPOSITION = re.compile(r"\s+\w|-\w")
_EXPONENT_NAMES = {"2": "square ", "3": "cubic ", "4": "quartic ", "1": ""}


def _one(text: str, at: int) -> tuple[str, Dimension, int, bool] | None:
    """One unit with its power: name, dimension, end and whether the power is negative."""
    if match := _NAME_LOOSE.match(text, at):
        unit = NAMES[match[2].lower()]
        power = {"square": "square ", "squared": "square ", "cubic": "cubic ", "cubed": "cubic "}.get(
            (match[1] or match[3] or "").lower(), ""
        )
        return power + unit.name, "measure" if power else unit.dimension, match.end(), False
    match = _SYMBOL.match(text, at)
    letter = match is not None and len(match[1]) == 1 and match[1].isalpha()
    glued = letter and at and text[at - 1].isdigit() and match and match[1] not in "mgshWVÅΩ"
    # "1 in 3 (31%)" is no cubic inch.
    preposition = match and match[1] == "in" and (" " in match[0] or _PREPOSITION.match(text, match.end()))
    if match and not glued and not preposition:
        unit = SYMBOLS[match[1]]
        worded = {"squared": "2", "cubed": "3"}.get(match[4] or "", "")
        raised = (match[2] or match[3] or worded).translate(str.maketrans("⁻−–¹²³⁴", "---1234")).replace(" ", "")
        power = _EXPONENT_NAMES[raised.lstrip("-")] if raised else ""
        return power + unit.name, "measure" if raised else unit.dimension, match.end(), raised.startswith("-")
    return None


_RATE = re.compile(
    r"\s?/\s?(hour|hr|day|week|month|mo|year|yr)\b|\s+(?:per|an?)\s+(hour|day|week|month|quarter|year|annum)\b(?!\s+(?:ago|earlier|later|before))",
    re.IGNORECASE,
)
_RATE_NAMES = {"hr": "hour", "mo": "month", "yr": "year", "annum": "year"}


# The wider gap is what is left of "&pound;8m".
_CURRENCY = re.compile(rf"(?<![A-Za-z])({_alternatives(CURRENCIES)})(?:[ \u00a0]?|[ ]{{4,7}})$")


def currency(text: str, start: int) -> tuple[Unit, int] | None:
    """The currency before a number that begins at `start`, and where its sign begins."""
    match = _CURRENCY.search(text, max(0, start - 10), start)
    return (Unit(CURRENCIES[match[1]], "money"), match.start()) if match else None


def by_time(text: str, unit: Unit, end: int) -> Reading:
    """The unit by time where the text goes on so: "USD per hour" for "$15.4/hour"."""
    match = _RATE.match(text, end)
    if match is None:
        return Reading(unit, end)
    period = (match[1] or match[2]).lower()
    return Reading(Unit(f"{unit.name} per {_RATE_NAMES.get(period, period)}", unit.dimension), match.end())
