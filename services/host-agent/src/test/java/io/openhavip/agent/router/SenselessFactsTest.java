package io.openhavip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.HostLayout;
import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.RightFacts;
import io.openhavip.agent.lab.SenselessFacts;
import io.openhavip.agent.linux.NetworkNamespace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What nobody can program does not keep what is right from being programmed. */
class SenselessFactsTest {

    private static final ThisHost HOST = new ThisHost(Lab.HOST, Optional.of(Lab.TUNNEL_ADDRESS));
    private static final ExternalLink LINK = new ExternalLink(Optional.of("ext0"), Optional.empty());
    private static final RouterNames NAMES = RouterNames.of(new NetworkNamespace("agent"));
    private static final RouterKernel NOTHING = new RouterKernel("", Map.of(), Set.of(), Map.of());
    private static final Facts RIGHT = RightFacts.FACTS;
    private static final Facts MIXED = SenselessFacts.beside(RIGHT);

    @Test
    void rightEipsAreWhereTheyWere() {
        EipHosts right = EipHosts.derive(HOST, true, RIGHT);
        EipHosts mixed = EipHosts.derive(HOST, true, MIXED);

        assertThat(right.here()).isNotEmpty();
        assertThat(right.elsewhere()).isNotEmpty();
        assertThat(mixed.here()).containsAll(right.here());
        assertThat(mixed.elsewhere()).containsAllEntriesOf(right.elsewhere());
    }

    @Test
    void rightRouterIsAsItWasAndEachCanBeWritten() {
        Map<String, VpcRouter> right = derive(RIGHT).routers();
        Map<String, VpcRouter> mixed = derive(MIXED).routers();

        assertThat(right).hasSize(1);
        assertThat(mixed).containsAllEntriesOf(right);
        for (VpcRouter router : mixed.values()) {
            assertThat(RouterRules.text(router)).doesNotContain("no address");
            assertThat(RouterDiff.plan(router, NOTHING, Map.of()).additions()).isNotEmpty();
        }
    }

    private static RouterLayout derive(Facts facts) {
        HostLayout layout = HostLayout.derive(HOST, facts, EipHosts.vpcs(HOST, true, facts));
        return RouterLayout.derive(Lab.HOST, NAMES, LINK, EipHosts.derive(HOST, true, facts), layout, facts);
    }
}
