"""How functions are declared, so that whoever calls one sees what is what."""

from tests.unit.code import Function, functions

PRODUCT = ("bot", "adapters", "storage")
MOST, FIRST = 5, 2
"""A function of more parameters than these takes all but the first ones by their names."""

DECLARED_BY_A_LIBRARY = {
    "adapters/telegram/http.py.AiohttpRequest.do_request": "overrides python-telegram-bot's BaseRequest",
    "adapters/telegram/pacing.py.PaceLimiter.process_request": "overrides python-telegram-bot's BaseRateLimiter",
}


def crowded(function: Function) -> bool:
    """Whether a function takes many values, and tells them apart by their places."""
    given = function.node.args
    placed = [each.arg for each in (*given.posonlyargs, *given.args) if each.arg not in ("self", "cls")]
    return len(placed) + len(given.kwonlyargs) > MOST and len(placed) > FIRST


def test_functions_of_more_than_five_parameters_take_keywords_only() -> None:
    assert {each.name for each in functions(*PRODUCT) if crowded(each)} == set(DECLARED_BY_A_LIBRARY)
