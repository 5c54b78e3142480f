package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressPoolTest {

    private static final Optional<String> ANY = Optional.empty();

    private final AddressPool pool = new AddressPool(Cidr.parse("192.168.0.0/29"));

    private String take(Optional<String> wanted) {
        String address = pool.choose(wanted);
        pool.take(address);
        return address;
    }

    private String chooseGiven(String address) {
        return pool.choose(Optional.of(address));
    }

    @Test
    void firstAndLastThreeAddressesAreTheSystems() {
        for (String reserved : new String[] {"192.168.0.0", "192.168.0.5", "192.168.0.6", "192.168.0.7"}) {
            Refused.with(ErrorCode.INVALID_IP_NOT_AVAILABLE, () -> chooseGiven(reserved));
        }
        assertThat(chooseGiven("192.168.0.1")).isEqualTo("192.168.0.1");
        assertThat(chooseGiven("192.168.0.4")).isEqualTo("192.168.0.4");
    }

    @Test
    void addressOutsideTheBlockIsOutOfRange() {
        Refused.with(ErrorCode.INVALID_IP_OUT_OF_RANGE, () -> chooseGiven("192.168.0.8"));
        Refused.with(ErrorCode.INVALID_IP_OUT_OF_RANGE, () -> chooseGiven("192.167.255.255"));
        Refused.with(ErrorCode.INVALID_IP_MALFORMED, () -> chooseGiven("192.168.0"));
    }

    @Test
    void addressInUseIsRefusedUntilItIsReleased() {
        take(Optional.of("192.168.0.2"));
        Refused.with(ErrorCode.INVALID_IP_ALREADY_USED, () -> chooseGiven("192.168.0.2"));
        pool.release("192.168.0.2");
        assertThat(chooseGiven("192.168.0.2")).isEqualTo("192.168.0.2");
    }

    @Test
    void choosingChangesNothing() {
        assertThat(pool.choose(ANY)).isEqualTo("192.168.0.1");
        assertThat(pool.choose(ANY)).isEqualTo("192.168.0.1");
        assertThat(pool.isUnused()).isTrue();
    }

    @Test
    void releasedAddressRestsUntilTheOthersAreTaken() {
        take(ANY);
        pool.release("192.168.0.1");
        assertThat(take(ANY)).isEqualTo("192.168.0.2");
        assertThat(take(ANY)).isEqualTo("192.168.0.3");
        assertThat(take(ANY)).isEqualTo("192.168.0.4");
        assertThat(take(ANY)).isEqualTo("192.168.0.1");
        assertThat(Refused.with(ErrorCode.VSWITCH_IP_NOT_ENOUGH, () -> pool.choose(ANY)))
                .hasMessage("The vSwitch has no idle private address left.");
    }

    @Test
    void knowsWhatHaVipsHold() {
        pool.takeForHaVip("192.168.0.3", "havip-1");
        Refused.with(ErrorCode.INVALID_IP_ALREADY_USED, () -> chooseGiven("192.168.0.3"));
        assertThat(pool.heldByHaVip("havip-1")).contains("192.168.0.3");
        assertThat(pool.heldByHaVip("havip-2")).isEmpty();
        assertThat(pool.hasHaVips()).isTrue();
        assertThat(pool.isUnused()).isFalse();
        pool.releaseOfHaVip("havip-2");
        assertThat(pool.isTaken("192.168.0.3")).isTrue();
        pool.releaseOfHaVip("havip-1");
        assertThat(pool.heldByHaVip("havip-1")).isEmpty();
        assertThat(pool.hasHaVips()).isFalse();
        assertThat(pool.isTaken("192.168.0.3")).isFalse();
        assertThat(pool.isUnused()).isTrue();
    }

    @Test
    void countsWhatIsIdle() {
        assertThat(pool.idle()).isEqualTo(4);
        take(ANY);
        pool.takeForHaVip("192.168.0.3", "havip-1");
        assertThat(pool.idle()).isEqualTo(2);
    }

    @Test
    void fullPoolOfSixtyThousandIsChosenFromAsFastAsAnEmptyOne() {
        AddressPool large = new AddressPool(Cidr.parse("10.0.0.0/16"));
        nanosForAThousand(new AddressPool(Cidr.parse("10.0.0.0/16")));
        long first = nanosForAThousand(large);
        for (int i = 1000; i < 60_000; i++) {
            large.take(large.choose(ANY));
        }
        // Far from what a search through the taken ones would cost: sixty times as much.
        assertThat(nanosForAThousand(large)).isLessThan(10 * first);
        assertThat(large.idle()).isEqualTo(65_536 - 4 - 61_000);
    }

    private static long nanosForAThousand(AddressPool pool) {
        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            pool.take(pool.choose(ANY));
        }
        return System.nanoTime() - start;
    }
}
