"""Numbers: how digits, words, fractions and scales are read, each row one way of writing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.enrich.statistics import numbers

ONE = [
    ("7", "7"),
    ("1,234", "1234"),
    ("1,234,567.5", "1234567.5"),
    ("12,34,567", "1234567"),
    ("1 234 567", "1234567"),
    ("40\u202f000", "40000"),
    ("1.234.567,8", "1234567.8"),
    ("3,5", "3.5"),
    (".75", "0.75"),
    ("0.5", "0.5"),
    ("-12", "-12"),
    ("−3.4", "-3.4"),
    ("+8", "8"),
    ("4/5", "0.8"),
    ("2 1/4", "2.25"),
    ("½", "0.5"),
    ("2½", "2.5"),
    ("1e6", "1000000"),
    ("2.5e-3", "0.0025"),
    ("1.3x10^6", "1300000"),
    ("4 × 10−5", "0.00004"),
    ("6×10⁻³", "0.006"),
    ("1.5^2", "2.25"),
    ("10k", "10000"),
    ("3.4M", "3400000"),
    ("7B", "7000000000"),
    ("1MM", "1000000"),
    ("2mil", "2000000"),
    ("10 bln", "10000000000"),
    ("2 million", "2000000"),
    ("1.2 billion", "1200000000"),
    ("3 trillion", "3000000000000"),
    ("13 lakh", "1300000"),
    ("three lakh crore", "3000000000000"),
    ("322 hundred", "32200"),
    ("3 hundred and 21", "321"),
    ("4 thousand 3 hundred and 21", "4321"),
    ("sixteen", "16"),
    ("ninety-five", "95"),
    ("fifty two", "52"),
    ("one hundred and six", "106"),
    ("two hundred and two thousand", "202000"),
    ("two thousand and two hundred", "2200"),
    ("twenty-one trillion three hundred", "21000000000300"),
    ("hundred thousand", "100000"),
    ("a million", "1000000"),
    ("half a million", "500000"),
    ("half million", "500000"),
    ("quarter million", "250000"),
    ("two thirds of a million", "666666.667"),
    ("a dozen", "12"),
    ("three dozens", "36"),
    ("half a dozen", "6"),
    ("two and a half", "2.5"),
    ("five and a half million", "5500000"),
    ("one million and a half", "1500000"),
    ("one billion and a half million", "1000500000"),
    ("one hundred and three quarters", "100.75"),
    ("a fifth", "0.2"),
    ("two-thirds", "0.6667"),
    ("three quarters", "0.75"),
    ("one - fourth", "0.25"),
    ("twenty fifths", "4"),
    ("twenty-three fifths", "4.6"),
    ("twenty twenty fifths", "0.8"),
    ("one hundred thirty fifths", "2.857"),
    ("one hundred and thirty fifths", "26"),
    ("a twenty-first", "0.0476"),
    ("a hundred trillionths", "0.0000000001"),
    ("one over twenty", "0.05"),
    ("two hundred point zero three", "200.03"),
    ("nought point eleven", "0.11"),
    ("minus five point five", "-5.5"),
    ("negative ninety-five hundred fifths", "-1900"),
]


@pytest.mark.parametrize(("text", "value"), ONE)
def test_a_number_alone_is_read_whole(text: str, value: str) -> None:
    (number,) = numbers.read(text)
    assert (number.start, number.end) == (0, len(text))
    assert float(number.value) == pytest.approx(float(value), rel=1e-3)


SEVERAL = [
    ("The chart covers 45 and 50 stores.", [45, 50]),
    ("Exercises 22,24,26,31.", [22, 24, 26, 31]),
    ("Any time on 5/17/2018?", [5, 17, 2018]),
    ("3 hundred and 2 hundred", [300, 200]),
    ("4000 3 hundred and 21", [4000, 321]),
    ("423 0000", [423, 0]),
    ("Write 5.00 or 5,00.", [5, 5]),
    ("It fell from 12 to -3.", [12, -3]),
    ("pages 10-15", [10, 15]),
    ("Earn $2000 over 3 years", [2000, 3]),
]


@pytest.mark.parametrize(("text", "values"), SEVERAL)
def test_numbers_beside_each_other_stay_apart(text: str, values: list[int]) -> None:
    assert [number.value for number in numbers.read(text)] == [Decimal(value) for value in values]


NONE = [
    "",
    "no digits here",
    "the 4th of May",
    "the twenty-fifth hour",
    "a first class seat",
    "The one you named",
    "Which one is it?",
    "192.168.1.20",
    "1/0",
    "9" * 40,
    "1e999",
]


@pytest.mark.parametrize("text", NONE)
def test_words_addresses_and_impossible_numbers_are_none(text: str) -> None:
    assert numbers.read(text) == ()


@pytest.mark.xfail(strict=True, reason="a second 'and' ends the number")
def test_two_joints_make_one_number() -> None:
    (number,) = numbers.read("twenty and three and three fifths")
    assert number.value == Decimal("23.6")


@pytest.mark.xfail(strict=True, reason="the dozens are taken to multiply the whole number")
def test_dozens_after_hundreds_are_added() -> None:
    (number,) = numbers.read("three hundred and two dozens")
    assert number.value == 324
