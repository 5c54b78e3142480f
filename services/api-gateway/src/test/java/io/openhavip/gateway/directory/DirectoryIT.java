package io.openhavip.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalPropertiesReader;
import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.keys.Secret;
import io.openhavip.gateway.ram.Decision;
import io.openhavip.testkit.DatabaseServer;
import io.openhavip.testkit.TestPostgres;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users, policies and keys in a real database, some of which nobody can read. */
class DirectoryIT {

    private static final String ACCOUNT = "1000000000000001";
    private static final String ALL = """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private static final byte[] MASTER_KEY = new byte[SecretCipher.KEY_BYTES];

    private final AtomicLong clock = new AtomicLong();
    private final Errors errors = new Errors();
    private DatabaseServer server;
    private AgroalDataSource database;
    private DirectoryTables tables;

    private static final class Errors extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue()) {
                lines.add(String.format(line.getMessage(), line.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() throws SQLException {
        server = TestPostgres.startAnother();
        server.login().createDatabase("gateway");
        database = AgroalDataSource.from(new AgroalPropertiesReader()
                .readProperties(Map.of(
                        "jdbcUrl", server.login().jdbcUrl("gateway"),
                        "principal", server.login().user(),
                        "credential", server.login().password(),
                        "acquisitionTimeout", "PT2S",
                        "maxSize", "4")));
        Flyway.configure().dataSource(database).locations("db/gateway").load().migrate();
        tables = new DirectoryTables(database, Optional.of(MASTER_KEY), Optional.empty());
        Logger.getLogger(Directory.class.getName()).addHandler(errors);
    }

    @AfterEach
    void stop() {
        Logger.getLogger(Directory.class.getName()).removeHandler(errors);
        database.close();
        server.discard();
    }

    private Directory directory() throws SQLException {
        Directory directory = new Directory(tables, Map.of(), clock::get);
        directory.refresh();
        return directory;
    }

    private void addKey(String id) throws SQLException {
        tables.addKey(new AccessKey(id, new Secret("secret of " + id), Caller.root(ACCOUNT), true), Optional.empty());
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
            statement.executeUpdate("UPDATE directory SET version = version + 1");
        }
    }

    private static Decision decide(Directory directory, RamUser user) {
        return directory
                .authorization()
                .decide(
                        Caller.user(user.accountId(), user.userId(), user.name()),
                        "vpc:CreateHaVip",
                        List.of("acs:vpc:*:" + ACCOUNT + ":havip/*"),
                        InetAddress.getLoopbackAddress());
    }

    private RamUser user(String name) throws SQLException {
        return tables.users(Optional.of(ACCOUNT)).stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keyThatCannotBeReadIsLeftOutAndNamedOnce() throws Exception {
        addKey("good");
        addKey("torn");
        addKey("short");
        change("UPDATE access_key SET secret = 'torn' || secret WHERE id = 'torn'");
        change("UPDATE access_key SET secret = 'x' WHERE id = 'short'");
        Directory directory = directory();
        assertThat(directory.find("good")).map(key -> key.secret().value()).hasValue("secret of good");
        assertThat(directory.find("torn")).isEmpty();
        addKey("later");
        directory.refresh();
        assertThat(directory.find("later")).isPresent();
        assertThat(errors.lines)
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("accessKey=torn"))
                .anySatisfy(line -> assertThat(line).contains("accessKey=short"));
        change("DELETE FROM access_key WHERE id = 'torn'");
        directory.refresh();
        assertThat(errors.lines).hasSize(2);
    }

    @Test
    void userMayDoNothingWhileOneOfItsPoliciesCannotBeReadAndOthersWhatTheyMay() throws Exception {
        tables.putPolicy(ACCOUNT, "all", ALL);
        tables.putPolicy(ACCOUNT, "torn", ALL);
        tables.putUser(ACCOUNT, "ops", "200000000000000001", List.of("all"));
        tables.putUser(ACCOUNT, "other", "200000000000000002", List.of("all", "torn"));
        change("UPDATE policy SET document = '{\"Version\":\"1\"' WHERE name = 'torn'");
        Directory directory = directory();
        assertThat(decide(directory, user("ops"))).isEqualTo(new Decision.Allowed());
        assertThat(decide(directory, user("other"))).isEqualTo(new Decision.Unreadable("torn"));
        assertThat(errors.lines)
                .singleElement()
                .satisfies(line -> assertThat(line).contains("policy=" + ACCOUNT + "/torn"));
        tables.putPolicy(ACCOUNT, "torn", ALL);
        directory.refresh();
        assertThat(decide(directory, user("other"))).isEqualTo(new Decision.Allowed());
        change("UPDATE policy SET document = '' WHERE name = 'torn'");
        directory.refresh();
        assertThat(errors.lines).hasSize(2);
    }

    @Test
    void masterKeyChangesWithoutAKeyBeingLost() throws Exception {
        addKey("before");
        byte[] newKey = MASTER_KEY.clone();
        newKey[0] = 1;
        tables = new DirectoryTables(database, Optional.of(newKey), Optional.of(MASTER_KEY));
        addKey("after");
        assertThat(directory().find("before")).isPresent();
        assertThat(tables.reencrypt()).isEqualTo(1);
        assertThat(tables.reencrypt()).isZero();
        tables = new DirectoryTables(database, Optional.of(newKey), Optional.empty());
        Directory directory = directory();
        assertThat(directory.find("before").map(key -> key.secret().value())).hasValue("secret of before");
        assertThat(directory.find("after")).isPresent();
        change("UPDATE access_key SET secret = 'torn' || secret WHERE id = 'before'");
        assertThatThrownBy(tables::reencrypt).hasMessageContaining("before");
    }

    @Test
    void refreshThatFailsMakesWhatIsKnownOlder() throws Exception {
        Directory directory = directory();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(7));
        assertThat(directory.sinceRefresh()).isEqualTo(Duration.ofSeconds(7));
        directory.refresh();
        assertThat(directory.sinceRefresh()).isZero();
        server.kill();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(40));
        assertThatThrownBy(directory::refresh).isInstanceOf(SQLException.class);
        assertThat(directory.sinceRefresh()).isEqualTo(Duration.ofSeconds(40));
    }
}
