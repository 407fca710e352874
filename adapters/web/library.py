"""What is used of aiohttp that it does not document, beside the server's own parts in `connections.py`;
`tests/unit/test_private_parts.py` tells when it breaks with another version."""

from aiohttp.helpers import content_disposition_header, rfc822_formatted_time
from aiohttp.http import RawRequestMessage
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader
from aiohttp.web_protocol import RequestHandler

__all__ = [
    "EMPTY_PAYLOAD",
    "HttpProcessingError",
    "RawRequestMessage",
    "RequestHandler",
    "StreamReader",
    "content_disposition_header",
    "rfc822_formatted_time",
]
