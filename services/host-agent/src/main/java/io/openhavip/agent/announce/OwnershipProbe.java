package io.openhavip.agent.announce;

import io.openhavip.agent.capture.CapturedFrame;
import io.openhavip.agent.capture.Prober;
import io.openhavip.agent.dataplane.DeviceTable;
import io.openhavip.agent.dataplane.HostLayout;
import io.openhavip.agent.dataplane.Port;
import io.openhavip.agent.dataplane.VirtualMac;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.netlink.KeyEncoding;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds claims that were announced while nobody listened: asks each associated port for its HAVIP by ARP. Exactly one port that
 * answers for an address counts as a claim; of two, one is a dead node that still holds it, and nobody can tell which. The other may be
 * on another host: so arp-gateway lets such a claim take the address from no owner but one of this host. Stateless.
 */
public final class OwnershipProbe {

    private final Prober prober;
    private final DeviceTable devices;

    public OwnershipProbe(Prober prober, DeviceTable devices) {
        this.prober = prober;
        this.devices = devices;
    }

    /** A port that may own a HAVIP. */
    record Candidate(HaVipState haVip, Port port) {}

    /** Asks all, and gives the claims to the intake; answers how many there were. */
    public int probe(Facts facts, HostLayout layout, AnnouncementIntake intake) throws IOException {
        Map<Integer, Port> ports = new HashMap<>();
        List<Prober.Question> questions = new ArrayList<>();
        for (Candidate candidate : candidates(facts, layout)) {
            devices.index(candidate.port().device()).ifPresent(index -> {
                ports.put(index, candidate.port());
                questions.add(new Prober.Question(
                        index,
                        VirtualMac.ofBridge(candidate.port().vSwitchId()),
                        candidate.haVip().ipAddress()));
            });
        }
        Map<String, Map<Integer, CapturedFrame>> answers = new HashMap<>();
        for (CapturedFrame answer : prober.ask(questions)) {
            Port port = ports.get(answer.deviceIndex());
            if (port != null && answersOneOf(questions, answer)) {
                String address = port.vSwitchId() + "/" + answer.frame().senderAddress();
                answers.computeIfAbsent(address, key -> new HashMap<>()).put(answer.deviceIndex(), answer);
            }
        }
        return claims(answers, ports, intake);
    }

    private static int claims(
            Map<String, Map<Integer, CapturedFrame>> answers, Map<Integer, Port> ports, AnnouncementIntake intake) {
        int claims = 0;
        for (Map<Integer, CapturedFrame> ofOneAddress : answers.values()) {
            if (ofOneAddress.size() == 1) {
                CapturedFrame answer = ofOneAddress.values().iterator().next();
                intake.probed(ports.get(answer.deviceIndex()), answer);
                claims++;
            }
        }
        return claims;
    }

    static List<Candidate> candidates(Facts facts, HostLayout layout) {
        List<Candidate> candidates = new ArrayList<>();
        for (HaVipState haVip : facts.haVips().values()) {
            if (!KeyEncoding.isAddress(haVip.ipAddress())) {
                continue;
            }
            for (Port port : layout.portsOf(haVip.vSwitchId())) {
                if (haVip.associatedInstances().contains(idOf(port, haVip.associatedInstanceType()))) {
                    candidates.add(new Candidate(haVip, port));
                }
            }
        }
        return candidates;
    }

    private static String idOf(Port port, AssociatedInstanceType type) {
        return switch (type) {
            case EcsInstance -> port.instanceId();
            case NetworkInterface -> port.networkInterfaceId();
        };
    }

    private static boolean answersOneOf(List<Prober.Question> questions, CapturedFrame answer) {
        return questions.stream()
                .anyMatch(question -> question.deviceIndex() == answer.deviceIndex()
                        && question.address().equals(answer.frame().senderAddress()));
    }
}
