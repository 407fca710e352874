"""How the terminal counts, in the one language that it has."""


def counted(count: int, one: str, many: str) -> str:
    """So many things: `counted(1, "demand", "demands")`."""
    return f"{count:,} {one if count == 1 else many}"
