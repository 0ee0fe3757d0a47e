"""Pictures: measured before they are unpacked, written again without what they tell of people.

A photograph keeps the day and place it was taken; maker, serial number, owner, thumbnails and
whatever else a camera adds are lost.
"""

from __future__ import annotations

import math
import warnings
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, JpegImagePlugin, UnidentifiedImageError

from projects.documents.examined import JPEG, PNG, WEBP, Examined, NotAccepted

LONGEST_SIDE = 30_000
_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
_KEPT_INFO = ("icc_profile", "transparency")
_WEBP_QUALITY = 90

_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_TAKEN, _TAKEN_OFFSET, _CHANGED = 36867, 36881, 306


def examine(source: Path, copy: Path, media_type: str, most_pixels: int) -> Examined:
    """Measure the picture and write its clean copy. Raises `NotAccepted`: too_many_pixels, damaged."""
    Image.MAX_IMAGE_PIXELS = most_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=[_FORMATS[media_type]]) as picture:
                return _examine(picture, copy, media_type, most_pixels)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAccepted("too_many_pixels", megapixels=most_pixels // 1_000_000) from error
    except (UnidentifiedImageError, SyntaxError, ValueError, EOFError) as error:
        raise NotAccepted("damaged") from error
    except OSError as error:
        # A disk that is full has a number; a picture that ends too early has none.
        if error.errno is not None:
            raise
        raise NotAccepted("damaged") from error


def _examine(picture: Image.Image, copy: Path, media_type: str, most_pixels: int) -> Examined:
    if max(picture.size) > LONGEST_SIDE:
        raise NotAccepted("too_many_pixels", megapixels=most_pixels // 1_000_000)
    told = _told(picture)
    how = _how(picture, media_type)
    clean = ImageOps.exif_transpose(picture)
    clean.info = {name: clean.info[name] for name in _KEPT_INFO if name in clean.info}
    clean.save(copy, format=_FORMATS[media_type], icc_profile=clean.info.get("icc_profile"), **how)
    width, height = clean.size
    return Examined(media_type, width_px=width, height_px=height, resaved=True, **told)


def _how(picture: Image.Image, media_type: str) -> dict[str, Any]:
    """A JPEG keeps its own quantisation, so it loses nothing a person could see."""
    if media_type == JPEG and isinstance(picture, JpegImagePlugin.JpegImageFile):
        return {
            "qtables": picture.quantization,
            "subsampling": JpegImagePlugin.get_sampling(picture),
        }
    return {"quality": _WEBP_QUALITY} if media_type == WEBP else {}


def _told(picture: Image.Image) -> dict[str, Any]:
    """The day and the place of a photograph; what cannot be read is not told."""
    told: dict[str, Any] = {}
    # Cameras and editors write all kinds of nonsense here, and none of it stops an upload.
    with suppress(Exception):
        exif = picture.getexif()
        told["taken_at"] = _taken_at(exif)
    with suppress(Exception):
        told |= _place(exif.get_ifd(_GPS_IFD))
    return told


def _taken_at(exif: Image.Exif) -> str:
    """ISO text; the offset only if the camera kept one."""
    inner = exif.get_ifd(_EXIF_IFD)
    text = str(inner.get(_TAKEN) or exif.get(_CHANGED) or "").strip("\0 ")
    taken = datetime.strptime(text, "%Y:%m:%d %H:%M:%S").isoformat()  # noqa: DTZ007 -- local
    offset = str(inner.get(_TAKEN_OFFSET) or "").strip("\0 ")
    with suppress(ValueError):
        return datetime.fromisoformat(taken + offset).isoformat()
    return taken


def _place(gps: Any) -> dict[str, float]:
    latitude = _degrees(gps[2], negative=str(gps[1]).startswith("S"))
    longitude = _degrees(gps[4], negative=str(gps[3]).startswith("W"))
    known = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude)
    return {"latitude": latitude, "longitude": longitude} if known else {}


def _degrees(parts: Any, *, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = round(degrees + minutes / 60 + seconds / 3600, 6)
    if math.isnan(value):
        raise ValueError(parts)
    return -value if negative else value
