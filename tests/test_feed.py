"""Feeds of every make, and hostile ones, become clean entries."""

from __future__ import annotations

import codecs
import contextlib
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrine.errors import FeedError
from vitrine.feed.entry import Feed, find_feeds, read_date, read_feed, web_url
from vitrine.plain_text import plain_text

URL = "https://shopnews.com/feeds/all.xml"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def read(body: str | bytes, content_type: str = "", **limits: int) -> Feed:
    data = body.encode() if isinstance(body, str) else body
    return read_feed(data, URL, content_type, now=NOW, **limits)


def rss(*items: str, head: str = "", channel: str = "<title>Shop news</title>") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f"{head}<rss version='2.0'><channel>{channel}{inner}</channel></rss>"


def item(**children: str) -> str:
    return "".join(f"<{name}>{text}</{name}>" for name, text in children.items())


RSS_2 = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="x.xsl"?>
<!-- made by a shop -->
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">
 <channel>
  <title>Winkelnieuws</title><link>https://shopnews.com/</link><language>nl-BE</language>
  <atom:link href="https://shopnews.com/feeds/all.xml" rel="self"/>
  <item>
   <title><![CDATA[Krëfel opent <b>twee</b> winkels &amp; sluit er één]]></title>
   <link>https://shopnews.com/krefel?utm_source=rss</link>
   <guid isPermaLink="false">n-1</guid>
   <pubDate>Mon, 23 Nov 2026 09:30:00 +0100</pubDate>
   <description>&lt;p&gt;In Gent&amp;nbsp;en &lt;a href="x"&gt;Luik&lt;/a&gt;.&lt;/p&gt;
   &lt;script&gt;evil()&lt;/script&gt;</description>
   <content:encoded><![CDATA[<p>The whole text</p>]]></content:encoded>
  </item>
  <item><title>No link</title><guid>https://shopnews.com/guid</guid></item>
  <item><title>Relative</title><link>/relative</link><dc:date>2026-11-20</dc:date></item>
 </channel>
