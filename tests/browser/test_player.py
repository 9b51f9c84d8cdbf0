"""The step player, as a reader uses it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from docsite.execution.children.tracing import recording
from snippets.geometry.trace import steps
from snippets.gradient.trace import turn
from snippets.maximum_gap.trace import EXAMPLE, fall
from tests.browser.conftest import Reader, load
from tests.conftest import ROOT, Site

# Each page with its first player: the topic and the name.
SHOWN = re.compile(r'^--8<-- "(\w+/\w+\.frames)\.svg"', re.MULTILINE)
ARTICLES = {
    page.stem: players[0]
    for page in sorted((ROOT / "docs/en").glob("*.md"))
    if (players := SHOWN.findall(page.read_text(encoding="utf-8")))
}
TOUCH = 44  # pixels

# The text of the code that the mark lies on, line by line, as the eye would read it.
MARKED = """code => {
    const style = getComputedStyle(code);
    const line = parseFloat(style.lineHeight);
    const top = code.getBoundingClientRect().top + parseFloat(style.paddingTop);
    const [y, height] = [style.backgroundPositionY, style.backgroundSize].map(text => {
        const [calculated] = text.split(", ");
        return parseFloat(calculated.split(" ").at(-1).replace(/^calc\\(/, ""));
    });
    const marked = [];
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        for (let index = 0; index < node.length; index++) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + 1);
            const box = range.getBoundingClientRect();
            const middle = (box.top + box.bottom) / 2 - top;
            if (box.width && y < middle && middle < y + height) marked.push(node.data[index]);
        }
    }
    return marked.join("").replace(/\\s+/g, " ").trim();
}"""


NOW = """code => [...code.querySelectorAll(".player__line--now")].map(line => line.textContent)
    .join(" ").replace(/\\s+/g, " ").trim()"""


def recorded(article: str) -> dict[str, Any]:
    path = ROOT / f"snippets/{ARTICLES[article]}.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def captions(language: str, article: str) -> dict[str, str]:
    text = (ROOT / f"docs/{language}/{article}.md").read_text(encoding="utf-8")
    return dict(re.findall(r'<div data-caption="(\w+)">(.*)</div>', text))


def caption(language: str, article: str, number: int) -> str:
    """Return the caption of a frame, in which negative numbers have a minus and not a hyphen."""
    key, values, *_ = recorded(article)["frames"][number]
    return re.sub(r"(?<!\w)-(?=\d)", "−", captions(language, article)[key].format(**values))


def executed(article: str, number: int) -> str:
    """Return the lines of the program that a frame says it has executed."""
    content = recorded(article)
    _, _, block, first, last, _ = content["frames"][number]
    file, region = content["blocks"][block].split(":")
    lines = (ROOT / "snippets" / file).read_text(encoding="utf-8").splitlines()
    start = next(index for index, line in enumerate(lines) if f"[start:{region}]" in line)
    return " ".join(" ".join(lines[start + first : start + last + 1]).split())


def complaints(reader: Reader) -> list[str]:
    """Return what went wrong; that the page has loaded a font for nothing is not the player's doing."""
    return [error for error in reader.errors if "was preloaded" not in error]


def opened(reader: Reader, site: Site, language: str, article: str) -> Locator:
    reader.page.goto(f"{site.url}{language}/{article}/")
    return started(reader.page)


def started(page: Page) -> Locator:
    player = page.locator("figure.player")
    player.scroll_into_view_if_needed()
    expect(player).to_have_class(re.compile("player--on"))
    return player


def slider(player: Locator) -> Locator:
    return player.locator("input[type=range]")


def text_of(player: Locator) -> Locator:
    return player.locator(".player__caption")


