"""What is shipped for a real server writes nothing about a visitor: run as shipped, asked badly, and read whole.

Servers, proxies and database are the real programs. The last tests show that each of them would have written it all.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from django.db import connection

from tests.privacy.servers import (
    HOST,
    SHARE_HOST,
    VISITOR,
    Site,
    caddy,
    free_port,
    granian,
    gunicorn,
    make_site,
    nginx,
    running,
    say,
)

pytestmark = pytest.mark.whole_site

FORWARDED, AGENT, WORDS, SOUGHT = "198.51.100.77", "CanaryBrowser/7", "CanaryWordsOfAStory", "canarysearch"
PLACE, COOKIE, REFERRER, TYPED = "canarypath", "canarycookie", "canaryreferrer", "CANARYRECEIPT"
CANARIES = [VISITOR, FORWARDED, AGENT, WORDS, SOUGHT, PLACE, COOKIE, REFERRER, TYPED]
SERVERS = {"granian": granian, "gunicorn": gunicorn}
# Where Caddy is not to be had its file is only read: tests/architecture/test_operating.py.
PROXIES = {"nginx": nginx, **({"caddy": caddy} if shutil.which("caddy") else {})}


@dataclass
class Visit:
    """Somebody who asks one server, and all that comes back; receipts that they were shown."""

    port: int
    tls: bool = False
    receipts: list[str] = field(default_factory=list)
    patience: float = 20

    def ask(self, method: str, path: str, body: bytes = b"", host: str = SHARE_HOST, **changed: str) -> tuple[int, str]:
        """The status and the page; 0 where nobody answers."""
        names = {
            "Host": host, "Origin": f"https://{host}", "X-Forwarded-Proto": "https", "X-Forwarded-For": FORWARDED,
            "X-Real-IP": FORWARDED, "Forwarded": f"for={FORWARDED}", "User-Agent": AGENT, "Cookie": f"a={COOKIE}",
            "Referer": f"https://{host}/{REFERRER}", "Accept-Language": PLACE, "Connection": "close",
            "Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body)), **changed,
        }  # fmt: skip
        head = "".join(f"{name}: {value}\r\n" for name, value in names.items())
        answer = self.say(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body, host=host)
        status = re.match(rb"HTTP/1\.[01] (\d+)", answer)
        return int(status[1]) if status else 0, answer.decode(errors="replace")

    def say(self, request: bytes, *, host: str = SHARE_HOST, finish: bool = True) -> bytes:
        """What comes back for these bytes."""
        return say(self.port, request, tls=self.tls, host=host, finish=finish, patience=self.patience)

    def token(self) -> str:
        page = self.ask("GET", "/share/write/")[1]
        found = re.search(r'name="token" value="([^"]+)"', page)
        assert found, page
        return found[1]

    def share(self, *, words: str = WORDS) -> tuple[int, str]:
        """Send a story, and keep the receipt."""
        story = {"token": self.token(), "happened": words, "publish_consent": "yes", "quote_consent": "no"}
        status, page = self.ask("POST", "/share/send/", urlencode(story).encode())
        self.receipts += re.findall(r'name="receipt" value="(\w{20})"', page)
        return status, page

    def walk(self) -> None:
        """Ask as authors and readers do, and show that the site is there."""
        assert self.share()[0] == 200
        assert self.receipts
        receipt = urlencode({"receipt": self.receipts[-1]}).encode()
        assert WORDS in self.ask("POST", "/status/", receipt)[1]
        assert self.ask("POST", "/status/", urlencode({"receipt": TYPED}).encode())[0] == 200
        assert self.ask("GET", f"/search/?q={SOUGHT}", host=HOST)[0] == 200
        assert self.ask("GET", f"/share/{PLACE}/")[0] == 404
        assert self.ask("GET", f"/{PLACE}/", host=HOST)[0] == 404
        assert self.ask("GET", f"/{PLACE}/", host=SHARE_HOST)[0] == 404
        assert self.ask("GET", f"/static/{PLACE}.css", host=HOST)[0] == 404
        assert self.ask("POST", "/accounts/login/", b"login=a@b.example&password=c", host=HOST)[0] == 403

    def break_things(self) -> None:
        """Ask for what fails on its way: half, too long, malformed, from elsewhere. Whatever comes back is fine."""
        Visit(self.port, self.tls, patience=2)._break_things()

    def _break_things(self) -> None:
        big = urlencode({"happened": WORDS * 40_000}).encode()
        self.ask("POST", "/share/send/", big)
        self.ask("POST", "/share/send/", urlencode({"happened": WORDS * 40}).encode(), **{"Content-Length": "90000000"})
        self.ask("POST", f"/share/{PLACE}/", b"a=b", **{"Content-Type": f"text/plain; charset={PLACE}"})
        self.ask("POST", "/share/send/", urlencode({"happened": WORDS}).encode(), Origin=f"https://{PLACE}.example")
        self.ask("GET", f"/share/?{PLACE}={'a' * 70_000}")
        self.ask("GET", "/share/", **{f"X-{PLACE}": "a" * 70_000})
        self.ask(f"CANARY{PLACE}", f"/share/{PLACE}")
        self.ask("GET", f"/search/?q=%00{SOUGHT}%ff", host=HOST)
        self.ask("GET", f"/share/{PLACE}", host=f"{PLACE}.example")
        self.ask("GET", f"/share/{PLACE}", host=f"{PLACE} {SOUGHT}")
        head = f"Host: {SHARE_HOST}\r\nUser-Agent: {AGENT}\r\nContent-Length: 500\r\n\r\n"
        half = f"POST /share/send/?{PLACE} HTTP/1.1\r\n{head}"
        self.say(half.encode() + f"happened={WORDS}".encode(), finish=False)
        self.say(half[:60].encode(), finish=False)
        self.say(f"{PLACE} {SOUGHT}\r\n\r\n".encode())
        self.say(f"GET /{PLACE} HTTP/9.9\r\n\r\n".encode())
        self.say(f"GET /{PLACE} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {PLACE}\r\n\r\n".encode())
        self.say(f"POST /{PLACE} HTTP/1.1\r\nHost: {HOST}\r\nTransfer-Encoding: chunked\r\n\r\nzz{WORDS}\r\n".encode())
        self.say(b"\x16\x03\x01\x02\x00" + PLACE.encode() * 20)
        say(
            self.port, f"GET /{PLACE} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode(), tls=False
        )  # plain words to a TLS port


# --- a site in a folder ---------------------------------------------------------------------------------------


# Servers and proxies are the same whatever database the tests run on: once is enough.
once = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_setup, django_db_blocker) -> Iterator[Site]:
    """A real site with a database of its own, on the kind of database that this run is about."""
    folder = tmp_path_factory.mktemp("site")
    if connection.vendor == "sqlite":
        yield make_site(folder, f"sqlite:///{folder / 'data' / 'cairn.sqlite3'}")
        return
    name = f"shipped_{os.getpid()}"
    address = urlsplit(os.environ["CAIRN_DATABASE_URL"])
    with psycopg.connect(address.geturl().replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield make_site(folder, address._replace(path=f"/{name}").geturl())
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def without_a_table(site: Site) -> Iterator[None]:
    """Take a table away that sharing, the receipt's page and the search need, as a broken upgrade would."""
    _sql(site, "ALTER TABLE stories_receipt RENAME TO away; ALTER TABLE kb_searchdocument RENAME TO gone")
    try:
        yield
    finally:
        _sql(site, "ALTER TABLE away RENAME TO stories_receipt; ALTER TABLE gone RENAME TO kb_searchdocument")


