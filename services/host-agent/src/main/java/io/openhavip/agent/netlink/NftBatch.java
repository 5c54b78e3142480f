package io.openhavip.agent.netlink;

import static io.openhavip.agent.netlink.NetlinkWriter.NLM_F_ACK;
import static io.openhavip.agent.netlink.NetlinkWriter.NLM_F_CREATE;
import static io.openhavip.agent.netlink.NetlinkWriter.NLM_F_REQUEST;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One nfnetlink transaction that removes and adds set elements: the kernel commits all of it at one instant or nothing. Removals
 * come first, so that a map's key can change its data. Messages are split below the 64 KiB that a nested attribute can hold.
 */
public final class NftBatch {

    static final int BATCH_BEGIN = 0x10;
    static final int BATCH_END = 0x11;
    static final int NEW_SET_ELEMENT = 0xa00 | 12;
    static final int GET_SET_ELEMENT = 0xa00 | 13;
    static final int DELETE_SET_ELEMENT = 0xa00 | 14;
    static final int SUBSYSTEM_NFTABLES = 10;
    static final int FAMILY_BRIDGE = 7;
    static final int ATTR_TABLE = 1;
    static final int ATTR_SET = 2;
    static final int ATTR_ELEMENTS = 3;
    static final int ATTR_LIST_ELEMENT = 1;
    static final int ATTR_KEY = 1;
    static final int ATTR_DATA = 2;
    static final int ATTR_EXPRESSION = 7;
    static final int ATTR_KEY_END = 10;
    static final int ATTR_VALUE = 1;
    private static final int ELEMENTS_A_MESSAGE = 400;

    private final String table;
    private final NetlinkWriter out = new NetlinkWriter();
    private final int firstSequence;
    private int sequence;

    private NftBatch(String table, int firstSequence) {
        this.table = table;
        this.firstSequence = firstSequence;
        this.sequence = firstSequence;
    }

    /** A written batch, and the sequence numbers that its answers carry. */
    public record Written(byte[] bytes, int firstSequence, int lastSequence) {}

    /** Writes the transaction; {@code sequence} is that of its first message. */
    public static Written write(String table, List<SetElement> remove, List<SetElement> add, int sequence) {
        NftBatch batch = new NftBatch(table, sequence);
        batch.frame(BATCH_BEGIN);
        batch.elements(DELETE_SET_ELEMENT, NLM_F_REQUEST | NLM_F_ACK, remove);
        batch.elements(NEW_SET_ELEMENT, NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE, add);
        batch.frame(BATCH_END);
        return new Written(batch.out.toBytes(), batch.firstSequence, batch.sequence - 1);
    }

    private void frame(int type) {
        out.begin(type, NLM_F_REQUEST, sequence++)
                .nfnetlinkHeader(0, SUBSYSTEM_NFTABLES)
                .end();
    }

    private void elements(int type, int flags, List<SetElement> elements) {
        Map<String, List<SetElement>> bySet = new LinkedHashMap<>();
        for (SetElement element : elements) {
            bySet.computeIfAbsent(element.set(), set -> new ArrayList<>()).add(element);
        }
        bySet.forEach((set, all) -> {
            for (int from = 0; from < all.size(); from += ELEMENTS_A_MESSAGE) {
                message(type, flags, set, all.subList(from, Math.min(all.size(), from + ELEMENTS_A_MESSAGE)));
            }
        });
    }

    private void message(int type, int flags, String set, List<SetElement> elements) {
        out.begin(type, flags, sequence++)
                .nfnetlinkHeader(FAMILY_BRIDGE, 0)
                .attribute(ATTR_TABLE, table)
                .attribute(ATTR_SET, set);
        int list = out.beginNest(ATTR_ELEMENTS);
        for (SetElement element : elements) {
            int one = out.beginNest(ATTR_LIST_ELEMENT);
            value(ATTR_KEY, element.keyBytes());
            element.keyEndBytes().ifPresent(end -> value(ATTR_KEY_END, end));
            element.dataBytes().ifPresent(data -> value(ATTR_DATA, data));
            out.endNest(one);
        }
        out.endNest(list).end();
    }

    private void value(int type, byte[] bytes) {
        int nest = out.beginNest(type);
        out.attribute(ATTR_VALUE, bytes).endNest(nest);
    }
}
