package io.ameles.model.verify.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was signed of a receipt, with exactly the members that its format has.
 *
 * @param members to be read by name
 * @param leafHash by which the log knows it
 */
record Statement(JsonNode members, byte[] leafHash) {
  private static final String WHAT = "the receipt";
  private static final String FORMAT = "ameles-receipt/1";
  private static final Pattern TIME =
      Pattern.compile("[+-]?\\d{4,}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

  /** What a member may be. A question mark after it: or null. */
  private static final Map<String, String> TYPES = types();

  private static final Map<String, Set<String>> ITEMS =
      Map.of(
          "learners",
          Set.of(
              "learner", "guarantee", "examplesRemoved", "stateDigestBefore", "stateDigestAfter"),
          "refusals",
          Set.of("target", "code", "message"),
          "cut",
          Set.of("topic", "partition", "offset"));

  private static final Set<String> BULK =
      Set.of("id", "index", "count", "answered", "subjects", "root");

  private static Map<String, String> types() {
    Map<String, String> types = new HashMap<>();
    put(types, "text", "format", "model", "stage", "requestId", "scope", "target", "targetKey");
    put(types, "text", "status", "requester", "confirmedBy", "regulation", "requestTopic");
    put(types, "text", "software");
    put(types, "flag", "permanent");
    put(types, "integer", "sequence", "examplesRemoved", "epoch", "requestPartition");
    put(types, "integer", "requestOffset");
    put(types, "integer?", "repeatOf", "erasedAtSource");
    put(types, "time", "clockStartedAt", "deadline", "requestedAt", "acceptedAt", "recordedAt");
    put(types, "time?", "appliedAt");
    put(types, "array", "learners", "refusals", "outOfScope", "outstanding", "cut");
    put(types, "object?", "bulk");
    return Map.copyOf(types);
  }

  private static void put(Map<String, String> types, String type, String... names) {
    for (String name : names) {
      types.put(name, type);
    }
  }

  /**
   * @param jws whose signature is to be checked
   */
  static Statement parse(String jws, PublicKeys keys) throws Refused {
    byte[] payload = keys.payload(jws, "ameles-receipt", WHAT);
    JsonNode members = StrictJson.object(payload, WHAT, TYPES.keySet());
    for (Map.Entry<String, String> type : TYPES.entrySet()) {
      require(matches(members.get(type.getKey()), type.getValue()), type.getKey());
    }
    require(members.get("format").textValue().equals(FORMAT), "format");
    for (Map.Entry<String, Set<String>> items : ITEMS.entrySet()) {
      for (JsonNode item : members.get(items.getKey())) {
        StrictJson.requireMembers(item, items.getKey() + " of " + WHAT, items.getValue());
      }
    }
    if (!members.get("bulk").isNull()) {
      StrictJson.requireMembers(members.get("bulk"), "bulk of " + WHAT, BULK);
    }
    return new Statement(members, Hash.leaf(payload));
  }

  private static boolean matches(JsonNode value, String type) {
    if (type.endsWith("?")) {
      return value.isNull() || matches(value, type.substring(0, type.length() - 1));
    }
    return switch (type) {
      case "text" -> value.isTextual();
      case "time" -> value.isTextual() && TIME.matcher(value.textValue()).matches();
      case "integer" -> value.isIntegralNumber();
      case "flag" -> value.isBoolean();
      case "array" -> value.isArray();
      default -> value.isObject();
    };
  }

  private static void require(boolean known, String name) throws Refused {
    if (!known) {
      throw new Refused(Flaw.FORMAT, "%s of %s is unknown".formatted(name, WHAT));
    }
  }

  String text(String name) {
    return members.get(name).asText();
  }

  long integer(String name) {
    return members.get(name).longValue();
  }

  JsonNode array(String name) {
    return members.get(name);
  }

  /** The member, or null if the receipt is not about several subjects or parts. */
  JsonNode bulk() {
    return members.get("bulk");
  }
}