# For each frame its caption, its number, and in one language the lines that are marked beside it and in the page.
EVERY_FRAME = f"""async (player, [count, marks]) => {{
    const now = {NOW}, marked = {MARKED};
    const slider = player.querySelector("input[type=range]"), told = [];
    for (let number = 0; number < count; number++) {{
        slider.value = number;
        slider.dispatchEvent(new Event("input", {{bubbles: true}}));
        await new Promise(requestAnimationFrame);
        const text = selector => player.querySelector(selector).textContent.split(/\\s+/).join(" ").trim();
        const lines = marks ? [now(player.querySelector(".player__code code")), [...document.querySelectorAll(
            "[data-shows] pre > code")].map(marked).filter(Boolean).join(" ")] : [];
        told.push([text(".player__caption"), text(".player__count"), ...lines]);
    }}
    return told;
}}"""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("article", ARTICLES)
def test_every_frame_has_its_caption_and_its_lines(
    site: Site, reader: Callable[..., Reader], article: str, language: str
) -> None:
    """The lines in one language, for the blocks of both are the same."""
    one = reader()
    player = opened(one, site, language, article)
    count, marks = len(recorded(article)["frames"]), language == "en"
    for number, told in enumerate(player.evaluate(EVERY_FRAME, [count, marks])):
        lines = [executed(article, number)] * 2 if marks else []
        shown = " ".join(caption(language, article, number).split())
        assert told == [shown, f"{number + 1} / {count}", *lines]
    assert complaints(one) == []


def test_the_function_that_runs_is_shown_and_no_other(site: Site, reader: Callable[..., Reader]) -> None:
    player = opened(reader(), site, "en", "maximum_gap")
    code = player.locator(".player__code code")
    for number in range(len(recorded("maximum_gap")["frames"])):
        slider(player).fill(str(number))
        lines = code.inner_text().splitlines()
        assert lines[0].startswith("def gap_between_buckets(")
        assert [line for line in lines if line.startswith("def ")] == lines[:1]
        assert lines[-1].strip() == "return gap"


