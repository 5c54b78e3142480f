package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressPoolTest {

    private static final Optional<String> ANY = Optional.empty();

    private final AddressPool pool = new AddressPool(Cidr.parse("192.168.0.0/29"));

    private String take(Optional<String> wanted, String holderId) {
        String address = pool.choose(wanted);
        pool.take(address, holderId);
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
        take(Optional.of("192.168.0.2"), "eni-1");
        Refused.with(ErrorCode.INVALID_IP_ALREADY_USED, () -> chooseGiven("192.168.0.2"));
        pool.release("eni-1");
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
        take(ANY, "eni-1");
        pool.release("eni-1");
        assertThat(take(ANY, "eni-2")).isEqualTo("192.168.0.2");
        assertThat(take(ANY, "eni-3")).isEqualTo("192.168.0.3");
        assertThat(take(ANY, "eni-4")).isEqualTo("192.168.0.4");
        assertThat(take(ANY, "eni-5")).isEqualTo("192.168.0.1");
        assertThat(Refused.with(ErrorCode.VSWITCH_IP_NOT_ENOUGH, () -> pool.choose(ANY)))
                .hasMessage("The vSwitch has no idle private address left.");
    }

    @Test
    void knowsWhoHoldsWhat() {
        take(Optional.of("192.168.0.3"), "havip-1");
        assertThat(pool.heldBy("havip-1")).contains("192.168.0.3");
        assertThat(pool.heldBy("havip-2")).isEmpty();
        assertThat(pool.isUsedBy("havip-")).isTrue();
        assertThat(pool.isUsedBy("eni-")).isFalse();
        assertThat(pool.isUnused()).isFalse();
        pool.release("havip-1");
        assertThat(pool.heldBy("havip-1")).isEmpty();
        assertThat(pool.isUsedBy("havip-")).isFalse();
        assertThat(pool.isUnused()).isTrue();
    }

    @Test
    void releaseByAStrangerChangesNothing() {
        take(Optional.of("192.168.0.3"), "havip-1");
        pool.release("havip-2");
        Refused.with(ErrorCode.INVALID_IP_ALREADY_USED, () -> chooseGiven("192.168.0.3"));
    }
}
