"""Every command, declared once."""

from bot.commands import about, journal, organizations, press, proofs
from bot.commands.announcements import audience, corrections, drafts, release, sent
from bot.commands.chats import calendars, calling, followers, following, groups, hosting
from bot.commands.disputes import disputing, settling
from bot.commands.endorsements import boards, consents, desk, handing_over, reservations, signing, statements
from bot.commands.letters import (
    answers,
    beginning,
    confirmations,
    difference,
    draft,
    editing,
    event_items,
    events,
    items,
    languages,
    publishing,
    questions,
    reading,
    texts,
    writing_answers,
)
from bot.commands.lists import contacts, imports, press_links, publication, signatories, webhooks
from bot.commands.outreach import imports as outreach_imports
from bot.commands.outreach import invited, overview, partners, prospects
from bot.commands.people import blocks, claiming, organizers, privacy, settings, workplaces
from bot.commands.reviews import bulk, decisions, known_domains
from bot.interface.command import Command

COMMANDS: tuple[Command, ...] = (
    *reading.COMMANDS,
    *events.COMMANDS,
    *questions.COMMANDS,
    *signatories.COMMANDS,
    *signing.COMMANDS,
    *desk.COMMANDS,
    *statements.COMMANDS,
    *reservations.COMMANDS,
    *boards.COMMANDS,
    *handing_over.COMMANDS,
    *consents.COMMANDS,
    *journal.COMMANDS,
    *proofs.COMMANDS,
    *press.COMMANDS,
    *about.COMMANDS,
    *privacy.COMMANDS,
    *following.COMMANDS,
    *calendars.COMMANDS,
    *calling.COMMANDS,
    *hosting.COMMANDS,
    *drafts.COMMANDS,
    *audience.COMMANDS,
    *release.COMMANDS,
    *sent.COMMANDS,
    *corrections.COMMANDS,
    *followers.COMMANDS,
    *groups.COMMANDS,
    *decisions.COMMANDS,
    *known_domains.COMMANDS,
    *publication.COMMANDS,
    *press_links.COMMANDS,
    *contacts.COMMANDS,
    *imports.COMMANDS,
    *webhooks.COMMANDS,
    *overview.COMMANDS,
    *prospects.COMMANDS,
    *outreach_imports.COMMANDS,
    *partners.COMMANDS,
    *invited.COMMANDS,
    *blocks.COMMANDS,
    *bulk.COMMANDS,
    *organizations.COMMANDS,
    *disputing.COMMANDS,
    *settling.COMMANDS,
    *organizers.COMMANDS,
    *workplaces.COMMANDS,
    *claiming.COMMANDS,
    *settings.COMMANDS,
    *difference.COMMANDS,
    *confirmations.COMMANDS,
    *draft.COMMANDS,
    *editing.COMMANDS,
    *publishing.COMMANDS,
    *items.COMMANDS,
    *event_items.COMMANDS,
    *texts.COMMANDS,
    *languages.COMMANDS,
    *beginning.COMMANDS,
    *answers.COMMANDS,
    *writing_answers.COMMANDS,
)
