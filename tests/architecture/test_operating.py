"""What is shipped for a real server says nothing about visitors, and its manual knows every setting."""

import re

import pytest

from tests.architecture.places import ROOT

DEPLOY = ROOT / "deploy"


def told_in_settings() -> set[str]:
    """Return the variables that the settings read from the environment."""
    return set(re.findall(r'(?:env\.\w+|_required)\(\s*"(CAIRN_\w+)"', (ROOT / "kb/settings.py").read_text()))


def told_in_manual() -> set[str]:
    """Return the variables in the manual's table."""
    return set(re.findall(r"^\| `(CAIRN_\w+)`", (ROOT / "docs/operating.md").read_text(), re.MULTILINE))


def directives(name: str) -> list[str]:
    """Return the lines of a configuration file without comments and empty ones."""
    lines = (line.partition("#")[0].strip() for line in (DEPLOY / name).read_text().splitlines())
    return [line for line in lines if line]


def test_the_manual_lists_every_setting_and_no_other() -> None:
    assert told_in_manual() == told_in_settings() != set()


def test_the_example_settings_are_settings() -> None:
    named = {line.partition("=")[0] for line in directives("cairn.env.example")}

    assert named - told_in_settings() == set()


def test_nginx_writes_nothing_about_a_visitor() -> None:
    lines = directives("nginx.conf")
    servers = lines.count("server {")

    assert [line for line in lines if "_log" in line] == ["access_log off;", "error_log /dev/null emerg;"] * servers
    assert {"client_max_body_size 1m;", "client_body_buffer_size 1m;", "proxy_max_temp_file_size 0;"} <= set(lines)
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert f'proxy_set_header {header} "";' in lines


def test_nginx_offers_forward_secrecy_alone_and_takes_up_no_session() -> None:
    lines = directives("nginx.conf")
    (suites,) = (line.removeprefix("ssl_ciphers ").rstrip(";").split(":") for line in lines if "ssl_ciphers" in line)

    assert [suite for suite in suites if not re.fullmatch(r"ECDHE-.*-(GCM-SHA\d+|POLY1305)", suite)] == []
    assert {
        "ssl_protocols TLSv1.2 TLSv1.3;", "ssl_session_tickets off;", "ssl_session_cache off;", "ssl_early_data off;",
    } <= set(lines)  # fmt: skip


def test_caddy_keeps_its_own_choice_of_suites() -> None:
    assert [line for line in directives("Caddyfile") if line.startswith(("tls", "ciphers", "protocols"))] == []


def test_caddy_writes_nothing_about_a_visitor() -> None:
    lines = directives("Caddyfile")

    assert [line for line in lines if line.startswith(("log", "output"))] == ["log default {"]
    assert "exclude http.log.error http.handlers.reverse_proxy" in lines
    assert {"header_up -X-Forwarded-For", "header_up -X-Real-IP", "header_up -Forwarded"} <= set(lines)


@pytest.mark.parametrize("name", ["cairn.service", "cairn-tick.service"])
def test_what_authors_type_reaches_neither_swap_nor_a_core_dump(name: str) -> None:
    assert {"LimitCORE=0", "MemorySwapMax=0"} <= set(directives(name))


def test_the_server_keeps_no_access_log() -> None:
    assert any("--no-access-log" in line for line in directives("cairn.service"))


def test_postgresql_logs_neither_statements_nor_rows() -> None:
    assert {
        "log_error_verbosity = terse", "log_min_error_statement = panic", "log_parameter_max_length = 0",
        "log_parameter_max_length_on_error = 0", "log_statement = none", "log_min_duration_statement = -1",
    } <= set(directives("postgresql.conf"))  # fmt: skip


def test_an_upgrade_changes_the_tables_while_no_server_of_the_old_version_runs() -> None:
    manual = (ROOT / "docs/operating.md").read_text().partition("## Upgrade")[2]
    steps = [
        "systemctl stop cairn-tick.timer cairn-tick cairn",
        "git pull",
        "migrate --no-input",
        "systemctl start cairn ",
    ]
    places = [manual.find(step) for step in steps]

    assert -1 not in places
    assert places == sorted(places)
