package io.openhavip.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.standalone.bench.FrameTap.Field;
import io.openhavip.standalone.bench.FrameTap.Instruction;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTapTest {

    private static final int ACCEPTED = 0x40000;
    private static final String MAC = "00:16:3e:00:00:01";

    @Test
    void frameIsSeenIfItHasAllFieldsOfOneAlternative() {
        List<Instruction> filter = FrameTap.filter(List.of(
                List.of(Field.of16(12, 0x0806), Field.of32(28, 0x0a500101)),
                List.of(Field.of16(12, 0x0800), Field.of8(23, 17), Field.of16(36, 9))));

        assertThat(run(filter, ArpFrame.announcement(MAC, "10.80.1.1").toBytes()))
                .isEqualTo(ACCEPTED);
        assertThat(run(filter, ArpFrame.announcement(MAC, "10.80.1.2").toBytes()))
                .isZero();
        byte[] datagram = AddressProber.datagram(MAC, "10.80.0.17", "02:a1:0a:50:01:01", "10.80.1.1");
        assertThat(run(filter, datagram)).isEqualTo(ACCEPTED);
        datagram[37] = 10;
        assertThat(run(filter, datagram)).isZero();
    }

    /** What the kernel does with these instructions. */
    private static int run(List<Instruction> filter, byte[] frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        int accumulator = 0;
        for (int at = 0; ; at++) {
            Instruction each = filter.get(at);
            switch (each.code()) {
                case 0x20 -> accumulator = bytes.getInt(each.operand());
                case 0x28 -> accumulator = bytes.getShort(each.operand()) & 0xffff;
                case 0x30 -> accumulator = bytes.get(each.operand()) & 0xff;
                case 0x15 -> at += accumulator == each.operand() ? each.ifTrue() : each.ifFalse();
                case 0x06 -> {
                    return each.operand();
                }
                default -> throw new AssertionError("no instruction of a filter: " + each);
            }
        }
    }
}
