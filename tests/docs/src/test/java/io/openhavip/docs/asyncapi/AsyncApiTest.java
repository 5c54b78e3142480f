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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/api/asyncapi.yaml says what the code says. */
class AsyncApiTest {

    private static final CheckedInDocument DOCUMENT = new CheckedInDocument("docs/api/asyncapi.yaml");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    @Test
    void documentIsWhatTheCodeSays() throws JsonProcessingException {
        DOCUMENT.mustBe(YAML.writeValueAsString(AsyncApiDocument.create()));
    }

    @Test
    void everyTopicHasItsChannel() {
        assertThat(Channel.ALL).map(Channel::topic).containsExactlyInAnyOrderElementsOf(Topics.ALL);
    }

    @Test
    void everyMessageIsOnOneTopic() {
        List<String> onTopics = Channel.ALL.stream()
                .flatMap(channel -> channel.messages().stream())
                .map(MessageTypes::nameOf)
                .toList();
        assertThat(onTopics).containsExactlyInAnyOrderElementsOf(MessageTypes.names());
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
        Path source = CheckedInDocument.checkout()
                .resolve("libs/eventing/src/main/java/io/openhavip/eventing/consume/DeadLetters.java");
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
