"""What is looked for in the HTML of a page."""


def article(html: str) -> str:
    """The content of a page, without its header, its navigation and its footer."""
    return html[html.index("<article") : html.index("</article>")]
