package io.ameles.model.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Against a parser that knows nothing of canonical forms. */
class CanonicalJsonProperties {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 300)
  void theParserReadsTheSameValue(@ForAll("objects") Map<String, Object> value) throws IOException {
    JsonNode read = JSON.readTree(CanonicalJson.of(value));
    // Through text, so that an int and a long of the same value are the same.
    assertThat(read).isEqualTo(JSON.readTree(JSON.writeValueAsString(value)));
  }

  @Property(tries = 300)
  void theOrderOfMembersDoesNotMatter(
      @ForAll("objects") Map<String, Object> value, @ForAll Random random) {
    List<String> names = new ArrayList<>(value.keySet());
    Collections.shuffle(names, random);
    Map<String, Object> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, value.get(name)));
    assertThat(CanonicalJson.of(shuffled)).isEqualTo(CanonicalJson.of(value));
  }

  @Property(tries = 300)
  void thereIsNoWhiteSpaceAndNoNeedlessEscape(@ForAll("texts") String text) {
    String json = new String(CanonicalJson.of(Map.of("a", text)), StandardCharsets.UTF_8);
    int escapes = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean isShort = "\b\t\n\f\r\"\\".indexOf(unit) >= 0;
      escapes += isShort ? 1 : unit < ' ' ? 5 : 0;
    }
    assertThat(json).hasSize("{\"a\":\"\"}".length() + text.length() + escapes);
  }

  @Provide
  Arbitrary<String> texts() {
    // Up to U+001F twice as often as chance would have it; never half a surrogate pair.
    return Arbitraries.oneOf(
        Arbitraries.strings().withCharRange('\0', '\u007f').ofMaxLength(12),
        Arbitraries.strings().withCharRange('\u0080', '\ud7ff').ofMaxLength(6),
        Arbitraries.strings().withCharRange('\ue000', '\uffff').ofMaxLength(6),
        Arbitraries.integers()
            .between(0x10000, 0x10ffff)
            .map(codePoint -> new String(Character.toChars(codePoint))));
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            texts().asGeneric(),
            Arbitraries.longs().between(-(1L << 53) + 1, (1L << 53) - 1).asGeneric(),
            Arbitraries.integers().asGeneric(),
            Arbitraries.of(true, false).asGeneric());
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            leaves,
            leaves.list().ofMaxSize(4).asGeneric(),
            Arbitraries.maps(texts(), leaves).ofMaxSize(4).asGeneric());
    return Arbitraries.maps(texts(), values).ofMaxSize(6);
  }
}
