package io.openhavip.agent.netlink;

import static io.openhavip.agent.netlink.KeyEncoding.address;
import static io.openhavip.agent.netlink.KeyEncoding.concatenation;
import static io.openhavip.agent.netlink.KeyEncoding.device;
import static io.openhavip.agent.netlink.KeyEncoding.mac;
import static io.openhavip.agent.netlink.KeyEncoding.mark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes are those that nft 1.0.6 sends on a little-endian machine, with the acknowledgement flag that nft leaves out. */
class NftBatchTest {

    private static final String BEGIN = "14000000" + "1000" + "0100" + "07000000" + "00000000" + "0000000a";
    private static final String TABLE = "0e000100" + "6f70656e6861766970000000";
    private static final String MAP = "0e000200" + "68617669705f6d6163000000";
    private static final String KEY = "10000180" + "0c000100" + "07000000" + "c0a80058";

    private static final SetElement STEERED =
            SetElement.of("havip_mac", concatenation(mark(7), address("192.168.0.88")), mac("00:16:3e:00:00:01"));

    @Test
    void additionIsWrittenAsNftWritesIt() {
        String message = "5c000000" + "0c0a" + "0504" + "08000000" + "00000000" + "07000000" + TABLE + MAP + "28000380"
                + "24000180" + KEY + "10000280" + "0a000100" + "00163e000001" + "0000";

        assertThat(hex(NftBatch.write("openhavip", List.of(), List.of(STEERED), 7)))
                .isEqualTo(BEGIN + message + end(9));
    }

    @Test
    void rangeIsWrittenByItsLowestAndHighestKey() {
        SetElement range = SetElement.ofRange("routed_to", address("10.9.0.0"), address("10.9.255.255"), mark(7));

        assertThat(hex(NftBatch.write("openhavip", List.of(), List.of(range), 7)))
                .contains("2c000380" + "28000180" + "0c000180" + "08000100" + "0a090000" + "0c000a80" + "08000100"
                        + "0a09ffff" + "0c000280" + "08000100" + "07000000");
    }

    @Test
    void removalIsWrittenBeforeAddition() {
        SetElement other =
                SetElement.of("havip_mac", concatenation(mark(7), address("192.168.0.88")), mac("00:16:3e:00:00:02"));

        NftBatch.Written written = NftBatch.write("openhavip", List.of(STEERED), List.of(other), 7);

        assertThat(types(written)).containsExactly(0x10, 0xa0e, 0xa0c, 0x11);
        assertThat(written.firstSequence()).isEqualTo(7);
        assertThat(written.lastSequence()).isEqualTo(10);
    }

    @Test
    void deviceAndMacArePaddedInAConcatenation() {
        assertThat(HexFormat.of()
                        .formatHex(concatenation(
                                device("hv000000000001"), mac("00:16:3e:00:00:01"), address("192.168.0.11"))))
                .isEqualTo("68763030303030303030303030310000" + "00163e0000010000" + "c0a8000b");
    }

    @Test
    void manyElementsAreSplitOverMessages() {
        List<SetElement> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(SetElement.of("havip_mac", concatenation(mark(i), address("10.0.0.1")), mac("02:00:00:00:00:01")));
        }

        NftBatch.Written written = NftBatch.write("openhavip", List.of(), many, 1);

        assertThat(types(written)).containsExactly(0x10, 0xa0c, 0xa0c, 0xa0c, 0x11);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> address("192.168.0.256")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> address("192.168.0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mac("00:16:3e:00:00")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device("hv00000000000001")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writtenMessagesAreReadBack() {
        List<NetlinkReader.Message> messages = NetlinkReader.messages(
                NftBatch.write("openhavip", List.of(), List.of(STEERED), 7).bytes());

        List<NetlinkReader.Attribute> attributes =
                NetlinkReader.attributes(messages.get(1).payload(), 4);
        assertThat(NetlinkReader.find(attributes, NftBatch.ATTR_SET))
                .map(NetlinkReader.Attribute::text)
                .contains("havip_mac");
        assertThat(messages).extracting(NetlinkReader.Message::sequence).containsExactly(7, 8, 9);
    }

    @Test
    void truncatedMessageIsLeftOut() {
        byte[] bytes =
                NftBatch.write("openhavip", List.of(), List.of(STEERED), 7).bytes();

        assertThat(NetlinkReader.messages(Arrays.copyOf(bytes, 30))).hasSize(1);
        assertThat(NetlinkReader.attributes(new byte[] {0, 0, 0, 0, 40, 0, 1, 0}, 4))
                .isEmpty();
    }

    private static String end(int sequence) {
        return "14000000" + "1100" + "0100" + "%02x000000".formatted(sequence) + "00000000" + "0000000a";
    }

    private static String hex(NftBatch.Written written) {
        return HexFormat.of().formatHex(written.bytes());
    }

    private static List<Integer> types(NftBatch.Written written) {
        return NetlinkReader.messages(written.bytes()).stream()
                .map(NetlinkReader.Message::type)
                .toList();
    }
}
