"""What the full screen remembers of how somebody wants it."""

from pathlib import Path

from mensajeria.client.preferences import Preferences


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    Preferences("x", bell=False, muted=['#pla"za', "ñ"]).save(tmp_path / "new")
    assert Preferences.load(tmp_path / "new") == Preferences(
        "x", bell=False, muted=['#pla"za', "ñ"]
    )


def test_what_makes_no_sense_is_as_by_default(tmp_path: Path) -> None:
    for text in ("theme = [", "theme = 3\nbell = 'yes'\nother = 1\nmuted = 'x'", "\x00"):
        (tmp_path / "client.toml").write_text(text)
        assert Preferences.load(tmp_path) == Preferences()
    assert Preferences.load(tmp_path / "nowhere") == Preferences()


def test_a_folder_that_cannot_be_written_to_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Preferences().save(tmp_path / "file")
