package io.ameles.model.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void namesAreSortedByUtf16Units() {
    // RFC 8785, section 3.2.3: the pair for U+1F600 begins with D83D, which is below FB33.
    assertThat(
            text(
                Map.of(
                    "\u20ac",
                    1,
                    "\r",
                    2,
                    "\ufb33",
                    3,
                    "1",
                    4,
                    "\ud83d\ude00",
                    5,
                    "\u0080",
                    6,
                    "\u00f6",
                    7)))
        .isEqualTo(
            "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
  }

  @Test
  void textsAreEscapedAsRfc8785SaysAndNotMore() {
    assertThat(text("\u20ac$\u000f\nA'B\"\\\\\"/\u007f\u2028\b\t\f\r\u001f"))
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u007f\u2028\\b\\t\\f\\r\\u001f\"");
  }

  @Test
  void everythingElseIsPlain() {
    Map<String, @Nullable Object> inner = new HashMap<>();
    inner.put("none", null);
    assertThat(
            text(
                Arrays.asList(
                    true, false, null, 0, -1, (1L << 53) - 1, inner, Map.of(), List.of())))
        .isEqualTo("[true,false,null,0,-1,9007199254740991,{\"none\":null},{},[]]");
  }

  @Test
  void whatHasNoCanonicalFormIsRefusedWithoutBeingQuoted() {
    assertRefused(1L << 53);
    assertRefused(-(1L << 53));
    assertRefused(Long.MIN_VALUE);
    assertRefused(1.5);
    assertRefused('a');
    assertRefused(new byte[1]);
    assertRefused("secret\ud83d");
    assertRefused("\ude00secret");
    assertRefused("\ud83dsecret\ude00");
    assertRefused("\ude00\ud83d");
    assertRefused(Map.of(1, "secret"));
    assertRefused(Map.of("\ud83d", "secret"));
  }

  private static void assertRefused(Object value) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> CanonicalJson.of(Map.of("a", List.of(value))))
        .withMessageNotContaining("secret");
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> members = new HashMap<>();
      map.forEach((name, member) -> members.put((String) name, member));
      return new String(CanonicalJson.of(members), StandardCharsets.UTF_8);
    }
    String all = new String(CanonicalJson.of(Map.of("a", value)), StandardCharsets.UTF_8);
    assertThat(all).startsWith("{\"a\":").endsWith("}");
    return all.substring(5, all.length() - 1);
  }
}
