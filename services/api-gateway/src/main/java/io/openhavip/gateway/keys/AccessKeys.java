package io.openhavip.gateway.keys;

import java.util.Optional;

/** The access keys that are known. Thread-safe. */
public interface AccessKeys {

    Optional<AccessKey> find(String accessKeyId);
}
