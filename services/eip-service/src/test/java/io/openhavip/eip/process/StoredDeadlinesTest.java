package io.openhavip.eip.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.messaging.JsonMessages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deadlines are stored by class name and fields: those that an earlier version set come due in this one. */
class StoredDeadlinesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '\0',
            value = {
                "io.openhavip.eip.domain.EipRequest$ExpireAssociation {\"eipId\":\"eip-1\",\"associationId\":\"try-1\"}"
            })
    void deadlineOfAnEarlierVersionIsRead(String type, String stored) throws Exception {
        Object command = JsonMessages.MAPPER.readValue(stored, Class.forName(type));
        assertThat(JsonMessages.MAPPER.writeValueAsString(command)).isEqualTo(stored);
    }
}
