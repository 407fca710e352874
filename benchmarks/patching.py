"""Puts a mutant in the place of functions that were imported already."""

import gc
import inspect
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType

from benchmarks.mutation import Mutant

Key = tuple[str, int, str]
"""A function's file, its first line, and its name with what it is within."""


class Functions:
    """All functions that there are, by what they were compiled of."""

    def __init__(self) -> None:
        gc.unfreeze()  # what is frozen is not among the objects
        self._found = defaultdict[Key, list[FunctionType]](list)
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                self._found[_key(each.__code__)].append(each)

    def changed(self, mutant: Mutant) -> list[tuple[FunctionType, CodeType]]:
        """The functions that are otherwise in a mutant, and how; none where it is otherwise while it is imported."""
        path = Path(mutant.path).absolute()
        before, after = (compile(text, str(path), "exec") for text in (path.read_text(), mutant.source))
        keys = Counter(map(_key, _functions(after)))
        if _imported(before) != _imported(after) or max(keys.values(), default=1) > 1:
            return []
        pairs = [(each, code) for code in _functions(after) for each in self._found[_key(code)]]
        differ = [(each, code) for each, code in pairs if each.__code__ != code]
        closures = any(each.__code__.co_freevars != code.co_freevars for each, code in differ)
        return [] if closures else differ


def _key(code: CodeType) -> Key:
    return code.co_filename, code.co_firstlineno, code.co_qualname


def _within(code: CodeType) -> Iterator[CodeType]:
    return (each for each in code.co_consts if isinstance(each, CodeType))


def _functions(code: CodeType) -> Iterator[CodeType]:
    """Everything in a code that is, or can become, a function."""
    for each in _within(code):
        if each.co_flags & inspect.CO_OPTIMIZED:
            yield each
        yield from _functions(each)


def _imported(code: CodeType) -> list[object]:
    """What of a module's code runs while it is imported."""
    own = [(type(each), each) for each in code.co_consts if not isinstance(each, CodeType)]
    classes = [_imported(each) for each in _within(code) if not each.co_flags & inspect.CO_OPTIMIZED]
    return [code.co_code, own, code.co_names, code.co_varnames, *classes]
