"""What of a soak is not as it has to be: looked for on disk, in the chats, and in the log."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.soak_people import RECEIPT, Human
from bot.model.announcements.announcement import Stage
from bot.model.codes import RECEIPT_LENGTH, read_code
from bot.model.deliveries import DeliveryState
from bot.ports.store import Unit
from bot.service.journal.verification import verify
from tests.journeys.process import BotProcess
from tests.journeys.truth import lies, told
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

LETTER = 1
RECENT = 1000
TROUBLE = re.compile(r" (?:ERROR|CRITICAL) |^Traceback")


def oldest(unit: Unit) -> float:
    """For how many seconds the oldest message that may leave has waited."""
    backlogs = unit.health.backlogs()
    since = [each.since for each in backlogs.queues.values() if each.since]
    return max(0.0, (backlogs.at - min(since)).total_seconds()) if since else 0.0


def waits(unit: Unit) -> bool:
    """Whether anything is still to leave, or to be edited."""
    return oldest(unit) > 0 or bool(unit.announcements.live())


@dataclass
class Findings:
    """Everything that is not as it has to be, and how many deliveries are uncertain."""

    lost: dict[str, str] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)
    untrue: list[str] = field(default_factory=list)
    journal: set[str] = field(default_factory=set)
    backups: list[str] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    uncertain: int = 0
    judged: set[int] = field(default_factory=set)
    _read: int = 0

    def all(self) -> Sequence[str]:
        """A line each."""
        lost = [f"{receipt} {said}" for receipt, said in self.lost.items()]
        return [*lost, *self.doubled, *self.untrue, *sorted(self.journal), *self.backups, *self.starts, *self.log]

    def judge_on_disk(self, unit: Unit, people: Iterable[Human]) -> None:
        """Whether everything that people were told is on disk, and the journal holds."""
        for human in people:
            for receipt, known in human.signed.items():
                if said := known.amiss(unit, receipt):
                    self.lost[receipt] = said
        fault = verify(unit, LETTER).fault
        self.journal |= {f"the journal: {fault}"} if fault else set()

    def judge_receipts(self, unit: Unit, telegram: TelegramServer, discord: DiscordServer) -> None:
        """Whether every receipt that stands anywhere is on disk, also one that came when nobody waited any more."""
        texts = [each.text for chat in telegram.world.chats.values() for each in chat.messages]
        texts += [each.text for channel in discord.world.channels.values() for each in channel.messages]
        for shown in {found for text in texts for found in RECEIPT.findall(text)}:
            receipt = read_code(shown, RECEIPT_LENGTH)
            if receipt and unit.endorsements.by_receipt(receipt) is None:
                self.lost[receipt] = "was shown, and is not on disk"

    async def judge_announcements(self, bot: BotProcess, telegram: TelegramServer, discord: DiscordServer) -> None:
        """Whether what is believed of those that are done, and were not judged yet, is so."""
        recent = await bot.on_disk(lambda unit: unit.announcements.recent(LETTER, RECENT))
        for each in recent:
            if each.stage is Stage.DONE and each.id not in self.judged and each.person_id:
                self.judged.add(each.id)
                mark = str(each.content.in_("en")[0])
                every = await told(bot, telegram, discord, each.id, mark)
                self.uncertain += sum(row.state is DeliveryState.UNCERTAIN for row in every)
                self.untrue += [f"announcement {each.id}: {said}" for said in lies(every)]
                self.untrue += [
                    f"announcement {each.id}: discord {row.place}: {row.state.value}, {len(row.standing)} there"
                    for row in every
                    if row.platform == "discord" and (row.state is not DeliveryState.SENT or len(row.standing) != 1)
                ]
                self.doubled |= {
                    f"announcement {each.id}: {len(row.standing)} in {row.place}"
                    for row in every
                    if len(row.standing) > 1
                }

    def judge_nonces(self, discord: DiscordServer) -> None:
        """Whether anything that was to be sent once stands twice."""
        standing = Counter(
            str(each.nonce)
            for channel in discord.world.channels.values()
            for each in channel.messages
            if each.nonce is not None and not each.deleted
        )
        self.doubled |= {f"nonce {nonce}: {times} on Discord" for nonce, times in standing.items() if times > 1}

    def judge_log(self, log: Path) -> None:
        """What was written since the last time that tells of a defect."""
        with log.open() as lines:
            lines.seek(self._read)
            self.log += [line.strip() for line in lines if TROUBLE.search(line)]
            self._read = lines.tell()
