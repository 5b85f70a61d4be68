"""What a hostile or broken browser sends. Each of the words holds CANARY, which must be in no log."""

from urllib.parse import quote, urlencode

CANARY = "zqcanary"
UNESCAPED = f"<b>{CANARY}"  # stands in a page only where somebody forgot to escape

WORDS = {
    "empty": "",
    "spaces": " \t\r\n\u00a0\u3000 ",
    "null bytes": f"{CANARY}\x00mid\x00",
    "controls": f"\x07\x1b[31m{CANARY}\x7f\x85\x9b\u2028\u2029",
    "bidi overrides": f"\u202e{CANARY}\u202c\u2066\u200f\ufeff\u200b",
    "HTML": f"{UNESCAPED}</b><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{{{ 7|add:7 }}}}{{% load x %}}",
    "end of the box": f"</textarea></title></main>{UNESCAPED}",
    "Markdown": f"# {CANARY}\n[{CANARY}](javascript:alert(1)) ![x](//evil.example) **`{CANARY}`**",
    "SQL": f"{CANARY}'; DROP TABLE stories_story; -- \" OR 1=1 % _ \\",
    "a format": f"{CANARY} %s %(x)s {{0}} {{x.__class__}} $(id) `id`",
    "only marks": "\u0301\u200d\ufe0f" * 30,
    "combining": CANARY + "\u0301" * 300,
    "emoji": f"{CANARY} \U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f3fd" * 3,
    "long": f"{CANARY} " + "abcde " * 1_500,
    "one long word": CANARY + "a" * 13_000,
    "numbers": "9" * 5_000,
    "not a number": "-1e999",
    "wide digits": "１２３",
    "a header": f"{CANARY}\r\nSet-Cookie: a=b\r\n\r\n",
    "an address": f"http://[{CANARY}",
    "a path": f"../../../etc/passwd{CANARY}",
}

# The ones that broke something somewhere before, for forms with many fields.
FEW = ("empty", "null bytes", "bidi overrides", "HTML", "long", "numbers", "an address")

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "multipart/form-data; boundary=edge"


def part(name: str, value: str, *, more: str = "", edge: str = "edge") -> str:
    """One field of a multipart body."""
    return f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'


def bodies(fields: dict[str, str]) -> dict[str, tuple[str, bytes]]:
    """Bodies that are no form of ours, by what is wrong with them: content type and bytes; `fields` would be right."""
    right = urlencode(fields).encode()
    whole = "".join(part(name, value) for name, value in fields.items())
    return {
        "JSON": ("application/json", b'{"happened": "zqcanary", "deep": ' + b"[" * 500 + b"]" * 500 + b"}"),
        "plain text": ("text/plain", right),
        "no content type": ("", right),
        "XML": ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;zqcanary</a>'),
        "no boundary": ("multipart/form-data", whole.encode()),
        "empty boundary": ("multipart/form-data; boundary=", whole.encode()),
        "wide boundary": ("multipart/form-data; boundary=é", whole.encode()),
        "another boundary": ("multipart/form-data; boundary=other", whole.encode()),
        "cut heading": (BOUNDARY, b"--edge\r\nContent-Disposition: form-"),
        "a file": (BOUNDARY, (whole + part("happened", "x", more='; filename="zqcanary.exe"') + "--edge--").encode()),
        "bad transfer": (
            BOUNDARY,
            b'--edge\r\nContent-Disposition: form-data; name="happened"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n!zqcanary\r\n--edge--\r\n",
        ),
        "strange name": (
            BOUNDARY,
            b"--edge\r\nContent-Disposition: form-data; name*=hex''%41\r\n\r\nzqcanary\r\n--edge--\r\n",
        ),
        "undefined name": (
            BOUNDARY,
            b"--edge\r\nContent-Disposition: form-data; name*=undefined''%41\r\n\r\nzqcanary\r\n--edge--\r\n",
        ),
        "hex charset": (f"{BOUNDARY}; charset=hex", (whole + "--edge--").encode()),
        "undefined charset": (f"{BOUNDARY}; charset=undefined", (whole + "--edge--").encode()),
        "wide charset": (f"{FORM}; charset=utf-16", right),
        "hex form": (f"{FORM}; charset=hex", right),
        "cut escape": (FORM, b"happened=zqcanary%E2%8"),
        "no escape": (FORM, b"happened=%zz%u1234zqcanary%"),
        "raw bytes": (FORM, b"\xff\xfe\x00happened=\xed\xa0\x80zqcanary&\x00=\x00"),
        "thousand fields": (FORM, urlencode([(f"f{number}", "zqcanary") for number in range(1_000)]).encode()),
        "600 KB": (FORM, b"happened=zqcanary" + b"a" * 600_000),
        "600 KB multipart": (BOUNDARY, (part("happened", "zqcanary" + "a" * 600_000) + "--edge--").encode()),
        "many separators": (FORM, b"&" * 5_000 + b"=" * 5_000),
    }


# Fields as bytes that are no UTF-8: a lone surrogate, a stray byte, an over-long slash, a null.
BROKEN = [b"zqcanary%ED%A0%80", b"zqcanary%FF", b"zqcanary%C0%AF", b"zqcanary%00", b"zqcanary%F4%90%80%80"]


def broken(fields: dict[str, str], name: str) -> list[bytes]:
    """Form bodies in which one field is no UTF-8."""
    rest = urlencode({other: value for other, value in fields.items() if other != name}).encode()
    return [rest + b"&" + quote(name).encode() + b"=" + value for value in BROKEN]
