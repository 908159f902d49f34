"""Texts that would be code if they were drawn unescaped; each one, run, leaves a trace that tests look for.

A script marks the page (``data-touche``), an image or a style asks for ``/touche``, a dialog opens.
"""

import functools
from html.parser import HTMLParser

SAFE = ("/", "#", "http://", "https://")
"""How an address of ours starts; « // » would be another site."""

CORPUS = (
    "<script>document.documentElement.dataset.touche=1</script>",
    "<img src=/touche onerror=document.documentElement.dataset.touche=1>",
    "<svg/onload=document.documentElement.dataset.touche=1><b data-touche>",
    '"><iframe src="/touche"></iframe><p data-touche="',
    "' autofocus onfocus=alert('touche') data-touche='",
    '" onmouseover="alert(1)" data-touche="',
    "</details></section></article><b data-touche>dehors</b>",
    "</textarea></title></style></script><b data-touche>",
    "<!--<img data-touche src=/touche>-->",
    "<style>@import '/touche'; body{background:url(/touche)}</style>",
    "<meta http-equiv=refresh content='0;url=/touche'>",
    "<base href=/touche/><form action=/touche><button data-touche>",
    "<template data-touche><object data=/touche></object></template>",
    "<math><mi xlink:href='javascript:alert(1)' data-touche>",
    "javascript:alert('touche')//",
    "data:text/html,<b data-touche>",
    "{{ 7*7 }}{% print(1) %}${7*7}<%= 7*7 %>#{7*7}",
    "{{ self.__init__.__globals__ }}",
    "&lt;b data-touche&gt; &#60;b data-touche&#62;",
    "\\u003cb data-touche\\u003e \u2028\u2029 \u202egnp.touche",
    "ｓcript＜b data-touche＞",
    '=HYPERLINK("/touche";"clic")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "../../touche\x00.html",
    "__proto__",
    "constructor",
)


class Skeleton(HTMLParser):
    """The elements of a fragment of HTML, with the names of their attributes, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.text: list[str] = []
        self.places: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.places += [
            value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")
        ]

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--",))


#: The same drawing comes back under many texts: it is taken apart once.
skeleton = functools.lru_cache(maxsize=1000)(Skeleton)


def elements(html: str) -> set[tuple[str, ...]]:
    """The kinds of elements that a drawing has."""
    return set(skeleton(html).elements)


def faults(html: str, house: set[tuple[str, ...]]) -> list[str]:
    """What a drawing has that no drawing of ours has: an element, an attribute, a place to go."""
    drawn = skeleton(html)
    return [
        *(f"élément : {' '.join(item)}" for item in drawn.elements if item not in house),
        *(
            f"adresse : {place}"
            for place in drawn.places
            if not place.startswith(SAFE) or place.startswith("//")
        ),
    ]
