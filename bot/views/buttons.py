"""Buttons that stand under many messages."""

from bot.interface.call import Button
from bot.text.text import t

READ = Button(t("Read the letter"), "letter")


ASK = Button(t("Ask about it"), "ask")


SIGN = Button(t("Sign on for an organization"), "sign", style="primary")


INVITATIONS = (Button(t("Add me to a group"), invites="group"), Button(t("Add me to a channel"), invites="channel"))
"""By these somebody brings the bot into a chat of theirs, in which it then says what it is."""


DEMANDS = Button(t("The demands"), "demands")


EVENTS = Button(t("The dates"), "events")


LIST = Button(t("Who has signed"), "signatories")


DISPUTE = Button(t("This isn't us"), "dispute")


HELP = Button(t("What I can do"), "help")


FOLLOW = Button(t("Get the letter's news in this chat"), "follow")


ANNOUNCE = Button(t("Announce something"), "announce", style="primary")


WORDS_TO_APPROVE = Button(t("Words to be approved"), "words")


REVIEW = Button(t("The sign-ons that wait for a decision"), "review")


CHANGES = Button(t("What changed"), "changes")


STOP = Button(t("No more of this"), "stop_news")


MANAGE = Button(t("Your sign-on"), "endorsement")


SIGN_AGAIN = Button(t("Read it, and sign with the same line"), "sign_again", style="primary")


STOP_NEXT = Button(t("Don't show me next letters"), "stop_news", {"earlier": "yes"})
