"""A chat follows a letter, or no more."""

from collections.abc import Sequence

from bot.commands.shared_options import LETTER, OWNERS, among, hidden
from bot.errors import Conflict
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.chats import Topic
from bot.service.chats import following
from bot.text.text import Code, Listing, Part, t
from bot.views.buttons import ASK, INVITATIONS, READ, SIGN
from bot.views.chats import chat_name


def _follow(call: Call) -> Reply:
    topic = Topic(call.text("topic") or Topic.NEWS)
    if call.actor.account.visits:
        raise Conflict(t("News goes to chats: this page gets none. What is new stands on the letter's own page."))
    here = call.unit.chats.ensure(call.caller.address, call.caller.kind, call.caller.title)
    letter_id, language = call.published.letter_id, call.speech.tag
    if topic is Topic.REVIEWS:
        now = following.ask_for_reviews(
            call.unit, call.actor, chat=here, letter_id=letter_id, language=language, public=call.caller.public
        )
        if not now:
            return Reply(
                [
                    t(
                        "**An owner of the letter has to agree**, with one press in private: the bot has written to "
                        "the owners. Until then nothing is shown here."
                    ),
                    *_unheard(call),
                ]
            )
        return Reply(
            [
                t(
                    "The sign-ons that wait for a decision are shown in this chat from now on. To stop: {command}",
                    command=Code("/unfollow reviews"),
                ),
                *_unheard(call),
            ]
        )
    following.follow(call.unit, chat=here, letter_id=letter_id, language=language)
    return Reply(
        [
            t(
                "This chat follows **{title}**: its announcements come here. To stop: {command}",
                title=call.letter.title,
                command=Code("/unfollow"),
            ),
            *_unheard(call),
        ],
        (READ, ASK, SIGN, *(INVITATIONS if call.caller.confidential else ())),
    )


def _lacking(call: Call) -> Sequence[Part]:
    """What will be missed of announcements here, and how it is given."""
    if not call.caller.lacks:
        return ()
    return (
        t(
            "**Some of it will be missing here:** I may not do this yet: {permissions}. Announcements can come with "
            "files, be pinned, and show what is behind their links. Whoever manages this place can allow it: in its "
            "settings, under its permissions, for me or my role.",
            permissions=Listing(call.caller.lacks),
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


def _review_here(call: Call) -> Reply:
    agreed = call.text("act") == "yes"
    chat = following.review_in(call.unit, call.published.letter_id, call.number("chat") or 0, agreed)
    if not agreed:
        return Reply([t("**Not reviewed in {chat}.**", chat=chat_name(chat))], replaces=True)
    return Reply(
        [
            t(
                "**Sign-ons are reviewed in {chat} from now on**, and what waits already is shown there. To stop, "
                "somebody gives {command} there.",
                chat=chat_name(chat),
                command=Code("/unfollow reviews"),
            )
        ],
        replaces=True,
    )


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
    Command(
        "review_here",
        t("Let sign-ons be reviewed in a chat"),
        _review_here,
        (LETTER, hidden("chat", t("Chat")), among("act", t("What"), "yes", "no")),
        roles=OWNERS,
        private=True,
        menu=False,
    ),
    Command("unfollow", t("Get no more news in this chat"), _unfollow, (LETTER, _TOPIC, _CHAT), manager=True),
)
