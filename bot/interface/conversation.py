"""run(): authorize, convert, ask for what is missing, call, answer. One request is one unit of work."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from bot.errors import Conflict, NotAllowed, NotFound, Refusal
from bot.interface.actions import Action, filled
from bot.interface.command import Button, Call, Command, Reply
from bot.interface.forms import FORM, Asking, convert, shown
from bot.interface.options import Kind, Need, Option, Suggestion
from bot.interface.places import Places
from bot.interface.requests import Answer, Caller, Elsewhere, Invoke, Kept, Open, Press, Request, Say, Submit, Update
from bot.interface.values import mended
from bot.model.forms import Form
from bot.model.letter import Revision
from bot.model.organizations import alike, normalize
from bot.model.people import Actor
from bot.model.receipts import RECEIPT_LENGTH, make
from bot.ports.messenger import Key, Message, Refused
from bot.ports.store import Store, Unit
from bot.text.compose import compose, label
from bot.text.locales import SOURCE, Speech, primary
from bot.text.text import Text, t

logger = logging.getLogger(__name__)

Prepare = Callable[[Message], Refused | None]
"""What a platform finds wrong with a message that must leave in one piece."""

LIKENESSES = 3
"""So many known organizations at the most are offered for one that was typed."""

LETTER = "letter"
"""The option by which a command is about a letter."""

SETTLED = "settled"
"""Beside the options of a form: the organization's name that the person has said to mean."""


class Interface:
    """Everything that people can tell the bot, on whatever platform."""

    def __init__(
        self, commands: Sequence[Command], store: Store, speeches: Mapping[str, Speech], checks: Sequence[Prepare]
    ) -> None:
        self._checks = checks
        self.commands = tuple(commands)
        self.speeches = speeches
        self.places = Places(store)
        self._named = {command.name: command for command in commands}
        self._store = store

    def prepare(self, message: Message) -> None:
        """Refuse a message that one of the platforms can't take in one piece."""
        for check in self._checks:
            refused = check(message)
            if refused:
                raise Conflict(t("This can't be sent everywhere: {reason}. Nothing was sent.", reason=refused.reason))

    def command(self, name: str) -> Command | None:
        """The command of this name."""
        return self._named.get(name)

    def label(self, text: Text, language: str) -> str:
        """A short text for a menu, in a language, else in the source's."""
        return label(text, self.speeches.get(language, self.speeches[SOURCE]))

    async def answer(self, caller: Caller, request: Request, update: Update | None = None) -> Answer | None:
        """Do what is asked, on disk when this returns, and say what came of it.

        Nothing comes back for a repeated update, and for a line that is meant for others.
        """
        caller = replace(caller, title=mended(caller.title)[:200])
        manages = await caller.manages() if self._asks_for_manager(request) else False
        try:
            return await self._store.write(lambda unit: _Run(self, unit, caller, manages).answer(request, update))
        except Exception:
            logger.exception("a request failed")
            return await self._store.write(lambda unit: _Run(self, unit, caller, manages).apologize(update))

    async def leaving(self, platform: str, number: int) -> None:
        """The answer to an update is about to leave: from now on it is not sent by itself again."""
        await self._store.write(lambda unit: unit.updates.leaving(platform, number))

    async def unanswered(self, platform: str) -> Sequence[tuple[int, Kept]]:
        """The answers to updates that did not begin to leave when the process last ended."""
        waiting = await self._store.read(lambda unit: unit.updates.unanswered(platform))
        return [(number, msgspec.json.decode(kept, type=Kept)) for number, kept in waiting]

    async def suggest(self, caller: Caller, command: str, option: str, typed: str) -> Sequence[Suggestion]:
        """What somebody who is typing an option of a command may mean."""
        declared = self._named.get(command)
        wanted = declared.option(option) if declared else None
        if declared is None or wanted is None or wanted.suggest is None:
            return ()
        suggest = wanted.suggest

        def unit(unit: Unit) -> Sequence[Suggestion]:
            run = _Run(self, unit, caller, False)
            call = run.call(declared, {}, run.revision({}))
            return suggest(call, mended(typed)[:200]) if run.allowed(declared, call) else ()

        return await self._store.read(unit)

    def private(self, request: Request) -> bool:
        """Whether nobody but its caller sees the answer to a request, unless it is a public command's."""
        command = self._meant(request)
        return command is None or command.private

    def _asks_for_manager(self, request: Request) -> bool:
        command = self._meant(request)
        return command is not None and (command.manager or command.asks_manager)

    def _meant(self, request: Request) -> Command | None:
        match request:
            case Invoke(name, _):
                return self._named.get(name)
            case Press(text) | Open(text):
                action = Action.read(text)
                return self._named.get(action.command) if action else None
        return None

    def render(self, reply: Reply, language: str, revision: Revision | None, private: bool) -> Message:
        """A reply as a message, in one language, else in the source's."""
        speech = self.speeches.get(language, self.speeches[SOURCE])
        return Message(
            compose(reply.parts, speech),
            tuple(self._key(button, speech, revision) for button in reply.buttons),
            private=private,
            replaces=reply.replaces,
            language=speech.tag,
        )

    def _key(self, button: Button, speech: Speech, revision: Revision | None) -> Key:
        text = label(button.label, speech) if isinstance(button.label, Text) else button.label
        if button.url:
            return Key(text, url=button.url)
        names = self._named[button.command].names
        values = {name: str(value) for name, value in button.values.items()}
        if LETTER in names and revision:
            values.setdefault(LETTER, str(revision.letter_id))
        return Key(text, str(filled(button.command, names, values)), style=button.style)


