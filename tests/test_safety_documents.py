"""Documents are hostile until read: private addresses, rebinding, bombs, entities, slow patterns."""

import io
import ipaddress
import socket
import zipfile

import pytest

from kg.documents import read
from kg.documents.furniture import LONGEST_LINE, furniture
from kg.documents.titles import first_words
from kg.documents.web import is_public
from kg.documents.word import MOST_UNPACKED
from kg.model import Unreadable


def refused(source: str, **options) -> str:
    (found,) = read([source], **options)
    assert isinstance(found, Unreadable)
    return found.reason


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]",
     "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]"],
)  # fmt: skip
def test_addresses_inside_are_refused(host, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
    assert "only public addresses are read" in refused(f"http://{host}/")


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_public_addresses_are_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.fixture
def names(monkeypatch):
    """Names that resolve to each of their addresses in turn; which were asked; what was connected to."""
    answers, asked, connected = {}, [], []
    real = socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name not in answers:
            return real(host, port, *args, **kwargs)
        asked.append(name)
        addresses = answers[name].pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    def connect(self, address):
        connected.append(address[0])
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    return answers, asked, connected


def test_a_name_that_resolves_differently_a_moment_later_changes_nothing(names):
    answers, asked, connected = names
    answers["rebind.example"] = [["93.184.215.14"], ["127.0.0.1"]]
    assert "must be reachable" in refused("http://rebind.example/")
    assert (asked, connected) == (["rebind.example"], ["93.184.215.14"])


def test_a_name_with_one_private_address_among_public_ones_is_refused(names):
    answers, _, connected = names
    answers["mixed.example"] = [["93.184.215.14", "10.0.0.1"]]
    assert "10.0.0.1" in refused("http://mixed.example/") and not connected


def test_every_redirect_is_checked(names, monkeypatch):
    import httpx

    answers, _, connected = names
    answers["public.example"] = [["93.184.215.14"]]
    seen = []

    def send(self, request, **options):
        seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return httpx.Response(302, headers={"Location": "http://169.254.169.254/latest/meta-data"}, request=request)

    monkeypatch.setattr(httpx.Client, "send", send)
    assert "only public addresses are read" in refused("http://public.example/")
    assert seen == [("93.184.215.14", "public.example", "public.example")]


def test_a_password_in_an_address_is_refused():
    assert "leave the password out" in refused("http://me:secret@public.example/")


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_packed_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.docx"
    path.write_bytes(packed({"word/document.xml": bytes(MOST_UNPACKED + 1)}))
    assert path.stat().st_size < 1_000_000
    assert "bytes unpacked: at most" in refused(str(path))


@pytest.mark.parametrize(
    "entity", ['<!ENTITY x SYSTEM "file://{secret}">', '<!ENTITY a "{many}"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">']
)
def test_entities_in_word_files_are_not_expanded(tmp_path, entity):
    import docx

    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    docx_file, out = docx.Document(), io.BytesIO()
    docx_file.add_paragraph("Words and MARK.")
    docx_file.save(out)
    with zipfile.ZipFile(out) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    entity = entity.replace("{secret}", str(secret)).replace("{many}", "the secret" * 1000)
    body = members["word/document.xml"].decode().split("?>", 1)[1].replace("MARK", "&x;")
    members["word/document.xml"] = f'<?xml version="1.0"?><!DOCTYPE d [{entity}]>{body}'.encode()
    (tmp_path / "a.docx").write_bytes(packed(members))
    (found,) = read([str(tmp_path / "a.docx")])
    assert "the secret" not in getattr(found, "text", "")


@pytest.mark.parametrize("part", ["A ", "By A ", "by A, A and ", "Photo: ", "1 Jan 2025 ", "- ", "a", "Editing by A; "])
def test_no_line_makes_a_pattern_slow(part):
    line = (part * LONGEST_LINE)[: LONGEST_LINE - 1] + "!"
    furniture("\n".join([line, line + " "] * 200), first_words(line))


def test_a_page_nested_too_deep_is_refused_or_read(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 20_000 + "words " * 100, encoding="utf-8")
    assert len(list(read([str(path)]))) == 1


def test_a_script_in_a_page_or_address_is_no_text(tmp_path):
    path = tmp_path / "a.html"
    words = "The minister said on Tuesday that Estonia rejects the accord, a mistake for the whole region. " * 3
    path.write_text(f'<html><head><link rel="canonical" href="javascript:alert(1)"></head><body><article><p>{words}</p>'
                    "<script>alert(1)</script></article></body></html>", encoding="utf-8")  # fmt: skip
    (document,) = read([str(path)])
    assert "alert" not in document.text and document.uri == "file:a.html"
