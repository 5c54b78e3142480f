package io.openhavip.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArpFilterTest {

    private static final String MAC = "00:16:3e:00:00:01";
    private static final ArpFrame ANNOUNCEMENT = ArpFrame.announcement(MAC, "192.168.0.88");

    @Test
    void announcementsPass() {
        assertThat(passes(ArpFilter.announcements(), ANNOUNCEMENT.toBytes(), false))
                .isTrue();
        assertThat(passes(ArpFilter.announcements(), reply("192.168.0.88", "192.168.0.88"), false))
                .isTrue();
    }

    @Test
    void ordinaryArpDoesNotPass() {
        byte[] request =
                new ArpFrame(ArpFrame.BROADCAST, MAC, ArpFrame.REQUEST, MAC, "192.168.0.11", "192.168.0.12").toBytes();

        assertThat(passes(ArpFilter.announcements(), request, false)).isFalse();
        assertThat(passes(ArpFilter.announcements(), reply("192.168.0.11", "192.168.0.12"), false))
                .isFalse();
    }

    @Test
    void taggedFramesDoNotPass() {
        assertThat(passes(ArpFilter.announcements(), ANNOUNCEMENT.toBytes(), true))
                .isFalse();
    }

    @Test
    void otherOperationsAndProtocolsDoNotPass() {
        byte[] reverse = ANNOUNCEMENT.toBytes();
        reverse[21] = 3;
        byte[] ip = ANNOUNCEMENT.toBytes();
        ip[13] = 0;
        byte[] otherHardware = ANNOUNCEMENT.toBytes();
        otherHardware[15] = 6;
        byte[] otherLength = ANNOUNCEMENT.toBytes();
        otherLength[18] = 8;

        assertThat(List.of(reverse, ip, otherHardware, otherLength))
                .noneMatch(frame -> passes(ArpFilter.announcements(), frame, false));
    }

    @Test
    void probeAnswersPassTheirFilterOnly() {
        byte[] answer = reply("192.168.0.88", "0.0.0.0");

        assertThat(passes(ArpFilter.probeAnswers(), answer, false)).isTrue();
        assertThat(passes(ArpFilter.announcements(), answer, false)).isFalse();
        assertThat(passes(ArpFilter.probeAnswers(), reply("192.168.0.88", "192.168.0.11"), false))
                .isFalse();
        assertThat(passes(
                        ArpFilter.probeAnswers(),
                        ArpFrame.probe(MAC, "192.168.0.88").toBytes(),
                        false))
                .isFalse();
    }

    private static byte[] reply(String sender, String target) {
        return new ArpFrame("00:16:3e:00:00:02", MAC, ArpFrame.REPLY, MAC, sender, target).toBytes();
    }

    /** The few instructions of the kernel's classic BPF machine that the filters use. */
    private static boolean passes(List<ArpFilter.Instruction> program, byte[] frame, boolean tagged) {
        ByteBuffer packet = ByteBuffer.wrap(frame);
        int accumulator = 0;
        int index = 0;
        int next = 0;
        while (true) {
            ArpFilter.Instruction each = program.get(next++);
            switch (each.code()) {
                case 0x20 -> accumulator = each.operand() < 0 ? (tagged ? 1 : 0) : packet.getInt(each.operand());
                case 0x28 -> accumulator = Short.toUnsignedInt(packet.getShort(each.operand()));
                case 0x07 -> index = accumulator;
                case 0x15 -> next += accumulator == each.operand() ? each.ifTrue() : each.ifFalse();
                case 0x1d -> next += accumulator == index ? each.ifTrue() : each.ifFalse();
                case 0x06 -> {
                    return each.operand() != 0;
                }
                default -> throw new AssertionError("unknown instruction " + each);
            }
        }
    }
}
