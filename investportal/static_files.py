"""How fingerprinted static files are stored."""

from __future__ import annotations

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Gzip only: a page is 25 KB either way, and Brotli takes ten times as long to start with."""

    def create_compressor(self, **options: Any) -> Compressor:
        """A compressor without Brotli."""
        return Compressor(**options, use_brotli=False)
