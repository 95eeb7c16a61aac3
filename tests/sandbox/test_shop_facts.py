"""What the shop begins with and how it is shown."""

from dataclasses import replace

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.shop_facts import Picture, PictureStatus, first_facts


def test_the_first_details_are_those_of_an_open_shop() -> None:
    details = first_facts(SandboxConfig()).details(SandboxConfig())
    assert (details["status"], details["phones"]) == (3, ["966-501234567"])
    assert len(details["businessHourOfTheWeek"]) == 7
    assert [each["status"] for each in details["mainPictures"]] == [60]


def test_a_rejected_picture_shows_its_reason() -> None:
    rejected = Picture(url="u", status=PictureStatus.REJECTED, reject_reason="too dark")
    facts = replace(first_facts(SandboxConfig()), pictures=(rejected,))
    shown = facts.details(SandboxConfig())["mainPictures"]
    assert shown == [{"url": "u", "status": 70, "rejectReason": "too dark"}]


def test_who_changes_the_details_does_not_change_the_facts() -> None:
    facts = first_facts(SandboxConfig())
    facts.details(SandboxConfig())["businessHourOfTheWeek"]["mon"].clear()
    assert facts.week["mon"]
