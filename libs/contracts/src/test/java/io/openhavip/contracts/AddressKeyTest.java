package io.openhavip.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressKeyTest {

    @Test
    void textLeadsBackToTheKey() {
        AddressKey key = new AddressKey("vsw-1", "192.168.0.88");
        assertThat(AddressKey.parse(key.toString())).isEqualTo(key).hasToString("vsw-1/192.168.0.88");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "vsw-1", "vsw-1/", "/192.168.0.88"})
    void textWithoutBothSidesIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressKey.parse(text));
    }
}
