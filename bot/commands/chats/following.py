"""A chat follows a letter, or no more."""

from collections.abc import Sequence

from bot.commands.shared_options import LETTER
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.chats import Topic
from bot.service.chats import following
from bot.text.text import Code, Listing, Part, t
from bot.views.buttons import ASK, READ, SIGN


def _follow(call: Call) -> Reply:
    topic = Topic(call.text("topic") or Topic.NEWS)
    here = call.unit.chats.ensure(call.caller.address, call.caller.kind, call.caller.title)
    following.follow(
        call.unit,
        call.actor,
        chat=here,
        letter_id=call.published.letter_id,
        topic=topic,
        language=call.speech.tag,
    )
    if topic is Topic.REVIEWS:
        return Reply(
            [
                t(
                    "The sign-ons that wait for a decision are shown in this chat from now on. To stop: {command}",
                    command=Code("/unfollow reviews"),
                ),
                *_unheard(call),
            ]
        )
    return Reply(
        [
            t(
                "This chat follows **{title}**: its announcements come here. To stop: {command}",
                title=call.letter.title,
                command=Code("/unfollow"),
            ),
            *_unheard(call),
        ],
        (READ, ASK, SIGN),
    )


def _lacking(call: Call) -> Sequence[Part]:
    """What will be missed of announcements here, and how it is given."""
    if not call.caller.lacks:
        return ()
    return (
        t(
            "**Some of it will be missing here:** I may not do this yet: {permissions}. Announcements can come with "
            "files, be pinned, and show what is behind their links. Whoever manages this place can allow it: in the "
            "settings of the channel, under its permissions, for my role.",
            permissions=Listing([t("{permission}", permission=each) for each in call.caller.lacks]),
        ),
    )


def _unheard(call: Call) -> Sequence[Part]:
    """What whoever manages a chat has to do before anything arrives there."""
    if call.caller.writable:
        return _lacking(call)
    return (
        t(
            "**Nothing arrives yet: I may not write there.** Please add me to the server, and let me view the channel "
            "and send messages in it."
        ),
    )


def _unfollow(call: Call) -> Reply:
    topic = Topic(call.text("topic") or Topic.NEWS)
    following.unfollow(call.unit, call.caller.address, call.published.letter_id, topic)
    return Reply([t("Done: this chat gets no more of this.")])


_TOPIC = Option(
    "topic",
    Kind.CHOICE,
    t("What"),
    t("What should come here?"),
    need=Need.NEVER,
    choices=(Choice(Topic.NEWS.value, t("News of the letter")), Choice(Topic.REVIEWS.value, t("Sign-ons to review"))),
)

_CHAT = Option("chat", Kind.CHAT, t("Channel"), t("Another channel or forum than this one"), need=Need.NEVER)

COMMANDS = (
    Command("follow", t("Get the letter's news in this chat"), _follow, (LETTER, _TOPIC, _CHAT), manager=True),
    Command("unfollow", t("Get no more news in this chat"), _unfollow, (LETTER, _TOPIC, _CHAT), manager=True),
)
