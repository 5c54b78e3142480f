package io.openhavip.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final int HAVIPS = 10_000;

    private final Fleet fleet = new Fleet("abc123");

    @Test
    void everyHaVipHasItsOwnAddress() {
        Set<String> keys = new HashSet<>();
        for (int haVip = 0; haVip < HAVIPS; haVip++) {
            keys.add(fleet.key(haVip).toString());
        }

        assertThat(keys).hasSize(HAVIPS);
    }

    @Test
    void claimIsThatOfAnAssociatedPortInTheHaVipsVSwitch() throws IOException {
        List<HaVipState> haVips = new ArrayList<>();
        List<InstanceState> instances = new ArrayList<>();
        fleet.tell(995, 1000, record -> {
            if (record.topic().equals("havip.state")) {
                haVips.add(read(record, HaVipState.class));
            } else {
                instances.add(read(record, InstanceState.class));
            }
        });

        Announcement claim = read(fleet.claim("arp.announcements", 999, 3), Announcement.class);

        HaVipState haVip = haVips.getLast();
        InstanceState claimant = instances.get(3);
        assertThat(claim.key()).hasToString(haVip.vSwitchId() + "/" + haVip.ipAddress());
        assertThat(haVip.associatedInstances()).contains(claimant.instanceId());
        assertThat(claimant.networkInterfaces().getFirst().networkInterfaceId()).isEqualTo(claim.networkInterfaceId());
        assertThat(claimant.networkInterfaces().getFirst().vSwitchId()).isEqualTo(claim.vSwitchId());
        assertThat(claimant.networkInterfaces().getFirst().macAddress()).isEqualTo(claim.senderMac());
        assertThat(claimant.hostId()).isEqualTo(claim.hostId());
    }

    private static <T extends Message> T read(ProducerRecord<String, byte[]> record, Class<T> type) {
        try {
            return JsonMessages.read(record.value(), type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
