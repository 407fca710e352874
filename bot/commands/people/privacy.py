"""What is kept about somebody, and how they have it forgotten."""

from collections.abc import Sequence

from bot.commands.shared_options import ANY_LETTER, ENDORSEMENT, LETTER, SURE, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.restores import BACKUPS_KEPT
from bot.service.people import forgetting
from bot.text.text import Bullets, Part, Text, n, t
from bot.views import held

KEEP, WITHDRAW = "keep", "withdraw"


def _privacy(call: Call) -> Reply:
    kept = held.lines(call)
    parts: list[Part] = [
        t("**What is held about you now**"),
        Bullets(tuple(kept)) if kept else t("Nothing."),
        t("**What is kept**"),
        Bullets(
            (
                t(
                    "Of a sign-on: the public line (organization, website, place, statement, reservations), and, "
                    "encrypted, the name, role and e-mail address of who signed. Only the letter's "
                    "reviewers can look at these, and each look is recorded."
                ),
                t(
                    "Of an address to which a code was mailed: the address, encrypted, and that it was proven. Of a "
                    "dispute: who says so and why, encrypted, for the reviewers."
                ),
                t(
                    "Of a sign-on that reached an organizer by mail or in a list: the same, and the mail, encrypted, "
                    "for the reviewers. Whoever it names finds it here, and has it erased, once they have come by a "
                    "code to that address, on the page on which organizations sign."
                ),
                t(
                    "Of whoever an organization names to the press, encrypted: name, role, languages, how they are "
                    "reached, a quotation. Only the letter's owners see it, and each look is recorded."
                ),
                t("A half-filled form, encrypted, for 14 days at the most."),
                t(
                    "A question that I can't answer: encrypted, without names, addresses and numbers, for 30 days. "
                    "Who asked it is kept as a code that shows no account, until three people have asked the same; "
                    "only then the letter's owners see it, and the codes go."
                ),
                t(
                    "Personal details of a withdrawn sign-on for 30 days, a declined one and a settled dispute for 90 "
                    "days, a draft that nobody touches for a year, and of everybody who signed or disputed for 90 days "
                    "after the letter's campaign has ended. Then they are erased."
                ),
                t(
                    "Of an organization that a letter's organizers ask to sign: its name, whom to ask there and "
                    "what it answered, encrypted, for owners and editors alone, until somebody wants it forgotten, the "
                    "campaign ends, or nobody has touched it for a year."
                ),
                t(
                    "Of you: the number of your account once you signed, followed, chose a language or one of several "
                    "letters, or became an organizer."
                ),
                t("A journal of what was done, without names."),
            )
        ),
        t("**What never happens**"),
        Bullets(
            (
                t("A question that I can answer is not kept."),
                t(
                    "Your address is never published, and your name only where you ask to be named as who speaks for "
                    "your organization. Neither is ever written to a log."
                ),
                t("Nothing that others write in a group is read."),
                t("Who was asked to sign and said no is never published, counted in public or exported."),
            )
        ),
    ]
    return Reply(parts, (Button(t("Forget me"), "forget_me", style="danger"),) if kept else ())


def _forget_me(call: Call) -> Reply:
    kept = held.lines(call)
    if not kept:
        return Reply(
            [t("Nothing is held about you.")], (Button(t("What is kept about you, and what never is"), "privacy"),)
        )
    how = call.text("how")
    if not how:
        return _ask(call, kept)
    person = call.actor.person
    whole = (
        forgetting.forget(call.unit, person, how == WITHDRAW)
        if person
        else forgetting.forget_account(call.unit, call.actor.account)
    )
    if not whole:
        return Reply(
            [t("**A part is erased.** You are named for very many organizations: please press once more.")],
            (Button(t("Go on"), "forget_me", {"how": how}, style="danger"),),
            replaces=True,
        )
    return Reply(
        [
            t(
                "**Forgotten.** Nothing leads to you here any more, and this chat gets no news. What you did stays in "
                "the journal under a random number that nobody can trace to you."
            ),
            n(
                "The bot's backups hold it for {count} more day at the most. Should one be restored, it is erased "
                "again.",
                "The bot's backups hold it for {count} more days at the most. Should one be restored, it is erased "
                "again.",
                BACKUPS_KEPT.days,
            ),
        ],
        replaces=True,
    )


def _ask(call: Call, kept: Sequence[Text]) -> Reply:
    parts: list[Part] = [
        t("**Shall everything that is held about you be erased?** It can't be undone."),
        Bullets(tuple(kept)),
    ]
    if call.actor.person is None or not forgetting.stands(call.unit, call.actor.person):
        sure = Button(t("Yes, forget me"), "forget_me", {"how": KEEP}, style="danger")
        return Reply(parts, (sure,))
    parts.append(
        t(
            "The sign-ons of your organizations can stand without you: your name, role and address are erased, and "
            "you can't change them any more. If a colleague is to look after one, hand it over first."
        )
    )
    return Reply(
        parts,
        (
            Button(t("Forget me, the sign-ons stand"), "forget_me", {"how": KEEP}, style="danger"),
            Button(t("Forget me, and take them back"), "forget_me", {"how": WITHDRAW}, style="danger"),
        ),
    )


def _erase(call: Call) -> Reply:
    number = call.number("endorsement") or 0
    if not call.text("sure"):
        question = t(
            "**Erase this sign-on?** The organization's name goes from everywhere, also from the record beside the "
            "journal. The journal keeps only that there was a sign-on, without a name. It can't be undone."
        )
        which = {"endorsement": call.raw.get("endorsement", ""), "sure": "yes"}
        return Reply([question], (Button(t("Yes, erase it"), "erase", which, style="danger"),))
    forgetting.erase(call.unit, call.actor.person, call.published.letter_id, number)
    return Reply([t("**Erased.**")], replaces=True)


_HOW = hidden(
    "how",
    t("How"),
    Kind.CHOICE,
    (Choice(KEEP, t("Forget me, the sign-ons stand")), Choice(WITHDRAW, t("Forget me, and take them back"))),
)

COMMANDS = (
    Command(
        "privacy", t("What is kept about you, and what never is"), _privacy, (ANY_LETTER,), private=True, linked=True
    ),
    Command(
        "forget_me",
        t("Have everything about you erased"),
        _forget_me,
        (ANY_LETTER, _HOW),
        private=True,
        irreversible="how",
    ),
    Command(
        "erase",
        t("Erase a sign-on that was withdrawn"),
        _erase,
        (LETTER, ENDORSEMENT, SURE),
        private=True,
        menu=False,
        irreversible="sure",
    ),
)
