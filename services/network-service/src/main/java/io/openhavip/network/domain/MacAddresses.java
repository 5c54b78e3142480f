package io.openhavip.network.domain;

/**
 * MAC addresses of network interfaces: locally administered, made from the private address, hence unique within a vSwitch, which is
 * as far as a MAC is seen. 02:a1 is the virtual MACs' of HAVIPs.
 */
final class MacAddresses {

    private MacAddresses() {}

    static String of(String privateIpAddress) {
        int address = Ipv4.parseOrRefuse(privateIpAddress);
        return String.format(
                "02:00:%02x:%02x:%02x:%02x", address >>> 24, address >>> 16 & 255, address >>> 8 & 255, address & 255);
    }
}
