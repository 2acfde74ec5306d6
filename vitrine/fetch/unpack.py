"""Packed answers are unpacked piece by piece, never beyond the room that is left."""

from __future__ import annotations

import zlib

from vitrine.errors import FetchIncomplete, FetchKindError
from vitrine.fetch.address import shown

_GZIP = zlib.MAX_WBITS | 16


class Unpacker:
    """Undoes one Content-Encoding: none, gzip or deflate."""

    def __init__(self, encoding: str, url: str) -> None:
        self._encoding = encoding.strip().lower().removeprefix("x-")
        self._url = url
        self._inflate = self._new(_GZIP if self._encoding == "gzip" else zlib.MAX_WBITS)
        self._is_begun = False
        if self._encoding not in ("", "identity", "gzip", "deflate"):
            raise FetchKindError(
                f"{shown(url)} is packed in a way that was not asked for; leave it out."
            )

    @staticmethod
    def _new(bits: int) -> zlib._Decompress:
        return zlib.decompressobj(bits)

    def feed(self, block: bytes, room: int) -> bytes:
        """Unpack a block; stops at `room` bytes, so that a bomb never unfolds."""
        if self._encoding in ("", "identity"):
            return block
        try:
            return self._unpack(block, room)
        except zlib.error as error:
            raise FetchIncomplete(
                f"{shown(self._url)} is packed wrongly and is not used; try again later."
            ) from error

    def _unpack(self, block: bytes, room: int) -> bytes:
        if not self._is_begun and self._encoding == "deflate" and block[0] & 0x0F != 8:
            self._inflate = self._new(-zlib.MAX_WBITS)  # some servers leave the zlib header out
        self._is_begun = True
        out = bytearray()
        while block and len(out) < room:
            if self._inflate.eof:
                if self._encoding != "gzip" or block[0] != 0x1F:
                    break  # padding after the end
                self._inflate = self._new(_GZIP)
            out += self._inflate.decompress(block, room - len(out))
            block = self._inflate.unconsumed_tail or self._inflate.unused_data
        return bytes(out)

    @property
    def is_complete(self) -> bool:
        """Tell whether all that was packed has come out."""
        return not self._is_begun or self._inflate.eof
