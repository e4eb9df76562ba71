"""Small PDF files made of strings, one list of lines a page."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(*pages: Sequence[str], kids: int = 0) -> bytes:
    """A PDF with these lines; `kids` claims that the last page stands there that many times more."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica"]
    objects[2] += b"/Encoding/WinAnsiEncoding>>"
    numbers = []
    for lines in pages:
        stream = _stream(lines)
        objects.append(b"<</Length %d>>\nstream\n%b\nendstream" % (len(stream), stream))
        resources = b"<</Font<</F1 3 0 R>>>>"
        box = b"/MediaBox[0 0 595 842]"
        objects.append(b"<</Type/Page/Parent 2 0 R%b/Resources%b/Contents %d 0 R>>" % (box, resources, len(objects)))
        numbers.append(len(objects))
    numbers += [numbers[-1]] * kids
    listed = b" ".join(b"%d 0 R" % n for n in numbers)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(numbers), listed)
    return _file(objects)


def _stream(lines: Sequence[str]) -> bytes:
    shown = []
    for line in lines:
        text = line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        shown.append(b"(%b) Tj T*" % text)
    return b"BT /F1 11 Tf 14 TL 50 800 Td " + b"\n".join(shown) + b" ET"


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