def _sql(site: Site, statements: str) -> None:
    code = f"from django.db import connection as c\nfor one in {statements.split('; ')!r}: c.cursor().execute(one)"
    site.manage("shell", "--command", code)


def bytes_written(*folders: Path) -> dict[str, bytes]:
    """Everything in every file below the folders, by the file's name."""
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): path.read_bytes() for path in files}


def found(canaries: list[str], *folders: Path) -> set[tuple[str, str]]:
    """The canaries that stand in a file, whatever their capitals, with the file's name."""
    held = bytes_written(*folders)
    assert held
    return {
        (canary, Path(name).name)
        for name, text in held.items()
        for canary in canaries
        if canary.lower().encode() in text.lower()
    }


def all_that_a_visit_holds(visit: Visit) -> list[str]:
    """The canaries and the receipts, as they are written and in groups of four."""
    grouped = [" ".join(re.findall("....", receipt)) for receipt in visit.receipts]
    return [*CANARIES, *visit.receipts, *grouped]


# --- servers --------------------------------------------------------------------------------------------------


@once
@pytest.mark.parametrize("name", SERVERS)
def test_the_shipped_server_writes_nothing_about_a_visitor(site: Site, tmp_path: Path, name: str) -> None:
    port = free_port()
    visit = Visit(port)
    with running(name, SERVERS[name](site, port), folder=tmp_path, port=port, environment=site.environment) as output:
        visit.walk()
        visit.break_things()
        visit.walk()
        with without_a_table(site):
            assert visit.share()[0] == 500
            assert visit.ask("POST", "/status/", urlencode({"receipt": visit.receipts[0]}).encode())[0] == 500
            assert visit.ask("GET", f"/search/?q={SOUGHT}", host=HOST)[0] == 500

    assert re.search(r"(Operational|Programming)Error at .*\.py:\d+", output.read_text())
    assert found(all_that_a_visit_holds(visit), tmp_path, site.folder) == set()


