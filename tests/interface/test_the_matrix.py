"""Whatever comes in the place of an answer, none lands in the field. Here a part of the matrix, in which each command,
line, button, question and platform has its turn; `make matrix` tries all of it."""

from itertools import cycle

from bot.interface.conversation import Interface
from bot.ports.store import Store
from tests.interface.matrix import PLATFORMS, Matrix, intruders, questions


async def test_nothing_that_is_not_meant_for_an_open_question_lands_in_its_field(
    interface: Interface, store: Store
) -> None:
    matrix = Matrix(interface, store)
    await matrix.prepare()
    asked, coming, platforms = questions(), list(intruders()), cycle(PLATFORMS)
    faults = list[str]()
    for index in range(max(len(asked), len(coming)) * 3):
        question, intruder = asked[index % len(asked)], coming[index % len(coming)]
        platform = next(platforms)
        fault = await matrix.fault(question, intruder, platform)
        if fault:
            faults.append(f"{question} against {intruder.name} on {platform}: {fault}")
    assert faults == []
