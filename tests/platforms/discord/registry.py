"""The commands that the bot has registered, globally and by guild."""

from __future__ import annotations

from collections.abc import Callable

from .errors import Json

GLOBAL = None
Scope = int | None


class Commands:
    """Commands by scope: a guild's identifier, or none for the global ones."""

    def __init__(self) -> None:
        self._scopes: dict[Scope, list[Json]] = {}

    def of(self, scope: Scope) -> list[Json]:
        """The commands of one scope."""
        return self._scopes.get(scope, [])

    def replace(self, scope: Scope, raw: list[Json], application_id: int, next_id: Callable[[], int]) -> list[Json]:
        """Put these in place of all commands of the scope; one of the same name and type keeps its identifier."""
        earlier = {(command["type"], command["name"]): command["id"] for command in self.of(scope)}
        self._scopes[scope] = [self._stored(one, scope, earlier, application_id, next_id) for one in raw]
        return self.of(scope)

    def remove(self, scope: Scope, command: Json) -> None:
        """Remove one command of the scope."""
        self._scopes[scope] = [one for one in self.of(scope) if one["id"] != command["id"]]

    def forget_guild(self, guild_id: int) -> None:
        """Forget the commands of a guild that the bot left."""
        self._scopes.pop(guild_id, None)

    def find(self, name: str, kind: int, guild_id: int | None) -> Json | None:
        """The command of this name that a person sees; a guild's own comes before a global one."""
        scopes: list[Scope] = [GLOBAL] if guild_id is None else [guild_id, GLOBAL]
        for scope in scopes:
            for command in self.of(scope):
                if command["type"] == kind and command["name"] == name:
                    return command
        return None

    def names(self, guild_id: int | None) -> list[str]:
        """The names of all that can be used there."""
        own = self.of(guild_id) if guild_id is not None else []
        return [command["name"] for command in [*own, *self.of(GLOBAL)]]

    def _stored(
        self,
        raw: Json,
        scope: Scope,
        earlier: dict[tuple[int, str], str],
        application_id: int,
        next_id: Callable[[], int],
    ) -> Json:
        kind = raw.get("type") or 1
        permissions = raw.get("default_member_permissions")
        stored: Json = {
            "id": earlier.get((kind, raw["name"])) or str(next_id()),
            "application_id": str(application_id),
            "version": str(next_id()),
            "type": kind,
            "name": raw["name"],
            "name_localizations": raw.get("name_localizations"),
            "description": raw.get("description") or "",
            "description_localizations": raw.get("description_localizations"),
            "default_member_permissions": None if permissions is None else str(permissions),
            "dm_permission": raw.get("dm_permission") is not False,
            "contexts": raw.get("contexts"),
            "integration_types": raw.get("integration_types") or [0],
            "options": raw.get("options") or [],
            "nsfw": bool(raw.get("nsfw")),
        }
        if scope is not GLOBAL:
            stored["guild_id"] = str(scope)
        return stored
