package io.openhavip.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.gateway.wire.Authentication.Call;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    private final Authentication authentication = Signed.authentication(Signed.TIME);

    private static RpcRequest v1(String query) {
        return RequestReader.read("POST", "/", query, Map.of(), new byte[0]);
    }

    private void refused(RpcRequest request, String code) {
        assertThatThrownBy(() -> authentication.authenticate(request))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    /** The example of Alibaba Cloud's documentation. */
    @Test
    void signatureOfTheDocumentedExampleIsRight() {
        RpcRequest request = RequestReader.read(
                "GET",
                "/",
                "Timestamp=2016-02-23T12%3A46%3A24Z&Format=XML&AccessKeyId=testid&Action=DescribeRegions"
                        + "&SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"
                        + "&Version=2014-05-26&SignatureVersion=1.0&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D",
                Map.of(),
                new byte[0]);
        Call call = Signed.authentication("2016-02-23T12:50:00Z").authenticate(request);
        assertThat(call.action()).isEqualTo("DescribeRegions");
        assertThat(call.version()).isEqualTo("2014-05-26");
    }

    @Test
    void queryAndFormAreSignedTogether() {
        String signed = Signed.v1("POST", Map.of("Action", "CreateHaVip", "Name", "a b*~/é+&="));
        int name = signed.indexOf("Name=");
        String form = signed.substring(name, signed.indexOf('&', name));
        String query = signed.replace(form + "&", "");
        RpcRequest request = RequestReader.read(
                "POST",
                "/",
                query,
                Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
                Signed.bytes(form.replace("%20", "+")));
        Call call = authentication.authenticate(request);
        assertThat(call.parameters().require("Name")).isEqualTo("a b*~/é+&=");
        assertThat(call.caller().accountId()).isEqualTo("1000000000000001");
    }

    @Test
    void emptyValuesMayBeSignedOrLeftOut() {
        Call signed = authentication.authenticate(
                v1(Signed.v1("POST", Map.of("Action", "ModifyHaVipAttribute", "Description", ""))));
        assertThat(signed.parameters().findEvenEmpty("Description")).hasValue("");
        String without = Signed.v1("POST", Map.of("Action", "ModifyHaVipAttribute", "SignatureNonce", "nonce-2"));
        Call added = authentication.authenticate(v1(without + "&Description=&Permissions.1.Port="));
        assertThat(added.parameters().findEvenEmpty("Description")).isEmpty();
        assertThat(added.parameters().groups("Permissions")).isEmpty();
    }

    @Test
    void version3IsRightWithItsPartsInAnyOrder() {
        Map<String, String> query = Map.of("Name", "a b*~/é+&=", "Description", "");
        byte[] body = new byte[0];
        Map<String, String> headers = new HashMap<>(Signed.v3("CreateHaVip", query, body));
        String[] parts = headers.get("authorization")
                .substring("ACS3-HMAC-SHA256 ".length())
                .split(",");
        headers.put("authorization", "ACS3-HMAC-SHA256 " + parts[0] + "," + parts[2] + "," + parts[1]);
        Call call = authentication.authenticate(RequestReader.read("POST", "/", Signed.query(query), headers, body));
        assertThat(call.action()).isEqualTo("CreateHaVip");
        assertThat(call.parameters().require("Name")).isEqualTo("a b*~/é+&=");
    }

    @Test
    void wrongSignatureIsToldWhatWasExpected() {
        String right = Signed.v1("POST", Map.of("Action", "CreateHaVip"));
        assertThatThrownBy(() -> authentication.authenticate(v1(right.replace("CreateHaVip", "DeleteHaVip"))))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("server string to sign is:POST&%2F&AccessKeyId%3Dtestid%26Action%3DDeleteHaVip");
        authentication.authenticate(v1(right));
    }

    @Test
    void whatIsMissingOrOutOfTimeHasItsCode() {
        String right = Signed.v1("POST", Map.of("Action", "CreateHaVip"));
        refused(v1(right.replace("Signature=", "Unsigned=")), "IncompleteSignature");
        refused(v1(right.replace("HMAC-SHA1", "HMAC-MD5")), "IncompleteSignature");
        refused(v1(right.replace("AccessKeyId=testid", "AccessKeyId=nobody")), "InvalidAccessKeyId.NotFound");
        refused(v1(right.replace("AccessKeyId=testid", "AccessKeyId=")), "MissingAccessKeyId");
        refused(
                v1(Signed.v1("POST", Map.of("Action", "CreateHaVip", "Timestamp", "2026-11-26T12:15:01Z"))),
                "InvalidTimeStamp.Expired");
        refused(
                v1(Signed.v1("POST", Map.of("Action", "CreateHaVip", "Timestamp", "2026-11-26T12:00:00.5Z"))),
                "InvalidTimeStamp.Format");
        refused(v1(right + "&Action=DeleteHaVip"), "InvalidParameter");
        refused(v1(""), "IncompleteSignature");
    }

    @Test
    void version3SignsTheTypeOfABody() {
        byte[] body = Signed.bytes("HaVipId=havip-1");
        Map<String, String> headers = new HashMap<>(Signed.v3("DeleteHaVip", Map.of(), body));
        Call call = authentication.authenticate(RequestReader.read("POST", "/", "", headers, body));
        assertThat(call.parameters().require("HaVipId")).isEqualTo("havip-1");
        headers.put("content-type", "application/json");
        refused(RequestReader.read("POST", "/", "", headers, body), "SignatureDoesNotMatch");
        headers.computeIfPresent("authorization", (name, value) -> value.replace("content-type;", ""));
        refused(RequestReader.read("POST", "/", "", headers, body), "IncompleteSignature");
        headers.remove("content-type");
        refused(RequestReader.read("POST", "/", "", headers, body), "IncompleteSignature");
    }

    @Test
    void typeOfNoBodyNeedNotBeSigned() {
        Map<String, String> headers = new HashMap<>(Signed.v3("DescribeHaVips", Map.of(), new byte[0]));
        headers.put("content-type", "application/x-www-form-urlencoded");
        assertThat(authentication
                        .authenticate(RequestReader.read("POST", "/", "", headers, new byte[0]))
                        .action())
                .isEqualTo("DescribeHaVips");
    }

    @Test
    void claimIsHeardOfEitherVersionWhoeverSigned() {
        Claim both = new Claim(Optional.of("testid"), Optional.of("DeleteHaVip"));
        assertThat(Claim.of(v1("AccessKeyId=testid&Action=DeleteHaVip&Action=x")))
                .isEqualTo(both);
        Map<String, String> headers = Map.of(
                "authorization",
                "ACS3-HMAC-SHA256 SignedHeaders=host,Credential=testid,Signature=00",
                "x-acs-action",
                "DeleteHaVip");
        assertThat(Claim.of(RequestReader.read("POST", "/", "", headers, new byte[0])))
                .isEqualTo(both);
        assertThat(Claim.of(v1("AccessKeyId="))).isEqualTo(new Claim(Optional.empty(), Optional.empty()));
    }

    @Test
    void version3MustSignTheHeadersThatMatter() {
        Map<String, String> headers = new HashMap<>(Signed.v3("CreateHaVip", Map.of(), new byte[0]));
        headers.computeIfPresent("authorization", (name, value) -> value.replace("host;", ""));
        refused(RequestReader.read("POST", "/", "", headers, new byte[0]), "IncompleteSignature");
        headers.put("authorization", "ACS3-HMAC-SM3 Credential=testid,SignedHeaders=host,Signature=00");
        refused(RequestReader.read("POST", "/", "", headers, new byte[0]), "IncompleteSignature");
    }
}
