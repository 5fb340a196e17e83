"""Settings: defaults, where they may be written, which wins, and what is said of wrong ones."""

from pathlib import Path

import pytest

from mensajeria import languages
from mensajeria.app.address import Address
from mensajeria.app.configuration import Configuration, Operator, host_name, load
from mensajeria.app.nearest import every_key
from mensajeria.app.reading import ConfigurationError
from mensajeria.app.secret import Secret
from mensajeria.app.settings import engine_settings
from mensajeria.app.sources import from_option
from mensajeria.engine.settings import Transport

HASH = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo"


@pytest.fixture(autouse=True)
def _in_english() -> None:
    languages.use("en")


def with_settings(*settings: str) -> Configuration:
    return load(environment={}, settings=settings)


def problem(*settings: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        with_settings(*settings)
    return str(caught.value)


def problem_of_file(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load(path, environment={})
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mensajeria.toml"


def test_everything_works_without_a_file() -> None:
    settings = load(environment={})
    assert settings.listen == (Address("0.0.0.0", 7667), Address("::", 7667))
    assert settings.access == "lan"
    assert settings.channels.autojoin == ("#general",)
    assert settings.channels.modes == "nt"
    assert settings.limits.throttle
    assert settings.limits.flood_rate == 4.0
    assert settings.limits.send_queue == 2_097_152
    assert settings.storage.durability == "power"
    assert settings.doors.text
    assert settings.operators == ()
    assert settings.warnings() == []


def test_a_whole_file(file: Path) -> None:
    file.write_text(
        f"""
        listen = ["127.0.0.1:6667", "[::1]:6697", ":7000", "7001"]
        access = "anyone"
        password = "{HASH}"
        data = "kept"
        [server]
        name = "chat.example.org"
        motd = ["Hola.", ""]
        [limits]
        throttle = false
        ping = 60
        [storage]
        durability = "none"
        [tls]
        certificate = "/etc/chat.pem"
        key = ""
        [[operators]]
        name = "ana"
        password = "{HASH}"
        """.replace('key = ""', 'key = "key.pem"'),
        encoding="utf-8",
    )
    settings = load(file, environment={})
    assert [str(each) for each in settings.listen] == [
        "127.0.0.1:6667",
        "[::1]:6697",
        ":7000",
        ":7001",
    ]
    assert settings.access == "anyone"
    assert settings.password == Secret(HASH)
    assert settings.data == file.parent / "kept", "a relative path starts from the file's folder"
    assert settings.server.motd == ("Hola.", "")
    assert settings.limits.ping == 60.0
    assert not settings.limits.throttle
    assert settings.limits.nick == 30, "what is not written keeps its default"
    assert settings.tls.certificate == Path("/etc/chat.pem")
    assert settings.tls.key == file.parent / "key.pem"
    assert settings.operators == (Operator("ana", Secret(HASH)),)
    assert settings.warnings() == []


def test_later_sources_win_key_by_key(file: Path) -> None:
    file.write_text("[limits]\nnick = 10\ntopic = 100\nkick = 50\n", encoding="utf-8")
    settings = load(
        file,
        {"MENSAJERIA_LIMITS__NICK": "11", "MENSAJERIA_LIMITS__TOPIC": "101", "HOME": "/"},
        ["limits.nick=12"],
        [from_option("--listen", "listen", ["7000"])],
    )
    limits = settings.limits
    assert (limits.nick, limits.topic, limits.kick) == (12, 101, 50)
    assert settings.listen == (Address("", 7000),)


@pytest.mark.parametrize(
    ("written", "channels"),
    [
        ('channels.autojoin=["#a", "#b"]', ("#a", "#b")),
        ("channels.autojoin=#a", ("#a",)),
        ("channels.autojoin=[]", ()),
        (" channels.autojoin = ['#ñ'] ", ("#ñ",)),
    ],
)
def test_a_value_is_toml_or_a_bare_string(written: str, channels: tuple[str, ...]) -> None:
    assert with_settings(written).channels.autojoin == channels


def test_a_password_of_digits_is_text() -> None:
    assert with_settings("password=1234").password.reveal() == "1234"


def test_a_line_break_does_not_smuggle_in_another_key() -> None:
    assert with_settings("password=1\naccess='anyone'").access == "lan"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("limits.throtle=0", "there is no key limits.throtle; did you mean limits.throttle?"),
        ("throttle=false", "there is no key throttle; did you mean limits.throttle?"),
        ("servr.name=a.b", "there is no key servr; did you mean server?"),
        ("tls.x=1", "there is no key tls.x; there are tls.certificate, tls.key"),
        ("limits.throttle=perhaps", "limits.throttle must be true or false"),
        ("limits.throttle=1", "limits.throttle must be true or false"),
        ("limits.nick=0", "limits.nick must be a whole number from 1 to 64"),
        ("limits.nick=3.5", "limits.nick must be a whole number from 1 to 64"),
        ("limits.ping=nan", "limits.ping must be a number from 1 to 86400"),
        ("limits.ping=inf", "limits.ping must be a number from 1 to 86400"),
        ("limits=3", "limits must be a table"),
        ("listen.x=3", "listen must be a list, each entry an address such as"),
        ("listen=[]", "listen: at least one address is needed"),
        ("listen=localhost", "listen must be a list, each entry an address such as"),
        ("server.name=my_host", "server.name must be a host name such as chat.example.org"),
        ('server.motd=["a\\u0000b"]', "each entry one line of text of up to 400 characters"),
        ('server.motd=["a\\nb"]', "each entry one line of text of up to 400 characters"),
        ("channels.autojoin=general", "each entry a channel such as #general"),
        ("channels.modes=+nt", "channels.modes must be letters of channel modes"),
        ("channels.modes=nx", "channels.modes must be letters of channel modes"),
        ("channels.modes=nk", "channels.modes must be letters of channel modes"),
        ("access=all", 'access must be one of "anyone", "lan"'),
        ("storage.durability=x", 'storage.durability must be one of "none", "power", "process"'),
        ("data=", "data must be the path of a file or folder"),
        ("tls.key=a.pem", "tls.certificate and tls.key: set both or neither"),
        ("operators=[{name='ana'}]", "operators[1].password is missing"),
        ("operators=[3]", "operators[1] must be a table"),
        (
            "operators=[{name='a', password='b'}, {name='a', password='c'}]",
            "operators: each needs a name of its own",
        ),
        (
            "operators=[{name='ana', password='s', pasword='t'}]",
            "there is no key operators[1].pasword; did you mean operators[1].password?",
        ),
        ("access", "--set: write KEY=VALUE"),
        ("=lan", "--set: write KEY=VALUE"),
    ],
)
def test_a_wrong_setting_is_one_sentence(written: str, says: str) -> None:
    sentence = problem(written)
    assert says in sentence
    assert "\n" not in sentence


