"""What readers type into the search, and what it must find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from docsite.source.project import Project
from docsite.web.build import LANGUAGES
from tests.browser.conftest import Reader, load
from tests.conftest import ROOT, Site

# Each with the page that must be among the first two, and with the section that must be among the page's first three;
# without one, the page itself is meant. As they are typed: beginnings, other names, Latin words between the Chinese.
QUERIES = (
    ("最大间距", "maximum_gap/"),
    ("最大间距 线性时间", "maximum_gap/"),
    ("leetcode 164", "maximum_gap/#problem"),
    ("基数排", "maximum_gap/#radix"),
    ("抽屉原理", "maximum_gap/#lower-bound"),
    ("浮点数 舍入误差", "maximum_gap/#rounding"),
    ("np.diff 溢出", "maximum_gap/#numpy"),
    ("NaN 排序", "maximum_gap/#refused"),
    ("判定树下界", "maximum_gap/#barrier"),
    ("桶和排序哪个快", "maximum_gap/#measured"),
    ("随机游走", "random_walk/"),
    ("反正弦定律", "random_walk/#arcsine"),
    ("赌徒破产", "random_walk/#ruin"),
    ("生成函数", "random_walk/#generating-function"),
    ("局部极限定理", "random_walk/#local-limit"),
    ("正态分布 密度", "random_walk/#density"),
    ("反射原理", "random_walk/#reflection"),
    ("首次返回时间", "random_walk/#first-return"),
    ("醉汉回家", "random_walk/#polya"),
    ("热传导方程", "random_walk/#heat"),
    ("布朗运动 不可导", "random_walk/#brownian"),
    ("梯度同步", "ddp/#same-gradient"),
    ("梯度累积 no_sync", "ddp/#no-sync"),
    ("断点续训", "ddp/#restart"),
    ("torchrun 多机", "ddp/#launching"),
    ("单机多卡", "ddp/#launching"),
    ("环形 all-reduce", "ddp_inside/#ring"),
    ("allreduce 通信量", "ddp_inside/#traffic"),
    ("批归一化 SyncBatchNorm", "ddp_inside/#batchnorm"),
    ("nccl 超时 卡住", "ddp/#nccl"),
    ("find_unused_parameters", "ddp/#unused"),
    ("RendezvousConnectionError", "ddp/#rendezvous"),
    ("梯度裁剪 混合精度", "ddp/#precision"),
    ("TrainJob", "ddp/#clusters"),
)
FIRST = 3
TOPICS = [path.parent.name for path in ROOT.glob("snippets/*/__init__.py")]
ARTICLES = yaml.safe_load(Path(__file__).with_name("queries.yml").read_text("utf-8"))
FOUND = [
    (language, query, topic)
    for topic, queries in ARTICLES.items()
    for language, texts in queries.items()
    for query in texts
]

RESULTS = """() => [...document.querySelectorAll(".md-search-result__item")].map(item =>
    [...item.querySelectorAll(".md-search-result__link")].map(link => link.href))"""


@pytest.fixture(scope="module")
def searches(browser: Browser, site: Site) -> Iterator[dict[str, Page]]:
    """The front page of each language with its search open."""
    readers = {language: Reader(browser.new_page()) for language in LANGUAGES}
    for language, one in readers.items():
        one.watch(one.page.context, site)
        load(one.page, f"{site.url}{language}/")
        one.page.locator(".md-search__input").click()
    yield {language: one.page for language, one in readers.items()}
    for one in readers.values():
        assert one.errors == one.foreign == []
        one.page.context.close()


def results(page: Page, site: Site, query: str) -> list[list[str]]:
    """Return the addresses found, page by page: that of the page, then those of its sections."""
    field, found = page.locator(".md-search__input"), page.locator(".md-search-result__item")
    field.fill("")
    expect(found).to_have_count(0)
    field.fill(query)
    expect(found).not_to_have_count(0)
    addresses: list[list[str]] = page.evaluate(RESULTS)
    return [[_plain(address, site) for address in one] for one in addresses]


def _plain(address: str, site: Site) -> str:
    """Return an address below the language, without the words that the page is to mark."""
    path, _, fragment = address.removeprefix(site.url).partition("/")[2].partition("#")
    return path.partition("?")[0] + (f"#{fragment}" if fragment else "")


@pytest.mark.parametrize(("query", "wanted"), QUERIES, ids=[query for query, _ in QUERIES])
def test_chinese_query_finds(searches: dict[str, Page], site: Site, query: str, wanted: str) -> None:
    pages = {first: sections for first, *sections in results(searches["zh"], site, query)[:2]}
    page = wanted.partition("#")[0]
    assert page in pages
    assert wanted == page or wanted in pages[page][:FIRST]


# What is typed beside a word changes nothing, nor does a space that Chinese readers leave out.
SAME = (
    ("zh", "BatchNorm层", "BatchNorm 层"),
    ("zh", "DDP训练", "DDP 训练"),
    ("zh", "np.diff溢出", "np.diff 溢出"),
    ("zh", "用np.diff求差", "用 np.diff 求差"),
    ("zh", "ＤＤＰ　训练", "DDP 训练"),
    ("zh", "梯度：", "梯度"),
    ("zh", "（梯度），", "梯度"),
    ("zh", "梯度？no_sync！", "梯度 no_sync"),
    ("en", "gap:", "gap"),
    ("en", "gap,", "gap"),
    ("en", "(gap)", "gap"),
    ("en", "“gap”?", "gap"),
    ("en", "'gap'", "gap"),
    ("en", "ｇａｐ：", "gap"),
    ("en", "bucket:gap", "bucket gap"),
    ("en", "gap^", "gap"),
    ("en", "gap~", "gap"),
    ("en", '"gap', "gap"),
    ("en", "gap -", "gap"),
    ("en", "@torch.no_grad()", "torch.no_grad"),
    ("en", "**kwargs", "kwargs"),
)


@pytest.mark.parametrize(("language", "query", "plain"), SAME, ids=[query for _, query, _ in SAME])
def test_marks_and_missing_spaces_change_nothing(
    searches: dict[str, Page], site: Site, language: str, query: str, plain: str
) -> None:
    assert results(searches[language], site, query) == results(searches[language], site, plain)


@pytest.mark.parametrize("query", ["x^n", "10^5", "a*b", "-inf", "C++", "text:gap"])
def test_what_looks_like_an_operator_is_looked_for(searches: dict[str, Page], site: Site, query: str) -> None:
    assert results(searches["en"], site, query)


def test_what_follows_a_minus_must_not_be_there(searches: dict[str, Page], site: Site) -> None:
    both, one = (results(searches["en"], site, query) for query in ("gap", "gap -bucket"))
    assert sum(map(len, one)) < sum(map(len, both))


def test_every_article_has_ten_queries_in_each_language() -> None:
    assert set(ARTICLES) == set(TOPICS)
    assert {len(texts) for queries in ARTICLES.values() for texts in queries.values()} == {10}
    assert {tuple(queries) for queries in ARTICLES.values()} == {LANGUAGES}


@pytest.mark.parametrize(("language", "query", "topic"), FOUND, ids=[f"{one}-{query}" for one, query, _ in FOUND])
def test_query_finds_its_article(searches: dict[str, Page], site: Site, language: str, query: str, topic: str) -> None:
    pages = [page.rstrip("/") for page, *_ in results(searches[language], site, query)]
    assert topic in list(dict.fromkeys(map(Project(ROOT).topic_of, pages)))[:2]


@pytest.mark.parametrize("query", ["间", "排序", "no_sync"])
def test_what_is_pasted_is_looked_for(site: Site, reader: Callable[..., Reader], query: str) -> None:
    """No key is pressed then."""
    page = reader().page
    load(page, f"{site.url}zh/")
    field = page.locator(".md-search__input")
    field.click()
    field.fill("x")
    field.fill(query)
    expect(page.locator(".md-search-result__link").first).to_be_attached()
