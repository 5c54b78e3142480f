package io.openhavip.agent.capture;

import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.ReceivedMessage;
import io.openhavip.agent.linux.SystemCallException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks instances by ARP whether they hold an address. The request goes out of one device only, straight to the instance, so
 * neighbours never see it. Opens its socket for each call; thread-safe.
 */
public final class Prober {

    /** How long an instance has to answer. */
    static final Duration PATIENCE = Duration.ofMillis(300);

    private static final Logger LOG = Logger.getLogger(Prober.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final NetworkNamespace namespace;

    public Prober(NetworkNamespace namespace) {
        this.namespace = namespace;
    }

    /** A question for one device. */
    public record Question(int deviceIndex, String senderMac, String address) {}

    /** Puts all questions at once and answers what came back in time. */
    public List<CapturedFrame> ask(List<Question> questions) throws IOException {
        if (questions.isEmpty()) {
            return List.of();
        }
        List<CapturedFrame> answers = new ArrayList<>();
        try (PacketSocket socket = PacketSocket.open(namespace, ArpFilter.probeAnswers(), POLL)) {
            for (Question question : questions) {
                byte[] probe =
                        ArpFrame.probe(question.senderMac(), question.address()).toBytes();
                try {
                    socket.send(question.deviceIndex(), probe);
                } catch (SystemCallException e) {
                    // The port has gone meanwhile; the others are asked all the same.
                    LOG.debugf("port not asked device=%d cause=%s", question.deviceIndex(), e.getMessage());
                }
            }
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                socket.receive().flatMap(Prober::answer).ifPresent(answers::add);
            }
        }
        return answers;
    }

    private static Optional<CapturedFrame> answer(ReceivedMessage message) {
        return ArpFrame.parse(message.data())
                .map(frame ->
                        new CapturedFrame(PacketSocket.deviceIndex(message), PacketSocket.capturedAt(message), frame));
    }
}
