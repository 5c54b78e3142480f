package io.openhavip.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRequested;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    private static final HaVipCreationRequested REQUESTED = new HaVipCreationRequested(
            "havip-1", "1", "cn-hangzhou", "vsw-1", Optional.empty(), "web", "", "rg-1", Map.of("team", "a"));
    private static final CloudEvent ATTRIBUTES = new CloudEvent(
            "e-1",
            "havip.HaVipCreationRequested.v2",
            "havip-service",
            "havip-1",
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            OptionalLong.of(0),
            Optional.of("op-1"),
            Optional.empty(),
            Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

    @Test
    void recordLeadsBackToAttributesAndMessage() {
        assertThat(RecordCodec.decode(received(RecordCodec.encode("havip.events", ATTRIBUTES, REQUESTED))))
                .isEqualTo(new Decoded.Known(ATTRIBUTES, REQUESTED));
    }

    @Test
    void keyIsTheSubjectAndValueIsPlainJson() {
        ProducerRecord<String, byte[]> record = RecordCodec.encode("havip.events", ATTRIBUTES, REQUESTED);
        assertThat(record.key()).isEqualTo("havip-1");
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"haVipId\":\"havip-1\",\"accountId\":\"1\",\"regionId\":\"cn-hangzhou\","
                        + "\"vSwitchId\":\"vsw-1\",\"ipAddress\":null,\"name\":\"web\",\"description\":\"\","
                        + "\"resourceGroupId\":\"rg-1\",\"tags\":{\"team\":\"a\"}}");
    }

    @Test
    void unknownTypeIsPassedOverAndNotInvalid() {
        CloudEvent later = CloudEvent.of("e-2", "havip.Renamed.v9", "havip-service", "havip-1", Instant.EPOCH);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>("havip.events", "havip-1", "{}".getBytes(StandardCharsets.UTF_8));
        later.writeTo(record.headers());
        assertThat(RecordCodec.decode(received(record))).isEqualTo(new Decoded.UnknownType(later));
    }

    @Test
    void unknownPropertyIsIgnored() {
        String json =
                "{\"vSwitchId\":\"vsw-1\",\"address\":\"10.0.0.9\",\"haVipId\":\"h\",\"epoch\":3,\"owner\":null,\"later\":1}";
        assertThat(decoded("arp.OwnershipState.v1", "vsw-1/10.0.0.9", json))
                .isInstanceOfSatisfying(
                        Decoded.Known.class,
                        known -> assertThat(known.message())
                                .isEqualTo(new OwnershipState("vsw-1", "10.0.0.9", "h", 3, Optional.empty())));
    }

    @Test
    void missingPropertyIsInvalid() {
        assertThat(decoded("arp.OwnershipState.v1", "vsw-1/10.0.0.9", "{\"vSwitchId\":\"vsw-1\"}"))
                .isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void brokenJsonIsInvalid() {
        assertThat(decoded("arp.OwnershipState.v1", "vsw-1/10.0.0.9", "{\"vSwi"))
                .isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void keyOfAnotherAggregateIsInvalid() {
        String json = "{\"vSwitchId\":\"vsw-1\",\"address\":\"10.0.0.9\",\"haVipId\":\"h\",\"epoch\":3,\"owner\":null}";
        assertThat(decoded("arp.OwnershipState.v1", "vsw-2/10.0.0.9", json))
                .isEqualTo(new Decoded.Invalid("key is 'vsw-2/10.0.0.9', the message is about 'vsw-1/10.0.0.9'"));
    }

    @Test
    void keyThatNoTableCanHoldIsInvalid() {
        String longest = "v".repeat(RecordCodec.MOST_KEY_CHARACTERS);

        assertThat(decoded("network.Later.v7", longest, "{}")).isInstanceOf(Decoded.UnknownType.class);
        assertThat(decoded("network.Later.v7", longest + "v", "{}")).isInstanceOf(Decoded.Invalid.class);
        assertThat(decoded("network.Later.v7", "vsw-\0", "{}"))
                .isEqualTo(new Decoded.Invalid("key has more than 512 characters or a NUL: 'vsw-\uFFFD'"));
    }

    @Test
    void reasonRepeatsOfTheRecordWhatCanBeStored() {
        String json =
                "{\"vSwitchId\":\"\\ud800\\u0000%s\",\"address\":\"\",\"haVipId\":\"h\",\"epoch\":3,\"owner\":null}"
                        .formatted("v".repeat(5000));

        assertThat(((Decoded.Invalid) decoded("arp.OwnershipState.v1", "k", json)).reason())
                .startsWith("key is 'k', the message is about '?\uFFFDvvv")
                .hasSize(Excerpt.MOST_CHARACTERS);
    }

    @Test
    void missingHeaderIsInvalidAndNamed() {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("havip.events", 0, 0, "havip-1", new byte[0]);
        assertThat(RecordCodec.decode(record)).isEqualTo(new Decoded.Invalid("header ce_specversion is missing"));
    }

    @Test
    void everyNullValueIsATombstone() {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("havip.state", "havip-1", null);
        ATTRIBUTES.writeTo(record.headers());
        assertThat(RecordCodec.decode(received(record))).isEqualTo(new Decoded.Tombstone(ATTRIBUTES));
    }

    @Test
    void everyPublishedTypeHasItsName() {
        assertThat(MessageTypes.names()).contains("arp.Announcement.v1", "arp.OwnershipSwitched.v1");
    }

    private static Decoded decoded(String type, String key, String json) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("t", key, json.getBytes(StandardCharsets.UTF_8));
        CloudEvent.of("e", type, "s", key, Instant.EPOCH).writeTo(record.headers());
        return RecordCodec.decode(received(record));
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(header -> record.headers().add(header));
        return record;
    }
}
