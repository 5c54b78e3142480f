package io.openhavip.agent.facts;

import io.openhavip.agent.netlink.KeyEncoding;
import java.nio.ByteBuffer;

/** An IPv4 block as network-service writes it, {@code 192.168.0.0/24}. */
public record AddressBlock(int network, int prefix) {

    /** @throws IllegalArgumentException if it is none */
    public static AddressBlock parse(String cidrBlock) {
        int slash = cidrBlock.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a block: " + cidrBlock);
        }
        return new AddressBlock(
                number(cidrBlock.substring(0, slash)), Integer.parseInt(cidrBlock.substring(slash + 1)));
    }

    public boolean contains(String address) {
        return prefix == 0 || (number(address) ^ network) >>> 32 - prefix == 0;
    }

    /** The vSwitch's router: the third address from its end, as Alibaba has it. */
    public String gateway() {
        int broadcast = prefix == 0 ? -1 : network | (int) (0xffffffffL >>> prefix);
        int gateway = broadcast - 2;
        return "%d.%d.%d.%d".formatted(gateway >>> 24, gateway >>> 16 & 0xff, gateway >>> 8 & 0xff, gateway & 0xff);
    }

    private static int number(String address) {
        return ByteBuffer.wrap(KeyEncoding.address(address)).getInt();
    }
}
