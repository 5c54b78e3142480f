package io.openhavip.eip.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;
import org.hamcrest.Matcher;

/** Says with which code something is refused. */
final class Refused {

    private Refused() {}

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
}
