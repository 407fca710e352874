"""Who calls, in which language, and which letter is meant."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.errors import NotAllowed, NotFound
from bot.interface.actions import Action, filled
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import LETTER
from bot.interface.rendering import Renderer
from bot.interface.requests import Caller
from bot.interface.typesetting import Typeset, nothing_typeset
from bot.model.chats import Address, Chat, ChatKind
from bot.model.letters.letter import Revision
from bot.model.letters.questions import language_of
from bot.model.people.person import Actor, Person, Role
from bot.model.web_addresses import sign_page
from bot.ports.messenger import Key, Message, Permission
from bot.ports.store import Unit
from bot.service.letters import meant
from bot.text.compose import compose, label
from bot.text.locales import SOURCE, Speech, primary
from bot.text.text import Link, Text, t

TELLING = 2
"""So many words at the least tell their language."""


@dataclass
class Calls:
    """The calls that one request makes, in its unit of work."""

    unit: Unit
    caller: Caller
    manages: bool
    renderer: Renderer
    mails: bool = False
    links: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    organizes: bool = False
    posted_at: Callable[[Address, str], str] = lambda chat, message: ""
    lacking: Callable[[Address, frozenset[Permission]], Sequence[str]] = lambda chat, needed: ()
    typesetting: Typeset = nothing_typeset
    web: str = ""
    _meant: Revision | None = field(default=None, init=False)

    @cached_property
    def chat(self) -> Chat | None:
        """The chat in which the request was made, if it is known."""
        return self.unit.chats.find(self.caller.address)

    @cached_property
    def person(self) -> Person | None:
        """The person who made it, if anything had to be remembered of them."""
        return self.unit.people.find(self.caller.account)

    @cached_property
    def letters(self) -> Sequence[Revision]:
        """Every letter."""
        return self.unit.letters.all()

    @cached_property
    def begun(self) -> Sequence[Revision]:
        """Every letter of which nothing was published yet, for whoever owns every letter; others learn of none."""
        owns = self._organizer is not None and Role.OWNER in self.unit.people.everywhere(self._organizer.id)
        return self.unit.letters.begun() if owns else ()

    def about(self, command: Command) -> Sequence[Revision]:
        """The letters that a command may be about."""
        return [*self.letters, *self.begun] if command.about_begun else self.letters

    def revision(self, command: Command, raw: Mapping[str, str]) -> Revision | None:
        """The letter that is meant: the button's, else the one that this place is about, or that this chat follows,
        else the only one, or the only one of which they are what the command is for, else the one that was chosen in
        this chat."""
        given, letters = raw.get(LETTER, "") or str(self.caller.letter or ""), self.about(command)
        if given:
            return next((each for each in letters if str(each.letter_id) == given), None)
        followed = {letter_id for letter_id, _ in self.unit.chats.followed(self.chat.id)} if self.chat else set()
        likely = [each for each in letters if each.letter_id in followed] if len(followed) == 1 else letters
        if len(likely) > 1 and command.roles and self._organizer:
            likely = self._organized(command, likely) or likely
        if len(likely) == 1:
            return likely[0]
        return next((each for each in likely if self.chat and each.letter_id == self.chat.chosen), None)

    def _organized(self, command: Command, letters: Sequence[Revision]) -> Sequence[Revision]:
        """Those of the letters of which the caller is what the command is for."""
        return [each for each in letters if not command.roles.isdisjoint(self.roles(command, each))]

    def choose(self, command: Command, raw: Mapping[str, str]) -> None:
        """It was asked which letter is meant, and this is the answer: it is meant here from now on."""
        if not command.about_letter or self.revision(command, {**raw, LETTER: ""}):
            return
        chosen = self.revision(command, raw)
        if chosen and chosen in self.letters:
            here = self.caller
            meant.choose(
                self.unit,
                chosen.letter_id,
                chat=here.address,
                kind=here.kind,
                title=here.title,
                manages=self.manages,
            )

    def roles(self, command: Command, revision: Revision | None) -> frozenset[Role]:
        """What the caller is in the letter that is meant; in every letter, for a command that is for some and about
        none."""
        if self._organizer is None:
            return frozenset()
        if command.roles and not command.about_letter:
            return self.unit.people.everywhere(self._organizer.id)
        return self.unit.people.roles(self._organizer.id, revision.letter_id) if revision else frozenset()

    @property
    def _organizer(self) -> Person | None:
        """The person, where they may be an organizer: a mailbox alone gives nobody a role that its person has
        elsewhere."""
        return None if self.caller.account.visits else self.person

    def call(self, command: Command, raw: Mapping[str, str]) -> Call:
        """A call of a command, with the letter that is meant filled in; what was typed is not converted yet."""
        revision = self.revision(command, raw)
        self._meant = revision or self._meant
        if command.about_letter and revision and LETTER not in raw:
            raw = {LETTER: str(revision.letter_id), **raw}
        roles = self.roles(command, revision)
        self.organizes = self.organizes or bool(roles)
        actor = Actor(self.caller.account, self.person, roles, self.manages, self._by_role(command, revision))

        def prepare(reply: Reply, language: str) -> None:
            self.renderer.prepare(self.renderer.message(reply, language, revision, now=self.unit.now, private=False))

        languages = tuple(self.renderer.speeches)
        speech = self._told(command, raw, self.speech(command.private, revision))
        platforms = tuple(self.renderer.checks)
        return Call(
            self.unit,
            actor,
            self.caller,
            speech,
            languages,
            revision,
            raw,
            {},
            prepare,
            platforms,
            self.mails,
            self._links,
            self.renderer.kinds,
            self.posted_at,
            self.lacking,
            self.typesetting,
            self.web,
        )

    def _links(self, command: str, values: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        action = str(filled(command, self.renderer.commands[command].names, values))
        links = ((platform, link(action)) for platform, link in self.links.items())
        return [(platform, link) for platform, link in links if link]

    def _by_role(self, command: Command, revision: Revision | None) -> bool:
        """Whether the caller has the role that an owner has named, as the platform says in this request."""
        server = self.caller.server
        if not command.by_role or server is None or revision is None or not self.caller.roles:
            return False
        workplace = self.unit.workplaces.find(revision.letter_id, server)
        return workplace is not None and workplace.role in self.caller.roles

    def allowed(self, command: Command, call: Call) -> bool:
        """Whether the actor may use a command."""
        if command.roles and not call.actor.may(*command.roles):
            return command.by_role and call.actor.by_role
        return not command.manager or call.actor.manages_chat or self.caller.kind is ChatKind.PRIVATE

    def authorize(self, command: Command, call: Call) -> None:
        """Raise `NotAllowed` where the actor may not use a command, `NotFound` where there is no letter for it. Roles
        are a letter's: which is meant is asked before."""
        if command.about_letter and call.revision is None:
            if not self.about(command):
                raise NotFound(t("No letter was published here yet."))
            if LETTER not in call.raw:
                return
        if command.personal and not self.caller.guarded:
            raise NotAllowed(self._unguarded(command, call))
        if not self.allowed(command, call):
            if command.roles and not command.about_letter:
                raise NotAllowed(t("This is for those who own every letter here. Nothing was done."))
            if command.roles:
                raise NotAllowed(t("This is for the letter's organizers. Nothing was done."), "help")
            raise NotAllowed(t("Only somebody who can manage this chat may do this. Nothing was done."))

    def _unguarded(self, command: Command, call: Call) -> Text:
        """Why nothing personal is asked for or said here, and where those who sign can do that."""
        page = sign_page(self.web, call.speech.tag, call.revision.letter.slug) if call.revision else ""
        if page and not command.roles:
            return t(
                "**Not here:** this is about personal details, and what is written here is not encrypted from end to "
                "end. Every server on its way could read it. On this page it goes to nobody else: {page}",
                page=Link(page),
            )
        return t(
            "**Not here:** this is about personal details, and what is written here is not encrypted from end to end. "
            "Every server on its way could read it. Please ask the organizers how to go on."
        )

    def say(self, text: Text, *then: Command) -> Message:
        """A text for the caller alone, with the buttons by which it goes on."""
        speech = self.speech(private=True)
        leads = [each for each in then if self.renderer.leads(each.name, self._meant, self.unit.now)]
        keys = tuple(Key(label(each.title or each.help, speech), self._onward(each)) for each in leads)
        return Message(compose((text,), speech), keys, private=True, language=speech.tag)

    def _onward(self, command: Command) -> str:
        """The action of a button for a command, about the letter that was meant so far."""
        known = self._meant is not None and self._meant in self.about(command)
        about = {LETTER: str(self._meant.letter_id)} if self._meant and known and LETTER in command.names else {}
        return str(filled(command.name, command.names, about)) if about else str(Action(command.name))

    def _told(self, command: Command, raw: Mapping[str, str], speech: Speech) -> Speech:
        """The language that what was typed tells, if it is to be answered in that; one word may be of any."""
        typed = " ".join(raw.get(option.name, "") for option in command.options if option.spoken)
        if len(typed.split()) < TELLING:
            return speech
        spoken = (*self.renderer.speeches, *(tag for each in self.letters for tag in each.letter.languages))
        told = language_of(typed, tuple(dict.fromkeys(spoken)), speech.tag)
        return speech if told == speech.tag else self.renderer.speeches.get(told, speech)

    def speech(self, private: bool, revision: Revision | None = None) -> Speech:
        """The language of an answer: the person's own where only they see it, else the chat's. A letter that speaks a
        language that the bot does not is read in it, with the bot's words in the next best."""
        own = [self.person.language if self.person else "", primary(self.caller.language)]
        if self.caller.here:
            own.reverse()
        if self.person and not any(own):
            own.append(self.unit.people.spoken(self.person.id))
        shared = [self.chat.language if self.chat else ""]
        wanted = own + shared if private or self.caller.kind is ChatKind.PRIVATE else shared + own
        speeches, spoken = self.renderer.speeches, revision.letter.languages if revision else ()
        best = next((tag for tag in wanted if tag in speeches), SOURCE)
        before = wanted[: wanted.index(best)] if best in wanted else wanted
        reads = next((tag for tag in before if tag in spoken), "")
        return replace(speeches[best], reads=reads) if reads else speeches[best]
