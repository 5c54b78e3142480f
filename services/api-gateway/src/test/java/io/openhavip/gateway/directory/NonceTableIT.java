package io.openhavip.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalPropertiesReader;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.DatabaseServer;
import io.openhavip.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nonces in a real database, and replicas that share it. */
class NonceTableIT {

    private static final int LIMIT_S = 30;

    private DatabaseServer server;
    private AgroalDataSource database;
    private NonceTable one;
    private NonceTable other;

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
        one = new NonceTable(database).start();
        other = new NonceTable(database).start();
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        database.close();
        server.discard();
    }

    private static boolean first(NonceTable table, String key, String nonce) throws Exception {
        return table.firstUse(key, nonce).toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
    }

    @Test
    void nonceOfAKeyIsTakenOnceWhicheverReplicaItComesTo() throws Exception {
        assertThat(first(one, "key", "nonce")).isTrue();
        assertThat(first(one, "key", "nonce")).isFalse();
        assertThat(first(other, "key", "nonce")).isFalse();
        assertThat(first(other, "another key", "nonce")).isTrue();
    }

    @Test
    void ofManyThatComeTogetherOneIsTheFirst() throws Exception {
        int nonces = 200;
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int repeat = 0; repeat < 5; repeat++) {
            for (int i = 0; i < nonces; i++) {
                answers.add(one.firstUse("key", "nonce-" + i).toCompletableFuture());
                answers.add(other.firstUse("key", "nonce-" + i).toCompletableFuture());
            }
        }
        long taken = 0;
        for (CompletableFuture<Boolean> answer : answers) {
            taken += answer.get(LIMIT_S, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(nonces);
    }

    @Test
    void whatIsOldIsForgottenAndNothingElse() throws Exception {
        first(one, "key", "nonce");
        one.forget(Duration.ofMinutes(1));
        assertThat(first(one, "key", "nonce")).isFalse();
        one.forget(Duration.ZERO);
        assertThat(first(one, "key", "nonce")).isTrue();
    }

    @Test
    void nothingIsTakenWhileTheDatabaseIsAwayAndAllGoesOnAfter() throws Exception {
        assertThat(first(one, "key", "nonce")).isTrue();
        server.kill();
        assertThatThrownBy(() -> first(one, "key", "while away")).isInstanceOf(ExecutionException.class);
        server.start();
        AtomicInteger tries = new AtomicInteger();
        Await.until(() -> assertThat(first(one, "key", "after " + tries.incrementAndGet()))
                .isTrue());
        Await.until(
                () -> assertThat(first(other, "key", "after " + tries.get())).isFalse());
    }
}
