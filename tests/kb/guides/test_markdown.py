import pytest

from kb.guides.markdown import to_html, to_inline_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ten *minutes*.", "<p>Ten <em>minutes</em>.</p>"),
        ("One.\n\nTwo **now**.", "<p>One.</p>\n<p>Two <strong>now</strong>.</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("# Big\n\n###### Small", "<h3>Big</h3>\n<h4>Small</h4>"),
        ("[here](/help/)", '<p><a href="/help/" rel="noreferrer">here</a></p>'),
        ("[out](https://example.org/a)", '<p><a href="https://example.org/a" rel="noreferrer">out</a></p>'),
        (
            "![kettle](https://example.org/k.png)",
            '<p>!<a href="https://example.org/k.png" rel="noreferrer">kettle</a></p>',
        ),
        ("", ""),
    ],
)
def test_plain_markdown_becomes_html(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b onclick=alert(1)>x</b>",
        "![x](https://example.org/x.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "[x](mailto:a@example.org)",
        "[x](//example.org/x)",
        "[x](\\\\example.org)",
        "<form action=/x><input></form>",
        "<style>*{}</style>",
        "<a href='javascript:alert(1)'>x</a>",
    ],
)
def test_nothing_dangerous_comes_through(text: str) -> None:
    html = to_html(text) + to_inline_html(text)

    for piece in ("<script", "<b ", "<img", "<form", "<style", "<input", 'href="javascript', 'href="data', 'href="//'):
        assert piece not in html
    assert 'href="mailto' not in html


def test_one_line_has_no_paragraphs() -> None:
    assert to_inline_html("Peg the *curtains*.\n\n# Now") == "Peg the <em>curtains</em>. # Now"
