package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** For any block and any history, the pool gives what a plain map of taken addresses allows, and nothing else. */
class AddressPoolProperties {

    /** Holder {@code holder} takes the address at {@code offset}, or any, or gives back what it has. */
    record Step(int holder, Kind kind, int offset) {
        enum Kind {
            TAKE_ANY,
            TAKE_GIVEN,
            RELEASE
        }
    }

    record Run(Cidr block, List<Step> steps) {}

    private static final int HOLDERS = 40;

    @Provide
    Arbitrary<Run> runs() {
        return Arbitraries.integers().between(26, 29).flatMap(prefix -> {
            int size = 1 << 32 - prefix;
            Arbitrary<Step> step = Combinators.combine(
                            Arbitraries.integers().between(1, HOLDERS),
                            Arbitraries.of(Step.Kind.values()),
                            Arbitraries.integers().between(-2, size + 1))
                    .as(Step::new);
            Arbitrary<Integer> network = Arbitraries.integers().between(1, 1000).map(n -> 0x0A000000 + n * size);
            return Combinators.combine(network, step.list().ofMaxSize(120))
                    .as((first, steps) -> new Run(new Cidr(first, prefix), steps));
        });
    }

    @Property(tries = 2000)
    void poolAgreesWithAPlainMap(@ForAll("runs") Run run) {
        AddressPool pool = new AddressPool(run.block());
        Map<Integer, String> taken = new TreeMap<>();
        for (Step step : run.steps()) {
            String holderId = (step.holder() % 3 == 0 ? "havip-" : "eni-") + step.holder();
            switch (step.kind()) {
                case RELEASE -> {
                    release(pool, taken, holderId);
                }
                case TAKE_ANY -> take(pool, run.block(), taken, holderId, Optional.empty());
                case TAKE_GIVEN ->
                    take(
                            pool,
                            run.block(),
                            taken,
                            holderId,
                            Optional.of(run.block().network() + step.offset()));
            }
            assertThat(pool.isUnused()).isEqualTo(taken.isEmpty());
            assertThat(pool.idle()).isEqualTo(run.block().size() - 4 - taken.size());
            assertThat(pool.hasHaVips()).isEqualTo(taken.values().stream().anyMatch(id -> id.startsWith("havip-")));
        }
    }

    private static void release(AddressPool pool, Map<Integer, String> taken, String holderId) {
        if (holderId.startsWith("havip-")) {
            pool.releaseOfHaVip(holderId);
        } else {
            taken.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(holderId))
                    .forEach(entry -> pool.release(Ipv4.format(entry.getKey())));
        }
        taken.values().remove(holderId);
    }

    private static void take(
            AddressPool pool, Cidr block, Map<Integer, String> taken, String holderId, Optional<Integer> wanted) {
        if (taken.containsValue(holderId)) {
            return;
        }
        boolean possible = wanted.map(address -> isIdle(block, taken, address)).orElse(taken.size() < block.size() - 4);
        try {
            String given = pool.choose(wanted.map(Ipv4::format));
            int address = Ipv4.parseOrRefuse(given);
            assertThat(possible).as("could give " + given).isTrue();
            assertThat(isIdle(block, taken, address)).as(given + " was idle").isTrue();
            wanted.ifPresent(it -> assertThat(address).isEqualTo(it));
            if (holderId.startsWith("havip-")) {
                pool.takeForHaVip(given, holderId);
            } else {
                pool.take(given);
            }
            taken.put(address, holderId);
        } catch (Refusal refusal) {
            assertThat(possible).as("refused: " + refusal.getMessage()).isFalse();
            assertThat(refusal.code()).isEqualTo(expectedCode(block, taken, wanted));
        }
    }

    private static boolean isIdle(Cidr block, Map<Integer, String> taken, int address) {
        int offset = address - block.network();
        return offset >= 1 && offset < block.size() - 3 && !taken.containsKey(address);
    }

    private static ErrorCode expectedCode(Cidr block, Map<Integer, String> taken, Optional<Integer> wanted) {
        if (wanted.isEmpty()) {
            return ErrorCode.VSWITCH_IP_NOT_ENOUGH;
        }
        int offset = wanted.get() - block.network();
        if (offset < 0 || offset >= block.size()) {
            return ErrorCode.INVALID_IP_OUT_OF_RANGE;
        }
        return taken.containsKey(wanted.get()) ? ErrorCode.INVALID_IP_ALREADY_USED : ErrorCode.INVALID_IP_NOT_AVAILABLE;
    }

    @Property(tries = 200)
    void everyAddressThatIsNotTheSystemsIsGivenOnce(@ForAll("runs") Run run) {
        AddressPool pool = new AddressPool(run.block());
        Map<String, Integer> given = new TreeMap<>();
        for (int i = 0; i < run.block().size() - 4; i++) {
            String address = pool.choose(Optional.empty());
            pool.take(address);
            assertThat(given.put(address, i)).isNull();
        }
        Refused.with(ErrorCode.VSWITCH_IP_NOT_ENOUGH, () -> pool.choose(Optional.empty()));
    }

    @Property
    void addressesReadAsTheyAreWritten(@ForAll int address) {
        assertThat(Ipv4.parse(Ipv4.format(address))).hasValue(address);
    }

    @Property
    void blocksReadAsTheyAreWritten(@ForAll int address, @ForAll("prefixes") int prefix) {
        int mask = prefix == 0 ? 0 : -1 << 32 - prefix;
        Cidr block = new Cidr(address & mask, prefix);
        assertThat(Cidr.parse(block.toString())).isEqualTo(block);
        assertThat(block.contains(address)).isTrue();
    }

    @Provide
    Arbitrary<Integer> prefixes() {
        return Arbitraries.integers().between(0, 32);
    }
}
