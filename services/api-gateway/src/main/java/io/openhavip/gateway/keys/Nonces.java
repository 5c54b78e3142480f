package io.openhavip.gateway.keys;

import java.util.concurrent.CompletionStage;

/** The requests that were taken, so that one which was overheard cannot be sent a second time. Thread-safe. */
public interface Nonces {

    /**
     * Whether a nonce of a key comes for the first time, on whichever replica; it is remembered then for as long as the time stamp
     * that came with it would be taken.
     *
     * @return fails if that cannot be told now; the request must not be taken then
     */
    CompletionStage<Boolean> firstUse(String accessKeyId, String nonce);
}
