"""What somebody is told who has signed on, or who can't."""

from bot.interface.call import Call, Reply
from bot.model.chats import ChatKind
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.proofs.authority import Standing
from bot.text.text import Code, Language, Link, Listing, Markdown, Part, Text, t
from bot.views.buttons import LIST, READ
from bot.views.endorsements.boards import PACKET
from bot.views.endorsements.desk import desk_buttons
from bot.views.endorsements.public_entry import public_entry, receipt
from bot.views.letters.sharing import letter_name, share_button
from bot.views.lists import kept_back
from bot.views.proofs import authority


def received(call: Call, endorsement: Endorsement, proofs: Standing) -> Reply:
    """What somebody is told whose sign-on, or draft of one, was recorded."""
    draft = endorsement.state is State.DRAFT
    revision, language = endorsement.revision, Language(endorsement.language)
    parts: list[Part] = [
        t("**Kept as a draft.** Your receipt is {receipt}.", receipt=receipt(endorsement))
        if draft
        else t("**Thank you: your sign-on was received.** Your receipt is {receipt}.", receipt=receipt(endorsement)),
        *public_entry(endorsement.entry, categories=call.letter.categories),
        t(
            "For your board to decide on: revision {revision} of the letter, in {language}.",
            revision=revision,
            language=language,
        )
        if draft
        else t("Signed: revision {revision} of the letter, in {language}.", revision=revision, language=language),
    ]
    if draft:
        parts.append(
            t(
                "**Nothing is public, and nobody has been told.** When your board has decided, submit "
                "it with the button below."
            )
        )
    else:
        parts.append(
            t(
                "**It is not public yet.** A reviewer of the letter checks that it comes from the "
                "organization, and may ask "
                "you something here. You are told the outcome here."
            )
            if call.caller.kind is ChatKind.PRIVATE
            else t(
                "**It is not public yet.** A reviewer of the letter checks that it comes from the organization, and "
                "may ask you something: I write to you in private then, and to tell you the outcome."
            )
        )
    parts.extend(authority.told(call, endorsement, proofs))
    parts.extend(kept_back(call))
    if not draft:
        parts.append(t("Would you like to hear what becomes of the letter? Say so under “News and contact”."))
    parts.append(
        t(
            "You can correct or withdraw it at any time with {way} from this account. Your name, "
            "role and e-mail address stay private. The receipt only identifies your sign-on; it gives"
            " nobody any rights.",
            way=t("“Your sign-on”") if call.caller.here else Code("/endorsement"),
        )
    )
    packet = (PACKET,) if draft else ()
    proving = authority.buttons(endorsement, proofs, call.unit.now)
    return Reply(parts, (*proving, *desk_buttons(endorsement), *packet), card=True)


def for_an_individual(call: Call) -> Reply:
    """What somebody is told who signs for nobody: words to send to an organization."""
    letter = call.letter
    shown = [Link(link) for _, link in call.links("letter", {"letter": str(call.published.letter_id)})]
    link: Link | Listing | Text = t("the letter itself, which this bot shows under `/letter`")
    if letter.link:
        link = Link(call.speech.reading(letter.link))
    elif shown:
        link = Listing(shown)
    parts: list[Part] = [
        t(
            "Thank you. Organizations sign this letter, so there is no form for a single person. "
            "You can send this to an organization that you belong to:"
        ),
        t(
            "Dear friends, {initiator} has written an open letter, “{title}”:",
            initiator=letter.initiator.name,
            title=letter.title,
        ),
        Markdown(letter.summary),
        t(
            "Could our organization decide to sign it? Here is more: {link}. Whoever may sign for us can do so with "
            "this bot in two minutes.",
            link=link,
        ),
    ]
    return Reply(parts, (READ, LIST, share_button(call, letter_name(letter))))