</rss>"""


def test_rss_2() -> None:
    feed = read(RSS_2)
    assert (feed.title, feed.language, feed.left_out) == ("Winkelnieuws", "nl", 0)
    first, second, third = feed.entries
    assert first.title == "Krëfel opent twee winkels & sluit er één"
    assert first.url == "https://shopnews.com/krefel?utm_source=rss"
    assert first.published == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert first.summary == "In Gent en Luik."
    assert first.id == "n-1"
    assert (second.url, second.published) == ("https://shopnews.com/guid", None)
    assert third.url == "https://shopnews.com/relative"
    assert third.published == datetime(2026, 11, 20, tzinfo=UTC)


def test_rss_0_91_with_its_document_type() -> None:
    feed = read(
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
        ' "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>'
        "<title>Old</title><item><title>A</title><link>http://a.com/1</link></item></channel></rss>"
    )
    assert [(entry.title, entry.url) for entry in feed.entries] == [("A", "http://a.com/1")]


def test_rdf() -> None:
    feed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="http://a.com/"><title>RDF news</title></channel>'
        '<item rdf:about="http://a.com/1"><title>One</title><link>http://a.com/1</link>'
        "<dc:date>2026-11-22T08:00:00+01:00</dc:date><dc:language>fr</dc:language></item>"
        '<item rdf:about="http://a.com/2"><title>Two</title></item></rdf:RDF>'
    )
    assert feed.title == "RDF news"
    assert [entry.url for entry in feed.entries] == ["http://a.com/1", "http://a.com/2"]
    assert feed.entries[0].published == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert feed.entries[0].language == "fr"
    assert feed.entries[0].id == "http://a.com/1"


def test_atom() -> None:
    feed = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://a.de/blog/">'
        '<title type="html">Handel &amp;amp; &lt;i&gt;Technik&lt;/i&gt;</title>'
        '<link rel="self" href="feed.atom"/>'
        '<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Zwei <b>neue</b> '
        "Märkte</div></title>"
        '<link rel="enclosure" href="bild.jpg"/><link rel="alternate" type="application/json" '
        'href="1.json"/><link type="text/html" href="1.html"/><id>urn:1</id>'
        "<published>2026-11-21T10:00:00Z</published><updated>2026-11-22T10:00:00Z</updated>"
        '<summary>Kurz</summary><content type="html">&lt;p&gt;Lang&lt;/p&gt;</content></entry>'
        '<entry xml:lang="en-GB"><title>B</title><link href="/2"/>'
        "<updated>2026-11-22T10:00:00.123Z</updated></entry></feed>"
    )
    first, second = feed.entries
    assert (feed.title, feed.language) == ("Handel & Technik", "de")
    assert (first.url, first.title) == ("https://a.de/blog/1.html", "Zwei neue Märkte")
    assert (first.id, first.summary) == ("urn:1", "Kurz")
    assert first.published == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert (second.url, second.language) == ("https://a.de/2", "en")
    assert second.published is not None


def test_json_feed() -> None:
    feed = read(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "JSON news",
                "language": "es",
                "items": [
                    {
                        "id": "1",
                        "url": "/uno",
                        "title": "Uno",
                        "content_html": "<p>Abre en <b>Madrid</b></p>",
                        "date_published": "2026-11-22T10:00:00+01:00",
                    },
                    {"id": 2, "url": ["no"], "title": None},
                    "no item",
                    {"id": "https://shopnews.com/tres"},
                ],
            }
        )
    )
    assert (feed.title, feed.language, feed.left_out) == ("JSON news", "es", 1)
    assert [entry.url for entry in feed.entries] == [
        "https://shopnews.com/uno",
        "https://shopnews.com/tres",
    ]
    assert feed.entries[0].summary == "Abre en Madrid"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss(item(title="Fermé", link="/1")).encode("utf-8"), ""),
        (rss(item(title="Fermé", link="/1")).encode("utf-8-sig"), ""),
        (rss(item(title="Fermé", link="/1")).encode("utf-16"), ""),
        (codecs.BOM_UTF16_BE + rss(item(title="Fermé", link="/1")).encode("utf-16-be"), ""),
        (rss(item(title="Fermé", link="/1")).encode("cp1252"), ""),
        (rss(item(title="Fermé", link="/1")).encode("latin-1"), "text/xml; charset=ISO-8859-1"),
        (
            rss(
                item(title="Fermé", link="/1"), head="<?xml version='1.0' encoding='cp850'?>"
            ).encode("cp1252"),
            "",
        ),
        (
            rss(
                item(title="Fermé", link="/1"), head="<?xml version='1.0' encoding='latin1'?>"
            ).encode("latin1"),
            "text/xml; charset=punycode",
        ),
        (rss(item(title="Ferm&eacute;", link="/1")).encode(), ""),
        (rss(item(title="Ferm&amp;eacute;", link="/1")).encode(), ""),
        (rss(item(title="<![CDATA[Ferm&#233;]]>", link="/1")).encode(), ""),
    ],
    ids=str,
)
def test_every_usual_encoding_is_read(body: bytes, content_type: str) -> None:
    assert [entry.title for entry in read(body, content_type).entries] == ["Fermé"]


def test_feeds_with_slips_are_read() -> None:
    feed = read(
        "\n\n<?xml version='1.0'?><rss><channel><title>A & B</title>"
        "<item><title>Q&A &unknown;\x0b\x00 end</title><link>http://a.com/?a=1&b=2</link></item>"
        "<item><title>Not closed</title><link>http://a.com/2</link>"
    )
    assert feed.title == "A & B"
    assert feed.entries[0].url == "http://a.com/?a=1&b=2"
    assert feed.entries[0].title == "Q&A &unknown; end"
    assert len(feed.entries) == 2


def test_only_web_addresses_without_users_become_entries() -> None:
    links = (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "mailto:a@b.com",
        "http://me:pw@a.com/",
        "http:///no-host",
        "http://[bad/",
        "",
        "//other.com/x",
        "https://a.com/a b",
    )
    feed = read(rss(*(item(title="x", link=link) for link in links)))
    assert [entry.url for entry in feed.entries] == ["https://other.com/x", "https://a.com/a%20b"]
    assert feed.left_out == 8


def test_repeated_articles_and_those_past_the_limit_are_left_out() -> None:
    links = ("http://a.com/1", "http://A.com/1?utm_source=rss", "http://a.com/1#top")
    assert [entry.url for entry in read(rss(*(item(link=link) for link in links))).entries] == [
        "http://a.com/1"
    ]
    feed = read(rss(*(item(link=f"http://a.com/{number}") for number in range(600))))
    assert (len(feed.entries), feed.left_out) == (500, 100)
    assert feed.entries[0].url == "http://a.com/0"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Mon, 23 Nov 2026 09:30:00 GMT", "2026-11-23T09:30:00+00:00"),
        ("23 Nov 2026 09:30:00 +0200", "2026-11-23T07:30:00+00:00"),
        ("Mon, 23 Nov 2026 09:30:00 CET", "2026-11-23T08:30:00+00:00"),
        ("Fri, 22 May 2026 09:30:00 CEST", "2026-05-22T07:30:00+00:00"),
        ("Mon, 23 Nov 2026 09:30:00 EST", "2026-11-23T14:30:00+00:00"),
        ("2026-11-23T09:30:00Z", "2026-11-23T09:30:00+00:00"),
        ("2026-11-23 09:30:00", "2026-11-23T09:30:00+00:00"),
        ("2026-11-23", "2026-11-23T00:00:00+00:00"),
        ("2026-11-25T11:59:00Z", "2026-11-25T11:59:00+00:00"),
        ("2026-11-25T12:01:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Fri, 01 Jan 2099 00:00:00 GMT", None),
        ("1994-12-31", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("Mon, 99 Nov 2026 09:30:00 GMT", None),
        ("Mon, 23 Nov 2026 99:30:00 GMT", None),
        ("lundi 23 novembre", None),
        ("03/04/2026", None),
        ("", None),
    ],
)
def test_only_believable_dates_are_taken(text: str, date: str | None) -> None:
    expected = datetime.fromisoformat(date) if date else None
    assert read_date(text, NOW) == expected


def test_an_entry_falls_back_to_its_next_believable_date() -> None:
    both = item(link="/1", pubDate="Fri, 01 Jan 2099 00:00:00 GMT", updated="2026-11-01")
    assert read(rss(both)).entries[0].published == datetime(2026, 11, 1, tzinfo=UTC)
    bad = item(link="/1", pubDate="Fri, 01 Jan 2099 00:00:00 GMT")
    assert read(rss(bad)).entries[0].published is None


# Hostile feeds

ENTITY = "<!ENTITY a 'ha'>"
BOMB = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))


def _xxe(path: Path) -> list[str]:
    entity = f"<!ENTITY x SYSTEM '{path.as_uri()}'>"
    body = rss(item(title="&x;&p;", link="/1"))
    return [
        f"<!DOCTYPE rss [{entity}]>{body}",
        f"<?xml version='1.0'?>\n<!-- c -->\n<!DOCTYPE rss SYSTEM 'x.dtd' [{entity}]>{body}",
        f"<!--{'c' * 9_000}--><!DOCTYPE rss [{entity}]>{body}",
        f"<!doctype rss [{entity}]>{body}",
        f"<!DOCTYPE rss [<!ENTITY % p SYSTEM '{path.as_uri()}'> %p;]>{body}",
        f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{BOMB}]>{rss(item(title='&a9;', link='/1'))}",
        f"words <!DOCTYPE rss [{entity}]>{body}",
        f"<!DOCTYPE rss><!DOCTYPE rss [{entity}]>{body}",
        f"<!DOCTYPE rss {entity}",
    ]


@pytest.mark.parametrize("number", range(9))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_ones_own_are_refused(tmp_path: Path, number: int, encoding: str) -> None:
    canary = tmp_path / "canary"
    canary.write_text("THE CANARY")
    with pytest.raises(FeedError) as refused:
        read(_xxe(canary)[number].encode(encoding))
    assert "CANARY" not in str(refused.value)
    assert number > 5 or "entities of its own" in str(refused.value)


def test_a_document_type_after_the_root_and_outside_files_do_nothing(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text("<item><title>THE CANARY</title></item>")
    uri = canary.as_uri()
    late = rss(item(title="&x;", link="/1")).replace(
        "<channel>", f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{uri}'>]><channel>"
    )
    include = rss(
        f"<title>a</title><link>/1</link>"
        f"<description><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='text' "
        f"href='{uri}'/></description>"
    )
    outside = f"<!DOCTYPE rss SYSTEM '{uri}'>" + rss(item(title="&x;", link="/1"))
    for body in (late, include, outside):
        try:
            assert "CANARY" not in repr(read(body))
        except FeedError as error:
            assert "CANARY" not in str(error)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   \n",
        b"\xef\xbb\xbf",
        b"<!DOCTYPE html><html><head><title>Shop</title></head></html>",
        b"<html><p>Not found</p></html>",
        b"<opml/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"Service unavailable",
        b"{}",
        b'{"version": "https://jsonfeed.org/version/1", "items": 5}',
        b'{"items": []}',
        b"{" * 50_000,
        b'{"a":' * 50_000,
        b"[1]",
        b"<" * 300_000,
        b"<rss>" * 250_000,
        b"\x00\x01\x02",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_is_no_feed_is_one_sentence(body: bytes) -> None:
    with pytest.raises(FeedError, match=r"^https://shopnews\.com/feeds/all\.xml "):
        read(body)


@pytest.mark.parametrize(
    "body",
    [
        rss(item(title="<![CDATA[" + "<" * 100_000 + "]]>", link="/1")),
        rss(item(title="<![CDATA[" + "<script>" * 20_000 + "]]>", link="/1")),
        rss(*["<title>x</title>" * 20 + "<link>/1</link>"] * 5_000),
        "<rss><channel>" + "<item><title>" * 5_000 + "a" * 1_000_000,
        "<?xml version='1.0'?>" + "<!---->" * 30_000 + rss(),
        "<?xml " + "a" * 1_000_000,
        rss(item(title="&amp;" * 200_000, link="/1")),
        rss(item(title="a", link="h" * 2_000_000)),
        "<rss " + " ".join(f"a{number}='1'" for number in range(50_000)) + "><channel/></rss>",
    ],
    ids=range(9),
)
def test_a_hostile_feed_costs_little(body: str) -> None:
    began = time.process_time()
    try:
        feed = read(body)
        assert all(len(entry.title) <= 300 for entry in feed.entries)
    except FeedError:
        pass
    assert time.process_time() - began < 3


@given(st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes_are_read_or_are_one_sentence(body: bytes, content_type: str) -> None:
    for data in (body, b"<rss><channel><item>" + body, b"<?xml version='1.0'?><feed>" + body):
        with contextlib.suppress(FeedError):
            assert isinstance(read(data, content_type), Feed)
    assert isinstance(find_feeds(body, URL), list)


MARKUP = st.sampled_from(["<item>", "</item>", "<title>", "<link>", "<!DOCTYPE rss [", "<![CDATA["])


@given(st.lists(MARKUP | st.text(max_size=8), max_size=30), st.text(max_size=60))
def test_any_text_in_any_field_comes_out_clean(pieces: list[str], text: str) -> None:
    try:
        feed = read("<rss><channel>" + "".join(pieces) + "</channel></rss>")
    except FeedError:
        return
    for entry in feed.entries:
        assert entry.url.startswith(("http://", "https://"))
        assert entry.title.isprintable()
    assert web_url(text, URL) == "" or web_url(text, URL).startswith(("http://", "https://"))
    assert read_date(text, NOW) is None or read_date(text, NOW).tzinfo is UTC  # type: ignore[union-attr]


# Plain text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a < b and b > c", "a < b and b > c"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("Media<b>Markt</b>", "MediaMarkt"),
        ("a<!-- hidden -->b", "a b"),
        ("a<style>p{}</style>b<script>x<y</script>c", "a b c"),
        ("never closed <script>evil()", "never closed"),
        ("&amp;lt;b&amp;gt;bold", "&lt;b&gt;bold"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("rtl \u202egnp.exe\u202c\u200b!", "rtl gnp.exe!"),
        ("Media\xadMarkt", "MediaMarkt"),
        ("nul\x00 tab\t line\n", "nul tab line"),
        ("x" * 400, "x" * 49 + "…"),
    ],
)
def test_markup_becomes_what_a_reader_sees(markup: str, text: str) -> None:
    assert plain_text(markup, 50) == text


# Finding feeds


def test_declared_feeds_come_first_then_links_then_usual_paths() -> None:
    page = b"""<!doctype html><html><head><base href="https://evil.com/">
    <link rel="alternate" type="application/rss+xml" title="News &gt; all" href="/rss/all">
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
    <link rel="ALTERNATE nofollow" type="application/atom+xml; charset=utf-8" href=atom.xml>
    <link rel="alternate" hreflang="fr" href="/fr"><link rel="stylesheet" href="/feed.css">
    <link rel="alternate" type="application/feed+json" href="javascript:alert(1)">
    </head><body><a href="/nl/rss">RSS</a> <a href="/feedback">Say</a> <a href="/rss/all">x</a>
    <a href="/comments/rss">c</a><a href="/a.rss">y</a></body></html>"""
    assert find_feeds(page, "https://shop.com/news/") == [
        "https://shop.com/rss/all",
        "https://shop.com/news/atom.xml",
        "https://shop.com/nl/rss",
        "https://shop.com/a.rss",
        "https://shop.com/feed/",
        "https://shop.com/rss",
        "https://shop.com/rss.xml",
        "https://shop.com/feed.xml",
        "https://shop.com/atom.xml",
        "https://shop.com/index.xml",
    ]


def test_a_page_without_feeds_still_has_candidates() -> None:
    for page in (b"", b"\x00\xff", b"words", b"<" * 100_000):
        assert "https://shop.com/feed/" in find_feeds(page, "https://shop.com/")
    many = b"".join(b"<a href=/rss/%d>" % number for number in range(100))
    assert len(find_feeds(many, "https://shop.com/")) == 20
