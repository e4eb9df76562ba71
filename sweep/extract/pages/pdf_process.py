"""Run as a script in a process of its own: a PDF on standard input becomes one line of JSON on standard output.

PDF files are programs from strangers and their reader is not written in Python: what it does with memory, time or a
crash must end here. Arguments: most pages, most characters, seconds of processor time, bytes of memory.
"""

from __future__ import annotations

import json
import resource
import sys


def _text(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]
    try:
        # A file may hold halves of characters, which nothing else can write.
        return str(page.get_textpage().get_text_range()).encode("utf-8", "replace").decode()
    finally:
        page.close()


def main(most_pages: int, most_characters: int, seconds: int, memory: int) -> None:
    """Writes {"pages": [text, ...], "of": number of pages, "cut": whether text was left unread} or {"problem": ...}."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pypdfium2  # noqa: PLC0415 - within the limits

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        sys.stdout.write(json.dumps({"problem": str(error)[:200]}))
        return
    pages: list[str] = []
    left = most_characters
    while len(pages) < min(len(document), most_pages) and left > 0:
        text = _text(document, len(pages))
        pages.append(text[:left])
        left -= len(text)
    sys.stdout.write(json.dumps({"pages": pages, "of": len(document), "cut": len(pages) < len(document) or left < 0}))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:5]))
