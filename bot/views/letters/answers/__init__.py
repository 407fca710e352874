"""What is answered to a question, a function for each matter that it can be about."""

from collections.abc import Callable, Mapping

from bot.model.letters.questions import Matter
from bot.views.letters.answers import bot, content, dates, signing
from bot.views.letters.answers.answer import About, Answer

ANSWERS: Mapping[Matter, Callable[[About], Answer]] = {
    Matter.DEMAND: content.demand,
    Matter.DEMANDS: content.demands,
    Matter.OUTCOME: content.outcome,
    Matter.PRESENTED: content.presented,
    Matter.LETTER: content.letter,
    Matter.DOCUMENT: content.document,
    Matter.ESCALATION: content.escalation,
    Matter.PRESS: content.press,
    Matter.EVENT: dates.event,
    Matter.EVENT_WHEN: dates.when,
    Matter.EVENT_WHERE: dates.where,
    Matter.EVENT_SPEAKERS: dates.speakers,
    Matter.DEADLINE: dates.deadline,
    Matter.STANDING: signing.standing,
    Matter.CORRECT: signing.correct,
    Matter.HOW_TO_SIGN: signing.how,
    Matter.AFTER_SIGNING: signing.after,
    Matter.WHO_MAY_SIGN: signing.who_may,
    Matter.INDIVIDUALS: signing.individuals,
    Matter.HOW_MANY: signing.how_many,
    Matter.WHO_SIGNED: signing.who,
    Matter.HAS_SIGNED: signing.whether,
    Matter.WITHDRAW: signing.withdraw,
    Matter.NOT_US: signing.not_us,
    Matter.WHO_RUNS: bot.who_runs,
    Matter.STORED: bot.stored,
    Matter.UNFOLLOW: bot.unfollow,
    Matter.HELP: bot.help_,
    Matter.GREETING: bot.greeting,
    Matter.THANKS: bot.thanks,
    Matter.ALL_RIGHT: bot.all_right,
}
"""By its matter; every matter has one."""

__all__ = ["ANSWERS", "About", "Answer"]
