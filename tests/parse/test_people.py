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


def test_a_father_and_the_son_with_his_name_are_two() -> None:
    cast = _cast(
        "Mr. Thomas Hale was a banker. Mr. Hale had a son. Tom Hale was idle.\n\n"
        + _again(
            "“Thomas, come here,” said Mr. Hale.",
            "“Yes, sir,” said Tom.",
            "Tom came.",
            "“Well?” said Mr. Hale.",
        )
    )
    assert {"Tom", "Thomas"} <= {*cast["Tom Hale"].aliases}
    assert "Mr. Hale" in cast["Thomas Hale"].aliases


def test_an_old_and_a_young_one_of_a_name_are_two() -> None:
    cast = _cast(
        _again(
            "Old Mr. Hale sat down.",
            "“You are late,” said old Mr. Hale.",
            "“I was kept,” said young Mr. Hale.",
        )
    )
    assert set(cast) == {"Mr. Hale", "Young Mr. Hale"}


def test_who_is_told_from_brothers_by_a_given_name_is_not_their_father() -> None:
    cast = _cast(
        _again(
            "Mr. Charles Hale and Mr. Paul Hale came down. Mr. Hale was in the hall.",
            "“Morning,” said Mr. Hale.",
            "“Morning, sir,” said Charles.",
            "“Good morning, father,” said Paul.",
        )
    )
    assert set(cast) == {"Mr. Hale", "Charles Hale", "Paul Hale"}


def test_who_calls_somebody_by_a_name_has_another() -> None:
    cast = _cast(_again("“Come, Watson,” said Holmes.", "“I am coming,” I said.", "“Good,” said Holmes."))
    assert set(cast) == {"Holmes", "Watson"}


def test_who_answers_to_a_name_keeps_it() -> None:
    cast = _cast(
        _again(
            "Madame Heger sat down by Mademoiselle Lucy.",
            "“Bonjour,” said Madame Heger.",
            "“Sit down, Lucy,” said Madame.",
            "“Thank you,” said Mademoiselle Lucy.",
        )
    )
    assert {"Madame Heger", "Mademoiselle Lucy"} <= set(cast)


def test_a_lady_and_her_daughter_share_a_long_surname() -> None:
    cast = _cast(
        _again(
            "Lady Catherine de Burgh frowned at Miss de Burgh.",
            "“Sit down,” said Lady Catherine.",
            "“Yes, mother,” said Miss de Burgh.",
        )
    )
    assert set(cast) == {"Lady Catherine de Burgh", "Miss de Burgh"}


def test_two_short_forms_of_one_full_name() -> None:
    cast = _cast(_again("Elizabeth Dunn ran.", "“Oh!” cried Lizzie.", "“Yes, Liz?” said Theodore Dunn."))
    assert set(cast) == {"Elizabeth Dunn", "Theodore Dunn"}


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
