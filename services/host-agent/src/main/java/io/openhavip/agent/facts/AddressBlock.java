package io.openhavip.agent.facts;

import io.openhavip.agent.netlink.KeyEncoding;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An IPv4 block as network-service writes it, {@code 192.168.0.0/24}. */
public record AddressBlock(int network, int prefix) {

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
        return Integer.toUnsignedLong(prefix == 0 ? 0 : network & -1 << 32 - prefix);
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
