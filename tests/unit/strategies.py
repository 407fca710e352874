"""What people may type, and what renderers are given, for tests of what is always so."""

from hypothesis import settings
from hypothesis import strategies as st

from bot.text.blocks import Block, BlockKind, Span

THOROUGH = settings(max_examples=100, deadline=None)

JOINER = "\u2060"
"""What renderers put in; texts that are to come back exactly have none of their own."""

_SPECIAL = "\\*_~`|>#[]()<:-.@/$!&+={}\"'«»•\n\n  0123456789aAbZé"
_AWKWARD = (
    "http://example.org/a_b", "https://x.example/(a)?b=*c*", "discord.gg/abc", "@everyone", "<@123>", "<@&9>", "<#5>",
    "<:smile:42>", "<t:1>", "</sign:1>", "```", "**", "__", "||", "~~", "- x", "1. x", "10) x", "# x", "-# x", "> x",
    ">>> x", "[a](https://b.example)", "&amp;", "<b>", "{x}", "{", "%s", "\u202e", "\u200b", "\ue000", "\uf8ff",
    "👩‍👩‍👧", "🇫🇷", "e\u0301\u0323", "𝔘", "שלום", "العدالة", "\n\n", "t.me/x", "/start", "#tag", "$USD", "a@b.org",
    "#\u00b7tag", "#\u200ctag", "192.168.0.1", "tg://resolve", "mailto:a@b.org",
)  # fmt: skip

characters = st.characters(exclude_categories=["Cs"], exclude_characters=JOINER + "\r")
typed = st.lists(st.one_of(st.sampled_from(_AWKWARD), st.sampled_from(_SPECIAL), characters), max_size=30).map("".join)
"""A text as somebody may type it, of everything that has a meaning to some platform."""

visible = typed.filter(lambda text: bool(text.strip()))

addresses = st.sampled_from(["https://example.org", "https://example.org/a_(b)*c", "http://x.example/?q=1#f"])

_styles = st.tuples(st.booleans(), st.booleans(), st.booleans())


@st.composite
def runs(draw: st.DrawFn) -> Span:
    """A run in any style."""
    return Span(draw(typed), *draw(_styles), link=draw(st.one_of(st.just(""), addresses)), typed=draw(st.booleans()))


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """A block of any kind."""
    kinds: tuple[BlockKind, ...] = ("paragraph", "heading", "item", "quote", "code", "rule")
    kind = draw(st.sampled_from(kinds))
    marker = draw(st.sampled_from(["•", "1.", "12.", ""])) if kind == "item" else ""
    content = draw(st.lists(runs(), max_size=5)) if kind != "rule" else []
    return Block(kind, tuple(content), marker, draw(st.integers(0, 2)) if kind == "item" else 0)


documents = st.lists(blocks(), max_size=6).map(tuple)
