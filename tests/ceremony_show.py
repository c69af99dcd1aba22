"""A ceremony on its two screens, the presenter's and the hall's, pressed through step by step."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, expect


@dataclass(frozen=True, slots=True)
class Revealed:
    """Who was called in one step: ``names`` as the hall reads them, ``places`` as the presenter
    does, 1 where none is told."""

    award: str
    places: tuple[int, ...]
    names: tuple[str, ...]


class Show:
    """A presenter's and a hall's window of one computer, of a page or a file at this address."""

    def __init__(self, context: BrowserContext, address: str, *, size: tuple[int, int]) -> None:
        self.context = context
        self.asked, self.errors = list[str](), list[str]()
        context.on("request", lambda request: self.asked.append(request.url.split(":")[0]))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.presenter = context.new_page()
        self.presenter.goto(address)
        with context.expect_page() as opened:
            self.presenter.locator("#open").click()
        self.hall = opened.value
        self.hall.set_viewport_size({"width": size[0], "height": size[1]})

    def press(self, key: str, window: Page | None = None) -> None:
        """A key of the clicker, in the presenter's window unless told otherwise."""
        (window or self.presenter).keyboard.press(key)

    def in_step(self, place: int) -> str:
        """Both windows show the step of this number; returns what the hall reads."""
        expect(self.presenter.locator("#place")).to_have_text(f"{place} / {self.steps}")
        preview = self.presenter.locator("#preview")
        kind, shown = preview.get_attribute("data-kind") or "", preview.text_content() or ""
        expect(self.hall.locator("#stage")).to_have_attribute("data-kind", kind)
        expect(self.hall.locator("#stage")).to_have_text(shown, use_inner_text=False)
        return shown

    @property
    def steps(self) -> int:
        """How many there are."""
        return int((self.presenter.locator("#place").text_content() or "").split("/ ")[1])

    def forward_to(self, place: int) -> str:
        """One press; returns what the hall reads."""
        self.press("PageDown")
        return self.in_step(place)

    def reveals(self) -> list[Revealed]:
        """Forward from the first step to the last: who was called, in this order."""
        found = list[Revealed]()
        self.in_step(1)
        for place in range(2, self.steps + 1):
            self.forward_to(place)
            if self.hall.locator("#stage").get_attribute("data-kind") == "reveal":
                found.append(self._revealed())
        return found

    def _revealed(self) -> Revealed:
        stage = self.hall.locator("#stage")
        lines = self.presenter.locator("#lines strong").all_inner_texts()
        numbers = [line.partition(".")[0] for line in lines]
        return Revealed(
            award=stage.locator(".context .said > span").first.text_content() or "",
            places=tuple(int(number) if number.isdigit() else 1 for number in numbers),
            names=tuple(stage.locator(".winner .name > span:first-child").all_text_contents()),
        )

    def close(self) -> None:
        """Both windows; whoever is logged in stays so."""
        self.hall.close()
        self.presenter.close()
