package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;
import org.hamcrest.Matcher;

/** Says that something is refused, and with which code. */
final class Refused {

    private Refused() {}

    /** For Axon's fixtures. */
    static Matcher<Refusal> with(ErrorCode code) {
        return new BaseMatcher<>() {
            @Override
            public boolean matches(Object actual) {
                return actual instanceof Refusal refusal && refusal.code() == code;
            }

            @Override
            public void describeTo(Description description) {
                description.appendText("a refusal with " + code);
            }
        };
    }

    /** For plain calls; gives the refusal, for a look at its message. */
    static Refusal with(ErrorCode code, ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        assertThat(refusal).as("refusal with " + code).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }
}
