package io.openhavip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EipPlacementTest {

    private static final List<String> EIPS =
            IntStream.range(0, 3000).mapToObj(i -> "eip-bp" + i).toList();

    @Test
    void eipsAreSpreadOverTheHosts() {
        EipPlacement placement = EipPlacement.among(List.of("host-1", "host-2", "host-3"));

        Map<String, Long> shares = EIPS.stream()
                .collect(Collectors.groupingBy(eip -> placement.hostOf(eip).orElseThrow(), Collectors.counting()));

        assertThat(shares.values()).hasSize(3).allMatch(share -> share > 800 && share < 1200);
    }

    @Test
    void onlyTheEipsOfALostHostMove() {
        EipPlacement before = EipPlacement.among(List.of("host-1", "host-2", "host-3"));
        EipPlacement after = EipPlacement.among(List.of("host-3", "host-1"));

        assertThat(EIPS)
                .filteredOn(eip -> !before.hostOf(eip).orElseThrow().equals("host-2"))
                .allMatch(eip -> before.hostOf(eip).equals(after.hostOf(eip)));
    }

    @Test
    void withoutAWayOutNoHostHasIt() {
        assertThat(EipPlacement.among(List.of()).hostOf("eip-1")).isEmpty();
    }
}