def test_the_sentence_names_the_variable() -> None:
    with pytest.raises(ConfigurationError, match=r"^MENSAJERIA_LIMITS__NICKS: there is no key"):
        load(environment={"MENSAJERIA_LIMITS__NICKS": "3"})


def test_what_kubernetes_sets_for_a_service_of_our_name_is_not_a_setting() -> None:
    load(environment={"MENSAJERIA_PORT": "tcp://10.0.0.1:7667", "MENSAJERIA_SERVICE_HOST": "x"})


def test_a_wrong_key_of_a_file_names_the_file(file: Path) -> None:
    file.write_text("[limits]\nnicks = 3\n", encoding="utf-8")
    wanted = f"{file}: there is no key limits.nicks; did you mean limits.nick?"
    assert problem_of_file(file) == wanted


def test_files_that_cannot_be_read(file: Path) -> None:
    assert problem_of_file(file).endswith(": there is no such file")
    assert problem_of_file(file.parent).endswith(": this is a folder, not a file")
    assert "it cannot be read: " in problem_of_file(file.parent / ("x" * 1000))
    file.write_bytes(b"data = '\xff'")
    assert problem_of_file(file).endswith(": this is no UTF-8 text")
    file.write_text("data = ", encoding="utf-8")
    assert ": this is no TOML: " in problem_of_file(file)
    file.write_text("data = " + "[" * 100_000, encoding="utf-8")
    assert problem_of_file(file).startswith(f"{file}: this is n")


def test_a_byte_order_mark_is_no_mistake(file: Path) -> None:
    file.write_text("access = 'anyone'", encoding="utf-8-sig")
    assert load(file, environment={}).access == "anyone"


