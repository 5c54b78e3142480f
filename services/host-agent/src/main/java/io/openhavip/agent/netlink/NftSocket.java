package io.openhavip.agent.netlink;

import static io.openhavip.agent.netlink.NetlinkReader.find;

import io.openhavip.agent.linux.Errno;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.SystemCallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Set elements of one bridge-family nftables table, over raw nfnetlink: the switch path. Not thread-safe.
 */
public final class NftSocket implements AutoCloseable {

    private static final int NFNETLINK_HEADER_BYTES = 4;
    private static final int INTERRUPTED_DUMP = 0x10;
    private static final int DUMP_ATTEMPTS = 10;

    private final NetlinkSocket socket;
    private final String table;
    private int sequence = 1;

    private NftSocket(NetlinkSocket socket, String table) {
        this.socket = socket;
        this.table = table;
    }

    public static NftSocket open(NetworkNamespace namespace, String table) throws IOException {
        return new NftSocket(NetlinkSocket.open(namespace, NetlinkSocket.NETLINK_NETFILTER, 0), table);
    }

    /**
     * Removes and adds elements in one transaction.
     *
     * @throws SystemCallException if the kernel refused any of it: nothing has changed then
     */
    public void apply(List<SetElement> remove, List<SetElement> add) throws SystemCallException {
        NftBatch.Written batch = NftBatch.write(table, remove, add, sequence);
        sequence = batch.lastSequence() + 1;
        List<NetlinkReader.Message> answers = requestCleanly(batch.bytes());
        int wanted = batch.lastSequence() - batch.firstSequence() - 1;
        Set<Integer> acknowledged = new HashSet<>();
        for (NetlinkReader.Message answer : answers) {
            if (answer.type() != NetlinkReader.NLMSG_ERROR) {
                continue;
            }
            if (answer.errno() != 0) {
                throw new SystemCallException("nfnetlink batch", answer.errno());
            }
            acknowledged.add(answer.sequence());
        }
        if (acknowledged.size() != wanted) {
            throw new SystemCallException("nfnetlink batch without its acknowledgements", Errno.ENOBUFS);
        }
    }

    /**
     * All elements of a set or map; empty if the table or the set does not exist.
     *
     * @throws SystemCallException if the kernel refuses, or others change the set all the time
     */
    public Optional<Set<SetElement>> elements(String set) throws SystemCallException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            List<NetlinkReader.Message> answers = requestCleanly(dumpRequest(set));
            if (answers.stream().noneMatch(answer -> (answer.flags() & INTERRUPTED_DUMP) != 0)) {
                return read(set, answers);
            }
        }
        throw new SystemCallException("dump of set " + set, Errno.EAGAIN);
    }

    private byte[] dumpRequest(String set) {
        return new NetlinkWriter()
                .begin(NftBatch.GET_SET_ELEMENT, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_DUMP, sequence++)
                .nfnetlinkHeader(NftBatch.FAMILY_BRIDGE, 0)
                .attribute(NftBatch.ATTR_TABLE, table)
                .attribute(NftBatch.ATTR_SET, set)
                .end()
                .toBytes();
    }

    private static Optional<Set<SetElement>> read(String set, List<NetlinkReader.Message> answers)
            throws SystemCallException {
        Set<SetElement> elements = new HashSet<>();
        for (NetlinkReader.Message message : answers) {
            if (message.type() == NftBatch.NEW_SET_ELEMENT) {
                elements.addAll(read(set, message.payload()));
            } else if (message.type() == NetlinkReader.NLMSG_ERROR && message.errno() == Errno.ENOENT) {
                return Optional.empty();
            } else if (message.type() == NetlinkReader.NLMSG_ERROR && message.errno() != 0) {
                throw new SystemCallException("dump of set " + set, message.errno());
            }
        }
        return Optional.of(elements);
    }

    private static List<SetElement> read(String set, byte[] payload) {
        List<SetElement> elements = new ArrayList<>();
        var list = find(NetlinkReader.attributes(payload, NFNETLINK_HEADER_BYTES), NftBatch.ATTR_ELEMENTS);
        for (var element : list.map(NetlinkReader.Attribute::nested).orElse(List.of())) {
            var parts = element.nested();
            Optional<byte[]> key = value(parts, NftBatch.ATTR_KEY);
            Optional<byte[]> keyEnd = value(parts, NftBatch.ATTR_KEY_END);
            Optional<byte[]> data = value(parts, NftBatch.ATTR_DATA);
            key.map(SetElement.HEX::formatHex)
                    .map(text -> new SetElement(
                            set, text, keyEnd.map(SetElement.HEX::formatHex), data.map(SetElement.HEX::formatHex)))
                    .ifPresent(elements::add);
        }
        return elements;
    }

    private static Optional<byte[]> value(List<NetlinkReader.Attribute> parts, int type) {
        return find(parts, type)
                .flatMap(part -> find(part.nested(), NftBatch.ATTR_VALUE))
                .map(NetlinkReader.Attribute::value);
    }

    private List<NetlinkReader.Message> requestCleanly(byte[] request) throws SystemCallException {
        try {
            return socket.request(request);
        } catch (SystemCallException e) {
            socket.drain();
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
