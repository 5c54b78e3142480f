package io.openhavip.eventing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.eventing.store.Companion;
import io.openhavip.eventing.store.PostgresTransactions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A row that is written with the events of a command. */
class CompanionIT {

    private static final String NOTE = "INSERT INTO note (word) VALUES (?::text)";

    private TestStore store;
    private Statements statements;
    private EventSourcing vpcs;

    @BeforeEach
    void start() throws Exception {
        store = TestStore.create();
        store.execute("CREATE TABLE note (word text PRIMARY KEY)");
        statements = new Statements(store.newPool());
        vpcs = TestStore.vpcs(new PostgresTransactions(statements.dataSource()), Topics.NETWORK_EVENTS)
                .start();
        send(new Vpc.Create("vpc-1"), result -> note("created"));
        statements.take();
    }

    @AfterEach
    void stop() {
        vpcs.close();
        store.close();
    }

    private Object send(Object command, Function<Object, Optional<Companion>> row) {
        return vpcs.send(command, Cause.request("operation"), row);
    }

    private static Optional<Companion> note(String word) {
        return Optional.of(new Companion(NOTE, List.of(word)));
    }

    private List<String> notes() throws Exception {
        return store.query("SELECT word FROM note ORDER BY word");
    }

    @Test
    void rowAndEventAreOneStatementAndOneTransaction() throws Exception {
        send(new Vpc.Assign("vpc-1", "vsw-1"), result -> note("assigned"));

        assertThat(statements.take()).containsExactly("append");
        assertThat(notes()).containsExactly("assigned", "created");
        assertThat(store.query("SELECT xmin::text FROM domain_event_entry WHERE sequence_number = 1"
                        + " UNION SELECT xmin::text FROM note WHERE word = 'assigned'"))
                .hasSize(1);
    }

    @Test
    void conflictWritesNeither() throws Exception {
        try (EventSourcing other =
                TestStore.vpcs(store.newTransactions(), Topics.NETWORK_EVENTS).start()) {
            other.send(new Vpc.Assign("vpc-1", "vsw-1"), Cause.request("operation"));
        }

        assertThatThrownBy(() -> send(new Vpc.Assign("vpc-1", "vsw-2"), result -> note("assigned")))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(notes()).containsExactly("created");
        assertThat(store.count("domain_event_entry")).isEqualTo(2);
        send(new Vpc.Assign("vpc-1", "vsw-2"), result -> note("assigned"));
        assertThat(notes()).containsExactly("assigned", "created");
    }

    @Test
    void refusalWritesNeither() throws Exception {
        send(new Vpc.Assign("vpc-1", "vsw-1"), result -> Optional.empty());

        assertThatThrownBy(() -> send(new Vpc.Assign("vpc-1", "vsw-1"), result -> note("assigned")))
                .isInstanceOf(Refusal.class);

        assertThat(notes()).containsExactly("created");
    }

    @Test
    void rowThatIsRefusedLeavesNoEvent() throws Exception {
        assertThatThrownBy(() -> send(new Vpc.Assign("vpc-1", "vsw-1"), result -> {
                    throw new IllegalStateException("no row for this");
                }))
                .hasMessage("no row for this");

        assertThat(store.count("domain_event_entry")).isEqualTo(1);
        assertThat(notes()).containsExactly("created");
    }

    @Test
    void rowWithoutEventsIsAMistake() throws Exception {
        assertThatThrownBy(() -> send(new Vpc.Return("vpc-1", "vsw-9"), result -> note("returned")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there were none");

        assertThat(notes()).containsExactly("created");
    }
}