@once
def test_with_an_access_log_the_server_would_have_written_it(site: Site, tmp_path: Path) -> None:
    port = free_port()
    command = ["--access-log" if each == "--no-access-log" else each for each in granian(site, port)]
    command[command.index("--log-level") + 1] = "info"
    with running("granian", command, folder=tmp_path, port=port, environment=site.environment):
        Visit(port).walk()

    written = {canary for canary, _file in found(CANARIES, tmp_path)}
    assert {VISITOR, PLACE} <= written


# --- proxies --------------------------------------------------------------------------------------------------


@contextmanager
def behind(proxy: Callable[..., list[str]], site: Site, folder: Path, *, upstream: int) -> Iterator[tuple[Visit, int]]:
    """Run the proxy; yield a visit to its https port, and its http port."""
    http, https = free_port(), free_port()
    environment = {**site.environment, "XDG_DATA_HOME": str(folder / "home"), "HOME": str(folder)}
    command = proxy(folder, http=http, https=https, upstream=upstream)
    with running("proxy", command, folder=folder, port=https, environment=environment):
        yield Visit(https, tls=True), http


@once
@pytest.mark.proxy
@pytest.mark.parametrize("name", PROXIES)
def test_the_shipped_proxy_writes_nothing_about_a_visitor(site: Site, tmp_path: Path, name: str) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "home").mkdir()
    port = free_port()
    command = granian(site, port)
    with behind(PROXIES[name], site, tmp_path, upstream=port) as (visit, http):
        with running("server", command, folder=tmp_path, port=port, environment=site.environment):
            visit.walk()
            visit.break_things()
            plain = Visit(http).ask("GET", f"/share/{PLACE}/")
            assert plain[0] in {301, 308}
            assert f"Location: https://{SHARE_HOST}" in plain[1]
            visit.walk()
        # And with nobody behind it.
        away = [
            visit.ask("GET", f"/share/{PLACE}/"),
            visit.ask("POST", "/share/send/", urlencode({"happened": WORDS}).encode()),
        ]
        for status, answer in away:
            assert status == 503
            assert "<h1>Back in a minute</h1>" in answer
            assert "cache-control: no-store" in answer.lower()
            assert WORDS not in answer

    assert found(all_that_a_visit_holds(visit), tmp_path, site.folder) == set()


