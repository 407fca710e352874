"""Forms are kept, and what becomes of those that nobody goes on with."""

from bot.model.chats import private_chat
from bot.model.deliveries import Subject
from bot.model.forms import Form
from bot.ports.store import Unit

AT_ONCE = 100


def keep(unit: Unit, form: Form) -> None:
    """Keep a form, and say so where an older one gives way to it."""
    for ended in unit.forms.save(form):
        _tell(unit, ended, Subject.FORM_ENDED)


def remind(unit: Unit) -> None:
    """Call to mind, once, what somebody has begun to fill in and not finished."""
    for form in unit.forms.unanswered(AT_ONCE):
        if len(form.values) > 1:
            _tell(unit, form, Subject.FORM_WAITS)


def retire(unit: Unit) -> None:
    """Forget the forms that nobody went on with, and say so."""
    for form in unit.forms.retire(AT_ONCE):
        _tell(unit, form, Subject.FORM_ENDED)


def _tell(unit: Unit, form: Form, subject: Subject) -> None:
    there = form.address == private_chat(form.account) and not form.account.visits
    chat = unit.chats.find(form.address) if there else None
    if chat and not chat.closed:
        unit.queue.put(chat.id, subject, chat.id)
