package io.openhavip.havip.process;

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
                "io.openhavip.havip.domain.HaVipRequest$ExpireCreation {\"haVipId\":\"havip-1\"}",
                "io.openhavip.havip.domain.HaVipRequest$ExpireAssociation {\"haVipId\":\"havip-1\",\"instanceId\":\"i-1\",\"associationId\":\"try-1\"}"
            })
    void deadlineOfAnEarlierVersionIsRead(String type, String stored) throws Exception {
        Object command = JsonMessages.MAPPER.readValue(stored, Class.forName(type));
        assertThat(JsonMessages.MAPPER.writeValueAsString(command)).isEqualTo(stored);
    }
}
