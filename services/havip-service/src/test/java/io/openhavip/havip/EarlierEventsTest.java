package io.openhavip.havip;

import static io.openhavip.havip.EarlierEvents.ACCOUNT;
import static io.openhavip.havip.EarlierEvents.HAVIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeleted;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociated;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Every record that the first version put on {@code havip.events} is read as today's. */
class EarlierEventsTest {

    private static void isReadAs(Message expected) {
        String event = expected.getClass().getSimpleName();
        ProducerRecord<String, byte[]> sent = EarlierEvents.record(event, 0);
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(header -> record.headers().add(header));
        assertThat(RecordCodec.decode(record))
                .isEqualTo(new Decoded.Known(EarlierEvents.attributes(event, 0), expected));
    }

    @Test
    void creationHadNoResourceGroupAndNoTags() {
        isReadAs(new HaVipCreationRequested(
                HAVIP,
                ACCOUNT,
                "cn-hangzhou",
                "vsw-earlier",
                Optional.of("192.168.0.88"),
                "web",
                "for the shop",
                "",
                Map.of()));
    }

    @Test
    void endsOfHaVipsDidNotSayWhose() {
        isReadAs(
                new HaVipCreationRefused(HAVIP, "", "vsw-earlier", ErrorCode.INVALID_IP_ALREADY_USED, "It is in use."));
        isReadAs(new HaVipDeleted(HAVIP, ""));
    }

    @Test
    void associationsWereWithInstances() {
        isReadAs(new HaVipAssociationRequested(
                HAVIP, "", "vsw-earlier", "i-earlier-1", AssociatedInstanceType.EcsInstance, "try-1"));
        isReadAs(new HaVipAssociationRefused(
                HAVIP,
                "i-earlier-2",
                AssociatedInstanceType.EcsInstance,
                "try-2",
                ErrorCode.INSTANCE_VSWITCH_MISMATCH,
                "It is elsewhere."));
        isReadAs(new HaVipUnassociationRequested(HAVIP, "i-earlier-1", AssociatedInstanceType.EcsInstance, "try-1"));
    }

    @Test
    void deletionHadNoNameOfItsOwn() {
        isReadAs(new HaVipDeletionRequested(HAVIP, "vsw-earlier", "192.168.0.88", ""));
    }

    @Test
    void whatHasNotChangedNeedsNoStep() {
        isReadAs(new HaVipCreated(HAVIP, "vpc-1", "vsw-earlier", "192.168.0.88"));
        isReadAs(new HaVipAssociated(HAVIP, "i-earlier-1", AssociatedInstanceType.EcsInstance, "try-1"));
        isReadAs(new HaVipUnassociated(HAVIP, "i-earlier-1", "try-1"));
    }
}
