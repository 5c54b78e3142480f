package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.network.domain.RouteTableRequest.CreateRouteEntry;
import io.openhavip.network.domain.RouteTableRequest.DeleteRouteEntry;
import io.openhavip.network.domain.VSwitchRequest.CreateVSwitch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * In any order of vSwitches and custom entries, no destination is twice in the table, and no custom one is a vSwitch's block or within
 * it. Blocks are compared address by address, as ranges, not by the masks that the domain uses.
 */
class RouteDestinationProperties {

    /** A vSwitch of a block, or a custom entry to it, or the removal of the newest custom entry. */
    record Step(Kind kind, Cidr block) {
        enum Kind {
            VSWITCH,
            ENTRY,
            REMOVE
        }

        long first() {
            return Integer.toUnsignedLong(block.network());
        }

        long last() {
            return first() + block.size() - 1;
        }

        boolean isWithin(Step other) {
            return first() >= other.first() && last() <= other.last();
        }

        boolean meets(Step other) {
            return first() <= other.last() && other.first() <= last();
        }
    }

    /** Blocks of a /16, few enough that they meet. */
    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Cidr> blocks = Arbitraries.integers()
                .between(20, 24)
                .flatMap(prefix -> Arbitraries.integers()
                        .between(0, (1 << prefix - 16) - 1)
                        .map(number -> new Cidr(0xC0A80000 + (number << 32 - prefix), prefix)));
        return Combinators.combine(Arbitraries.of(Step.Kind.values()), blocks)
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 150)
    void tableAgreesWithPlainRanges(@ForAll("steps") List<Step> steps) {
        try (NetworkScenario network = new NetworkScenario()) {
            network.given(Known.VPC_CREATED, Known.ROUTE_TABLE_CREATED);
            List<Step> vSwitches = new ArrayList<>();
            Map<String, Step> entries = new LinkedHashMap<>();
            IntStream.range(0, steps.size()).forEach(number -> {
                Step step = steps.get(number);
                switch (step.kind()) {
                    case VSWITCH -> {
                        boolean possible = vSwitches.stream().noneMatch(step::meets)
                                && entries.values().stream().noneMatch(entry -> entry.isWithin(step));
                        NetworkScenario.Result result = network.when(vSwitch(number, step));
                        if (possible) {
                            assertThat(result.failure()).isNull();
                            vSwitches.add(step);
                        } else {
                            result.refused(ErrorCode.INVALID_CIDR_OVERLAPPED);
                        }
                    }
                    case ENTRY -> add(network, number, step, vSwitches, entries);
                    case REMOVE ->
                        entries.keySet().stream()
                                .reduce((older, newer) -> newer)
                                .ifPresent(id -> {
                                    network.when(new DeleteRouteEntry(Known.ROUTE_TABLE, Known.ACCOUNT, id));
                                    entries.remove(id);
                                });
                }
            });
        }
    }

    private static void add(
            NetworkScenario network, int number, Step step, List<Step> vSwitches, Map<String, Step> entries) {
        boolean twice = entries.values().stream()
                        .anyMatch(entry -> entry.block().equals(step.block()))
                || vSwitches.stream().anyMatch(vSwitch -> vSwitch.block().equals(step.block()));
        boolean within = vSwitches.stream().anyMatch(step::isWithin);
        NetworkScenario.Result result = network.when(new CreateRouteEntry(
                Known.ROUTE_TABLE,
                Known.ACCOUNT,
                "rte-c" + number,
                step.block().toString(),
                NextHopType.Instance,
                Known.INSTANCE,
                "",
                ""));
        if (twice) {
            result.refused(ErrorCode.ROUTE_DESTINATION_DUPLICATE);
        } else if (within) {
            result.refused(ErrorCode.INVALID_CIDR_MALFORMED);
        } else {
            assertThat(result.failure()).isNull();
            entries.put("rte-c" + number, step);
        }
    }

    private static CreateVSwitch vSwitch(int number, Step step) {
        return new CreateVSwitch(
                "vsw-" + number,
                Known.ACCOUNT,
                Known.VPC,
                Known.ZONE,
                step.block().toString(),
                "",
                "",
                Map.of());
    }
}
