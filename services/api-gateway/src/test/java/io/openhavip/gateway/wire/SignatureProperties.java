package io.openhavip.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** One changed byte anywhere is refused, and nothing that arrives is answered with anything but an error of the protocol. */
class SignatureProperties {

    private static final byte[] NO_BODY = new byte[0];

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        Arbitrary<String> names = Arbitraries.of("Name", "Description", "Tag.1.Key", "VSwitchId", "Filter.1.Value.1");
        return Arbitraries.maps(names, Arbitraries.strings().ofMaxLength(20)).ofMaxSize(5);
    }

    @Property
    void whatAClientSignsIsBelieved(@ForAll("parameters") Map<String, String> given) {
        Map<String, String> parameters = new HashMap<>(wellFormed(given));
        parameters.put("Action", "CreateHaVip");
        RpcRequest v1 = RequestReader.read("POST", "/", Signed.v1("POST", parameters), Map.of(), NO_BODY);
        assertThat(Signed.authentication(Signed.TIME).authenticate(v1).action()).isEqualTo("CreateHaVip");
        Map<String, String> query = wellFormed(given);
        RpcRequest v3 =
                RequestReader.read("POST", "/", Signed.query(query), Signed.v3("CreateHaVip", query, NO_BODY), NO_BODY);
        assertThat(Signed.authentication(Signed.TIME).authenticate(v3).action()).isEqualTo("CreateHaVip");
    }

    /** Java's strings may hold halves of characters, which no client can encode. */
    private static Map<String, String> wellFormed(Map<String, String> given) {
        Map<String, String> texts = new HashMap<>();
        given.forEach((name, value) -> texts.put(name, new String(Signed.bytes(value), StandardCharsets.UTF_8)));
        return texts;
    }

    @Property
    void changedByteOfAVersion1RequestIsRefused(@ForAll @IntRange(min = 0, max = 10_000) int where, @ForAll byte by) {
        String right = Signed.v1("POST", Map.of("Action", "DeleteHaVip", "HaVipId", "havip-1"));
        int position = where % right.length();
        char changed = (char) (right.charAt(position) ^ (by & 0x7f));
        if (changed != right.charAt(position)) {
            String query = right.substring(0, position) + changed + right.substring(position + 1);
            if (!means(query, right)) {
                refused("POST", query, Map.of(), NO_BODY);
            }
        }
        refused("GET", right, Map.of(), NO_BODY);
    }

    /** The same parameters in another spelling are the same request. */
    private static boolean means(String query, String right) {
        try {
            return UrlEncoding.decode(query).equals(UrlEncoding.decode(right));
        } catch (ApiError malformed) {
            return false;
        }
    }

    @Property
    void changedByteOfAVersion3RequestIsRefused(
            @ForAll @IntRange(min = 0, max = 7) int header, @ForAll @IntRange(min = 0, max = 10_000) int where) {
        byte[] body = Signed.bytes("HaVipId=havip-1");
        Map<String, String> headers = new HashMap<>(Signed.v3("DeleteHaVip", Map.of(), body));
        String name = headers.keySet().stream().sorted().toList().get(header % headers.size());
        String right = headers.get(name);
        int position = where % right.length();
        char changed = (char) (right.charAt(position) + 1);
        headers.put(name, right.substring(0, position) + changed + right.substring(position + 1));
        refused("POST", "", headers, body);
    }

    @Property
    void changedBodyOfAVersion3RequestIsRefused(@ForAll @IntRange(min = 0, max = 14) int where) {
        byte[] body = Signed.bytes("HaVipId=havip-1");
        Map<String, String> headers = Signed.v3("DeleteHaVip", Map.of(), body);
        byte[] changed = body.clone();
        changed[where]++;
        refused("POST", "", headers, changed);
        refused("POST", "HaVipId=havip-2", headers, body);
    }

    @Property
    void changedQueryOrMethodOfAVersion3RequestIsRefused(
            @ForAll @IntRange(min = 0, max = 10_000) int where, @ForAll byte by) {
        Map<String, String> query = Map.of("HaVipId", "havip-1", "Name", "a b*~/é+&=");
        Map<String, String> headers = Signed.v3("DeleteHaVip", query, NO_BODY);
        String right = Signed.query(query);
        int position = where % right.length();
        char changed = (char) (right.charAt(position) ^ (by & 0x7f));
        String other = right.substring(0, position) + changed + right.substring(position + 1);
        if (!means(other, right)) {
            refused("POST", other, headers, NO_BODY);
        }
        refused("GET", right, headers, NO_BODY);
        refused("PUT", right, headers, NO_BODY);
    }

    @Property
    void changedFormOfAVersion1RequestIsRefused(@ForAll @IntRange(min = 0, max = 10_000) int where, @ForAll byte by) {
        Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");
        String right = Signed.v1("POST", Map.of("Action", "DeleteHaVip", "HaVipId", "havip-1"));
        int position = where % right.length();
        char changed = (char) (right.charAt(position) ^ (by & 0x7f));
        String other = right.substring(0, position) + changed + right.substring(position + 1);
        if (!means(other, right)) {
            refused("POST", "", form, Signed.bytes(other));
        }
        refused("POST", "HaVipId=havip-2", form, Signed.bytes(right));
    }

    @Property
    void whateverArrivesIsRefusedInTheProtocolsWay(@ForAll String query, @ForAll String authorization) {
        refused("POST", query, Map.of(), NO_BODY);
        refused("POST", query, Map.of("authorization", authorization), NO_BODY);
        refused("POST", query, Map.of("authorization", "ACS3-HMAC-SHA256 " + authorization), NO_BODY);
    }

    private static void refused(String method, String query, Map<String, String> headers, byte[] body) {
        assertThatThrownBy(() -> Signed.authentication(Signed.TIME)
                        .authenticate(RequestReader.read(method, "/", query, headers, body)))
                .isInstanceOf(ApiError.class);
    }
}
