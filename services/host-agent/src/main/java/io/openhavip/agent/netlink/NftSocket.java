package io.openhavip.agent.netlink;

import static io.openhavip.agent.netlink.NetlinkReader.find;

import io.openhavip.agent.linux.Errno;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Set elements of one bridge-family nftables table, over raw nfnetlink: the switch path. Not thread-safe.
 */
public final class NftSocket implements AutoCloseable {

    private static final int NFNETLINK_HEADER_BYTES = 4;
    private static final int INTERRUPTED_DUMP = 0x10;
    private static final int DUMP_ATTEMPTS = 10;
    private static final int EXPRESSION_DATA = 2;
    private static final int COUNTER_PACKETS = 2;

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
        return read(set, dump(set), parts -> element(set, parts)).map(Set::copyOf);
    }

    /**
     * How many packets each element of a set has counted, by the element's key bytes in hexadecimal; empty if the table or the set
     * does not exist.
     *
     * @throws SystemCallException as {@link #elements}
     */
    public Optional<Map<String, Long>> packets(String set) throws SystemCallException {
        return read(set, dump(set), NftSocket::counted)
                .map(counted -> counted.stream().collect(Collectors.toMap(Counted::key, Counted::packets, Long::sum)));
    }

    private record Counted(String key, long packets) {}

    private List<NetlinkReader.Message> dump(String set) throws SystemCallException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            List<NetlinkReader.Message> answers = requestCleanly(dumpRequest(set));
            if (answers.stream().noneMatch(answer -> (answer.flags() & INTERRUPTED_DUMP) != 0)) {
                return answers;
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

    private static <T> Optional<List<T>> read(
            String set,
            List<NetlinkReader.Message> answers,
            Function<List<NetlinkReader.Attribute>, Optional<T>> reading)
            throws SystemCallException {
        List<T> elements = new ArrayList<>();
        for (NetlinkReader.Message message : answers) {
            if (message.type() == NftBatch.NEW_SET_ELEMENT) {
                find(NetlinkReader.attributes(message.payload(), NFNETLINK_HEADER_BYTES), NftBatch.ATTR_ELEMENTS)
                        .map(NetlinkReader.Attribute::nested)
                        .orElse(List.of())
                        .forEach(element -> reading.apply(element.nested()).ifPresent(elements::add));
            } else if (message.type() == NetlinkReader.NLMSG_ERROR && message.errno() == Errno.ENOENT) {
                return Optional.empty();
            } else if (message.type() == NetlinkReader.NLMSG_ERROR && message.errno() != 0) {
                throw new SystemCallException("dump of set " + set, message.errno());
            }
        }
        return Optional.of(elements);
    }

    private static Optional<SetElement> element(String set, List<NetlinkReader.Attribute> parts) {
        Optional<byte[]> keyEnd = value(parts, NftBatch.ATTR_KEY_END);
        Optional<byte[]> data = value(parts, NftBatch.ATTR_DATA);
        return key(parts)
                .map(key -> new SetElement(
                        set, key, keyEnd.map(SetElement.HEX::formatHex), data.map(SetElement.HEX::formatHex)));
    }

    private static Optional<Counted> counted(List<NetlinkReader.Attribute> parts) {
        Optional<Long> packets = find(parts, NftBatch.ATTR_EXPRESSION)
                .flatMap(expression -> find(expression.nested(), EXPRESSION_DATA))
                .flatMap(counter -> find(counter.nested(), COUNTER_PACKETS))
                .map(number -> ByteBuffer.wrap(number.value()).getLong());
        return key(parts).flatMap(key -> packets.map(count -> new Counted(key, count)));
    }

    private static Optional<String> key(List<NetlinkReader.Attribute> parts) {
        return value(parts, NftBatch.ATTR_KEY).map(SetElement.HEX::formatHex);
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
