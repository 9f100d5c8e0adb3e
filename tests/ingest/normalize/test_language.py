"""The language of a text: by its commonest words, by its letters, by the classifier, or as declared."""

from __future__ import annotations

import pytest

from ingest.normalize import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The shops say that half of their buyers are gone from this year on.", "en"),
        ("Die Läden sagen, dass die Hälfte der Kunden nicht mehr in das Geschäft kommt.", "de"),
        ("Les boutiques disent que la moitié des clients est partie pour de bon cette année.", "fr"),
        ("Las tiendas dicen que la mitad de los clientes se fue por el precio del año.", "es"),
        ("I negozi dicono che la metà dei clienti non è più tornata per il prezzo della merce.", "it"),
        ("De winkels zeggen dat de helft van het publiek niet meer op een bezoek komt.", "nl"),
        ("Магазины говорят, что половина покупателей ушла и больше не вернётся.", "ru"),
        ("Крамниці кажуть, що половина покупців пішла і більше не повернеться їхньою дорогою.", "uk"),
        ("店の半分の客がもう戻ってこないと店主たちは話している。今年は特に厳しい一年だという。", "ja"),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_short_text_is_in_the_language_that_was_declared() -> None:
    assert language_of("Adieu", declared="fr-CA") == "fr"
    assert language_of("Adieu", declared="und") is None
    assert language_of("Adieu") is None
