package io.openhavip.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AddressProberTest {

    @Test
    void datagramIsWholeAndItsChecksumRight() {
        byte[] frame = AddressProber.datagram("00:16:3e:0b:00:07", "10.80.0.17", "02:a1:0a:50:01:01", "10.80.1.1");

        assertThat(HexFormat.of().formatHex(frame))
                .startsWith("02a10a500101" + "00163e0b0007" + "0800" + "4500001c" + "00004000" + "4011")
                .endsWith("0a500011" + "0a500101" + "0009" + "0009" + "0008" + "0000");
        assertThat(onesComplementSum(frame)).isEqualTo(0xffff);
    }

    /** RFC 1071: over a header with its right checksum it is all ones. */
    private static int onesComplementSum(byte[] frame) {
        int sum = 0;
        for (int i = 14; i < 34; i += 2) {
            sum += ByteBuffer.wrap(frame).getShort(i) & 0xffff;
        }
        return (sum & 0xffff) + (sum >> 16);
    }
}
