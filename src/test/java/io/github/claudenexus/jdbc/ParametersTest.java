package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.failure.NexusException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameter key words of libpq's documentation, version 18, in its order. */
class ParametersTest {

    @ParameterizedTest
    @CsvSource({
        "host, h",
        "hostaddr, 10.0.0.1",
        "port, 5433",
        "dbname, d",
        "user, u",
        "password, p",
        "passfile, /home/me/.pgpass",
        "require_auth, scram-sha-256",
        "channel_binding, prefer",
        "connect_timeout, 5",
        "client_encoding, auto",
        "options, -cgeqo=off",
        "application_name, a",
        "fallback_application_name, a",
        "keepalives, 1",
        "keepalives_idle, 5",
        "keepalives_interval, 5",
        "keepalives_count, 5",
        "tcp_user_timeout, 5",
        "replication, false",
        "gssencmode, disable",
        "sslmode, verify-full",
        "sslnegotiation, direct",
        "sslcompression, 0",
        "sslcert, /c.pem",
        "sslkey, /k.pem",
        "sslpassword, p",
        "sslcertmode, allow",
        "sslrootcert, system",
        "sslsni, 1",
        "min_protocol_version, 3.0",
        "max_protocol_version, latest",
        "krbsrvname, postgres",
        "gsslib, gssapi",
        "gssdelegation, 0",
        "target_session_attrs, prefer-standby",
        "load_balance_hosts, random",
    })
    void thisIsUnderstood(String name, String value) {
        assertThatCode(() -> read(name, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replication",
                "sslkeylogfile",
                "sslcertmode",
                "sslcrl",
                "sslcrldir",
                "requirepeer",
                "ssl_min_protocol_version",
                "ssl_max_protocol_version",
                "min_protocol_version",
                "max_protocol_version",
                "gssdelegation",
                "scram_client_key",
                "scram_server_key",
                "service",
                "servicefile",
                "oauth_issuer",
                "oauth_client_id",
                "oauth_client_secret",
                "oauth_scope",
            })
    void thisIsRefusedWithTheReason(String name) {
        assertThatThrownBy(() -> read(name, "s3cret"))
                .isInstanceOf(NexusException.class)
                .hasMessageMatching("The parameter \"" + name + "\" in the database URL is not supported: .{20,}\\.")
                .hasMessageNotContaining("s3cret");
    }

    private static void read(String name, String value) {
        assertThat(Parameters.libpq(name)).isPresent();
        DatabaseUrl.parse("postgresql://?" + name + "=" + value, "me");
    }
}
