"""A command, declared once: slash command, button, modal, questions and form are views of this declaration."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.interface.call import Call, Reply, Shared
from bot.interface.options import LETTER, Kind, Need, Option
from bot.model.chats import Chat
from bot.model.people.person import Role
from bot.text.text import Text


@dataclass(frozen=True, slots=True)
class OnMessage:
    """What can be done with somebody's message, where a platform offers that at it: its text becomes the value of an
    option of that many characters at the most, its first file comes along."""

    label: Text
    option: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    It is for those who have one of `roles`, where any are named, and for who may manage the chat, where `manager` says
    so; for everybody otherwise. `by_role`: also for whoever has the role of a server that an owner has named.
    `asks_manager`: it does something else for who manages. `private`: nobody else sees its answer. `menu`: it stands in
    menus. `linked`: a link may open it, which anybody can make, with no more than its arguments and `about_chat`.
    `begin`: the options' values with which its form begins. `said`: what a line gives it that is nothing but a receipt
    or a code, where it is meant by that. `reachability`: the chats of which it is asked beforehand whether they can be
    reached. `reply`: the option that somebody fills in who replies to a message with its button, by that button's
    values; empty for none. `awaited`: with which values somebody gives it of whom a word is awaited that it takes, as
    `reply` says; empty where none is. `reply_is_asked_about`: such a line may be meant otherwise, and is asked about
    before it counts. `on_message`: what it is called where it is done with a message. `offered`: what it could do with
    a file or a forwarded post that somebody sends unasked: under which label, with which values. `irreversible`: the
    option without which it asks, since what it does then can't be undone. `shared`: what of a letter it can show in any
    chat, whoever shares it there. `while_open`: no button leads to it once the letter takes no sign-ons any more.
    `brief`: the command that says it in short, for groups on a platform where a link leads to the whole in private.
    `about_chat`: the option that names a chat by its number, to which the platform has to let its caller; it is as if
    they gave the command there. `corrects`: what its form begins with is there to be corrected, so that its fields come
    first, and what is to be confirmed after. `heading`: what stands above its fields in the place of its title, where
    that would say something else. `reveals`: its answer holds somebody's name, role
    or address.
    """

    name: str
    help: Text
    handler: Callable[[Call], Reply]
    options: tuple[Option, ...] = ()
    roles: frozenset[Role] = frozenset()
    manager: bool = False
    asks_manager: bool = False
    private: bool = False
    menu: bool = True
    linked: bool = False
    title: Text | None = None
    begin: Callable[[Call], Mapping[str, str]] | None = None
    said: Callable[[Call, str], Mapping[str, str]] | None = None
    reachability: Callable[[Call], Sequence[Chat]] | None = None
    on_message: OnMessage | None = None
    by_role: bool = False
    offered: Callable[[Call], Sequence[tuple[Text, Mapping[str, str]]]] | None = None
    reply: Callable[[Mapping[str, str]], str] = lambda raw: ""
    reply_is_asked_about: bool = False
    awaited: Callable[[Call], Mapping[str, str]] | None = None
    irreversible: str = ""
    shared: Callable[[Call], Sequence[Shared]] | None = None
    while_open: bool = False
    brief: str = ""
    about_chat: str = ""
    corrects: Callable[[Call], bool] = lambda call: False
    heading: Callable[[Call], Text | None] = lambda call: None
    reveals: bool = False

    @property
    def about_letter(self) -> bool:
        """Whether a letter is meant by it."""
        return any(option.name == LETTER for option in self.options)

    @property
    def about_begun(self) -> bool:
        """Whether it may also be about a letter of which nothing was published yet."""
        return any(option.name == LETTER and option.begun for option in self.options)

    @property
    def personal(self) -> bool:
        """Whether it asks for somebody's name, role or address, or says one."""
        return self.reveals or any(each.personal and each.need is not Need.NEVER for each in self.options)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its options in order."""
        return tuple(option.name for option in self.options)

    def filled(self, values: Sequence[str]) -> Mapping[str, str] | None:
        """The options that a button fills in by its values, in order; nothing where it is none of this version."""
        if len(values) > len(self.options):
            return None
        given = [(option, value) for option, value in zip(self.options, values, strict=False) if value]
        if not all(option.holds(value) for option, value in given):
            return None
        return {option.name: value for option, value in given}

    def option(self, name: str) -> Option | None:
        """The option of this name."""
        return next((option for option in self.options if option.name == name), None)

    @property
    def file(self) -> str:
        """The name of the option that holds a file; empty where none does."""
        return next((option.name for option in self.options if option.kind is Kind.FILE), "")

    def arguments(self, confidential: bool) -> tuple[Option, ...]:
        """The options that may be given together with the command in a place, shared or confidential."""
        return tuple(
            option for option in self.options if option.argument and not (option.personal and not confidential)
        )

    def missing(self, call: Call) -> Option | None:
        """The first option that has to be asked for, with what was given and taken so far in a call."""
        for option in self.options:
            if option.need is Need.REQUIRED and option.name not in call.values and option.wanted(call, call.raw):
                return option
        return None