@pytest.mark.parametrize(
    "written", ["operators=[{name='ana', password='hunter2', x=1}]", "password=['hunter2', 3]"]
)
def test_no_error_shows_a_secret(written: str) -> None:
    if written.startswith("password"):
        written = written.replace("['hunter2', 3]", "hunter2")
        assert "hunter2" not in repr(with_settings(written))
    else:
        assert "hunter2" not in problem(written)


def test_plain_text_passwords_are_warned_of_but_not_shown() -> None:
    settings = with_settings("password=hunter2", "operators=[{name='ana', password='hunter3'}]")
    first, second = settings.warnings()
    assert first.startswith("password is plain text")
    assert "operator ana" in second
    assert "hunter" not in first + second + repr(settings)


def test_keys_that_scripts_elsewhere_use_are_there() -> None:
    keys = every_key(Configuration)
    fixed = {
        *("listen", "access", "password", "data", "operators", "limits.throttle"),
        *("server.name", "server.network", "server.motd", "channels.autojoin", "channels.modes"),
        *("storage.durability", "tls.certificate", "tls.key"),
        *("doors.tls", "doors.http", "doors.text"),
    }
    assert fixed <= set(keys)


@pytest.mark.parametrize(
    ("machine", "name"),
    [
        ("plaza", "plaza.local"),
        ("chat.example.org", "chat.example.org"),
        ("localhost", "mensajeria.local"),
        ("my_pc", "mensajeria.local"),
        ("peña", "mensajeria.local"),
        ("x" * 64, "mensajeria.local"),
        ("", "mensajeria.local"),
    ],
)
def test_the_servers_name_comes_from_the_machines(
    monkeypatch: pytest.MonkeyPatch, machine: str, name: str
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: machine)
    assert host_name() == name
    assert with_settings(f"server.name={host_name()}").server.name == name


def test_networks() -> None:
    read = load(settings=['proxies=["10.0.0.0/8", "::1"]'], environment={})
    assert [str(each) for each in read.proxies] == ["10.0.0.0/8", "::1/128"]
    for wrong in ("10.0.0.1/8", "here", "10.0.0.0/33"):
        with pytest.raises(ConfigurationError, match="an address or a range of them"):
            load(settings=[f'proxies=["{wrong}"]'], environment={})


OWN = ["tls.certificate=/c.pem", "tls.key=/k.pem"]


def transport_of(*settings: str) -> Transport | None:
    return engine_settings(load(settings=settings, environment={}), 0).transport


def test_the_policy_to_use_tls() -> None:
    assert transport_of(*OWN) is None
    assert transport_of(*OWN, "tls.sts=60") == Transport(7667, 60)
    assert transport_of(*OWN, "tls.sts=0", "tls.sts_port=443", "tls.sts_preload=true") == (
        Transport(443, 0, preload=True)
    )
    assert transport_of(*OWN, "tls.sts=60", 'listen=["unix:/run/x", ":80"]') == Transport(80, 60)


@pytest.mark.parametrize(
    "settings",
    [
        ["tls.sts=60"],  # the certificate that the server makes is believed by nobody
        [*OWN, "tls.sts=60", "doors.tls=false"],
        [*OWN, "tls.sts=60", "listen=127.0.0.1:0"],
        [*OWN, "tls.sts=-1"],
    ],
)
def test_no_policy_that_nobody_can_keep(settings: list[str]) -> None:
    with pytest.raises(ConfigurationError, match=r"tls\.sts"):
        load(settings=settings, environment={})


def test_gateways() -> None:
    assert "a password, and hosts" in problem('gateways=[{password="", hosts=["::1"]}]')
    assert "a password, and hosts" in problem('gateways=[{password="x", hosts=[]}]')
    assert "gateways[1].hosts is missing" in problem('gateways=[{password="x"}]')
    plain = with_settings('gateways=[{password="x", hosts=["::1", "10.0.0.0/8"]}]')
    assert any("of a gateway is plain text" in each for each in plain.warnings())
    (gateway,) = engine_settings(plain, 0).gateways
    assert gateway.secret == "x"
    assert [str(host) for host in gateway.hosts] == ["::1/128", "10.0.0.0/8"]
