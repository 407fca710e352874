"""Pages of fields: what a form asks for, where several fields can be shown at once."""

from collections.abc import Mapping, Sequence

from bot.interface.call import Call
from bot.interface.forms.form import Asking, shown
from bot.interface.options import Kind, Need, Option
from bot.interface.requests import Field, Page
from bot.text.blocks import Blocks, bare
from bot.text.compose import compose
from bot.text.text import Text, t


def page(asking: Asking, names: Sequence[str], wrong: Mapping[str, Text] | None = None) -> Page:
    """The fields of these names, with what was typed so far, and what of it is wrong."""
    command, call, form = asking.command, asking.call, asking.form
    fields = [option for option in command.options if asking.in_field(option) and option.name in names]
    typed = {**form.values, **(form.wrong or {})}
    step, steps = asking.position(fields[0])
    heading = command.heading(call)
    title: Text | str = heading or command.title or command.help
    if steps > 1 and step and not heading:
        title = t("{title} ({step} of {steps})", title=title, step=step, steps=steps)
    return Page(
        form.id,
        shown(title, call),
        tuple(
            Field(
                option.name,
                shown(option.label, call),
                _hint(option, call),
                _stands(option, call, typed),
                option.need is Need.REQUIRED,
                option.kind is Kind.PARAGRAPH,
                option.least,
                option.most,
                option.kind is Kind.FILE,
                _chosen_from(option, call),
                option.prefill(call) if option.formatted else "",
                shown(wrong[option.name], call) if wrong and option.name in wrong else "",
                option.redrawn,
            )
            for option in fields
        ),
        asking.onward(fields[0]),
        _above(fields, call),
    )


def _chosen_from(option: Option, call: Call) -> tuple[tuple[str, str], ...]:
    offered = () if option.typed else option.offers(call)
    return tuple((choice.key, shown(choice.label, call)) for choice in offered)


def _above(fields: Sequence[Option], call: Call) -> Blocks:
    """What the fields are about, where no hint holds it: what stands there now, or what somebody was asked."""
    if len(fields) >= call.caller.fields:
        return ()
    asked = [part for option in fields for part in option.asks(call)]
    longer = any(not isinstance(part, Text) for part in asked)
    shown_above = [part for option in fields for part in option.above(call)]
    return compose([*shown_above, *(asked if longer else ())], call.speech)


def _hint(option: Option, call: Call) -> str:
    """What is asked, beside a field: no more than texts fit there, so that what only leads up to something else,
    such as to what is in the field already, is left out."""
    parts = option.asks(call)
    followers = [*parts[1:], None]
    texts = [part for part, after in zip(parts, followers, strict=True) if after is None or isinstance(after, Text)]
    return " · ".join(shown(part, call) for part in texts if isinstance(part, Text))


def _stands(option: Option, call: Call, typed: Mapping[str, str]) -> str:
    """What stands in the field of an option; in a file's, nothing can."""
    stands = "" if option.kind is Kind.FILE or option.formatted else bare(option.prefill(call))
    return "" if option.kind is Kind.FILE else typed.get(option.name, "") or stands
