package io.openhavip.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.MessageTypes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class UpcastersTest {

    @Test
    void everyStepLeadsToAMessageOfToday() {
        assertThat(Upcasters.steps()).isNotEmpty().allSatisfy((written, next) -> {
            assertThat(MessageTypes.names()).doesNotContain(written);
            assertThat(MessageTypes.classOf(Upcasters.nameToday(written).orElseThrow()))
                    .isPresent();
        });
    }

    @Test
    void nameOfTodayNeedsNoStep() {
        assertThat(MessageTypes.names())
                .allSatisfy(name -> assertThat(Upcasters.nameToday(name)).isEmpty());
    }

    @Test
    void recordUnderAnEarlierNameIsReadAsTodays() {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("network.events", 0, 0, "havip-1", """
                {"commandId":"c","commandType":"t","targetId":"vsw-1","requesterId":"havip-1",
                 "code":"INVALID_PARAMETER","message":"no"}
                """.getBytes(StandardCharsets.UTF_8));
        CloudEvent attributes =
                CloudEvent.of("e-1", "network.CommandRefused.v1", "network-service", "havip-1", Instant.EPOCH);
        attributes.writeTo(record.headers());

        assertThat(RecordCodec.decode(record))
                .isEqualTo(new Decoded.Known(
                        attributes,
                        new CommandRefused("c", "t", "vsw-1", "havip-1", ErrorCode.INVALID_PARAMETER, "no")));
    }
}
