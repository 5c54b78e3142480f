package io.openhavip.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ArpFrameTest {

    /** As keepalived 2.2.7 sends it. */
    private static final String GRATUITOUS = "ffffffffffff00163e000001" + "0806" + "0001" + "0800" + "06" + "04"
            + "0001" + "00163e000001" + "c0a80058" + "000000000000" + "c0a80058";

    @Test
    void announcementIsWrittenAsKeepalivedWritesIt() {
        assertThat(HexFormat.of()
                        .formatHex(ArpFrame.announcement("00:16:3e:00:00:01", "192.168.0.88")
                                .toBytes()))
                .isEqualTo(GRATUITOUS);
    }

    @Test
    void announcementIsRead() {
        assertThat(ArpFrame.parse(HexFormat.of().parseHex(GRATUITOUS)))
                .contains(new ArpFrame(
                        "ff:ff:ff:ff:ff:ff",
                        "00:16:3e:00:00:01",
                        ArpFrame.REQUEST,
                        "00:16:3e:00:00:01",
                        "192.168.0.88",
                        "192.168.0.88"));
    }

    @Test
    void truncatedFrameIsNone() {
        byte[] whole = HexFormat.of().parseHex(GRATUITOUS);

        assertThat(ArpFrame.parse(Arrays.copyOf(whole, 41))).isEmpty();
        assertThat(ArpFrame.parse(new byte[0])).isEmpty();
    }

    @Test
    void paddedFrameIsRead() {
        assertThat(ArpFrame.parse(Arrays.copyOf(HexFormat.of().parseHex(GRATUITOUS), 60)))
                .isPresent();
    }
}
