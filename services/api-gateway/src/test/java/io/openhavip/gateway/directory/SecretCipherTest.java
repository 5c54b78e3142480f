package io.openhavip.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.openhavip.gateway.keys.Secret;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretCipherTest {

    private static final Secret SECRET = new Secret("a secret, ä");

    private final SecretCipher cipher = new SecretCipher(new byte[32], Optional.empty());

    private static byte[] otherKey() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 1);
        return key;
    }

    @Test
    void secretComesBackForItsKeyOnly() {
        byte[] stored = cipher.encrypt("key", SECRET);
        assertThat(cipher.decrypt("key", stored)).isEqualTo(SECRET);
        assertThatIllegalStateException()
                .isThrownBy(() -> cipher.decrypt("another key", stored))
                .withMessageContaining("another key");
    }

    @Test
    void sameSecretIsNeverStoredAlike() {
        assertThat(cipher.encrypt("key", SECRET)).isNotEqualTo(cipher.encrypt("key", SECRET));
    }

    @Test
    void otherMasterKeyAndChangedBytesAreNoticed() {
        byte[] stored = cipher.encrypt("key", SECRET);
        assertThatIllegalStateException()
                .isThrownBy(() -> new SecretCipher(otherKey(), Optional.empty()).decrypt("key", stored));
        stored[stored.length - 1] ^= 1;
        assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("key", stored));
    }

    @Test
    void formerKeyOpensWhatItEncrypted() {
        byte[] before = cipher.encrypt("key", SECRET);
        SecretCipher changed = new SecretCipher(otherKey(), Optional.of(new byte[32]));
        assertThat(changed.decrypt("key", before)).isEqualTo(SECRET);
        assertThat(changed.isFormer("key", before)).isTrue();
        assertThat(changed.isFormer("key", changed.encrypt("key", SECRET))).isFalse();
        before[before.length - 1] ^= 1;
        assertThatIllegalStateException().isThrownBy(() -> changed.decrypt("key", before));
    }

    @Test
    void masterKeyOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretCipher(new byte[16], Optional.empty()))
                .withMessageContaining("32 bytes");
    }
}