@dataclass
class _Run:
    """One request in its unit of work."""

    interface: Interface
    unit: Unit
    caller: Caller
    manages: bool

    def answer(self, request: Request, update: Update | None) -> Answer | None:
        if update and not self.unit.updates.take(update.platform, update.number):
            return None
        answer: Answer | None
        try:
            with self.unit.savepoint():
                self._reopen()
                answer = self._take(request)
        except Refusal as refusal:
            answer = self._say(refusal.text)
        return self._kept(answer, update)

    def _reopen(self) -> None:
        """A chat that was closed speaks again: it can be reached."""
        chat = self.unit.chats.find(self.caller.address)
        if chat and chat.closed:
            self.unit.chats.ensure(chat.address, chat.kind, self.caller.title)

    def apologize(self, update: Update | None) -> Answer | None:
        if update and not self.unit.updates.take(update.platform, update.number):
            return None
        return self._kept(
            self._say(t("Something went wrong here, and nothing was recorded. Please try again.")), update
        )

    def _kept(self, answer: Answer | None, update: Update | None) -> Answer | None:
        if update and isinstance(answer, Message | Elsewhere):
            kept = Kept(update.route, answer) if isinstance(answer, Message) else Kept(update.route, None, answer)
            self.unit.updates.keep_answer(update.platform, update.number, msgspec.json.encode(kept).decode())
        return answer

    def _take(self, request: Request) -> Answer | None:
        match request:
            case Invoke(name, values):
                return self._invoke(name, values)
            case Press(text):
                return self._press(text)
            case Open(text):
                return self._press(text, linked=True)
            case Submit(form_id, values):
                return self._fill(self._form(form_id), values, submitted=True)
            case Say(text):
                form = self.unit.forms.open(self.caller.account, self.caller.address)
                if form and form.asked:
                    return self._fill(form, {form.asked[0]: text})
                return self._invoke("ask", {"question": text}) if self.caller.confidential else None

    def _invoke(self, name: str, values: Mapping[str, str]) -> Answer:
        command = self.interface.command(name)
        if command is None:
            raise NotFound(t("There is no such command. `/help` lists what there is."))
        return self._proceed(command, {key: mended(value) for key, value in values.items() if value.strip()})

    def _press(self, text: str, linked: bool = False) -> Answer:
        action = Action.read(text)
        if action and action.command == FORM:
            return self._press_in_form(action.values[:2] if linked else action.values)
        command = self.interface.command(action.command) if action else None
        if action is None or command is None or len(action.values) > len(command.options):
            raise NotFound(t("This button belongs to an earlier version. `/help` lists what there is."))
        if linked and not command.linked:
            raise NotFound(t("A link can't do this. `/help` lists what there is."))
        options = zip(command.options, action.values, strict=False)
        asked = {
            option.name: text
            for option, text in options
            if text and (not linked or option.argument or option.name == LETTER)
        }
        return self._proceed(command, asked)

    # What comes of a command.

    def _proceed(
        self, command: Command, raw: Mapping[str, str], form: Form | None = None, submitted: bool = False
    ) -> Answer:  # fmt: skip
        revision = self.revision(raw)
        if command.about_letter and revision and LETTER not in raw:
            raw = {LETTER: str(revision.letter_id), **raw}
        call = self.call(command, raw, revision)
        self._authorize(command, call)
        if command.private and not self.caller.confidential:
            return self._elsewhere(command, call, raw, form)
        if form is None and command.begin:
            raw = {**command.begin(call), **raw}
        given = convert(command, raw, call)
        right = {name: text for name, text in raw.items() if name not in given.wrong}
        call = replace(call, raw=right, values=given.values)
        wrong = {name: raw[name] for name in given.wrong}
        form = replace(form or self._new_form(command), values=right, wrong=wrong, asked=())
        asking = Asking(command, call, form)
        if given.wrong:
            return self._ask_again(asking, given.wrong, submitted)
        unsettled = self._unsettled(asking)
        if unsettled:
            self.unit.forms.save(form)
            return unsettled
        missing = command.missing(given.values, right)
        if missing is None:
            self.unit.forms.close(form.id)
            reply = command.handler(call)
            return self.interface.render(reply, reply.language or call.speech.tag, revision, command.private)
        return self._ask(asking, missing, submitted)

    def _ask(self, asking: Asking, option: Option, submitted: bool = False, wrong: Text | None = None) -> Answer:
        if not option.typed:
            message = asking.choice(option)
            if any(key.action.startswith(f"1-{FORM}-") for key in message.keys):
                self.unit.forms.save(asking.form)
            return message
        if not self.caller.confidential:
            return self._elsewhere(asking.command, asking.call, asking.form.values, asking.form)
        names = asking.chunk(option)
        form = replace(asking.form, asked=names)
        self.unit.forms.save(form)
        asking = replace(asking, form=form)
        if self.caller.fields == 1:
            return asking.question(option, wrong)
        return asking.onward(option) if submitted else asking.page(names)

    def _ask_again(self, asking: Asking, wrong: Mapping[str, Text], submitted: bool) -> Answer:
        first = next(option for option in asking.command.options if option.name in wrong)
        if not first.typed or (not first.argument and not asking.form.values):
            raise Conflict(wrong[first.name])
        if self.caller.fields == 1 and self.caller.confidential:
            return self._ask(asking, first, wrong=wrong[first.name])
        self.unit.forms.save(replace(asking.form, asked=asking.chunk(first)))
        return asking.errors(wrong)

    def _unsettled(self, asking: Asking) -> Message | None:
        """Where an organization was typed that is not known but is like one that is: the question which is meant."""
        for option in asking.command.options:
            typed = asking.form.values.get(option.name, "")
            if option.kind is not Kind.ORGANIZATION or not typed or asking.form.values.get(SETTLED) == typed:
                continue
            known = self.unit.organizations.published()
            if any(normalize(each.name) == normalize(typed) for each in known):
                continue
            near = [(each.id, each.name) for each in known if alike(each.name, typed)][:LIKENESSES]
            if near:
                return asking.likeness(typed, near)
        return None

    # What is pressed and typed in a form.

    def _form(self, form_id: str) -> Form:
        form = self.unit.forms.get(form_id)
        if form is None or str(form.account) != str(self.caller.account):
            raise NotFound(t("This form is closed. Begin again with the command; nothing was recorded."))
        return replace(form, address=self.caller.address)

    def _press_in_form(self, values: Sequence[str]) -> Answer:
        form_id, act, index, key = (*values, "", "", "", "")[:4]
        form = self._form(form_id)
        command = self.interface.command(form.command)
        if command is None:
            raise NotFound(t("This form is closed. Begin again with the command; nothing was recorded."))
        option = command.options[int(index)] if index.isdecimal() and int(index) < len(command.options) else None
        asking = self._asking(command, form)
        match act:
            case "cancel":
                self.unit.forms.close(form.id)
                return replace(self._say(t("Cancelled. Nothing was recorded.")), replaces=True)
            case "set" if option:
                return self._proceed(command, {**form.values, option.name: key}, form)
            case "like":
                return self._settle(command, form, int(index or "0"))
            case "ask" if option:
                return self._ask(asking, option)
            case "edit":
                return asking.edits()
            case "back":
                asked = command.option(form.asked[0]) if form.asked else None
                before = asking.before(asked) if asked else None
                return self._ask(asking, before) if before else asking.edits()
        return self._proceed(command, form.values, form)

    def _settle(self, command: Command, form: Form, number: int) -> Answer:
        name = next(option.name for option in command.options if option.kind is Kind.ORGANIZATION)
        meant = next((each.name for each in self.unit.organizations.published() if each.id == number), None)
        typed = meant or form.values.get(name, "")
        return self._proceed(command, {**form.values, name: typed, SETTLED: typed}, form)

    def _fill(self, form: Form, values: Mapping[str, str], submitted: bool = False) -> Answer:
        command = self.interface.command(form.command)
        if command is None:
            raise NotFound(t("This form is closed. Begin again with the command; nothing was recorded."))
        known = {name: mended(text) for name, text in values.items() if command.option(name)}
        kept = {name: text for name, text in form.values.items() if name not in known}
        typed = {name: text for name, text in known.items() if text.strip() or name in form.asked}
        required = {name for name in typed if not typed[name].strip() and command.option(name) is not None}
        merged = {**kept, **{n: v for n, v in typed.items() if n not in required or self._must(command, n)}}
        return self._proceed(command, merged, form, submitted)

    def _must(self, command: Command, name: str) -> bool:
        option = command.option(name)
        return option is not None and option.need is Need.REQUIRED

    def _asking(self, command: Command, form: Form) -> Asking:
        call = self.call(command, form.values, self.revision(form.values))
        self._authorize(command, call)
        given = convert(command, form.values, call)
        return Asking(command, replace(call, values=given.values), form)

    # Who calls, and what of.

    def revision(self, raw: Mapping[str, str]) -> Revision | None:
        """The letter that is meant: the button's, else the one that this chat follows, else the only one."""
        given = raw.get(LETTER, "")
        if given.isdecimal():
            return self.unit.letters.current(int(given))
        chat = self.unit.chats.find(self.caller.address)
        followed = {letter_id for letter_id, _ in self.unit.chats.followed(chat.id)} if chat else set()
        if len(followed) == 1:
            return self.unit.letters.current(followed.pop())
        every = self.unit.letters.all()
        return every[0] if len(every) == 1 else None

    def call(self, command: Command, raw: Mapping[str, str], revision: Revision | None) -> Call:
        person = self.unit.people.find(self.caller.account)
        roles = self.unit.people.roles(person.id, revision.letter_id) if person and revision else frozenset()
        actor = Actor(self.caller.account, person, roles, self.manages)

        def prepare(reply: Reply, language: str) -> None:
            self.interface.prepare(self.interface.render(reply, language, revision, private=False))

        return Call(
            self.unit, actor, self.caller, self._speech(command.private), tuple(self.interface.speeches),
            revision, raw, {}, prepare,
        )  # fmt: skip

    def allowed(self, command: Command, call: Call) -> bool:
        """Whether the actor may use a command."""
        if command.roles and not call.actor.may(*command.roles):
            return False
        return not command.manager or call.actor.manages_chat or self.caller.kind == "private"

    def _authorize(self, command: Command, call: Call) -> None:
        if command.about_letter and call.revision is None and not self.unit.letters.all():
            raise NotFound(t("No letter was published here yet."))
        if command.about_letter and call.revision is None and LETTER not in call.raw:
            return
        if not self.allowed(command, call):
            if command.roles:
                raise NotAllowed(t("This is for the letter's organizers. Nothing was done."))
            raise NotAllowed(t("Only somebody who may manage this chat can do this. Nothing was done."))

    def _speech(self, private: bool) -> Speech:
        person = self.unit.people.find(self.caller.account)
        chat = self.unit.chats.find(self.caller.address)
        own = [person.language if person else "", primary(self.caller.language)]
        shared = [chat.language if chat else ""]
        wanted = own + shared if private or self.caller.kind == "private" else shared + own
        return next(
            (self.interface.speeches[tag] for tag in wanted if tag in self.interface.speeches),
            self.interface.speeches[SOURCE],
        )

    def _elsewhere(self, command: Command, call: Call, raw: Mapping[str, str], form: Form | None) -> Elsewhere:
        """A form that goes on in private: it belongs to this account, so that its link is of no use to another."""
        kept = replace(form or self._new_form(command), values=raw, asked=())
        self.unit.forms.save(kept)
        text = shown(t("This goes on in private, where only you see it."), call)
        return Elsewhere(str(Action(FORM, (kept.id, "go"))), text, shown(t("Go on in private"), call))

    def _new_form(self, command: Command) -> Form:
        form_id = make(RECEIPT_LENGTH, self.unit.below)
        return Form(form_id, self.caller.account, self.caller.address, command.name, {})

    def _say(self, text: Text) -> Message:
        speech = self._speech(True)
        return Message(compose((text,), speech), private=True, language=speech.tag)
