package io.openhavip.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodiesTest {

    record Body(Optional<String> name, Optional<Integer> amount) {}

    private final ObjectMapper mapper = new ObjectMapper().registerModule(new Jdk8Module());

    JsonBodiesTest() {
        new JsonBodies().customize(mapper);
    }

    @Test
    void readsTextOfAnyLanguage() throws JsonProcessingException {
        assertThat(mapper.readValue("{\"name\":\"高可用 \\ud83d\\ude80\"}", Body.class)
                        .name())
                .contains("高可用 🚀");
        assertThat(mapper.readValue("{\"name\":null}", Body.class).name()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"a\\nb\"}",
                "{\"name\":\"a\\u007fb\"}",
                "{\"name\":\"a\\ud800\"}",
                "{\"name\":\"a\\udc00b\"}"
            })
    void refusesTextThatCannotBeKept(String json) {
        assertThatExceptionOfType(JsonMappingException.class)
                .isThrownBy(() -> mapper.readValue(json, Body.class))
                .withMessageContaining("control characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nmae\":\"web\"}",
                "{\"amount\":\"five\"}",
                "{\"amount\":true}",
                "{\"amount\":5.5}",
                "[]",
                "\"web\""
            })
    void refusesWhatIsMostLikelyAMistake(String json) {
        assertThatExceptionOfType(JsonMappingException.class).isThrownBy(() -> mapper.readValue(json, Body.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"name\":7}", "{\"name\":1.5}", "{\"name\":true}", "{\"name\":[\"web\"]}", "{\"name\":{}}"})
    void makesNoTextOfWhatIsNone(String json) {
        assertThatExceptionOfType(JsonMappingException.class)
                .isThrownBy(() -> mapper.readValue(json, Body.class))
                .satisfies(e -> assertThat(JsonMistakes.describe(e)).isEqualTo("Field 'name' must be text."));
    }
}
