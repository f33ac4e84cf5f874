"""What the names of blocks tell: `role:…`, or `role:=…` for a block that has no slots."""

FIXED = "="
"""With this the name of a block goes on after its role if it has no slots: all is laid out."""


def role(name: str) -> str:
    """What the block of that name is, as templates say it with `data-block`."""
    return name.partition(":")[0]


def is_fixed(name: str) -> bool:
    """Whether the block of that name has no slots."""
    return name.partition(":")[2].startswith(FIXED)
