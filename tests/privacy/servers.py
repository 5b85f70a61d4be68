"""The servers and proxies as they are shipped: started from the files in deploy/, only with other ports and folders."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.architecture.places import ROOT

DEPLOY = ROOT / "deploy"
PROGRAMS = Path(sys.executable).parent
HOST, SHARE_HOST = "cairn.example.org", "share.cairn.example.org"
# An address of this machine that no other line of a log would hold.
VISITOR = "127.98.76.54"


@dataclass(frozen=True)
class Site:
    """A real site in a folder of its own: settings, database, keys and static files."""

    folder: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of its commands to the end."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True, timeout=120
        )


def make_site(folder: Path, database_url: str) -> Site:
    """Make a site from deploy/cairn.env.example: everything of it holds that is not a place or a secret."""
    lines = (DEPLOY / "cairn.env.example").read_text().splitlines()
    shipped = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    key_file = folder / "cairn.key"
    assert shipped["CAIRN_HOSTS"] == HOST
    places = {
        "CAIRN_SECRET_KEY": "k" * 60,
        "CAIRN_KEY_FILE": str(key_file),
        "CAIRN_DATABASE_URL": database_url,
        "CAIRN_DATA_DIR": str(folder / "data"),
        "CAIRN_SHARE_HOST": SHARE_HOST,
        "CAIRN_FORM_SECONDS": "0",
        "CAIRN_WORKERS": "2",
    }
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("CAIRN_", "DJANGO_"))}
    (folder / "data").mkdir()
    before = Site(folder, outside)
    before.manage("make_key_file", str(key_file))
    site = Site(folder, {**outside, **shipped, **places, "PYTHONUNBUFFERED": "1"})
    site.manage("migrate", "--no-input", "--verbosity=0")
    site.manage("collectstatic", "--no-input", "--verbosity=0")
    return site


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def running(name: str, command: list[str], *, folder: Path, port: int, environment: dict[str, str]) -> Iterator[Path]:
    """Run a server until the block ends; yield the file with all that it writes to its outputs."""
    written = folder / f"{name}.output"
    with written.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            _wait_for(port, process, written)
            yield written
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(port: int, process: subprocess.Popen[bytes], written: Path) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, written.read_text(errors="replace")
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nobody listens: {written.read_text(errors='replace')}")


def unit_command() -> list[str]:
    """Return the command line of deploy/cairn.service."""
    unit = (DEPLOY / "cairn.service").read_text().replace("\\\n", " ")
    command = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert command
    return shlex.split(command[1])


def granian(site: Site, port: int) -> list[str]:
    """Return the shipped command line of granian, with this port."""
    program, *options = unit_command()
    options[options.index("--port") + 1] = str(port)
    workers = site.environment["CAIRN_WORKERS"]
    return [str(PROGRAMS / Path(program).name), *(each.replace("${CAIRN_WORKERS}", workers) for each in options)]


def gunicorn(_site: Site, port: int) -> list[str]:
    """Return gunicorn with the shipped configuration, with this port."""
    configuration = str(DEPLOY / "gunicorn.conf.py")
    return [str(PROGRAMS / "gunicorn"), "--config", configuration, f"--bind=127.0.0.1:{port}", "kb.wsgi:application"]


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for both hosts; return its file and its key's.

    RSA: with another kind of key no suite without forward secrecy can be offered, whatever the configuration says.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST), x509.DNSName(SHARE_HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain, private = folder / "fullchain.pem", folder / "privkey.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return chain, private


def nginx(folder: Path, *, http: int, https: int, upstream: int) -> list[str]:
    """Write the shipped server into the frame that Debian's nginx puts around it, logs and all; return the command."""
    chain, private = certificate(folder)
    server = changed((DEPLOY / "nginx.conf").read_text(), {
        r"listen 80;": f"listen 127.0.0.1:{http};",
        r"listen 443 ssl http2;": f"listen 127.0.0.1:{https} ssl http2;",
        r"listen \[::\]:80;\n": "\n",
        r"listen \[::\]:443 ssl http2;\n": "\n",
        r"server_name cairn\.example\.org;": f"server_name {HOST} {SHARE_HOST};",
        r"/etc/letsencrypt/live/cairn\.example\.org/fullchain\.pem": str(chain),
        r"/etc/letsencrypt/live/cairn\.example\.org/privkey\.pem": str(private),
        r"http://127\.0\.0\.1:8001": f"http://127.0.0.1:{upstream}",
    })  # fmt: skip
    temporary = [f"{kind}_temp_path {folder}/temp_{kind};" for kind in ("proxy", "fastcgi", "uwsgi", "scgi")]
    frame = [
        f"pid {folder}/nginx.pid;",
        f"error_log {folder}/error.log info;",
        "worker_processes 1;",
        "events { worker_connections 64; }",
        "http {",
        f"access_log {folder}/access.log;",
        f"client_body_temp_path {folder}/temp_body;",
        *temporary,
        server,
        "}",
    ]
    written = folder / "nginx.conf"
    written.write_text("\n".join(frame))
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "No nginx on this machine: install it, or set CAIRN_SKIP_PROXIES=1 for `make test`."
    return [program, "-e", f"{folder}/start.log", "-c", str(written), "-g", "daemon off;"]


def caddy(folder: Path, *, http: int, https: int, upstream: int) -> list[str]:
    """Write the shipped Caddyfile with these ports and a certificate that is there; return the command."""
    chain, private = certificate(folder)
    # The name with its comment line as the manual says, for a site with a share host.
    written = folder / "Caddyfile"
    written.write_text(changed((DEPLOY / "Caddyfile").read_text(), {
        r"^\{\n": f"{{\n\tadmin off\n\thttp_port {http}\n\thttps_port {https}\n",
        r"^cairn\.example\.org \{\n": f"{HOST}, {SHARE_HOST} {{\n\ttls {chain} {private}\n",
        r"127\.0\.0\.1:8001": f"127.0.0.1:{upstream}",
    }))  # fmt: skip
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(written)]


def changed(text: str, changes: dict[str, str]) -> str:
    """Return the file with each pattern replaced; one that is not there would mean that the test tests another file."""
    for pattern, new in changes.items():
        text, times = re.subn(pattern, lambda _match, new=new: new, text, flags=re.MULTILINE)
        assert times, pattern
    return text


def connect(port: int, *, tls: bool = False, host: str = HOST, patience: float = 20) -> socket.socket:
    """Return a connection as a visitor makes it, from their own address; they wait so many seconds for an answer."""
    plain = socket.create_connection(("127.0.0.1", port), timeout=patience, source_address=(VISITOR, 0))
    if not tls:
        return plain
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(plain, server_hostname=host)


def say(
    port: int, request: bytes, *, tls: bool = False, host: str = HOST, finish: bool = True, patience: float = 20
) -> bytes:
    """Send the bytes and return what comes back; with `finish` off, hang up in the middle and hear nothing."""
    try:
        with connect(port, tls=tls, host=host, patience=patience) as connection:
            connection.sendall(request)
            if finish:
                return _heard(connection)
            time.sleep(0.1)
    except OSError:  # refused, or hung up on us in the middle of our words
        pass
    return b""


def _heard(connection: socket.socket) -> bytes:
    heard = b""
    try:
        while piece := connection.recv(65_536):
            heard += piece
    except OSError:  # hung up on us, or waiting for more, as a server does with what it cannot read
        pass
    return heard
