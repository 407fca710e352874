"""Who owns every letter begins another one in chat, looks at it, and throws it away."""

from dataclasses import replace

from bot.commands.letters.drafting.draft import view
from bot.commands.letters.drafting.editing import TAG
from bot.commands.shared_options import OWNERS, SURE, for_editors_of_any
from bot.errors import Invalid
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import LETTER, Kind, Option
from bot.model.letters import limits
from bot.model.letters.editing import complete, words
from bot.model.letters.items import MOST_LANGUAGES
from bot.service.letters import beginning, editing
from bot.text.checks import region
from bot.text.languages import each_language
from bot.text.text import Language, n, t
from bot.views.letters.drafts import lacks
from bot.views.letters.preview import preview


def _new(call: Call) -> Reply:
    begun = beginning.begin(
        call.unit,
        call.person(),
        languages=words(call.text("tongues")),
        title=call.text("title"),
        initiator=call.text("initiator"),
        zone=call.text("zone"),
    )
    said = t("**The letter is begun.** Write what it says and asks, in any order; then publish it.")
    reply, about = view(replace(call, revision=begun), "", None, said), {LETTER: begun.letter_id}
    return replace(reply, buttons=[replace(each, values={**about, **each.values}) for each in reply.buttons])


def _preview(call: Call) -> Reply:
    letter, index = editing.edited(call.unit, call.published), call.number("language") or 0
    tag = letter.languages[index] if index < len(letter.languages) else letter.languages[0]
    others = [
        Button(t("Read it in {language}", language=Language(each)), "preview", {"language": at})
        for at, each in enumerate(letter.languages)
        if each != tag
    ]
    publish = [Button(t("Preview and publish"), "publish", style="primary")] if complete(letter) else []
    return Reply(
        [*preview(letter, tag, call.unit.now), *lacks(letter)],
        (*others, *publish, Button(t("Edit the letter"), "edit")),
    )


def _abandon(call: Call) -> Reply:
    title = editing.edited(call.unit, call.published).title
    if not call.text("sure"):
        asked = t("**Throw {title} away?** All that was written of it is gone.", title=title)
        sure = Button(t("Throw it away"), "abandon_letter", {"sure": "yes"}, style="danger")
        return Reply([asked], (sure, Button(t("Back"), "edit")), replaces=True)
    beginning.abandon(call.unit, call.published)
    return Reply([t("**{title} was thrown away.** Nothing of it was published.", title=title)], replaces=True)


def _tongues(text: str) -> str:
    """Languages by their short names; raises `Invalid` where one is not known."""
    languages = each_language(text)
    if not 1 <= len(languages) <= MOST_LANGUAGES:
        raise Invalid(
            n(
                "A letter has {count} language.",
                "A letter has 1 to {count} languages.",
                MOST_LANGUAGES,
            )
        )
    return ", ".join(languages)


def _zone(call: Call) -> str:
    """The zone that the letter before has, which is likely this one's too."""
    letters = call.unit.letters.all()
    return letters[-1].letter.zone if letters else ""


COMMANDS = (
    Command(
        "new_letter",
        t("Begin another letter"),
        _new,
        (
            Option(
                "tongues",
                Kind.TEXT,
                t("Languages"),
                t("In which languages is it? The letter's own first, commas between them: “English, French”"),
                check=_tongues,
                argument=False,
            ),
            Option(
                "title",
                Kind.TEXT,
                t("Title"),
                t("Its title, in the letter's own language"),
                most=limits.TITLE,
                questions=True,
                argument=False,
            ),
            Option(
                "initiator",
                Kind.TEXT,
                t("Initiator"),
                t("The organization that starts it, in the letter's own language"),
                most=limits.NAME,
                argument=False,
            ),
            Option(
                "zone",
                Kind.TEXT,
                t("Time zone"),
                t("The time zone of its dates: a region and a city, such as `America/Toronto`"),
                check=region,
                prefill=_zone,
                argument=False,
            ),
        ),
        roles=OWNERS,
        private=True,
    ),
    for_editors_of_any("preview", t("Read the letter as members will"), _preview, TAG),
    for_editors_of_any("abandon_letter", t("Throw away a letter that was begun"), _abandon, SURE, irreversible="sure"),
)
