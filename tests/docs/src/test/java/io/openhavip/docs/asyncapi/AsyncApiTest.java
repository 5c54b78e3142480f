package io.openhavip.docs.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.testkit.CheckedInDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/api/asyncapi-*.yaml say what the code says. */
class AsyncApiTest {

    private static final Path TOP = CheckedInDocument.checkout();
    private static final Pattern READ_TOPIC = Pattern.compile("(?m)^mp\\.messaging\\.incoming\\.[\\w-]+\\.topic=(.+)$");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    static Set<String> services() {
        return Channel.services();
    }

    private static String file(String service) {
        return "asyncapi-" + service + ".yaml";
    }

    @ParameterizedTest
    @MethodSource("services")
    void documentIsWhatTheCodeSays(String service) throws JsonProcessingException {
        new CheckedInDocument("docs/api/" + file(service))
                .mustBe(YAML.writeValueAsString(AsyncApiDocument.of(service)));
    }

    @Test
    void noServiceIsDescribedThatDoesNotExist() throws IOException {
        try (Stream<Path> files = Files.list(TOP.resolve("docs/api"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("asyncapi")))
                    .containsExactlyInAnyOrderElementsOf(
                            services().stream().map(AsyncApiTest::file).toList());
        }
    }

    @Test
    void everyTopicHasItsChannel() {
        assertThat(Channel.ALL).map(Channel::topic).containsExactlyInAnyOrderElementsOf(Topics.ALL);
    }

    @Test
    void everyMessageHasAPlace() {
        assertThat(Channel.ALL.stream()
                        .flatMap(channel -> channel.messages().stream())
                        .map(MessageTypes::nameOf)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(MessageTypes.names());
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyTopicThatAServiceIsConfiguredToReadIsInItsDocument(String service) throws IOException {
        Path configuration = TOP.resolve("services/" + service + "/src/main/resources/application.properties");
        List<String> documented = Channel.ALL.stream()
                .filter(channel -> channel.readers().contains(service))
                .map(channel -> channel.topic().name())
                .toList();
        if (Files.exists(configuration)) {
            assertThat(documented)
                    .containsAll(READ_TOPIC
                            .matcher(Files.readString(configuration))
                            .results()
                            .map(topic -> topic.group(1))
                            .toList());
        }
    }

    @Test
    void recordsAreWrittenWithTheNamesOfTheirComponentsAndNoOthers() {
        for (String name : MessageTypes.names()) {
            Class<? extends Message> type = MessageTypes.classOf(name).orElseThrow();
            JavaType known = JsonMessages.MAPPER.constructType(type);
            List<String> written =
                    JsonMessages.MAPPER.getSerializationConfig().introspect(known).findProperties().stream()
                            .map(BeanPropertyDefinition::getName)
                            .toList();
            assertThat(written)
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getRecordComponents())
                            .map(component -> component.getName())
                            .toList());
        }
    }

    @Test
    void deadLettersHaveTheFieldsThatAreWritten() throws IOException {
        Path source = TOP.resolve("libs/eventing/src/main/java/io/openhavip/eventing/consume/DeadLetters.java");
        List<String> written = Pattern.compile("letter\\.put\\(\\s*\"(\\w+)\"")
                .matcher(Files.readString(source))
                .results()
                .map(field -> field.group(1))
                .toList();
        assertThat(written).isNotEmpty().hasSameElementsAs(DeadLetterSchema.fields());
    }

    @Test
    void stateTopicsAreThoseThatAreCompacted() {
        assertThat(Topics.ALL).filteredOn(Topic::compacted).map(Topic::name).allMatch(name -> name.endsWith(".state"));
    }
}
