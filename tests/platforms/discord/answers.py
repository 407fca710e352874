"""Answers as they travel, with the headers that discord.py and Discord's proxies expect."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from .errors import Json
from .rates import Standing

VIA = {"Via": "1.1 google"}
"""Every answer of the API passes a proxy; discord.py takes a 429 without this header for a ban."""


def answer(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer; its content type is exactly application/json, else discord.py reads text."""
    if body is None:
        return web.Response(status=204, headers={**VIA, **(headers or {})})
    text = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(status=status, body=text, content_type="application/json", headers={**VIA, **(headers or {})})


def limit_headers(standing: Standing, bucket: str) -> dict[str, str]:
    """Where a bucket stands (reference: Rate Limits, Header Format)."""
    return {
        "X-RateLimit-Limit": str(standing.limit),
        "X-RateLimit-Remaining": str(standing.remaining),
        "X-RateLimit-Reset": f"{standing.reset_at:.3f}",
        "X-RateLimit-Reset-After": f"{standing.reset_after:.3f}",
        "X-RateLimit-Bucket": bucket,
    }


def too_many(seconds: float, scope: str, headers: dict[str, str] | None = None) -> web.Response:
    """A 429 (reference: Rate Limits, Exceeding A Rate Limit); the header is in whole seconds, the body is exact."""
    is_global = scope == "global"
    message = "The resource is being rate limited." if scope == "shared" else "You are being rate limited."
    body: Json = {"message": message, "code": 0, "retry_after": round(seconds, 3), "global": is_global}
    extra = {"Retry-After": str(int(seconds) + 1), "X-RateLimit-Scope": scope, **(headers or {})}
    if is_global:
        extra["X-RateLimit-Global"] = "true"
    return answer(429, body, extra)


def banned() -> web.Response:
    """What an address gets that made too many invalid requests: a page of the proxy in front, not the API's JSON."""
    return web.Response(status=403, text="error code: 1015", content_type="text/plain")


def broken(status: int) -> web.Response:
    """A server error: JSON of the API for 500, a page of the proxy in front for 502 and 504."""
    if status == 500:
        return answer(500, {"message": "500: Internal Server Error", "code": 0})
    return web.Response(status=status, text=f"<html><title>{status}</title></html>", content_type="text/html")