def test_keys(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    player = opened(one, site, "en", "maximum_gap")
    keys, last = one.page.keyboard, len(recorded("maximum_gap")["frames"]) - 1
    player.get_by_role("button", name="Next step").focus()
    for key, now in [("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", last)]:
        keys.press(key)
        expect(slider(player)).to_have_value(str(now))
    keys.press("ArrowRight")
    expect(slider(player)).to_have_value(str(last))
    slider(player).focus()
    keys.press("ArrowLeft")
    expect(slider(player)).to_have_value(str(last - 1))
    keys.press("Home")
    keys.press("Space")
    expect(player.get_by_role("button", name="Pause")).to_be_visible()
    keys.press("Space")
    expect(player.get_by_role("button", name="Play")).to_be_visible()
    select = player.get_by_role("combobox", name="Speed")
    before = slider(player).input_value()
    select.focus()
    keys.press("ArrowRight")
    expect(slider(player)).to_have_value(before)


def test_tab_goes_from_left_to_right_and_then_down(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    player = opened(one, site, "en", "maximum_gap")
    player.get_by_role("button", name="First step").focus()
    seen = []
    for _ in range(8):
        seen.append(one.page.evaluate("document.activeElement.getAttribute('aria-label')"))
        one.page.keyboard.press("Tab")
    assert seen == [
        "First step",
        "Previous step",
        "Play",
        "Next step",
        "Last step",
        "Step",
        "Speed",
        "The program at the line just executed",
    ]


def test_buttons_and_slider(site: Site, reader: Callable[..., Reader]) -> None:
    player = opened(reader(), site, "zh", "maximum_gap")
    last = len(recorded("maximum_gap")["frames"]) - 1
    for name, now in [("第一步", 0), ("下一步", 1), ("上一步", 0), ("最后一步", last), ("上一步", last - 1)]:
        player.get_by_role("button", name=name, exact=True).click()
        expect(slider(player)).to_have_value(str(now))
    slider(player).fill("4")
    expect(text_of(player)).to_have_text(caption("zh", "maximum_gap", 4))
    expect(slider(player)).to_have_attribute("aria-valuetext", f"5 / {last + 1}")


def test_it_plays_to_the_end_and_again_from_the_start(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    player = opened(one, site, "en", "random_walk")
    one.page.clock.install(time=0)
    one.page.clock.pause_at(1000)
    player.get_by_role("combobox").select_option("2")
    last = len(recorded("random_walk")["frames"]) - 1
    player.get_by_role("button", name="Play").click()
    expect(slider(player)).to_have_value("0")
    expect(text_of(player)).to_have_attribute("aria-live", "off")
    one.page.clock.run_for(750)
    expect(slider(player)).to_have_value("1")
    one.page.clock.run_for(750 * (last - 1))
    expect(slider(player)).to_have_value(str(last))
    one.page.clock.run_for(750)
    expect(text_of(player)).to_have_attribute("aria-live", "polite")
    player.get_by_role("button", name="Play").click()
    expect(slider(player)).to_have_value("0")
    player.get_by_role("button", name="Next step").click()
    expect(player.get_by_role("button", name="Play")).to_be_visible()
    one.page.clock.run_for(5000)
    expect(slider(player)).to_have_value("1")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_ask_for_it(site: Site, reader: Callable[..., Reader], motion: str) -> None:
    player = opened(reader(reduced_motion=motion), site, "en", "maximum_gap")
    duration = player.locator(".player__live g").first.evaluate(
        "mark => Math.max(...getComputedStyle(mark).transitionDuration.split(',').map(parseFloat))"
    )
    assert (duration < 0.001) == (motion == "reduce")


def test_a_number_is_the_same_mark_above_and_in_its_bucket(site: Site, reader: Callable[..., Reader]) -> None:
    """A mark that is made anew could not be seen to move."""
    one = reader(reduced_motion="reduce")
    player = opened(one, site, "en", "maximum_gap")
    slider(player).fill("0")
    mark = player.locator(".player__live [data-key='item 0']").element_handle()
    assert mark
    above = mark.bounding_box()
    slider(player).fill("1")
    below = mark.bounding_box()
    assert above
    assert below
    assert below["y"] > above["y"]


@pytest.mark.parametrize("article", ARTICLES)
def test_without_scripts_the_still_picture_stays(site: Site, reader: Callable[..., Reader], article: str) -> None:
    page = reader(java_script_enabled=False).page
    page.goto(f"{site.url}en/{article}/")
    player = page.locator("figure.player")
    expect(player.locator("[role=img] > *")).to_be_visible()
    expect(player.locator(".player__panel")).to_be_hidden()
    expect(player.locator("figcaption")).to_be_visible()
    assert "{" not in player.inner_text()


def test_paper_gets_the_still_picture(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader().page
    page.goto(f"{site.url}en/maximum_gap/")
    still = (ROOT / "snippets/maximum_gap/fall.frames.svg").read_text(encoding="utf-8")
    player = started(page)
    slider(player).fill("2")
    page.emulate_media(media="print")
    expect(player.locator(".player__live")).to_be_hidden()
    expect(player.locator(".player__panel")).to_be_hidden()
    expect(player.locator(".player__print")).to_be_visible()
    expect(player.locator("[role=img] svg:visible")).to_have_count(1)
    assert player.locator(".player__print text").all_text_contents() == re.findall(r">([^<>]+)</text>", still)
    page.emulate_media(media="screen")
    expect(player.locator("[role=img] svg:visible")).to_have_count(1)


def test_it_follows_instant_navigation(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    page = one.page
    load(page, f"{site.url}en/")
    page.evaluate("window.stillHere = true")
    assert not [url for url in one.requests if "/player/" in url]
    for article in (*ARTICLES, "maximum_gap"):
        page.locator(f".card a[href$='/{article}/']").click()
        player = started(page)
        slider(player).fill("1")
        expect(text_of(player)).to_have_text(caption("en", article, 1))
        page.go_back()
        expect(page.locator(".home")).to_have_count(1)
    assert page.evaluate("window.stillHere")
    assert len([url for url in one.requests if re.search(r"/player\.\w+\.js$", url)]) == 1
    assert complaints(one) == []


def test_it_follows_instant_navigation_from_an_article(site: Site, reader: Callable[..., Reader]) -> None:
    """The script of the player runs once: here on a page that has one, before Material's own script."""
    page = reader().page
    load(page, f"{site.url}en/maximum_gap/")
    page.evaluate("window.stillHere = true")
    page.locator(".md-header .md-logo").click()
    page.locator(".card a[href$='/random_walk/']").click()
    expect(page.locator("h1")).to_contain_text("The random walk")
    started(page)
    assert page.evaluate("window.stillHere")


def test_frames_are_fetched_when_the_player_comes_near(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader(viewport={"width": 1350, "height": 700})
    load(one.page, f"{site.url}en/maximum_gap/")
    assert not [url for url in one.requests if "fall" in url]
    started(one.page)
    (frames,) = (url for url in one.requests if "fall" in url)
    assert frames.startswith(f"{site.url}assets/player/"), "both languages share them"


def test_frames_that_cannot_be_had_leave_the_still_picture(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader().page
    page.route("**/player/*.json", lambda route: route.abort())
    page.goto(f"{site.url}zh/maximum_gap/")
    player = page.locator("figure.player")
    player.scroll_into_view_if_needed()
    expect(player.locator(".player__panel")).to_have_text("步骤没能加载。")
    expect(player.locator("[role=img] > *")).to_be_visible()


@pytest.mark.parametrize("width", [412, 1350])
def test_the_figure_keeps_its_height(site: Site, reader: Callable[..., Reader], width: int) -> None:
    """What stands below must not shift: not when the player comes, and not from frame to frame."""
    viewport = {"width": width, "height": 900}
    without = reader(viewport=viewport).page
    without.route("**/player/*", lambda route: route.abort())
    without.goto(f"{site.url}en/maximum_gap/")
    figure = without.locator("figure.player")
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".player__panel")).to_be_visible()
    player = opened(reader(viewport=viewport), site, "en", "maximum_gap")
    height = "figure => figure.getBoundingClientRect().height"
    for number in range(len(recorded("maximum_gap")["frames"])):
        slider(player).fill(str(number))
        assert player.evaluate(height) == figure.evaluate(height)


# The frames whose caption is cut off.
HIGH = """(player, count) => [...Array(count).keys()].filter(number => {
    const slider = player.querySelector("input[type=range]"), text = player.querySelector(".player__caption");
    slider.value = number;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    return text.scrollHeight > text.clientHeight;
})"""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("article", ARTICLES)
def test_fingers_hit_the_controls_of_a_phone(
    site: Site, reader: Callable[..., Reader], article: str, language: str
) -> None:
    one = reader(viewport={"width": 360, "height": 800})
    player = opened(one, site, language, article)
    for control in player.locator(
        ".player__controls :is(button, input, select), .player__form :is(button, input)"
    ).all():
        box = control.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= TOUCH
    panel = player.locator(".player__panel")
    assert panel.evaluate("panel => panel.scrollHeight <= panel.clientHeight")
    assert player.locator(".player__code").evaluate("code => code.clientHeight > 100")
    assert player.evaluate(HIGH, len(recorded(article)["frames"])) == []


def test_the_mark_stays_in_sight(site: Site, reader: Callable[..., Reader]) -> None:
    player = opened(reader(), site, "en", "maximum_gap")
    window = player.locator(".player__code")
    for number in (0, 5, 12, 19):
        slider(player).fill(str(number))
        marked = window.evaluate(
            """window => {
                const [line, around] = [window.querySelector(".player__line--now"), window.getBoundingClientRect()];
                const { top, bottom } = line.getBoundingClientRect();
                return top >= around.top && bottom <= around.bottom && window.scrollWidth <= window.clientWidth;
            }"""
        )
        assert marked


def test_a_block_is_marked_once_the_reader_begins(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    player = opened(one, site, "en", "maximum_gap")
    block = one.page.locator("[data-shows] pre > code")
    expect(block).not_to_have_class(re.compile("player-line"))
    player.get_by_role("button", name="Previous step").click()
    expect(block).to_have_class(re.compile("player-line"))


def typed(player: Locator, numbers: str) -> None:
    player.get_by_role("textbox").fill(numbers)
    player.get_by_role("textbox").press("Enter")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_readers_give_numbers_of_their_own(site: Site, reader: Callable[..., Reader], language: str) -> None:
    """What Python records in the browser is what it records here."""
    one = reader()
    player = opened(one, site, language, "maximum_gap")
    expect(player.get_by_role("textbox")).to_have_value(", ".join(map(str, EXAMPLE)))
    assert not [url for url in one.requests if re.search(r"worker\.mjs|pyodide|source", url)]
    for numbers in ((1, -50, 7, 7, 30), (9, 4)):
        typed(player, "，".join(map(str, numbers)).replace("-", "−"))
        frames = json.loads(recording(fall, numbers))["frames"]
        expect(player.locator(".player__count")).to_have_text(f"1 / {len(frames)}", timeout=60_000)
        for number, (key, values, *_) in enumerate(frames):
            slider(player).fill(str(number))
            expected = captions(language, "maximum_gap")[key].format(**values)
            expect(text_of(player)).to_have_text(expected.replace("-", "−"))
        assert player.locator(".player__live circle").count() == len(set(numbers))
    assert complaints(one) == []


def test_numbers_that_will_not_do(site: Site, reader: Callable[..., Reader]) -> None:
    player = opened(reader(), site, "en", "maximum_gap")
    typed(player, "1, two")
    expect(text_of(player)).to_have_text("Whole numbers are needed, with commas between them.")
    typed(player, "3 3")
    expect(text_of(player)).to_have_text("Python says: 2 to 12 numbers are needed, not all equal", timeout=60_000)
    expect(player.locator(".player__count")).to_have_text("20 / 20")
    typed(player, "3 4")
    expect(player.locator(".player__count")).to_have_text(re.compile(r"1 / \d$"))


def test_what_the_program_says_is_announced_in_the_pages_language(site: Site, reader: Callable[..., Reader]) -> None:
    player = opened(reader(), site, "zh", "maximum_gap")
    typed(player, "1，二")
    expect(text_of(player)).to_have_text("请输入整数，中间用逗号隔开。")
    typed(player, "3 3")
    said = "2 to 12 numbers are needed, not all equal"
    expect(text_of(player)).to_have_text(f"程序没有接受这些输入，英文原话是： {said}", timeout=60_000)
    expect(text_of(player).locator("[lang=en]")).to_have_text(said)


def middle(mark: Locator) -> tuple[float, float]:
    """Return where the middle of a mark of the drawing lies in the window."""
    box = mark.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_pointer_picks_a_frame(site: Site, reader: Callable[..., Reader]) -> None:
    """In the plane of the article on gradients, the direction to which the arrow is drawn."""
    one = reader()
    player = opened(one, site, "en", "gradient")
    player.locator(".player__live").scroll_into_view_if_needed()
    mouse = one.page.mouse
    x, y = middle(player.locator(".player__live [data-key='point 0']"))
    mouse.move(x + 60, y)
    expect(slider(player)).to_have_value(str(recorded("gradient")["still"]))
    mouse.down()
    for right, up, angle in [(60, 0, 0), (0, 60, 90), (-60, 0, 180), (0, -60, 270), (60, 60, 45)]:
        mouse.move(x + right, y - up)
        expect(slider(player)).to_have_value(str(angle // 5))
        expect(text_of(player)).to_contain_text(f"{angle}°")
    mouse.up()
    mouse.move(x - 60, y)
    expect(slider(player)).to_have_value("9")
    mouse.click(*middle(player.locator(".player__live [data-key='marker']")))  # in the chart beside it
    expect(slider(player)).to_have_value("9")
    assert complaints(one) == []


def test_the_keyboard_picks_a_frame(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    player = opened(one, site, "en", "gradient")
    head = player.locator(".player__live [data-key='head 0']")
    player.get_by_role("button", name="Next step").focus()
    one.page.keyboard.press("Home")
    before = head.get_attribute("d")
    for number in (1, 2, 3):
        one.page.keyboard.press("ArrowRight")
        expect(text_of(player)).to_have_text(caption("en", "gradient", number))
    assert head.get_attribute("d") != before


def test_readers_type_a_function_of_their_own(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    player = opened(one, site, "en", "gradient")
    function, point = player.get_by_role("textbox").all()
    function.fill("x*y")
    one.page.keyboard.press("Tab")
    expect(point).to_be_focused()
    one.page.keyboard.press("Control+A")
    one.page.keyboard.type("0, 1")
    one.page.keyboard.press("Tab")
    expect(player.get_by_role("button", name="Step through these")).to_be_focused()
    one.page.keyboard.press("Space")
    frames = json.loads(recording(turn, "x*y", "0, 1"))["frames"]
    expect(player.locator(".player__form")).not_to_have_attribute("aria-busy", "true", timeout=60_000)
    for number in (0, 9, 18):
        slider(player).fill(str(number))
        key, values, *_ = frames[number]
        expected = captions("en", "gradient")[key].format(**values)
        expect(text_of(player)).to_have_text(
            re.sub(r"(?<!\w)-(?=\d)", "−", expected).replace("[](#formula-cosine)", "")
        )
    function.fill("x**")
    function.press("Enter")
    expect(text_of(player)).to_have_text(
        "Python says: 'x**' is no formula in x and y; write a product as 2*x", timeout=60_000
    )
    assert complaints(one) == []


def points_of(player: Locator) -> list[list[float]]:
    return [
        [float(number) for number in pair.split()] for pair in player.get_by_role("textbox").input_value().split(",")
    ]


def test_points_are_dragged(site: Site, reader: Callable[..., Reader]) -> None:
    """In the hull of the article on geometry: the program runs anew when the reader lets go."""
    one = reader()
    player = opened(one, site, "en", "geometry")
    drawing = player.locator(".player__live")
    drawing.scroll_into_view_if_needed()
    mouse, before = one.page.mouse, points_of(player)
    x, y = middle(drawing.locator("[data-key='point 0']"))
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 30, y - 20)
    mouse.move(x + 60, y - 40)
    assert middle(drawing.locator("[data-key='point 0']")) == pytest.approx((x + 60, y - 40), abs=1)
    assert points_of(player) == before, "nothing runs while it is held"
    mouse.up()
    moved, *others = points_of(player)
    assert moved[0] > before[0][0]
    assert moved[1] > before[0][1]
    assert others == before[1:]
    frames = json.loads(recording(steps, player.get_by_role("textbox").input_value()))["frames"]
    expect(player.locator(".player__form")).not_to_have_attribute("aria-busy", "true", timeout=60_000)
    expect(player.locator(".player__count")).to_have_text(f"1 / {len(frames)}")
    slider(player).fill(str(len(frames) - 1))
    key, values, *_ = frames[-1]
    expect(text_of(player)).to_have_text(captions("en", "geometry")[key].format(**values))
    assert complaints(one) == []


def test_beside_the_points_nothing_is_dragged(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    player = opened(one, site, "en", "geometry")
    drawing = player.locator(".player__live")
    drawing.scroll_into_view_if_needed()
    before, now = points_of(player), slider(player).input_value()
    box = drawing.bounding_box()
    assert box
    one.page.mouse.move(box["x"] + 3, box["y"] + 3)
    one.page.mouse.down()
    one.page.mouse.move(box["x"] + 90, box["y"] + 60)
    one.page.mouse.up()
    assert (points_of(player), slider(player).input_value()) == (before, now)
    assert not [url for url in one.requests if "worker.mjs" in url]


def test_points_are_typed(site: Site, reader: Callable[..., Reader]) -> None:
    """What the pointer can do, the keyboard can."""
    one = reader()
    player = opened(one, site, "zh", "geometry")
    typed(player, "0 0, 4 0, 4 4, 0 4, 2 2")
    frames = json.loads(recording(steps, "0 0, 4 0, 4 4, 0 4, 2 2"))["frames"]
    expect(player.locator(".player__count")).to_have_text(f"1 / {len(frames)}", timeout=60_000)
    player.get_by_role("button", name="最后一步").focus()
    one.page.keyboard.press("Enter")
    key, values, *_ = frames[-1]
    expect(text_of(player)).to_have_text(captions("zh", "geometry")[key].format(**values))
    typed(player, "0 0, 4")
    expect(text_of(player)).to_contain_text("程序没有接受这些输入", timeout=60_000)
    assert complaints(one) == []


def test_python_that_cannot_be_had(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader().page
    page.route("**/pyodide*/**", lambda route: route.abort())
    page.goto(f"{site.url}en/maximum_gap/")
    player = started(page)
    typed(player, "3, 4")
    expect(text_of(player)).to_have_text("The steps could not be loaded.")
    slider(player).fill("3")
    expect(text_of(player)).to_have_text(caption("en", "maximum_gap", 3))
