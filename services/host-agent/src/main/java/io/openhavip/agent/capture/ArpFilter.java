package io.openhavip.agent.capture;

import java.util.ArrayList;
import java.util.List;

/**
 * Classic BPF programs that let the kernel throw away what the agent does not want, so that a flood of other traffic costs a few
 * instructions and no copy. Both want an untagged Ethernet frame with ARP for IPv4 (RFC 826): the kernel takes a VLAN tag out of
 * the frame before the filter sees it, so the tag's presence is asked for on its own. Immutable.
 */
final class ArpFilter {

    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_EQUAL_X = 0x1d;
    private static final int COPY_TO_X = 0x07;
    private static final int RETURN = 0x06;

    private static final int VLAN_TAG_PRESENT = -4096 + 48;
    private static final int ETHER_TYPE = 12;
    private static final int HARDWARE_AND_PROTOCOL = 14;
    private static final int ADDRESS_LENGTHS = 18;
    private static final int OPERATION = 20;
    private static final int SENDER_ADDRESS = 28;
    private static final int TARGET_ADDRESS = 38;
    private static final int WHOLE_FRAME = 0x40000;

    private ArpFilter() {}

    /** One instruction: {@code struct sock_filter}. */
    record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

    /** Announcements: request or reply whose sender and target protocol address are equal (RFC 5227 section 3). */
    static List<Instruction> announcements() {
        List<Instruction> program = arp();
        program.add(new Instruction(LOAD_HALF, 0, 0, OPERATION));
        program.add(new Instruction(JUMP_IF_EQUAL, 1, 0, ArpFrame.REQUEST));
        program.add(drop(JUMP_IF_EQUAL, ArpFrame.REPLY));
        program.add(new Instruction(LOAD_WORD, 0, 0, SENDER_ADDRESS));
        program.add(new Instruction(COPY_TO_X, 0, 0, 0));
        program.add(new Instruction(LOAD_WORD, 0, 0, TARGET_ADDRESS));
        program.add(drop(JUMP_IF_EQUAL_X, 0));
        return finish(program);
    }

    /** Answers to a probe, which asks with the sender address 0.0.0.0 (RFC 5227 section 2.1.1). */
    static List<Instruction> probeAnswers() {
        List<Instruction> program = arp();
        program.add(new Instruction(LOAD_HALF, 0, 0, OPERATION));
        program.add(drop(JUMP_IF_EQUAL, ArpFrame.REPLY));
        program.add(new Instruction(LOAD_WORD, 0, 0, TARGET_ADDRESS));
        program.add(drop(JUMP_IF_EQUAL, 0));
        return finish(program);
    }

    private static List<Instruction> arp() {
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(LOAD_WORD, 0, 0, VLAN_TAG_PRESENT));
        program.add(drop(JUMP_IF_EQUAL, 0));
        program.add(new Instruction(LOAD_HALF, 0, 0, ETHER_TYPE));
        program.add(drop(JUMP_IF_EQUAL, 0x0806));
        program.add(new Instruction(LOAD_WORD, 0, 0, HARDWARE_AND_PROTOCOL));
        program.add(drop(JUMP_IF_EQUAL, 0x00010800));
        program.add(new Instruction(LOAD_HALF, 0, 0, ADDRESS_LENGTHS));
        program.add(drop(JUMP_IF_EQUAL, 0x0604));
        return program;
    }

    // A jump's distance is known only when the program is whole: finish() fills it in.
    private static Instruction drop(int code, int operand) {
        return new Instruction(code, 0, -1, operand);
    }

    private static List<Instruction> finish(List<Instruction> program) {
        int end = program.size() + 1;
        List<Instruction> whole = new ArrayList<>();
        for (Instruction each : program) {
            whole.add(
                    each.ifFalse() < 0
                            ? new Instruction(each.code(), each.ifTrue(), end - whole.size() - 1, each.operand())
                            : each);
        }
        whole.add(new Instruction(RETURN, 0, 0, WHOLE_FRAME));
        whole.add(new Instruction(RETURN, 0, 0, 0));
        return List.copyOf(whole);
    }
}