# Caddy writes of an error that nobody handles, so its page for an upgrade goes too.
CADDYS = r"\n\tlog default \{[^}]*\}|\n\thandle_errors \{.*\n(\t\t.*\n)*\t\}"


@once
@pytest.mark.proxy
@pytest.mark.parametrize(
    ("name", "shipped"),
    [("nginx", r"^    access_log off;\n|^    error_log /dev/null emerg;\n"), ("caddy", CADDYS)],
)
def test_without_its_shipped_lines_the_proxy_would_have_written_it(site, tmp_path, monkeypatch, name, shipped) -> None:
    if name not in PROXIES:
        assert not shutil.which(name)
        return
    tmp_path.chmod(0o755)
    (tmp_path / "home").mkdir()
    deploy = tmp_path / "deploy"
    deploy.mkdir()
    for path in (Path("deploy/nginx.conf"), Path("deploy/Caddyfile")):
        text = (Path(__file__).parents[2] / path).read_text()
        (deploy / path.name).write_text(re.sub(shipped, "", text, flags=re.MULTILINE))
    monkeypatch.setattr("tests.privacy.servers.DEPLOY", deploy)

    with behind(PROXIES[name], site, tmp_path, upstream=free_port()) as (visit, _http):
        assert visit.ask("GET", f"/share/{PLACE}/")[0] == {"nginx": 503, "caddy": 502}[name]

    assert {VISITOR, PLACE} <= {canary for canary, _file in found(CANARIES, tmp_path)}


# Key exchange by the certificate's own key: whoever has that key later opens what was recorded.
WITHOUT_SECRECY = "AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA:AES256-SHA:@SECLEVEL=0"


def client(version: ssl.TLSVersion, suites: str = "") -> ssl.SSLContext:
    """A visitor's TLS of this version, and with these suites alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = version
    if suites:
        context.set_ciphers(suites)
    return context


@contextmanager
def handshake(port: int, context: ssl.SSLContext, session: ssl.SSLSession | None = None) -> Iterator[ssl.SSLSocket]:
    """A visitor who was answered once, so that whatever the server hands out is there. Raises SSLError."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
        context.wrap_socket(plain, server_hostname=HOST, session=session) as secured,
    ):
        secured.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        assert secured.recv(4096)
        yield secured


@once
@pytest.mark.proxy
@pytest.mark.parametrize("name", PROXIES)
def test_the_shipped_proxy_speaks_with_forward_secrecy_or_not_at_all(site: Site, tmp_path: Path, name: str) -> None:
    (tmp_path / "home").mkdir()
    with behind(PROXIES[name], site, tmp_path, upstream=free_port()) as (visit, _http):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            with handshake(visit.port, client(version)) as secured:
                assert secured.cipher()[0].startswith(("ECDHE-", "TLS_"))
        with pytest.raises(ssl.SSLError), handshake(visit.port, client(ssl.TLSVersion.TLSv1_2, WITHOUT_SECRECY)):
            pass


@once
@pytest.mark.proxy
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"])
def test_the_shipped_nginx_takes_up_no_session_again(site: Site, tmp_path: Path, version: ssl.TLSVersion) -> None:
    context = client(version)
    with behind(nginx, site, tmp_path, upstream=free_port()) as (visit, _http):
        with handshake(visit.port, context) as first:
            session = first.session
        with handshake(visit.port, context, session) as second:
            assert not second.session_reused


