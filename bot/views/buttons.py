"""Buttons that stand under many messages."""

from bot.interface.call import Button
from bot.text.text import t

READ = Button(t("Read the letter"), "letter")


ASK = Button(t("Ask about it"), "ask")


SIGN = Button(t("Sign on for an organization"), "sign", style="primary")


DEMANDS = Button(t("The demands"), "demands")


LIST = Button(t("Who has signed"), "signatories")


DISPUTE = Button(t("This isn't us"), "dispute")


HELP = Button(t("What I can do"), "help")


FOLLOW = Button(t("Get the letter's news in this chat"), "follow")


ANNOUNCE = Button(t("Announce something"), "announce", style="primary")


REVIEW = Button(t("The sign-ons that wait for a decision"), "review")


CHANGES = Button(t("What changed"), "changes")
