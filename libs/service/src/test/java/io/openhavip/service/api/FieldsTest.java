package io.openhavip.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static void refused(ErrorCode code, String message, ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessage(message);
    }

    @Test
    void missingAndBlankFieldsAreNamed() {
        String message = "The input parameter \"vpcId\" that is mandatory for processing this request is not supplied.";
        refused(ErrorCode.MISSING_PARAMETER, message, () -> Fields.required("vpcId", Optional.empty()));
        refused(ErrorCode.MISSING_PARAMETER, message, () -> Fields.required("vpcId", Optional.of(" ")));
        assertThat(Fields.required("vpcId", Optional.of("vpc-1"))).isEqualTo("vpc-1");
    }

    @Test
    void whatIsTooLongIsRefusedWithItsBound() {
        String message = "\"vpcId\" must have at most 64 characters, not 65.";
        refused(ErrorCode.INVALID_PARAMETER, message, () -> Fields.required("vpcId", Optional.of("x".repeat(65))));
        refused(ErrorCode.INVALID_PARAMETER, message, () -> Fields.optional("vpcId", Optional.of("x".repeat(65))));
        assertThat(Fields.optional("vpcId", Optional.of("x".repeat(64)))).contains("x".repeat(64));
        refused(
                ErrorCode.INVALID_PARAMETER,
                "\"name\" must have at most 128 characters, not 129.",
                () -> Fields.text("name", Optional.of("x".repeat(129)), Fields.LONGEST_NAME));
        assertThat(Fields.text("name", Optional.empty(), Fields.LONGEST_NAME)).isEmpty();
    }

    @Test
    void requestWithoutABodyIsRefused() {
        refused(
                ErrorCode.MALFORMED_BODY,
                "The request has no body; it must be a JSON object.",
                () -> Fields.body(null));
    }

    @Test
    void pagesAreBounded() {
        refused(ErrorCode.INVALID_PARAMETER, "\"pageSize\" must be 1 to 100, not 101.", () -> Paging.of(1, 101));
        refused(ErrorCode.INVALID_PARAMETER, "\"pageNumber\" must be 1 to 100000, not 0.", () -> Paging.of(0, 10));
        assertThat(Paging.of(3, 10).offset()).isEqualTo(20);
    }

    @Test
    void idsNameTheirKindAndRegionAndDiffer() {
        assertThat(ResourceIds.next("havip")).matches("havip-bp[a-z0-9]{18}").isNotEqualTo(ResourceIds.next("havip"));
    }
}
