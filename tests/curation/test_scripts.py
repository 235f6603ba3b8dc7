"""What names in other scripts sound like in Latin letters."""

import pytest

from bot.curation.likeness import similarity
from bot.curation.titles import plain


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Gruppa krovi", "Группа крови"),
        ("Zvezda po imeni Solntse", "Звезда по имени Солнце"),
        ("Kukushka", "Кукушка"),
        ("Boyarski", "Боярский"),
        ("Markos Vamvakaris", "Μάρκος Βαμβακάρης"),
        ("Mikis Theodorakis", "Μίκης Θεοδωράκης"),
        ("Bom Nal", "봄날"),
        ("Bam Pyeonji", "밤편지"),
        ("Bangtan Sonyeondan", "방탄소년단"),
        ("Kyary Pamyu Pamyu", "きゃりーぱみゅぱみゅ"),
        ("Aidoru", "アイドル"),
        ("Sha la la", "シャララ"),
        ("Yoru ni kakeru", "夜に駆ける"),
        ("Ue wo muite arukou", "上を向いて歩こう"),
        ("Umm Kulthum", "أم كلثوم"),
        ("Gana el Hawa", "جانا الهوى"),
        ("Abdel Halim Hafez", "عبد الحليم حافظ"),
    ],
)
def test_a_name_is_known_by_how_its_letters_sound(asked: str, written: str) -> None:
    assert similarity(plain(asked), plain(written)) >= 0.9
    assert similarity(plain(written), plain(asked)) >= 0.9


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Gruppa krovi", "Пачка сигарет"),
        ("Kukushka", "Кукла"),
        ("Bom Nal", "불타오르네"),
        ("Yoru ni kakeru", "夜に笑う"),
        ("Ai no uta", "恋の歌"),  # the one letter that is told would be true of too much
        ("Tokyo", "東京"),  # Chinese characters do not say how they are read
        ("Tian mi mi", "甜蜜蜜"),
        ("Fairuz", "نسم"),
        ("Ah", "آه"),  # too short to be told by its consonants
        ("Hava", "הבה"),  # a script nobody taught it
        ("", "Кино"),
    ],
)
def test_what_its_letters_do_not_tell_is_not_guessed(asked: str, written: str) -> None:
    assert similarity(plain(asked), plain(written)) < 0.86
