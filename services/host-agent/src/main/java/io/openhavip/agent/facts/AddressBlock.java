package io.openhavip.agent.facts;

import io.openhavip.agent.netlink.KeyEncoding;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * An IPv4 block as network-service writes it, {@code 192.168.0.0/24}.
 *
 * @param network its lowest address; of another one of its addresses it is made that, so that a block equals itself
 */
public record AddressBlock(int network, int prefix) {

    /** What no machine has: "this network", loopback, multicast and reserved addresses (RFC 6890, RFC 5771). */
    private static final List<AddressBlock> NOT_UNICAST =
            List.of(parse("0.0.0.0/8"), parse("127.0.0.0/8"), parse("224.0.0.0/3"));

    public AddressBlock {
        network = prefix == 0 ? 0 : network & -1 << 32 - prefix;
    }

    /** Whether it is an address that a machine can have. */
    public static boolean isUnicast(String address) {
        return KeyEncoding.isAddress(address) && NOT_UNICAST.stream().noneMatch(block -> block.contains(address));
    }

    /** @throws IllegalArgumentException if it is none */
    public static AddressBlock parse(String cidrBlock) {
        int slash = cidrBlock.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a block: " + cidrBlock);
        }
        int prefix = Integer.parseInt(cidrBlock.substring(slash + 1));
        if (prefix < 0 || prefix > 32) {
            throw new IllegalArgumentException("not a block: " + cidrBlock);
        }
        return new AddressBlock(number(cidrBlock.substring(0, slash)), prefix);
    }

    /** The same for facts, of which a senseless one is left out: empty if it is none. */
    public static Optional<AddressBlock> read(String cidrBlock) {
        try {
            return Optional.of(parse(cidrBlock));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean contains(String address) {
        return prefix == 0 || (number(address) ^ network) >>> 32 - prefix == 0;
    }

    public boolean contains(AddressBlock other) {
        return prefix <= other.prefix && (prefix == 0 || (other.network ^ network) >>> 32 - prefix == 0);
    }

    /** The lowest address, unsigned. */
    public long first() {
        return Integer.toUnsignedLong(network);
    }

    /** The highest address, unsigned: the broadcast address. */
    public long last() {
        return first() + (1L << 32 - prefix) - 1;
    }

    /** The address of a vSwitch's gateway: the third from the end, which Alibaba Cloud reserves too. */
    public String gateway() {
        return text(last() - 2);
    }

    /** As ip(8) writes it, {@code 192.168.0.0/24}. */
    @Override
    public String toString() {
        return text(first()) + "/" + prefix;
    }

    private static String text(long address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    private static int number(String address) {
        return ByteBuffer.wrap(KeyEncoding.address(address)).getInt();
    }
}
