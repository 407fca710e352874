"""A person with a client app: what they type, press, choose and submit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from tests.waiting import PATIENCE

from . import composing, payloads, posting
from .channels import Channel, DirectChannel
from .checks.bodies import Upload
from .errors import ClientRefused, Json
from .guilds import Guild, Member, Role
from .interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Choice, Interaction
from .message_payloads import attachment as attachment_payload
from .message_payloads import message as message_payload
from .messages import Message
from .modals import Modal, picked_value
from .permissions import Permission
from .users import User

if TYPE_CHECKING:
    from .world import World

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3


class Person(User):
    """A person, made through `DiscordServer.person`."""

    def __init__(self, world: World, name: str, locale: str) -> None:
        super().__init__(world.ids.next(), name)
        self.world: Final = world
        self.locale = locale
        self.refuses_bot = False
        self.installed = False
        """Whether they have installed the application for themselves."""
        world.people[self.id] = self

    @property
    def dm(self) -> DirectChannel:
        """The direct messages with the bot; opened if they are not yet."""
        channel = self.world.direct_channels.get(self.id)
        if channel is None:
            channel = self.world.direct_channels[self.id] = DirectChannel(self.world, self)
        return channel

    @property
    def dms(self) -> list[Message]:
        """The messages in the direct messages with the bot."""
        return self.dm.messages

    def block_bot(self) -> None:
        """Block the bot, or close direct messages: it can no longer write to this person."""
        self.refuses_bot = True

    def unblock_bot(self) -> None:
        """Let the bot write again."""
        self.refuses_bot = False

    def install_bot(self) -> None:
        """Install the application for themselves: its commands are with them everywhere."""
        self.installed = True

    async def write_dm(self, text: str, *files: Upload, reply: Message | None = None) -> Message:
        """Write to the bot."""
        return await self.write(self.dm, text, *files, reply=reply)

    async def forward_dm(self, message: Message) -> Message:
        """Forward a message that they see to the bot."""
        self._check_place(message.channel, Permission.VIEW_CHANNEL)
        if message.deleted or message.ephemeral or message.is_notice:
            raise ClientRefused(f"{self.name} can't forward {message}")
        return posting.forward(self.dm, self, message)

    async def rewrite(self, message: Message, text: str) -> None:
        """Change a message of their own."""
        if message.author is not self or message.deleted:
            raise ClientRefused(f"{self.name} can't edit {message}")
        posting.rewrite(message, text)

    async def write(self, channel: Channel, text: str, *files: Upload, reply: Message | None = None) -> Message:
        """Write a message in a channel, perhaps as a reply to another there."""
        needed = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        self._check_place(channel, needed)
        return posting.write(channel, self, text, files, reply)

    async def command(self, channel: Channel, name: str, /, **options: Any) -> Interaction:
        """Use a slash command, with its subcommands after spaces; the handle tells what the bot answers.

        Options take text, numbers, people, roles, channels, and files: an Upload, or a name and its bytes.
        """
        data = self._composed(channel, name, options)
        return Interaction(self, channel, COMMAND, data, what=f"/{name}").send()

    async def menu(self, channel: Channel, name: str, target: User | Message) -> Interaction:
        """Use a command of the context menu of an account or a message."""
        kind = USER_MENU if isinstance(target, User) else MESSAGE_MENU
        command = self._usable(channel, name, kind)
        resolved: Json = {}
        if isinstance(target, Message):
            resolved["messages"] = {str(target.id): message_payload(target)}
        else:
            self.resolve(target, resolved, channel)
        data = self._command_data(command) | {"target_id": str(target.id), "resolved": resolved}
        return Interaction(self, channel, COMMAND, data, what=f"menu {name!r}").send()

    async def complete(
        self,
        channel: Channel,
        name: str,
        *,
        option: str,
        typed: str,
        given: Mapping[str, Any] | None = None,
        within: float = PATIENCE,
    ) -> list[Choice]:
        """Type into an option that the bot completes; its suggestions."""
        command = self._usable(channel, name.split()[0], CHAT_INPUT)
        steps, known = composing.find_path(command, name.split()[1:])
        focused = [one for one in known if one["name"] == option and one.get("autocomplete")]
        if not focused:
            raise ClientRefused(f"/{name} completes no option {option!r}")
        others = [one | {"required": False} for one in known if one["name"] != option]
        travelling = composing.typed_options(others, given or {}, self, {}, channel)
        travelling.append({"name": option, "type": focused[0]["type"], "value": typed, "focused": True})
        data = self._command_data(command) | {"options": composing.nested(steps, travelling)}
        interaction = Interaction(self, channel, AUTOCOMPLETE, data, what=f"typing {typed!r} into /{name} {option}")
        return await interaction.send().suggestions(within)

    async def press(self, message: Message, button: str) -> Interaction:
        """Press a button, named by its label or custom_id."""
        self._check_usable(message)
        for one in message.buttons:
            if button not in (one.label, one.custom_id):
                continue
            if one.custom_id is None:
                raise ClientRefused(f"the button {button!r} opens {one.url}; the bot learns nothing of it")
            if one.disabled:
                raise ClientRefused(f"the button {button!r} is disabled")
            data = {"component_type": 2, "custom_id": one.custom_id, "id": message.component(one.custom_id)["id"]}
            what = f"pressing {one.label!r}"
            return Interaction(self, message.channel, COMPONENT, data, what=what, source=message).send()
        raise ClientRefused(f"there is no button {button!r}; there are {[one.label for one in message.buttons]}")

    async def choose(self, message: Message, select: str, values: Sequence[Any]) -> Interaction:
        """Choose in a select menu, named by its custom_id or placeholder: values, labels, people, roles, channels."""
        self._check_usable(message)
        for one in message.selects:
            if select not in (one.custom_id, one.placeholder):
                continue
            if one.disabled:
                raise ClientRefused(f"the select {select!r} is disabled")
            if not one.low <= len(values) <= one.high:
                raise ClientRefused(f"the select {select!r} takes {one.low} to {one.high} values, not {len(values)}")
            resolved: Json = {}
            component = message.component(one.custom_id)
            picked = [picked_value(select, component, value, self, resolved) for value in values]
            data: Json = {"component_type": one.kind, "custom_id": one.custom_id, "id": component["id"]}
            data |= {"values": picked} | ({"resolved": resolved} if resolved else {})
            what = f"choosing {picked} in {select!r}"
            return Interaction(self, message.channel, COMPONENT, data, what=what, source=message).send()
        raise ClientRefused(f"there is no select {select!r}; there are {[one.custom_id for one in message.selects]}")

    async def submit(self, modal: Modal, values: Mapping[str, Any]) -> Interaction:
        """Fill in fields, named by their labels or custom_ids, and submit the modal."""
        if modal.interaction.person is not self:
            raise ClientRefused(f"the {modal} is open for {modal.interaction.person.name}, not for {self.name}")
        if any(not earlier.failed for earlier in modal.submissions):
            raise ClientRefused(f"the {modal} was submitted and is closed")
        components, resolved = modal.filled(self, values)
        data: Json = {"custom_id": modal.custom_id, "components": components}
        if resolved:
            data["resolved"] = resolved
        opened_by = modal.interaction
        what = f"submitting {modal.title!r}"
        source, place = opened_by.source, opened_by.channel
        submission = Interaction(self, place, MODAL_SUBMIT, data, what=what, source=source, trigger=opened_by)
        modal.submissions.append(submission)
        return submission.send()

    def commands(self, channel: Channel) -> list[str]:
        """The names of the slash commands that this person sees there."""
        names = self.world.commands.names(channel.guild.id if channel.guild else None)
        return [name for name in names if self._why_not(channel, name, CHAT_INPUT) is None]

    def resolve(self, thing: Any, resolved: Json, channel: Channel | None = None) -> str:
        """The identifier of an account, role or channel, which is added to what the payload resolves."""
        if isinstance(thing, User):
            resolved.setdefault("users", {})[str(thing.id)] = payloads.user(thing)
            member = channel.guild.members.get(thing.id) if channel is not None and channel.guild else None
            if member is not None and channel is not None:
                resolved.setdefault("members", {})[str(thing.id)] = self._partial(member, channel)
        elif isinstance(thing, Role):
            resolved.setdefault("roles", {})[str(thing.id)] = payloads.role(thing)
        elif isinstance(thing, Channel):
            resolved.setdefault("channels", {})[str(thing.id)] = payloads.partial_channel(thing, self)
        else:
            raise ClientRefused(f"{thing!r} is no person, role or channel")
        return str(thing.id)

    def resolve_upload(self, upload: Upload, resolved: Json) -> str:
        """The identifier of a file that this person attaches, which is added to what the payload resolves."""
        file = posting.attachment(self.world, self.dm, upload)
        resolved.setdefault("attachments", {})[str(file.id)] = attachment_payload(file, ephemeral=True)
        return str(file.id)

    def _composed(self, channel: Channel, name: str, options: Mapping[str, Any]) -> Json:
        command = self._usable(channel, name.split()[0], CHAT_INPUT)
        steps, known = composing.find_path(command, name.split()[1:])
        resolved: Json = {}
        given = composing.typed_options(known, options, self, resolved, channel)
        data = self._command_data(command) | {"options": composing.nested(steps, given)}
        return data | ({"resolved": resolved} if resolved else {})

    def _usable(self, channel: Channel, name: str, kind: int) -> Json:
        self._check_place(channel, Permission.USE_APPLICATION_COMMANDS)
        reason = self._why_not(channel, name, kind)
        if reason is not None:
            raise ClientRefused(reason)
        command = self.world.commands.find(name, kind, channel.guild.id if channel.guild else None)
        assert command is not None
        return command

    def _why_not(self, channel: Channel, name: str, kind: int) -> str | None:
        guild: Guild | None = channel.guild
        command = self.world.commands.find(name, kind, guild.id if guild else None)
        if command is None:
            return f"there is no command {name!r}; there are {self.world.commands.names(guild.id if guild else None)}"
        contexts, own = command["contexts"], self.installed and 1 in command["integration_types"]
        if channel is not self.dm and (guild is None or not guild.has_bot):
            return None if own and (0 if guild else 2) in (contexts or (0,)) else f"the bot is not in {channel}"
        if guild is None:
            allowed = command["dm_permission"] if contexts is None else 1 in contexts
            return None if allowed else f"{name!r} cannot be used in direct messages"
        if contexts is not None and 0 not in contexts:
            return f"{name!r} cannot be used in a guild"
        needed = Permission(int(command["default_member_permissions"] or 0))
        held = guild.base_permissions(self)
        if command["default_member_permissions"] == "0" and Permission.ADMINISTRATOR not in held:
            return f"{name!r} is for administrators"
        return None if needed in held else f"{self.name} lacks a permission for {name!r}: {needed & ~held}"

    def _check_usable(self, message: Message) -> None:
        self._check_place(message.channel, Permission.VIEW_CHANNEL)
        if message.viewer not in (None, self):
            raise ClientRefused(f"{self.name} does not see this message: {message}")
        if message.deleted:
            raise ClientRefused(f"the message was deleted: {message}")

    def _check_place(self, channel: Channel, needed: Permission) -> None:
        if channel.deleted:
            raise ClientRefused(f"{channel} was deleted")
        held = channel.permissions_of(self)
        if Permission.VIEW_CHANNEL not in held:
            raise ClientRefused(f"{self.name} does not see {channel}")
        if needed not in held:
            raise ClientRefused(f"{self.name} lacks {needed.name} in {channel}")

    def _command_data(self, command: Json) -> Json:
        data = {key: command[key] for key in ("id", "name", "type")}
        return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})

    def _partial(self, member: Member, channel: Channel) -> Json:
        shown = payloads.member(member, channel.permissions_of(member.user))
        return {key: value for key, value in shown.items() if key not in ("user", "deaf", "mute")}
