"""Small whole files of each binary type, and the damage that a disk, a mail server or a malicious hand does to them."""

import io
import random
import zipfile
import zlib

BODY = "The minister said on Tuesday that Estonia rejects the accord, which he called a mistake for the whole region."
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Minister rejects accord</title>
<script type="application/ld+json">{{"@graph":[{{"@type":["NewsArticle"],"datePublished":"2025-03-04T10:00:00Z"}}]}}
</script><meta property="article:modified_time" content="2025-05-12"><link rel="canonical" href="https://t.example/a">
</head><body><nav>Home</nav><article><h1>Minister rejects accord</h1><p>By Ada Quill</p><p>{BODY}</p>
<p>Latvia <b>supports</b> the <a href="/x">accord</a>, according to two officials who asked not to be named.</p>
<time datetime="2025-03-04">4 March</time></article></body></html>""".encode()
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def word_of(body: str, title: str = "Accord") -> bytes:
    """A minimal Word file whose body is ``body``, with the prefixes w, mc and m."""
    office = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    types = "application/vnd.openxmlformats-"
    return packed({
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{types}'
                               'package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="'
                               f'{types}officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="{OFFICE}/'
                       'officeDocument" Target="word/document.xml"/><Relationship Id="b" Type="x/core-properties" '
                       'Target="/docProps/core.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:mc="{office}" xmlns:m="{math}"><w:body>{body}'
                             "</w:body></w:document>",
        "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>' + title + "</dc:title>"
                             "<dc:creator>Ada Quill</dc:creator></c>",
    })  # fmt: skip


def packed(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def pdf_of_objects(*objects: str | bytes, info: str = "<< /Title (Accord) >>") -> bytes:
    """A PDF of the catalog, then ``objects`` from number 2 on, the last of all its properties."""
    out, places = b"%PDF-1.5\n", []
    for number, content in enumerate(["<< /Type /Catalog /Pages 2 0 R >>", *objects, info], 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + (content if isinstance(content, bytes) else content.encode("latin-1"))
        out += b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    return out + (f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info "
                  f"{size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF").encode()  # fmt: skip


def stream(content: bytes, entries: str = "", *, plain: bool = False) -> bytes:
    content = content if plain else zlib.compress(content)
    entries += "" if plain else " /Filter /FlateDecode"
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


INFO = "<< /Title (Accord) /Author (Ada Quill) /CreationDate (D:20250304) >>"


def whole_pdf(*, plain: bool = False, info: str = INFO) -> bytes:
    shown = f"BT /F 12 Tf 14 TL 72 720 Td ({BODY[:60]}) Tj T* ({BODY[60:]}) Tj ET /X Do".encode()
    return pdf_of_objects(
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        stream(shown, plain=plain),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>",
        stream(b"BT /F 12 Tf 72 600 Td (Latvia supports it.) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
               "/Resources << /Font << /F 5 0 R >> >>", plain=plain),
        stream(b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <00> <FF> endcodespacerange "
               b"1 beginbfrange <20> <7E> <0020> endbfrange endcmap", plain=plain),
        info=info,
    )  # fmt: skip


def word_body() -> str:
    return (f'<w:p><w:r><w:t>{BODY}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:ins w:id="1"><w:r><w:t>Latvia supports '
            '</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>rejects </w:delText></w:r></w:del><w:r><w:sym '
            'w:char="2019"/><w:br/><w:t>it.</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sectPr/>')  # fmt: skip


SEEDS = {"packed.pdf": whole_pdf(), "plain.pdf": whole_pdf(plain=True), "a.docx": word_of(word_body()), "a.html": PAGE}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one to four faults; of a packed file every second time in one of its parts, packed again."""
    members = _members(data) if data.startswith(b"PK") and chance.random() < 0.5 else {}
    if members:
        name = chance.choice(list(members))
        return packed({**members, name: _with_faults(members[name], chance)})
    return _with_faults(data, chance)


def _members(data: bytes) -> dict[str, bytes]:
    """The parts of a packed file; none where it is damaged already."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # no list of what it raises is whole
        return {}


def _with_faults(data: bytes, chance: random.Random) -> bytes:
    """Bytes turned, cut out, doubled, moved, cut short, numbers that are none."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        if not out:
            break
        start = chance.randrange(len(out))
        end = min(len(out), start + chance.choice((1, 2, 8, 64, 400)))
        match chance.randrange(7):
            case 0:
                out[start] ^= 1 << chance.randrange(8)
            case 1:
                out[start:end] = chance.randbytes(end - start)
            case 2:
                del out[start:end]
            case 3:
                out[end:end] = out[start:end] * chance.choice((1, 2, 30))
            case 4:
                place = chance.randrange(len(out))
                out[place:place] = out[start:end]
            case 5:
                del out[start:]
            case 6:
                digits = [i for i, byte in enumerate(out) if 0x30 <= byte <= 0x39] or [start]
                place = chance.choice(digits)
                out[place : place + 1] = chance.choice((b"0", b"-1", b"99999999999", b"4 0 R", b"<<", b"]", b"/N"))
    return bytes(out)
