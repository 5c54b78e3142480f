package io.openhavip.eventing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.contracts.Topics;
import io.openhavip.eventing.CuttingProxy.Cut;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.testkit.Await;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit whose answer is lost is neither a success nor a failure. */
class UnknownOutcomeIT {

    private TestStore store;
    private CuttingProxy proxy;
    private EventSourcing vpcs;

    @BeforeEach
    void start() throws Exception {
        store = TestStore.create();
        String direct = store.database().jdbcUrl();
        int port = URI.create(direct.substring("jdbc:".length())).getPort();
        proxy = new CuttingProxy(port);
        String indirect = direct.replace(":" + port, ":" + proxy.port());
        vpcs = TestStore.vpcs(new PostgresTransactions(store.newPool(indirect)), Topics.NETWORK_EVENTS)
                .start();
        vpcs.send(new Vpc.Create("vpc-1"), Cause.request("operation-1"));
    }

    @AfterEach
    void stop() throws Exception {
        proxy.cut(Cut.NEVER);
        vpcs.close();
        store.close();
        proxy.close();
    }

    @Test
    void commitWhoseAnswerIsLostIsUnknownAndDone() {
        proxy.commitsBy("INSERT INTO domain_event_entry");
        proxy.cut(Cut.AFTER_COMMIT_ARRIVED);

        assertThatThrownBy(this::assign).isInstanceOf(UnknownOutcome.class);

        Await.until(() -> assertThat(store.count("domain_event_entry")).isEqualTo(2));
        proxy.cut(Cut.NEVER);
        assertThat(assigned()).isEqualTo(java.util.Set.of("vsw-1"));
    }

    @Test
    void commitThatNeverArrivedIsUnknownAndNotDone() throws Exception {
        proxy.commitsBy("INSERT INTO domain_event_entry");
        proxy.cut(Cut.BEFORE_COMMIT_ARRIVED);

        assertThatThrownBy(this::assign).isInstanceOf(UnknownOutcome.class);

        proxy.cut(Cut.NEVER);
        assertThat(assigned()).isEqualTo(java.util.Set.of());
        assertThat(store.count("domain_event_entry")).isEqualTo(1);
    }

    @Test
    void appendWithinAUnitOfWorkThatNeverArrivedIsAFaultWithNothingDone() throws Exception {
        proxy.commitsBy("INSERT INTO domain_event_entry");
        proxy.cut(Cut.BEFORE_COMMIT_ARRIVED);

        assertThatThrownBy(() -> vpcs.unitOfWork().run(connection -> assign())).isNotInstanceOf(UnknownOutcome.class);

        assertThat(store.count("domain_event_entry")).isEqualTo(1);
    }

    @Test
    void unitOfWorkWhoseCommitIsLostIsUnknown() {
        proxy.cut(Cut.BEFORE_COMMIT_ARRIVED);

        assertThatThrownBy(() -> vpcs.unitOfWork().run(connection -> assign())).isInstanceOf(UnknownOutcome.class);
    }

    private void assign() {
        vpcs.send(new Vpc.Assign("vpc-1", "vsw-1"), Cause.request("operation-2"));
    }

    private Object assigned() {
        return vpcs.send(new Vpc.Assigned("vpc-1"), Cause.request("look"));
    }
}
