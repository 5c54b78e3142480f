package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The private addresses of a vSwitch: one bit each, so that 65 536 of them are 8 KiB and choosing costs the same whether few or many
 * are taken. Which HAVIP holds which is kept, since those are few; a network interface knows its address itself. The first address
 * and the last three are the system's (CreateVSwitch). Belongs to its aggregate; not thread-safe.
 */
final class AddressPool {

    private static final int RESERVED_AT_START = 1;
    private static final int RESERVED_AT_END = 3;

    private static final Cidr NONE = new Cidr(0, 29);

    private final Cidr block;
    private final BitSet taken;
    private final Map<String, Integer> haVips = new HashMap<>();
    private int next;

    /** For snapshots, which set the fields. */
    private AddressPool() {
        this(NONE);
    }

    AddressPool(Cidr block) {
        this.block = block;
        this.taken = new BitSet(block.size());
        taken.set(0, RESERVED_AT_START);
        taken.set(block.size() - RESERVED_AT_END, block.size());
        this.next = RESERVED_AT_START;
    }

    /**
     * The address that a holder would get; changes nothing.
     *
     * @param wanted empty: any idle one. The search goes on after the last one taken, so that a released address rests for a while.
     * @throws Refusal if the wanted one cannot be had, or none is left
     */
    String choose(Optional<String> wanted) {
        return wanted.map(this::chooseGiven).orElseGet(this::chooseIdle);
    }

    private String chooseGiven(String text) {
        int address = Ipv4.parseOrRefuse(text);
        if (!block.contains(address)) {
            throw new Refusal(
                    ErrorCode.INVALID_IP_OUT_OF_RANGE,
                    "The specified IPAddress " + text + " is out of VSwitch CIDR " + block + ".");
        }
        int offset = address - block.network();
        if (offset < RESERVED_AT_START || offset >= block.size() - RESERVED_AT_END) {
            throw new Refusal(
                    ErrorCode.INVALID_IP_NOT_AVAILABLE,
                    "The specified IPAddress " + text + " is reserved by the system.");
        }
        if (taken.get(offset)) {
            throw new Refusal(
                    ErrorCode.INVALID_IP_ALREADY_USED,
                    "The specified IPAddress " + text + " is used by another resource.");
        }
        return text;
    }

    private String chooseIdle() {
        int offset = taken.nextClearBit(next);
        if (offset >= block.size()) {
            offset = taken.nextClearBit(0);
        }
        if (offset >= block.size()) {
            throw new Refusal(ErrorCode.VSWITCH_IP_NOT_ENOUGH, "The vSwitch has no idle private address left.");
        }
        return Ipv4.format(block.network() + offset);
    }

    /** Whether somebody holds it; nobody holds what is not in the block. */
    boolean isTaken(String address) {
        return block.contains(Ipv4.parseOrRefuse(address)) && taken.get(offset(address));
    }

    Optional<String> heldByHaVip(String haVipId) {
        return Optional.ofNullable(haVips.get(haVipId)).map(offset -> Ipv4.format(block.network() + offset));
    }

    boolean hasHaVips() {
        return !haVips.isEmpty();
    }

    boolean isUnused() {
        return idle() == block.size() - RESERVED_AT_START - RESERVED_AT_END;
    }

    /** How many addresses can still be had. */
    int idle() {
        return block.size() - taken.cardinality();
    }

    void take(String address) {
        int offset = offset(address);
        taken.set(offset);
        next = offset + 1;
    }

    void takeForHaVip(String address, String haVipId) {
        take(address);
        haVips.put(haVipId, offset(address));
    }

    void release(String address) {
        taken.clear(offset(address));
    }

    void releaseOfHaVip(String haVipId) {
        Integer offset = haVips.remove(haVipId);
        if (offset != null) {
            taken.clear(offset);
        }
    }

    private int offset(String address) {
        return Ipv4.parseOrRefuse(address) - block.network();
    }
}
