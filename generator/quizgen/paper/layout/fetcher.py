"""Addresses of assets → their data; every other address is refused and remembered.

Importing this module imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from quizgen.paper.views.asset import Asset


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the assets by their address: no network, no files.

    WeasyPrint drops what it cannot fetch and goes on; `refused` keeps account.
    """

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        super().__init__(allowed_protocols=("asset",), allow_redirects=False)
        self._assets = assets
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The asset; ValueError for anything else."""
        asset = self._assets.get(url)
        if asset is None:
            self.refused.append(url)
            raise ValueError(f"refused: {url}")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})
