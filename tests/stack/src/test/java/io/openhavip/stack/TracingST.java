package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.profile.DefaultProfile;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One trace from a client's request through Kafka to the last event that it caused, and one request id. */
class TracingST {

    private static final String KEY = "LTAI-tracing-test";
    private static final String SECRET = "tracing test secret";
    private static final String PRIVATE = "cHJpdmF0ZQ";
    private static final String TRACE_ID = UUID.randomUUID().toString().replace("-", "");
    private static final Stack STACK = Stack.shared();

    private static Tenant tenant;
    private static ServiceProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        tenant = STACK.newTenant();
        gateway = STACK.gateway(KEY, SECRET, tenant.accountId());
        gateway.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static CommonRequest request(String action, Map<String, String> parameters) {
        CommonRequest request = new CommonRequest();
        request.setSysMethod(MethodType.POST);
        request.setSysDomain(gateway.authority());
        request.setSysVersion("2016-04-28");
        request.setSysAction(action);
        request.putHeadParameter("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01");
        parameters.forEach(request::putQueryParameter);
        return request;
    }

    private static IAcsClient client() {
        return new DefaultAcsClient(DefaultProfile.getProfile("cn-hangzhou", KEY, SECRET));
    }

    private static List<ConsumerRecord<String, byte[]>> about(String haVipId) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        Map<String, Object> configuration = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrapServers(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(configuration)) {
            var partitions = Stream.of("havip.events", "network.commands", "network.events")
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < end.get(each))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (new String(record.value(), StandardCharsets.UTF_8).contains(haVipId)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void creationIsOneTraceFromTheClientToTheEventsThatItCaused() throws Exception {
        String vSwitchId = tenant.newVSwitch("10.9.0.0/24");
        var answer = new ObjectMapper()
                .readTree(client().getCommonResponse(
                                request("CreateHaVip", Map.of("VSwitchId", vSwitchId, "UserData", PRIVATE)))
                        .getData());
        String haVipId = answer.path("HaVipId").asText();
        Await.until(() -> assertThat(STACK.traces.of(TRACE_ID))
                .extracting(span -> span.service() + ": " + span.name() + span.method())
                .contains(
                        "api-gateway: POST /CreateHaVip",
                        "havip-service: POST /ha-vips",
                        "network-service: process network.ReserveHaVipAddress.v2",
                        "havip-service: process network.AddressReserved.v1",
                        "havip-service: process havip.HaVipCreated.v1"));
        List<Traces.Span> spans = STACK.traces.of(TRACE_ID);
        List<String> ids = spans.stream().map(Traces.Span::spanId).toList();
        assertThat(spans)
                .allSatisfy(span -> assertThat(
                                ids.contains(span.parentId()) || span.parentId().equals("00f067aa0ba902b7"))
                        .as(span + " has no parent in the trace")
                        .isTrue());
        assertThat(spans)
                .extracting(Traces.Span::attributes)
                .allSatisfy(attributes -> assertThat(attributes)
                        .doesNotContain(PRIVATE)
                        .doesNotContain("Signature=")
                        .doesNotContain(KEY));
        assertThat(about(haVipId)).hasSizeGreaterThanOrEqualTo(4).allSatisfy(record -> {
            assertThat(header(record, "ce_traceparent")).contains(TRACE_ID);
            assertThat(header(record, "ce_correlationid"))
                    .isEqualTo(answer.path("RequestId").asText());
        });
    }

    @Test
    void refusalHasTheIdUnderWhichTheServicesLogHasIt() {
        String id = null;
        try {
            client().getCommonResponse(request("DeleteHaVip", Map.of("HaVipId", "havip-none")));
        } catch (ClientException refused) {
            assertThat(refused.getErrCode()).isEqualTo("InvalidHaVipId.NotFound");
            id = refused.getRequestId();
        }
        assertThat(id).matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
        assertThat(gateway.tail()).contains("code=InvalidHaVipId.NotFound").contains("requestId=" + id);
    }
}
