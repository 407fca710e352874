"""A representative has a communiqué in the organization's own name: changed, approved, had as files, offered."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import ENDORSEMENT, LETTER, among, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.forms.formatting import unkept, words
from bot.interface.options import Kind, Need, Option
from bot.model.blocks import Words
from bot.model.endorsements.communiques import LONGEST, Communique
from bot.model.endorsements.endorsement import Endorsement
from bot.ports.messenger import KeyStyle
from bot.service.endorsements import communiques, signing
from bot.text.compose import label
from bot.text.locales import speaking
from bot.text.markup.formatted import not_kept
from bot.text.text import Bullets, InLanguage, Language, Part, Text, Typed, t
from bot.views.announcements.announcement_views import LONGEST_HEAD, post
from bot.views.endorsements.communique_files import files
from bot.views.endorsements.communiques import embargoed, not_before, texts, title
from bot.views.endorsements.desk import desk_button

APPROVE, UNDO, FILES, OFFER = "approve", "undo", "files", "offer"
APPROVED = t(
    "**Approved.** It is yours to publish: nothing is published from here. Take it along as files, in each language."
)


def _endorsement(call: Call) -> Endorsement:
    letter_id, person, number = call.published.letter_id, call.actor.person, call.number("endorsement")
    if number is None:
        number = signing.mine(call.unit, person, letter_id, "").id
    return communiques.listed(call.unit, person, letter_id, number)


def _language(call: Call) -> str:
    """The letter's language that a button means by its place, else the caller's, else the letter's own."""
    index, languages = call.number("language"), call.letter.languages
    return languages[index] if index is not None and index < len(languages) else call.speech.language_of(
        call.letter.title
    )  # fmt: skip


def _texts(call: Call, endorsement: Endorsement) -> Mapping[str, Words]:
    return texts(call.unit, call.published, endorsement, call.web)


def _communique(call: Call) -> Reply:
    endorsement, act = _endorsement(call), call.text("act")
    said, language = _texts(call, endorsement), _language(call)
    if act == FILES:
        return _files(call, endorsement, said[language], language)
    if act == OFFER:
        return _offer(call, endorsement)
    if act == APPROVE:
        communiques.approve(call.unit, endorsement, said, call.text("shown"))
        return _desk(call, endorsement, language, APPROVED)
    if act == UNDO:
        communiques.undo(call.unit, endorsement)
    return _desk(call, endorsement, language)


def _write(call: Call) -> Reply:
    endorsement, language = _endorsement(call), _language(call)
    communiques.write(call.unit, endorsement, language, words(call, "text"))
    return _desk(call, endorsement, language, *not_kept(unkept(call, "text")))


def _desk(call: Call, endorsement: Endorsement, language: str, *first: Text) -> Reply:
    """What it says in a language, and what can be done about it."""
    said, latest = _texts(call, endorsement), call.unit.communiques.latest(endorsement.id)
    parts: list[Part] = [
        *first,
        InLanguage(t("**{title}**", title=title(endorsement, call.letter)), language),
        Typed(said[language], links=True, quoted=True),
        Bullets(tuple(_facts(call, endorsement, latest, language))),
    ]
    buttons = _buttons(call, endorsement, latest, said, language)
    return Reply(parts, buttons, replaces=not first, card=True)


def _facts(call: Call, endorsement: Endorsement, latest: Communique, language: str) -> Sequence[Text]:
    until, facts = not_before(call.unit, call.published), list[Text]()
    if until:
        facts.append(embargoed(until))
        facts.append(
            t("The list is kept back until then, and the letter's organizers ask everybody in it to wait with telling.")
        )
    if language not in latest.texts:
        facts.append(t("This follows from the letter and your sign-on. Change whatever is not as you say it."))
    if not endorsement.entry.statement:
        facts.append(t("Why your organization endorses it is not said yet: add a statement, or change the text."))
    facts.append(
        t("You have approved it.") if latest.approved else t("Nobody but you sees it. Read it, and approve it.")
    )
    return facts


