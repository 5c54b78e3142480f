package io.openhavip.gateway.directory;

import io.openhavip.gateway.keys.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets of access keys as the database keeps them. Both signatures are HMACs, so that the gateway must have the secret itself and a
 * hash would not do: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce, bound to the access key id, so that one row's secret
 * cannot be put into another. Thread-safe.
 */
final class SecretCipher {

    static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String ALGORITHM = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final Optional<SecretKeySpec> formerKey;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param masterKey {@value #KEY_BYTES} bytes
     * @param formerKey as long; opens what was encrypted before the master key was changed
     */
    SecretCipher(byte[] masterKey, Optional<byte[]> formerKey) {
        this.key = key(masterKey);
        this.formerKey = formerKey.map(SecretCipher::key);
    }

    private static SecretKeySpec key(byte[] bytes) {
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the master key must have %d bytes, not %d".formatted(KEY_BYTES, bytes.length));
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** Nonce, ciphertext, tag. */
    byte[] encrypt(String accessKeyId, Secret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text =
                run(Cipher.ENCRYPT_MODE, key, accessKeyId, nonce, secret.value().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(nonce.length + text.length)
                .put(nonce)
                .put(text)
                .array();
    }

    /** @throws IllegalStateException if it was encrypted with neither key for this access key, or was changed since */
    Secret decrypt(String accessKeyId, byte[] encrypted) {
        try {
            return decrypt(key, accessKeyId, encrypted);
        } catch (IllegalStateException e) {
            return decrypt(formerKey.orElseThrow(() -> e), accessKeyId, encrypted);
        }
    }

    /** Whether it takes the former key to open it. */
    boolean isFormer(String accessKeyId, byte[] encrypted) {
        try {
            decrypt(key, accessKeyId, encrypted);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static Secret decrypt(SecretKeySpec key, String accessKeyId, byte[] encrypted) {
        byte[] nonce = Arrays.copyOf(encrypted, NONCE_BYTES);
        byte[] text = Arrays.copyOfRange(encrypted, NONCE_BYTES, encrypted.length);
        return new Secret(new String(run(Cipher.DECRYPT_MODE, key, accessKeyId, nonce, text), StandardCharsets.UTF_8));
    }

    private static byte[] run(int mode, SecretKeySpec key, String accessKeyId, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(accessKeyId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException(
                    "the secret of access key " + accessKeyId + " was encrypted with another master key, or changed",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
