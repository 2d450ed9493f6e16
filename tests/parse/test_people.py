"""The cast of small texts: who is one person, who are two, and of which gender."""

from __future__ import annotations

from fullcast.model import Book, Chapter, Character
from fullcast.parse import tag


def _cast(text: str) -> dict[str, Character]:
    return {c.name: c for c in tag(Book("A story", None, "en", (Chapter(1, "One", text),))).characters}


def test_a_given_name_a_title_and_a_surname_are_one_person() -> None:
    cast = _cast(
        "John Cavendish came in. John sat down.\n\n“Good evening,” said John.\n\n“Sit down, Mr. Cavendish,” said Evie Howard.\n\n"
        "“Thank you,” said Mr. Cavendish.\n"
    )
    assert set(cast) == {"John Cavendish", "Evie Howard"}
    assert cast["John Cavendish"].gender == "male"


def test_husband_and_wife_are_two() -> None:
    cast = _cast(
        "Mr. Bennet sat in the library. Mrs. Bennet came in.\n\n“My dear,” said Mrs. Bennet.\n\n“Well?” said Mr. Bennet.\n\n"
        "“It is let,” said Mrs. Bennet.\n"
    )
    assert {(c.name, c.gender) for c in cast.values()} == {("Mr. Bennet", "male"), ("Mrs. Bennet", "female")}


def test_a_short_form_is_the_only_one_of_that_name() -> None:
    cast = _cast(
        "Michael Hayes ran. Mike ran on.\n\n“Stop,” said Mike.\n\n“No,” said Rosa Lane.\n\n“Then go,” said Michael Hayes.\n"
    )
    assert set(cast) == {"Michael Hayes", "Rosa Lane"}


def test_a_day_that_speaks_is_somebody() -> None:
    cast = _cast(
        "They met on a Monday.\n\n“You are late,” said Sunday.\n\n“I know,” said Lena Brandt.\n\n“Then sit,” said Sunday.\n"
    )
    assert "Sunday" in cast
    assert "Monday" not in cast


def test_a_place_is_nobody() -> None:
    cast = _cast(
        "Nora Vale lived in Chicago. She had come to Chicago from Boston.\n\n“It is cold,” said Nora Vale.\n\n“It is,” said Ivo Lang."
        "\n\n“Where are you from?” he asked.\n\n“Boston.”\n"
    )
    assert set(cast) == {"Nora Vale", "Ivo Lang"}


def test_who_nobody_names_is_a_character_too() -> None:
    cast = _cast("A porter stood at the gate.\n\n“Closed,” said the porter.\n\n“I see,” said Nora Vale.\n")
    assert not cast["porter"].named
    assert cast["Nora Vale"].named


def test_names_that_the_table_lacks_have_a_gender() -> None:
    cast = _cast("Daniel Orr came in. Lucy Orr was there.\n\n“Hello,” said Lucy.\n\n“Hello,” said Daniel.\n")
    assert {(c.name, c.gender) for c in cast.values()} == {("Daniel Orr", "male"), ("Lucy Orr", "female")}


def _again(*lines: str) -> str:
    return "\n\n".join(lines * 4) + "\n"


def test_who_tells_the_story_is_called_by_others_only() -> None:
    cast = _cast(
        _again(
            "I sat by the fire.",
            "“What do you say, Watson?” asked Holmes.",
            "“That Dr. Mortimer is late,” said I.",
            "“Mortimer, Watson, is never late,” said Holmes.",
            "I looked up.",
        )
    )
    assert "Watson" in cast


def test_a_name_that_the_teller_answers_to_is_not_the_friends() -> None:
    cast = _cast(
        _again(
            "I sat by the fire, and Ukridge came in.",
            "“Garnet, old horse,” said Ukridge, “how are you?”",
            "“Quite well,” I said.",
            "“You look it, Garnet,” said Ukridge. “Garnet, I want you.”",
            "“I was afraid so,” I said.",
        )
    )
    assert "Garnet" not in cast["Ukridge"].aliases
