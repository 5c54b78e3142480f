package io.openhavip.agent.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.HostLayout;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.RightFacts;
import io.openhavip.agent.lab.SenselessFacts;
import org.junit.jupiter.api.Test;

class OwnershipProbeTest {

    @Test
    void addressThatIsNoneIsNotAskedFor() {
        Facts facts = SenselessFacts.beside(RightFacts.FACTS);

        assertThat(OwnershipProbe.candidates(facts, HostLayout.derive(Lab.HOST, facts)))
                .extracting(candidate -> candidate.haVip().ipAddress())
                .contains(Lab.ADDRESS)
                .allMatch(address -> address.startsWith("192.168.0."));
    }
}
