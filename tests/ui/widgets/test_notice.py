"""Blocks that cannot be overlooked."""

from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.notice import Notice, NoticeLook, NoticeStack

NOTE = NoticeLook(kind="note", icon="note", text="no onion")
STOP = NoticeLook(kind="stop", icon="warning", title="STOP", text="by the customer")


def test_blocks_come_and_go_and_are_used_again(qtbot: QtBot, theme: Theme) -> None:
    stack = NoticeStack(theme)
    qtbot.addWidget(stack)
    assert stack.isHidden()
    stack.show_looks((STOP, NOTE))
    blocks = stack.findChildren(Notice)
    assert [block.property("kind") for block in blocks] == ["stop", "note"]
    stack.show_looks((NOTE,))
    assert stack.findChildren(Notice) == blocks
    assert [block.isHidden() for block in blocks] == [False, True]
    assert blocks[0].property("kind") == "note"
    stack.show_looks(())
    assert stack.isHidden()
    assert stack.looks == ()
