package io.openhavip.contracts;

/**
 * A private address within a vSwitch: what ownership, announcements and epochs are kept by, since two VPCs may use one range.
 *
 * @param vSwitchId id of the vSwitch
 * @param address dotted IPv4 address
 */
public record AddressKey(String vSwitchId, String address) {

    /** The Kafka key and aggregate id: {@code vsw-…/192.168.0.88}. */
    @Override
    public String toString() {
        return vSwitchId + "/" + address;
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if the text has no separator or an empty side
     */
    public static AddressKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw new IllegalArgumentException("not a vSwitch id and an address: " + text);
        }
        return new AddressKey(text.substring(0, slash), text.substring(slash + 1));
    }
}
