"""What is held about somebody, beside what they signed and disputed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """What is held about somebody who has these accounts: how many of each, and the letters whose news they follow.

    `chats`: private chats. `waiting`: messages that are still to be sent to them. `codes`: one-time codes that they
    made. `agreed`: things to which they agreed as they signed. `asked`: what reviewers asked them, with their answers.
    `addresses`: to these mail goes or went because of what they did, a colleague's too. `imports`: lists that they sent
    and have not brought in. `leases`: sign-ons that they have before them as a reviewer. `unanswered`: questions of
    theirs that nothing has answered. `kept_out`: of so many letters they are kept out. `missed`: what could not be told
    to them. `former`: roles that were taken from them lately. `hosted`: chats that they manage, as far as is known.
    `sessions`: those of theirs on the web that are open. `told`: messages that they were sent as who signed.
    `communiques`: versions of what they have written in the name of organizations.
    `media_contacts`: for so many organizations they named somebody to the press. `speaking`: events about which they
    were asked whether somebody of theirs speaks.
    `contact_of`: organizations that are to be asked at their address. `asks`: those that they have taken to ask.
    `named`: the numbers of sign-ons that organizers have entered, in which they are named with their address.
    """

    forms: int = 0
    chats: int = 0
    follows: tuple[int, ...] = ()
    waiting: int = 0
    codes: int = 0
    agreed: int = 0
    asked: int = 0
    addresses: tuple[str, ...] = ()
    imports: int = 0
    leases: int = 0
    unanswered: int = 0
    kept_out: int = 0
    missed: int = 0
    former: int = 0
    hosted: int = 0
    sessions: int = 0
    media_contacts: int = 0
    speaking: int = 0
    contact_of: int = 0
    asks: int = 0
    told: int = 0
    communiques: int = 0
    named: tuple[int, ...] = ()
