package io.github.claudenexus.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings.Choice;
import io.github.claudenexus.testing.Refusal;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "postgresql", "jdbc:postgresql", "POSTGRESQL", "jdbc:postgres"})
    void everySpellingOfTheSchemeMeansTheSame(String scheme) {
        ConnectionSettings settings = parse(scheme + "://ada:s3cret@db.example.com:5433/shop");

        assertThat(settings.describe()).isEqualTo("postgresql://ada@db.example.com:5433/shop");
        assertThat(settings.password().reveal()).isEqualTo("s3cret");
        assertThat(settings.driver()).isEmpty();
        assertThat(settings.session()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://, postgresql://me@localhost:5432/me",
        "postgresql:///shop, postgresql://me@localhost:5432/shop",
        "postgresql://h, postgresql://me@h:5432/me",
        "postgresql://h:/, postgresql://me@h:5432/me",
        "postgresql://ada@, postgresql://ada@localhost:5432/ada",
        "postgresql://:6000/shop, postgresql://me@localhost:6000/shop",
        "postgresql://ada@[2001:db8::1]:6000/shop, postgresql://ada@[2001:db8::1]:6000/shop",
        "postgresql://[::1], postgresql://me@[::1]:5432/me",
        "postgresql://[fe80::1%25eth0]/x, postgresql://me@[fe80::1%eth0]:5432/x",
        "postgresql://h/shop?host=other&port=6000&dbname=d&user=u, postgresql://u@other:6000/d",
        "postgresql://h/shop?hostaddr=10.0.0.1, postgresql://me@10.0.0.1:5432/shop",
        "jdbc:postgresql:shop, postgresql://me@localhost:5432/shop",
        "jdbc:postgresql:/, postgresql://me@localhost:5432/me",
        "jdbc:postgresql://h/shop?user=ada@server, postgresql://ada@server@h:5432/shop",
        "'  postgresql://h/shop\n', postgresql://me@h:5432/shop",
        "postgresql://h/my%20shop%2F1, postgresql://me@h:5432/my shop/1",
        "'postgresql://ada@a,b:5433,[::1]:7/shop', 'postgresql://ada@a:5432,b:5433,[::1]:7/shop'",
        "'jdbc:postgresql://a:1,b:2/shop?user=ada', 'postgresql://ada@a:1,b:2/shop'",
        "'postgresql:///shop?host=a,,c&port=1,2,', 'postgresql://me@a:1,localhost:2,c:5432/shop'",
        "'postgresql://a,b/shop?port=6000', 'postgresql://me@a:6000,b:6000/shop'",
        "'postgresql:///shop?hostaddr=10.0.0.1,10.0.0.2', 'postgresql://me@10.0.0.1:5432,10.0.0.2:5432/shop'",
        "'postgresql://a,b/shop?hostaddr=10.0.0.1,', 'postgresql://me@10.0.0.1:5432,b:5432/shop'",
    })
    void whatIsMissingIsLibpqsDefault(String url, String described) {
        assertThat(parse(url).describe()).isEqualTo(described);
    }

    @ParameterizedTest
    @CsvSource({
        "a+b, a+b",
        "a%2Bb, a+b",
        "p%40ss%3Aw%2Frd, p@ss:w/rd",
        "p@ss, p@ss",
        "a:b, a:b",
        "a#b, a#b",
        "p%C3%A4ss, päss",
        "%e2%82%ac, €",
    })
    void passwordsAreDecodedByRfc3986(String written, String password) {
        assertThat(parse("postgresql://ada:" + written + "@h/shop").password().reveal())
                .isEqualTo(password);
        assertThat(parse("postgresql://h/shop?password=" + written).password().reveal())
                .isEqualTo(password);
    }

    @Test
    void anEmptyUserIsIgnored() {
        assertThat(catchThrowableOfType(NexusException.class, () -> DatabaseUrl.parse("postgresql://host/shop", "?")))
                .hasMessage("No user name: the settings name none, and the system has no name for the user that runs"
                        + " Maven.");
        assertThat(DatabaseUrl.parse("postgresql://anna@host/shop", "?").user()).isEqualTo("anna");
    }

    @Test
    void libpqsParametersBecomeTheDriversOrTheSessions() {
        ConnectionSettings settings = parse("postgresql://h/shop?sslmode=verify-full&sslrootcert=/ca.pem&sslcert=/c.pem"
                + "&sslkey=/k.pk8&connect_timeout=7&application_name=night%20shift&target_session_attrs=read-write"
                + "&options=-c%20lock_timeout=5s%20-csearch_path=a\\%20b%20--statement-timeout%3D1min"
                + "&channel_binding=require&gssencmode=disable&keepalives=0&keepalives_idle=9&keepalives_interval=8"
                + "&keepalives_count=0&tcp_user_timeout=9"
                + "&client_encoding=utf8&load_balance_hosts=random&require_auth=scram-sha-256&krbsrvname=pg");

        assertThat(settings.driver())
                .isEqualTo(Map.ofEntries(
                        Map.entry("sslmode", "verify-full"),
                        Map.entry("sslrootcert", "/ca.pem"),
                        Map.entry("sslcert", "/c.pem"),
                        Map.entry("sslkey", "/k.pk8"),
                        Map.entry("connectTimeout", "7"),
                        Map.entry("loginTimeout", "7"),
                        Map.entry("channelBinding", "require"),
                        Map.entry("gssEncMode", "disable"),
                        Map.entry("tcpKeepAlive", "false"),
                        Map.entry("keepalives_idle", "9"),
                        Map.entry("keepalives_interval", "8"),
                        Map.entry("keepalives_count", "0"),
                        Map.entry("requireAuth", "scram-sha-256"),
                        Map.entry("kerberosServerName", "pg")));
        assertThat(settings.server().choice()).isEqualTo(new Choice(TargetSession.READ_WRITE, true));
        assertThat(settings.session())
                .isEqualTo(Map.of(
                        "application_name", "night shift",
                        "lock_timeout", "5s",
                        "search_path", "a b",
                        "statement_timeout", "1min"));
    }

    @Test
    void sslTrueIsSslModeRequireAsInLibpq() {
        assertThat(parse("postgresql://h/shop?ssl=true").driver()).isEqualTo(Map.of("sslmode", "require"));
        assertThat(parse("jdbc:postgresql://h/shop?ssl=true").driver()).isEqualTo(Map.of("ssl", "true"));
    }

    @Test
    void theSystemsCertificatesAreJavas() {
        assertThat(parse("postgresql://h/shop?sslrootcert=system").driver())
                .isEqualTo(Map.of(
                        "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory",
                        "sslmode", "verify-full"));
    }

    @Test
    void jdbcUrlsMayUseTheDriversOwnNames() {
        ConnectionSettings settings = parse("jdbc:postgresql://h/shop?user=ada&password=s3cret&currentSchema=a,b"
                + "&ApplicationName=x&connectTimeout=3&socketTimeout=60&stringtype=unspecified"
                + "&prepareThreshold=5&sslmode=disable");

        assertThat(settings.user()).isEqualTo("ada");
        assertThat(settings.password().reveal()).isEqualTo("s3cret");
        assertThat(settings.session()).isEqualTo(Map.of("search_path", "a,b", "application_name", "x"));
        assertThat(settings.driver())
                .isEqualTo(Map.of(
                        "connectTimeout", "3",
                        "loginTimeout", "3",
                        "socketTimeout", "60",
                        "stringtype", "unspecified",
                        "sslmode", "disable"));
    }

    @Test
    void nothingPrintedHoldsAPassword() {
        ConnectionSettings settings = parse("postgresql://ada:s3cret@h/shop?sslpassword=hidden&sslmode=require");

        assertThat(settings.toString()).isEqualTo("postgresql://ada@h:5432/shop");
        assertThat(settings.secrets()).extracting(Secret::reveal).containsExactly("s3cret", "hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgresql://h:54x2/d | The port in the database URL must be a whole number from 1 to 65535",
                "postgresql://h:0/d | The port in the database URL must be a whole number from 1 to 65535",
                "postgresql://h:65536/d | The port in the database URL must be a whole number from 1 to 65535",
                "postgresql://h/d?port=-1 | The parameter \"port\" in the database URL must be a whole number from 1 to 65535",
                "postgresql://u:p%zz@h/d | The password in the database URL has a % that two hexadecimal digits do not follow",
                "postgresql://u:p%4@h/d | The password in the database URL has a % that two hexadecimal digits do not follow",
                "postgresql://u%:p@h/d | The user in the database URL has a % that two hexadecimal digits do not follow",
                "postgresql://u:p%00@h/d | The password in the database URL has a control character",
                "postgresql://u:p%ff@h/d | The password in the database URL is not UTF-8 once its % signs are decoded",
                "postgresql://h/d%x | The database name in the database URL has a % that two hexadecimal digits do not follow",
                "postgresql://h/a/b | The database name in the database URL has a / or @ that is not percent-encoded, or the password has",
                "postgresql://u:12/3@h/d | The database name in the database URL has a / or @ that is not percent-encoded, or the password has",
                "postgresql://[::1/d | The host in the database URL has no closing bracket",
                "postgresql://[::1]5432/d | The host in the database URL has something other than a port after its bracket",
                "postgresql://::1/d | The host in the database URL has more than one colon; write an IPv6 address in brackets",
                "postgresql://a b/d | The host in the database URL has a character that no host name has",
                "postgresql://[x]/d | ok",
                "postgresql://a,b c/d | The host in the database URL has a character that no host name has",
                "postgresql://a,[::1/d | The host in the database URL has no closing bracket",
                "postgresql://a:1,b:x/d | The port in the database URL must be a whole number from 1 to 65535",
                "postgresql://a%2Cb/d | The host in the database URL has a character that no host name has",
                "postgresql://a/d?port=1,2 | The database URL has 2 ports for 1 host",
                "postgresql://a:1,b:2/d?host=x,y,z | The database URL has 2 ports for 3 hosts",
                "postgresql://a,b/d?hostaddr=10.0.0.1 | The database URL has 2 hosts for 1 address",
                "postgresql://h/d?target_session_attrs=preferPrimary | The parameter \"target_session_attrs\" in the database URL must be one of any, prefer-standby, primary, read-only, read-write, standby",
                "jdbc:postgresql://h/d?targetServerType=best | The parameter \"targetServerType\" in the database URL must be one of any, master, preferPrimary, preferSecondary, preferSlave, primary, secondary, slave",
                "postgresql://h/d?load_balance_hosts=yes | The parameter \"load_balance_hosts\" in the database URL must be one of disable, random",
                "postgresql://%2Frun%2Fpg/d | The host in the database URL is the folder of a Unix socket; Java connects by TCP only, so give a host name",
                "postgresql://h/d?nonsense=1 | The parameter \"nonsense\" in the database URL is not known",
                "jdbc:postgresql://h/d?socketFactory=a | The parameter \"socketFactory\" in the database URL is not supported: it names a class, and the plugin has no class but its own",
                "postgresql://u:12?x=y@h/d | A parameter in the database URL is not known",
                "postgresql://h/d?a-b=1 | A parameter in the database URL is not known",
                "postgresql://h/d?sslcrl=x | The parameter \"sslcrl\" in the database URL is not supported: the driver reads no revocation lists",
                "postgresql://h/d?sslmode | A parameter in the database URL has no value",
                "postgresql://h/d?sslmode=full | The parameter \"sslmode\" in the database URL must be one of allow, disable, prefer, require, verify-ca, verify-full",
                "postgresql://h/d?connect_timeout=soon | The parameter \"connect_timeout\" in the database URL must be a whole number from 0 to 86400",
                "postgresql://h/d?keepalives=2 | The parameter \"keepalives\" in the database URL must be one of 0, 1, false, true",
                "postgresql://h/d?keepalives_idle=40000 | The parameter \"keepalives_idle\" in the database URL must be a whole number from 0 to 32767",
                "postgresql://h/d?keepalives_count=128 | The parameter \"keepalives_count\" in the database URL must be a whole number from 0 to 127",
                "postgresql://h/d?target_session_attrs=best | The parameter \"target_session_attrs\" in the database URL must be one of any, prefer-standby, primary, read-only, read-write, standby",
                "postgresql://h/d?options=-x | The parameter \"options\" in the database URL must be written as -c name=value or --name=value",
                "postgresql://h/d?options=-c | The parameter \"options\" in the database URL must be written as -c name=value or --name=value",
                "postgresql:h/d | The database URL has no // after its scheme",
                "ada:s3cret@h/d | The database URL has no scheme; it must begin with postgresql://",
                "\"postgresql://h/d\" | The database URL is wrapped in quotation marks; take them away",
                "${env.DATABASE_URL} | The database URL has a ${…} in it: a property that has no value",
            })
    void whatIsWrongIsSaidByPart(String url, String message) {
        if (message.equals("ok")) {
            assertThat(parse(url).server().host()).isEqualTo("x");
            return;
        }
        NexusException thrown = catchThrowableOfType(NexusException.class, () -> parse(url));

        assertThat(thrown).hasMessage(message + ".").hasNoCause();
        assertThat(thrown.failure().code()).isEqualTo(FailureCode.BAD_URL);
        assertThat(thrown.failure().hint())
                .isEqualTo(
                        message.startsWith("The parameter ")
                                ? "Correct the parameter, or take it out of the URL."
                                : "A URL is postgresql://user:password@host:5432/database; in user and password,"
                                        + " % is written %25, / is %2F, @ is %40, : is %3A, ? is %3F and # is %23.");
    }

    @ParameterizedTest
    @CsvSource({"mysql://u:p@h/d, mysql", "jdbc:mysql://u:p@h/d, jdbc:mysql", "jdbc:oracle:thin:@//h/d, jdbc:oracle"})
    void anotherDatabaseIsNamedByItsSchemeOnly(String url, String scheme) {
        Failure refused = Refusal.of(
                () -> parse(url),
                FailureCode.NOT_POSTGRESQL,
                "The database URL has the scheme \"" + scheme + "\"; only PostgreSQL can be migrated.");

        assertThat(refused.hint()).isEqualTo("Begin it with postgresql://, postgres:// or jdbc:postgresql://.");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h:6000/shop?user=ada&password=s3cret, s3cret",
        "jdbc:postgresql://h:6000/shop?user=ada&password=a%2Bb%26c%25d%3De%23f, a+b&c%d=e#f",
    })
    void aJdbcUrlKeepsItsMeaning(String url, String password) {
        ConnectionSettings ours = parse(url);
        Properties drivers = Driver.parseURL(url, new Properties());

        assertThat(ours.describe()).isEqualTo("postgresql://ada@h:6000/shop");
        assertThat(ours.password().reveal()).isEqualTo(password);
        assertThat(drivers)
                .containsEntry("PGHOST", "h")
                .containsEntry("PGPORT", "6000")
                .containsEntry("PGDBNAME", "shop")
                .containsEntry("user", "ada")
                .containsEntry("password", password);
    }

    private static ConnectionSettings parse(String url) {
        return DatabaseUrl.parse(url, "me");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql://h/d?schema=public | The parameter "schema" in the database URL is not known. | For a search path write options=-c%20search_path%3D<schema>, or currentSchema=<schema> in a URL that begins with jdbc:. For the history's schema set nexus.schema.
                    postgresql://h/d?currentSchema=a | The parameter "currentSchema" in the database URL is not known. | For a search path write options=-c%20search_path%3D<schema>, or currentSchema=<schema> in a URL that begins with jdbc:. For the history's schema set nexus.schema.
                    jdbc:postgresql://h/d?search_path=x | The parameter "search_path" in the database URL is not known. | For a search path write options=-c%20search_path%3D<schema>, or currentSchema=<schema> in a URL that begins with jdbc:. For the history's schema set nexus.schema.
                    postgresql://h/d?pgbouncer=true | The parameter "pgbouncer" in the database URL is not known. | Behind a pooler in transaction mode migrations cannot run: take it out, and name the server itself, or a pool in session mode.
                    postgresql://h/d?serverVersion=15 | The parameter "serverVersion" in the database URL is not known. | Another client reads it, and PostgreSQL has no such parameter: take it out of the URL.
                    postgresql://h/d?sslmode=no-verify | The parameter "sslmode" in the database URL is not a mode of libpq's. | no-verify of node-postgres is sslmode=require here: encrypted, with no look at the certificate.
                    postgresql://h/d?keepalives=2 | The parameter "keepalives" in the database URL must be one of 0, 1, false, true. | Correct the parameter, or take it out of the URL.
                    postgresql://h/d?nonsense=2 | The parameter "nonsense" in the database URL is not known. | Correct the parameter, or take it out of the URL.
                    """)
    void aHintIsAboutTheParameter(String url, String message, String hint) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url, "me")).isInstanceOfSatisfying(NexusException.class, e -> {
            assertThat(e).hasMessage(message);
            assertThat(e.failure().hint()).isEqualTo(hint);
        });
    }
}
