package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.List;
import java.util.OptionalInt;

/**
 * An IPv4 block.
 *
 * @param network its first address, as a number
 * @param prefix mask length
 */
record Cidr(int network, int prefix) {

    private static final int VPC_SHORTEST = 8;
    private static final int VPC_LONGEST = 28;
    private static final int VSWITCH_SHORTEST = 16;
    private static final int VSWITCH_LONGEST = 29;

    /** Blocks that no VPC may use (CreateVpc, CidrBlock). */
    private static final List<Cidr> FORBIDDEN = List.of(
            parse("100.64.0.0/10"),
            parse("224.0.0.0/4"),
            parse("127.0.0.0/8"),
            parse("169.254.0.0/16"),
            parse("0.0.0.0/8"));

    /**
     * Reads {@code a.b.c.d/n}; the address must be the block's first.
     *
     * @throws Refusal {@code InvalidCidrBlock.Malformed}
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        OptionalInt address = slash < 0 ? OptionalInt.empty() : Ipv4.parse(text.substring(0, slash));
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (address.isEmpty() || !length.matches("[0-9]|[12][0-9]|3[0-2]")) {
            throw malformed(text, "it is not an IPv4 block like 192.168.0.0/24");
        }
        int prefix = Integer.parseInt(length);
        Cidr block = new Cidr(address.getAsInt(), prefix);
        if ((block.network & ~block.mask()) != 0) {
            throw malformed(text, "its first address is " + Ipv4.format(block.network & block.mask()));
        }
        return block;
    }

    /** @throws Refusal if a VPC may not have this block */
    static Cidr forVpc(String text) {
        Cidr block = parse(text).withPrefixWithin(VPC_SHORTEST, VPC_LONGEST);
        for (Cidr forbidden : FORBIDDEN) {
            if (forbidden.overlaps(block)) {
                throw malformed(text, "it overlaps " + forbidden + ", which is reserved");
            }
        }
        return block;
    }

    /** @throws Refusal if a vSwitch may not have this block */
    static Cidr forVSwitch(String text) {
        return parse(text).withPrefixWithin(VSWITCH_SHORTEST, VSWITCH_LONGEST);
    }

    /**
     * The destination of a route entry; a bare address means it alone.
     *
     * @throws Refusal if no route may lead there
     */
    static Cidr forRoute(String text) {
        Cidr block = parse(text.indexOf('/') < 0 ? text + "/32" : text);
        for (Cidr forbidden : FORBIDDEN) {
            if (block.prefix > 0 && forbidden.overlaps(block)) {
                throw malformed(text, "it overlaps " + forbidden + ", which is reserved");
            }
        }
        return block;
    }

    private Cidr withPrefixWithin(int shortest, int longest) {
        if (prefix < shortest || prefix > longest) {
            throw new Refusal(
                    ErrorCode.INVALID_CIDR_MASK_LENGTH,
                    "The mask length of " + this + " must be " + shortest + " to " + longest + ".");
        }
        return this;
    }

    private static Refusal malformed(String text, String why) {
        return new Refusal(
                ErrorCode.INVALID_CIDR_MALFORMED,
                "The specified CidrBlock \"" + text + "\" is not valid: " + why + ".");
    }

    private int mask() {
        return prefix == 0 ? 0 : -1 << 32 - prefix;
    }

    /** How many addresses there are. */
    int size() {
        return prefix == 0 ? Integer.MAX_VALUE : 1 << 32 - prefix;
    }

    boolean contains(int address) {
        return (address & mask()) == network;
    }

    boolean contains(Cidr other) {
        return other.prefix >= prefix && contains(other.network);
    }

    boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    @Override
    public String toString() {
        return Ipv4.format(network) + "/" + prefix;
    }
}
