"""What a member of a chat may do there."""

from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

EVERYWHERE = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_CHANNEL = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
_GROUP = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
_PERMISSION_NAMES = """
    send_messages send_audios send_documents send_photos send_videos send_video_notes send_voice_notes
    send_polls send_other_messages add_web_page_previews react_to_messages edit_tag change_info invite_users
    pin_messages manage_topics"""
PERMISSIONS = tuple(f"can_{action}" for action in _PERMISSION_NAMES.split())
"""The fields of ChatPermissions."""
SENDING = {"text messages": "can_send_messages", "documents": "can_send_documents", "photos": "can_send_photos"}
"""The permission for each thing that a bot sends, as refusals call it."""

BOT_IN_GROUP = frozenset({"can_manage_chat", "can_delete_messages", "can_pin_messages", "can_manage_topics"})
BOT_IN_CHANNEL = frozenset({"can_manage_chat", "can_post_messages", "can_edit_messages", "can_delete_messages"})


@dataclass(frozen=True, slots=True)
class Member:
    """A status, with the rights of an administrator, or what is left to a restricted member."""

    status: Status
    rights: frozenset[str] = frozenset()

    @property
    def present(self) -> bool:
        """Whether it is in the chat."""
        return self.status not in ("left", "kicked")

    @property
    def leads(self) -> bool:
        """Whether it is an administrator or the owner."""
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """Whether it holds a right of administrators."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def wire(self, user: dict[str, Any], *, channel: bool) -> dict[str, Any]:
        """A ChatMember."""
        shown: dict[str, Any] = {"status": self.status, "user": user}
        if self.status == "creator":
            shown["is_anonymous"] = False
        elif self.status == "administrator":
            shown |= {"can_be_edited": False, "is_anonymous": False}
            shown |= {right: right in self.rights for right in EVERYWHERE + (_CHANNEL if channel else _GROUP)}
        elif self.status == "restricted":
            shown |= {"is_member": True, "until_date": 0} | {right: right in self.rights for right in PERMISSIONS}
        elif self.status == "kicked":
            shown["until_date"] = 0
        return shown


OWNER = Member("creator")
ADMINISTRATOR = Member("administrator", frozenset((*EVERYWHERE, *_CHANNEL, *_GROUP)))
MEMBER = Member("member")
LEFT = Member("left")
KICKED = Member("kicked")
