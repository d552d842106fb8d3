"""The picture that other sites show beside a link is the one that its script draws, and is light."""

from __future__ import annotations

import base64
import struct

from playwright.sync_api import Browser

import share_card
from plan_site.html.metadata import SHARE_CARD_SIZE

# How many pixels of two pictures differ by more than a browser's own way to smooth an edge.
_DIFFERENT = """async (pictures) => {
  const pixels = await Promise.all(pictures.map(async (base64) => {
    const image = new Image();
    image.src = "data:image/png;base64," + base64;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.naturalWidth, image.naturalHeight).data;
  }));
  const [one, other] = pixels;
  let different = one.length === other.length ? 0 : Infinity;
  for (let at = 0; at < one.length; at += 4) {
    if ([0, 1, 2].some((channel) => Math.abs(one[at + channel] - other[at + channel]) > 64)) different += 1;
  }
  return different;
}"""


def test_the_share_card_is_what_its_script_draws(browser: Browser) -> None:
    drawn = share_card.picture(browser)
    page = browser.new_page()
    both = [base64.b64encode(picture).decode() for picture in (share_card.CARD.read_bytes(), drawn)]
    different = page.evaluate(_DIFFERENT, both)
    page.close()
    assert different < 200  # of 756,000


def test_the_share_card_has_the_size_that_pages_say_and_is_light() -> None:
    picture = share_card.CARD.read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == SHARE_CARD_SIZE
    assert len(picture) < 100_000
