"""What somebody says with a sign alone: a thumb up, folded hands."""

import regex

from bot.model.letters.questions.matters import Matter

MEANT = {Matter.THANKS: "🙏❤♥💚💙💛🧡💜🖤🤍💐🌹🥰😍🤗", Matter.ALL_RIGHT: "👍👌✅✔👏💪🙌🆗💯🫡☑🙂😊😀😃😄"}

_NO_SIGN = regex.compile(r"[\s\p{Emoji_Modifier}\u200d\ufe0f]")
"""What only colours a sign, or stands between two."""

SIGNS_LIMIT = 20
"""Who sends more of them says something else."""


def meant_by_signs(text: str) -> Matter | None:
    """What a text of nothing but such signs says; nothing where it has anything else."""
    signs = _NO_SIGN.sub("", text[: SIGNS_LIMIT * 4])
    if not signs or len(signs) > SIGNS_LIMIT:
        return None
    return next((matter for matter, known in MEANT.items() if signs[0] in known and _all_known(signs)), None)


def _all_known(signs: str) -> bool:
    return all(any(sign in known for known in MEANT.values()) for sign in signs)