@once
@pytest.mark.proxy
def test_without_its_shipped_lines_nginx_would_have_done_both(site: Site, tmp_path: Path, monkeypatch) -> None:
    deploy = tmp_path / "deploy"
    deploy.mkdir()
    text = (Path(__file__).parents[2] / "deploy/nginx.conf").read_text()
    (deploy / "nginx.conf").write_text(re.sub(r"^    ssl_(ciphers|session_\w+) .*\n", "", text, flags=re.MULTILINE))
    monkeypatch.setattr("tests.privacy.servers.DEPLOY", deploy)

    with behind(nginx, site, tmp_path, upstream=free_port()) as (visit, _http):
        with handshake(visit.port, client(ssl.TLSVersion.TLSv1_2, WITHOUT_SECRECY)) as secured:
            assert secured.cipher()[0].startswith("AES")
        context = client(ssl.TLSVersion.TLSv1_2)
        with handshake(visit.port, context) as first:
            session = first.session
        with handshake(visit.port, context, session) as second:
            assert second.session_reused


# --- the database ---------------------------------------------------------------------------------------------


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_the_shipped_database_writes_nothing_of_what_fails() -> None:
    with connection.cursor() as cursor:
        for statement in FAILING:
            _fail(statement.format(WORDS))
        assert WORDS not in _database_log(cursor)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", range(3))
def test_with_its_own_defaults_the_database_would_have_written_it(statement: int) -> None:
    mark = f"{WORDS}Default{statement}"
    with connection.cursor() as cursor:
        try:
            cursor.execute("SET log_min_messages = warning; SET log_error_verbosity = 'default'")
            _fail(FAILING[statement].format(mark))
            assert mark in _database_log(cursor)
        finally:
            cursor.execute("RESET log_min_messages; RESET log_error_verbosity")


@pytest.mark.postgres_only
@pytest.mark.django_db
def test_the_shipped_database_shows_nobody_the_last_statement() -> None:
    look = "SELECT query, query_start, xact_start FROM pg_stat_activity WHERE pid = pg_backend_pid() AND %s <> ''"
    with connection.cursor() as cursor:
        cursor.execute(look, [WORDS])
        assert cursor.fetchall() == [("", None, None)]

        cursor.execute("SET LOCAL track_activities = on; SELECT pg_stat_clear_snapshot()")
        cursor.execute(look, [WORDS])
        assert WORDS in cursor.fetchone()[0]


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_the_write_ahead_log_of_the_shipped_database_goes_with_the_next_file_and_checkpoint() -> None:
    """As `archive_timeout` brings the next file about, and the clock's writing at night the checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW archive_timeout")
        assert cursor.fetchone() == ("10min",)
        cursor.execute("SET synchronous_commit = on")  # so that it is in the file when the statement returns
        cursor.execute("SELECT pg_logical_emit_message(true, 'cairn', %s)", [WORDS])
        assert WORDS in _write_ahead_log(cursor)

        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("SELECT pg_logical_emit_message(true, 'cairn', 'the night')")
        cursor.execute("CHECKPOINT; RESET synchronous_commit")

        assert WORDS not in _write_ahead_log(cursor)


def _write_ahead_log(cursor) -> str:
    cursor.execute(
        "SELECT pg_read_binary_file(current_setting('data_directory') || '/pg_wal/' || name, 0, 20000000, true)"
        " FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'"
    )
    return "".join(bytes(content or b"").decode("latin-1") for (content,) in cursor.fetchall())


# A row that breaks a constraint, a value of the wrong kind, a row that is there already.
FAILING = [
    "INSERT INTO accounts_user (password) VALUES ('{}')",
    "SELECT '{}'::bigint",
    "CREATE TEMPORARY TABLE canary (word text UNIQUE) ON COMMIT DROP; INSERT INTO canary VALUES ('{0}'), ('{0}')",
]


def _fail(statement: str) -> None:
    with pytest.raises(psycopg.Error), connection.cursor() as cursor:
        cursor.cursor.execute(statement)


def _database_log(cursor) -> str:
    """The log of the server that was started for these tests, which lies beside its data."""
    cursor.execute("SELECT pg_read_file(current_setting('data_directory') || '/../log')")
    return str(cursor.fetchone()[0])
