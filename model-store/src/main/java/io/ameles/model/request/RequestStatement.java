package io.ameles.model.request;

import io.ameles.model.sign.CanonicalJson;
import io.ameles.schema.BulkPart;
import io.ameles.schema.DeletionEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is signed of a request, in bytes: the canonical JSON (RFC 8785) of its format, the model
 * that it is meant for, and every field that is set, except the signature and the examples that it
 * brings. A field that is null or an empty list is not set.
 */
public final class RequestStatement {
  /** Says in a signature's header what was signed. */
  public static final String TYPE = "ameles-request";

  private static final String FORMAT = "ameles-request/1";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private RequestStatement() {}

  /**
   * The bytes to be signed.
   *
   * @param model name of the model that is to forget
   * @param request to be signed; its signature and examples are left aside
   * @throws io.ameles.model.AmelesException if a text is half a surrogate pair
   */
  public static byte[] of(String model, DeletionEvent request) {
    SortedMap<String, Object> members = new TreeMap<>();
    members.put("format", FORMAT);
    members.put("model", model);
    members.put("requestId", request.getRequestId());
    members.put("scope", request.getScope().name());
    put("subject", request.getSubject(), members);
    put("exampleIds", request.getExampleIds(), members);
    put("label", request.getLabel(), members);
    put("task", request.getTask(), members);
    members.put("requestedAt", time(request.getRequestedAt()));
    members.put("permanent", request.getPermanent());
    members.put("action", request.getAction().name());
    put("subjects", request.getSubjects(), members);
    put("bulk", bulk(request.getBulk()), members);
    put("regulation", request.getRegulation(), members);
    Instant receivedAt = request.getReceivedAt();
    put("receivedAt", receivedAt == null ? null : time(receivedAt), members);
    return CanonicalJson.of(members);
  }

  private static void put(String name, @Nullable Object value, Map<String, Object> members) {
    boolean empty = value == null || (value instanceof Collection<?> list && list.isEmpty());
    if (!empty) {
      members.put(name, value);
    }
  }

  private static @Nullable Map<String, Object> bulk(@Nullable BulkPart part) {
    return part == null
        ? null
        : Map.of("id", part.getId(), "index", part.getIndex(), "count", part.getCount());
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
