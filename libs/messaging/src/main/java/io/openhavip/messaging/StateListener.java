package io.openhavip.messaging;

import io.openhavip.contracts.State;
import java.util.Optional;

/** Told of current facts by a {@link StateTopicReader}, on its thread, one call at a time. Must not block for long. */
public interface StateListener {

    /**
     * An aggregate's facts changed.
     *
     * @param topic name of the state topic
     * @param key aggregate id
     * @param state the new facts; empty: the aggregate is gone
     * @param recordTimestamp when the record was written, milliseconds since the epoch
     */
    void onState(String topic, String key, Optional<State> state, long recordTimestamp);

    /**
     * An aggregate that was told of is not on its topic any more, and no record says that it is gone: compaction has removed that while
     * nobody read, or the topic was made anew. Unless a listener makes a difference, it is gone.
     *
     * @param noticedAt milliseconds since the epoch
     */
    default void onMissing(String topic, String key, long noticedAt) {
        onState(topic, key, Optional.empty(), noticedAt);
    }

    /** Everything that stood on the topics when the reader started has been told. Called once. */
    default void onCaughtUp() {}
}