def _buttons(
    call: Call, endorsement: Endorsement, latest: Communique, said: Mapping[str, Words], language: str
) -> Sequence[Button]:
    languages = call.letter.languages
    which: dict[str, str | int] = {"endorsement": endorsement.receipt, "language": languages.index(language)}

    def act(text: Text, name: str, style: KeyStyle = "plain", **more: str) -> Button:
        return Button(text, "communique", {**which, "act": name, **more}, style=style)

    buttons = [Button(t("Change the text"), "write_communique", which)]
    if latest.approved:
        buttons[:0] = [act(t("Take it along"), FILES), act(t("Offer it to the letter's organizers"), OFFER)]
    else:
        buttons.insert(0, act(t("Approve it"), APPROVE, "primary", shown=communiques.digest(said)))
    if latest.version:
        buttons.append(act(t("Undo the last change"), UNDO))
    others = (each for each in languages if each != language)
    buttons.extend(
        Button(t("Show it in {language}", language=Language(each)), "communique",
               {**which, "language": languages.index(each)})
        for each in others
    )  # fmt: skip
    return (*buttons, desk_button(endorsement))


def _files(call: Call, endorsement: Endorsement, said: Words, language: str) -> Reply:
    along = files(call, endorsement, said, language)
    told = t("**Your communiqué in {language}**, as Markdown, HTML and PDF, and what the initiator publishes with the "
             "letter.", language=Language(language))  # fmt: skip
    until = not_before(call.unit, call.published)
    return Reply([told, *((embargoed(until),) if until else ())], (_back(endorsement),), files=along)


def _offer(call: Call, endorsement: Endorsement) -> Reply:
    titles = {tag: label(title(endorsement, call.letter), speaking(tag)) for tag in call.letter.languages}
    draft = communiques.offer(call.unit, endorsement, titles)
    for tag in draft.content.texts:
        seen = post(call.unit, call.published, draft.content, tag, LONGEST_HEAD)
        if seen:
            _check_fits(call, seen, tag)
    said = t(
        "**Offered.** The letter's organizers see it as a draft, which only they can release. It would say that it is "
        "in your organization's words; nobody can change them. If you withdraw, it is taken back everywhere."
    )
    return Reply([said], (_back(endorsement),))


def _check_fits(call: Call, seen: Reply, language: str) -> None:
    try:
        call.prepare(seen, language)
    except Conflict as refused:
        shorter = t("{trouble} Make the text shorter, approve it, and offer it again.", trouble=refused.text)
        raise Conflict(shorter, "communique") from None


def _back(endorsement: Endorsement) -> Button:
    return Button(t("Back"), "communique", {"endorsement": endorsement.receipt})


def _begin(call: Call) -> Mapping[str, str]:
    """A refusal before anything is typed, where there is no communiqué to be had."""
    if call.revision:
        _endorsement(call)
    return {}


def _says(call: Call) -> Sequence[Part]:
    """What is asked for its text: what it says so far."""
    if call.revision is None:
        return (t("What does your organization say?"),)
    language = _language(call)
    so_far = Typed(_texts(call, _endorsement(call))[language], quoted=True)
    return (t("So far it says:"), so_far, t("The text in {language}:", language=Language(language)))


def _stands(call: Call) -> Words:
    return _texts(call, _endorsement(call))[_language(call)] if call.revision else ""


_TEXT = Option(
    "text",
    Kind.PARAGRAPH,
    t("The communiqué"),
    _says,
    personal=True,
    argument=False,
    most=LONGEST,
    questions=True,
    prefill=_stands,
    formatted=True,
)
_LANGUAGE = hidden("language", t("Language"))
_SHOWN = Option("shown", Kind.TEXT, t("Version"), t("Which version?"), need=Need.NEVER, argument=False)

COMMANDS = (
    Command(
        "communique",
        t("A communiqué in your organization's own name"),
        _communique,
        (LETTER, ENDORSEMENT, _LANGUAGE, among("act", t("What"), APPROVE, UNDO, FILES, OFFER), _SHOWN),
        private=True,
    ),
    Command(
        "write_communique",
        t("Change what your communiqué says"),
        _write,
        (LETTER, ENDORSEMENT, _LANGUAGE, _TEXT),
        private=True,
        menu=False,
        begin=_begin,
    ),
)
